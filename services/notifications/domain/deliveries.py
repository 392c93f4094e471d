"""One row per notice and channel: what becomes of every word that is said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from libs.common.contracts.notifications import Channel, Importance, Kind, Step
from libs.common.ids import derived_id
from services.notifications.domain.notices import Notice
from services.notifications.domain.plan import About, Tie


class State(StrEnum):
    """Where a delivery is. All but the first two are its end."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"


OPEN = (State.WAITING, State.SENDING)
BY_MAIL = (Channel.MAIL, Channel.CALENDAR)


@dataclass(frozen=True, slots=True)
class Pauses:
    """Between tries: each twice as long as the one before, up to the longest, and given up after so many."""

    shortest: timedelta = timedelta(seconds=1)
    longest: timedelta = timedelta(hours=1)
    most: int = 120

    def after(self, attempts: int, chance: float) -> timedelta:
        """Between a half and the whole of it (`chance` is 0 to 1): those put off together come back apart."""
        return min(self.longest, self.shortest * 2.0 ** min(attempts - 1, 20)) * (0.5 + chance / 2)


USUAL = Pauses()
"""These come to four to five days: as long as mail servers try (RFC 5321, 4.5.4.1)."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to one person through one channel."""

    org: str
    delivery_id: str
    notice_id: str
    person_id: str
    channel: Channel
    template: str
    about: About
    subject_id: str
    kind: Kind
    cause_id: str
    facts: tuple[str, ...]
    correlation_id: str
    created_at: datetime
    not_before: datetime
    state: State
    importance: Importance = Importance.PERSONAL
    tie: Tie = Tie.NONE
    expires_at: datetime | None = None
    items: tuple[str, ...] = ()
    """Of a digest: the notices that come with it."""

    thread: str = ""
    """What it is read together with, where that is not its subject: of a session, its pair."""

    actions: tuple[Step, ...] = ()
    pair_id: str | None = None
    message_id: str | None = None
    code: str | None = None
    """Why it failed, was dropped or was put off."""

    attempts: int = 0
    """How often it was put off."""

    reached: tuple[str, ...] = ()
    """Which devices have it, while others are tried again."""

    sent_at: datetime | None = None
    trace: dict[str, str] = field(default_factory=dict)
    holder: str | None = None
    lease_until: datetime | None = None
    """Machine time: nobody else takes it up before."""

    revision: int = 0

    @property
    def is_open(self) -> bool:
        """It has not come to its end."""
        return self.state in OPEN

    @property
    def thread_id(self) -> str | None:
        """What mails about the same request or pair answer to; None where it is about its reader alone."""
        if self.message_id is None or self.subject_id == self.person_id:
            return None
        domain = self.message_id.partition("@")[2]
        return f"<{derived_id('thr', self.org, self.thread or self.subject_id)}@{domain}"


def delivery_id_of(notice: Notice, channel: Channel) -> str:
    """The same for the same notice and channel, until its reader wants it once more."""
    again = (str(notice.times_snoozed),) if notice.times_snoozed else ()
    return derived_id("dlv", notice.notice_id, channel, *again)


def deliveries_of(
    notice: Notice, channels: Mapping[Channel, datetime], now: datetime, mail_domain: str
) -> Iterator[Delivery]:
    """A row per channel. What stands in the inbox has arrived; everything else has yet to go."""
    for channel, not_before in channels.items():
        delivery_id = delivery_id_of(notice, channel)
        has_arrived = channel is Channel.INBOX
        yield Delivery(
            org=notice.org,
            delivery_id=delivery_id,
            notice_id=notice.notice_id,
            person_id=notice.person_id,
            channel=channel,
            template=notice.template,
            about=notice.about,
            subject_id=notice.subject_id,
            thread=notice.pair_id or "",
            kind=notice.kind,
            importance=notice.importance,
            tie=notice.tie,
            cause_id=notice.cause_id,
            facts=notice.facts,
            correlation_id=notice.correlation_id,
            created_at=now,
            not_before=not_before,
            expires_at=notice.expires_at,
            items=notice.items,
            actions=notice.actions,
            pair_id=notice.pair_id,
            state=State.SENT if has_arrived else State.WAITING,
            # Fixed with the row: every try carries the same, so that a reader's program sees one mail.
            message_id=f"<{delivery_id}@{mail_domain}>" if channel in BY_MAIL else None,
            sent_at=now if has_arrived else None,
            trace=dict(notice.trace),
        )


def sent(delivery: Delivery, at: datetime) -> Delivery:
    """It left the house."""
    return replace(_released(delivery), state=State.SENT, sent_at=at, code=None)


def failed(delivery: Delivery, code: str) -> Delivery:
    """It cannot be delivered."""
    return replace(_released(delivery), state=State.FAILED, code=code)


def dropped(delivery: Delivery, code: str) -> Delivery:
    """Better not said."""
    return replace(_released(delivery), state=State.DROPPED, code=code, sent_at=None)


def put_off(delivery: Delivery, code: str, until: datetime, pauses: Pauses) -> Delivery:
    """Try again then (machine time); given up after many tries."""
    attempts = delivery.attempts + 1
    if attempts >= pauses.most:
        return failed(replace(delivery, attempts=attempts), code)
    return replace(_released(delivery), state=State.WAITING, code=code, attempts=attempts, lease_until=until)


def _released(delivery: Delivery) -> Delivery:
    return replace(delivery, holder=None, lease_until=None)
