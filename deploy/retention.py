"""How long what is kept: one table of every collection of every service, held against the code and made a document."""

from dataclasses import dataclass
from datetime import timedelta

from libs.common import committer, dead_letters
from libs.common.contracts import Service
from services.gateway import outgoing
from services.gateway import store as gateway
from services.gateway.domain.reports import KEPT as REPORTED
from services.gateway.views import all as views
from services.notifications import store as notifications
from services.notifications.domain.invitations import KEPT as INVITED

PERSON = "with the person's erasure"
SHARED = "stays with the other side, under an id without a name"
ORGANISATION = "with its organisation"


@dataclass(frozen=True, slots=True)
class Kept:
    """Some collections of a service: what is in them, for how long, and what else ends it."""

    service: Service | None
    """None of what every service has."""

    collections: tuple[str, ...]
    what: str
    ends: str
    after: timedelta | None = None
    """By the database itself, where it has an index for it."""


G, M, J, N = Service.GATEWAY, Service.MATCHING, Service.JOURNAL, Service.NOTIFICATIONS
VIEWS = tuple(view.name for view in views.VIEWS)
TABLE = (
    Kept(None, ("inbox",), "ids of messages that were handled", "by time alone", committer.INBOX_KEPT),
    Kept(None, ("dead_letters",), "messages that could not be handled, sealed", PERSON, dead_letters.KEPT),
    Kept(None, ("outbox",), "messages on their way", "as soon as the broker has confirmed them"),
    Kept(None, ("timers",), "what is due later", "when it has fired, or " + PERSON),
    Kept(None, ("tombstones",), "keyed marks of people who were erased", "never: nobody comes back unseen"),
    Kept(None, ("clock",), "the offset of stepped time", "never; local and test only"),
    Kept(G, ("people", "blocks"), "records of people, whom they block", PERSON),
    Kept(G, ("enrolments", "sign_in_links"), "programmes they are in, accounts they sign in by", PERSON),
    Kept(G, ("sessions",), "sessions", "when they end, or " + PERSON, timedelta(0)),
    Kept(G, ("organisations", "programmes"), "organisations and their programmes", ORGANISATION),
    Kept(G, ("groups",), "groups that a directory keeps", "when the directory deletes them"),
    Kept(G, ("messages",), "messages of requests, sealed", PERSON + " who wrote them"),
    Kept(
        G,
        ("reports",),
        f"reports of misuse and notes on them, sealed; {REPORTED.days} days after the decision",
        "until they are decided; no legal hold keeps one longer",
    ),
    Kept(G, ("report_keys",), "keys of their words", "with the report, or " + PERSON + " who wrote it"),
    Kept(G, ("suspensions",), "who is or was suspended", PERSON),
    Kept(G, ("safeguarding",), "whom an organisation names for help", ORGANISATION),
    Kept(G, ("taken",), "ids of what was taken at the door, with keyed digests", "by time alone", gateway.TAKEN_KEPT),
    Kept(G, ("feed",), "news for streams, ids alone", "by time alone", gateway.FEED_KEPT),
    Kept(G, ("log", "positions"), "what happened, ids alone, chained", ORGANISATION),
    Kept(G, VIEWS, "what clients read of it, in numbered sets; made anew from the log", SHARED),
    Kept(G, ("asked_requests", "asked_recognitions", "asked_circles"), "claims on their way there", "within moments"),
    Kept(G, ("view_sets", "view_progress"), "which set is read, how far another is", ORGANISATION),
    Kept(G, ("erasures",), "erasures and their receipts, without the person", ORGANISATION),
    Kept(G, ("appointments",), "who has which role", "when it is taken back, or " + PERSON),
    Kept(G, ("platforms", "inbound_secrets", "key_uses"), "platforms and marks of their keys", ORGANISATION),
    Kept(G, ("webhooks", "webhook_progress"), "where facts are sent", "when they are deleted"),
    Kept(G, ("webhook_deliveries",), "what became of each", "with its webhook", outgoing.KEPT),
    Kept(
        M,
        ("people", "desks", "interests", "blocks", "enrolments"),
        "people as matching needs them, what they marked",
        PERSON,
    ),
    Kept(M, ("requests", "pairs", "recognitions", "circles", "conflicts"), "who with whom, and how it stands", SHARED),
    Kept(M, ("rounds", "previews"), "cohort rounds", ORGANISATION),
    Kept(M, ("vocabularies", "programmes", "named_programmes"), "an organisation's words and rules", ORGANISATION),
    Kept(J, ("notes", "answers", "dividends", "member_keys", "preparations"), "journals, preparation", PERSON),
    Kept(J, ("goals", "entries", "pulse_answers", "fit_answers"), "goals, welcomes, pulses of one person", PERSON),
    Kept(J, ("keys",), "data keys: with them the words, in backups too", "destroyed " + PERSON),
    Kept(J, ("stories", "sessions", "milestones", "rhythms", "health", "pulses", "requests"), "a pair's story", SHARED),
    Kept(J, ("messages", "threads", "actions", "exchanges", "ledgers"), "words of both, each under a key", SHARED),
    Kept(J, ("agreements", "agreement_versions", "expectations", "reviews", "farewells"), "the same", SHARED),
    Kept(N, ("notices", "deliveries"), "what was said, and where it went", PERSON, notifications.KEPT),
    Kept(N, ("invitations",), "invitations, sealed", "taken back, or " + PERSON),
    Kept(N, ("farewells",), "the last mail to who is erased, sealed", "when it has gone out, in half an hour at most"),
    Kept(N, ("invited_addresses",), f"keyed marks of addresses, for {INVITED.days} days", "never after a no"),
    Kept(N, ("people", "preferences", "attentions", "reaches"), "people, their wishes, devices, chats", PERSON),
    Kept(N, ("blocks", "lapses", "inviters", "marks", "enrolments"), "what restraint has to know of them", PERSON),
    Kept(N, ("pairs", "sessions", "requests", "circles"), "who with whom, ids alone", SHARED),
    Kept(
        N,
        ("announcements", "launches", "administrations", "plans", "wordings"),
        "what an organisation says",
        ORGANISATION,
    ),
)
HEAD = """# Retention

What is kept how long, and what ends it. Made by `make docs` from `deploy/retention.py`; a test holds it against the
code. Journals stay until their owner deletes them or is erased. An archive of all that is held on somebody is handed
out and not kept.

| service | what | collections | by time | otherwise it ends |
| --- | --- | --- | --- | --- |
"""


def document() -> str:
    """The table as Markdown."""
    return HEAD + "".join(map(_row, TABLE))


def _row(kept: Kept) -> str:
    names = ", ".join(f"`{name}`" for name in kept.collections)
    after = f"{kept.after.days} days" if kept.after else ""
    return f"| {kept.service or 'all'} | {kept.what} | {names} | {after} | {kept.ends} |\n"
