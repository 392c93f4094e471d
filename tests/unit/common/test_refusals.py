"""Whom a refusal names: the person whose claim it was, and never a platform as if it were one."""

from datetime import UTC, datetime
from typing import Any

from libs.common.contracts import AnyEvent, Contract, Event
from libs.common.contracts.pairs import SessionReported
from libs.common.contracts.requests import Answer, MentorRequested, RequestAnswered
from libs.common.errors import Refused
from libs.common.handling import refusal_of

NOW = datetime(2026, 6, 1, tzinfo=UTC)
NO = Refused("never", {"en": "Never.", "de": "Niemals."})


def claim(data: Contract, actor: str) -> AnyEvent:
    attributes: dict[str, Any] = {"source": "/bothways/gateway", "subject": "s", "org": "acme", "correlationid": "c"}
    return Event(id="claim_1", type=data.type, time=NOW, actorid=actor, data=data, **attributes)


def test_a_member_hears_of_their_own_claim() -> None:
    answered = RequestAnswered(request_id="req_1", answer=Answer.ACCEPT)
    assert refusal_of(claim(answered, "ada"), NO).person_id == "ada"


def test_the_mentee_hears_of_what_a_platform_asked_in_their_name() -> None:
    asked = MentorRequested(request_id="req_1", mentee_id="mia", topics=("Go",))
    assert refusal_of(claim(asked, "platform:hr"), NO).person_id == "mia"


def test_a_platform_that_speaks_for_itself_is_no_person() -> None:
    """Nobody could be told: a name that is no person's would be looked for until the message is given up."""
    reported = SessionReported(pair_id="pair_1", session_id="s1", person_id="ada", held_at=NOW)
    refusal = refusal_of(claim(reported, "platform:calendar"), NO)
    assert (refusal.person_id, refusal.concerns()) == (None, frozenset())
