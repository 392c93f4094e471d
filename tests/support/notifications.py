"""Builders for the tests of notifications: facts, people and rows, valid by default."""

from datetime import UTC, datetime, timedelta
from typing import Any

from libs.common.contracts.care import SessionSuggested
from libs.common.contracts.circles import (
    CircleChange,
    CircleChanged,
    CircleEnded,
    CircleEnding,
    CircleFormed,
    CircleProposed,
    CircleReminded,
    CircleState,
)
from libs.common.contracts.conflicts import ConflictFound, ConflictOption
from libs.common.contracts.ledgers import Dividend, DividendReady
from libs.common.contracts.notifications import Channel, Importance, Kind
from libs.common.contracts.pairs import (
    Ending,
    Member,
    Milestone,
    MilestoneReached,
    PairChange,
    PairChanged,
    PairEnded,
    PairFormed,
    PairPhase,
    PairPhaseChanged,
    PairReminded,
    PairRole,
    SessionHeld,
)
from libs.common.contracts.people import PersonJoined
from libs.common.contracts.recognitions import RecognitionChanged, RecognitionReminded, RecognitionState
from libs.common.contracts.requests import (
    ClaimRefused,
    Direction,
    MentorsSuggested,
    PlaceFreed,
    Reason,
    RequestChanged,
    RequestClosed,
    RequestFollowedUp,
    RequestOpened,
    RequestProposed,
    RequestReminded,
    RequestState,
    Suggestion,
)
from libs.common.contracts.threads import MessageWaiting
from services.notifications.domain.deliveries import Delivery, State
from services.notifications.domain.invitations import Enclosed, Invitation
from services.notifications.domain.notices import Notice
from services.notifications.domain.pairs import Formed
from services.notifications.domain.people import Person
from services.notifications.domain.plan import About

ADA, BOB = "ada", "bob"
"""Ada is the mentor, Bob the mentee, wherever nothing else is said."""

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
WORDS = {"en": "Ada has no free place.", "de": "Ada hat keinen freien Platz."}


def person_joined(person_id: str, **fields: Any) -> PersonJoined:
    record = {
        "person_id": person_id,
        "name": f"{person_id.title()} Example",
        "email": f"{person_id}@example.org",
        "locale": "de" if person_id == BOB else "en",
        "time_zone": "Europe/Berlin",
    }
    return PersonJoined.model_validate(record | fields)


def make_person(person_id: str = ADA, **fields: Any) -> Person:
    record = person_joined(person_id)
    known: dict[str, Any] = {
        "org": "acme",
        "person_id": person_id,
        "sequence": 1,
        "name": record.name,
        "email": record.email,
        "locale": record.locale,
        "time_zone": record.time_zone,
    }
    return Person(**known | fields)


def request_fields(**fields: Any) -> dict[str, Any]:
    return {
        "request_id": "req_1",
        "mentee_id": BOB,
        "mentor_id": ADA,
        "direction": Direction.FORWARD,
        "topics": ("Python", "SQL"),
    } | fields


def request_proposed(**fields: Any) -> RequestProposed:
    return RequestProposed(**request_fields(state=RequestState.PROPOSED, **fields))


def request_opened(**fields: Any) -> RequestOpened:
    return RequestOpened(**request_fields(state=RequestState.OPEN, **fields))


def request_closed(state: RequestState, **fields: Any) -> RequestClosed:
    return RequestClosed(**request_fields(state=state, **fields))


def request_reminded(number: int = 1, **fields: Any) -> RequestReminded:
    until = START + timedelta(days=10)
    return RequestReminded(**request_fields(state=RequestState.OPEN, number=number, expires_at=until, **fields))


def request_followed_up(state: RequestState, *mentor_ids: str, **fields: Any) -> RequestFollowedUp:
    return RequestFollowedUp(**request_fields(state=state, suggestions=suggestions(*mentor_ids), **fields))


def request_changed(state: RequestState, **fields: Any) -> RequestChanged:
    return RequestChanged(**request_fields(state=state, **fields))


def place_freed(**fields: Any) -> PlaceFreed:
    return PlaceFreed(**request_fields(**fields))


def suggestions(*mentor_ids: str) -> tuple[Suggestion, ...]:
    reason = Reason(code="gives", words=WORDS)
    return tuple(Suggestion(mentor_id=one, score=0.5, reasons=(reason,), gap=reason, rules="1") for one in mentor_ids)


def mentors_suggested(*mentor_ids: str, **fields: Any) -> MentorsSuggested:
    known = {"request_id": "req_1", "mentee_id": BOB, "direction": Direction.FORWARD, "topics": ("Python",)}
    return MentorsSuggested(**known | {"suggestions": suggestions(*mentor_ids)} | fields)


def claim_refused(**fields: Any) -> ClaimRefused:
    known = {"claim_id": "e1", "claim_type": "bothways.MentorRequested.v1", "code": "mentor-full", "words": WORDS}
    return ClaimRefused.model_validate(known | {"person_id": BOB, "request_id": "req_1"} | fields)


def pair_formed(pair_id: str = "pair_1", mentor_id: str = ADA, mentee_id: str = BOB, **fields: Any) -> PairFormed:
    members = (
        Member(person_id=mentor_id, role=PairRole.MENTOR),
        Member(person_id=mentee_id, role=PairRole.MENTEE),
    )
    known = {"pair_id": pair_id, "members": members, "direction": Direction.FORWARD, "topics": ("Python", "SQL")}
    return PairFormed(**known | fields)


def pair_changed(change: PairChange, pair_id: str = "pair_1", **fields: Any) -> PairChanged:
    state = pair_formed(pair_id).model_dump() | {"standing": "consented", "formed_at": START, "change": change}
    return PairChanged.model_validate(state | fields)


def pair_reminded(pair_id: str = "pair_1", **fields: Any) -> PairReminded:
    known = {"direction": Direction.FLASH, "formed_at": START, "ends_at": START + timedelta(days=30)}
    return PairReminded.model_validate(pair_formed(pair_id).model_dump() | known | fields)


def pair_ended(ending: Ending = Ending.NO_FAULT, pair_id: str = "pair_1", **fields: Any) -> PairEnded:
    state = pair_formed(pair_id).model_dump() | {"standing": "ended", "formed_at": START}
    return PairEnded.model_validate(state | {"ending": ending, "ended_at": START} | fields)


def conflict_found(**fields: Any) -> ConflictFound:
    known = {"pair_id": "pair_1", "mentor_id": ADA, "mentee_id": BOB, "above_id": ADA, "as_of": 1}
    return ConflictFound.model_validate(known | {"options": tuple(ConflictOption)} | fields)


def circle_conflict_found(**fields: Any) -> ConflictFound:
    options = (ConflictOption.CONTINUE, ConflictOption.LEAVE)
    return conflict_found(**{"pair_id": None, "circle_id": "circle_1", "options": options} | fields)


def recognition_changed(state: RecognitionState, *awaiting: str, **fields: Any) -> RecognitionChanged:
    known: dict[str, Any] = {"recognition_id": "rec_1", "mentor_id": ADA, "mentee_id": BOB}
    known |= {
        "direction": Direction.FORWARD,
        "topics": ("Python",),
        "since": START,
        "state": state,
        "awaiting": awaiting,
    }
    return RecognitionChanged.model_validate(known | fields)


def recognition_reminded(*awaiting: str, number: int = 1) -> RecognitionReminded:
    state = recognition_changed(RecognitionState.PROPOSED, *awaiting, expires_at=START + timedelta(days=10))
    return RecognitionReminded.model_validate(state.model_dump() | {"number": number})


def circle_fields(**fields: Any) -> dict[str, Any]:
    known = {"circle_id": "circle_1", "started_by": BOB, "mentor_id": ADA, "topics": ("Python", "SQL")}
    people = {"state": CircleState.FORMED, "members": (BOB, ADA, "eve"), "proposed_at": START}
    return known | people | fields


def circle_proposed(**fields: Any) -> CircleProposed:
    people = {"state": CircleState.PROPOSED, "members": (BOB,), "invited": (ADA, "eve")}
    return CircleProposed.model_validate(circle_fields(**people | fields))


def circle_formed(**fields: Any) -> CircleFormed:
    return CircleFormed.model_validate(circle_fields(**fields))


def circle_changed(change: CircleChange, *people: str, **fields: Any) -> CircleChanged:
    return CircleChanged.model_validate(circle_fields(change=change, people=people, **fields))


def circle_reminded(*people: str, number: int = 1, **fields: Any) -> CircleReminded:
    known = {"people": people, "number": number, "expires_at": START + timedelta(days=10)}
    state = {"state": CircleState.PROPOSED, "members": (BOB,), "invited": (ADA, "eve")}
    return CircleReminded.model_validate(circle_fields(**state | known | fields))


def circle_ended(ending: CircleEnding, **fields: Any) -> CircleEnded:
    return CircleEnded.model_validate(circle_fields(state=CircleState.ENDED, ending=ending, ended_at=START, **fields))


def phase_changed(owner_id: str, *, sessions: int = 0, pair_id: str = "pair_1") -> PairPhaseChanged:
    phase = PairPhase.ACTIVE if sessions else PairPhase.PREPARING
    return PairPhaseChanged(
        pair_id=pair_id, members=(ADA, BOB), phase=phase, sessions_held=sessions, next_owner_id=owner_id
    )


def session_held(held_at: datetime, owner_id: str, *, number: int = 1, pair_id: str = "pair_1") -> SessionHeld:
    return SessionHeld(
        pair_id=pair_id,
        members=(ADA, BOB),
        session_id=f"s{number}",
        held_at=held_at,
        number=number,
        next_owner_id=owner_id,
    )


def session_suggested(owner_id: str, *, days: int = 18, pair_id: str = "pair_1") -> SessionSuggested:
    return SessionSuggested(pair_id=pair_id, members=(ADA, BOB), next_owner_id=owner_id, days_since=days)


def milestone_reached(**fields: Any) -> MilestoneReached:
    known = {"pair_id": "pair_1", "members": (ADA, BOB), "milestone": Milestone.FIRST_TALK_HELD, "side": "both"}
    return MilestoneReached.model_validate(known | {"phase": "active", "evidence": ("e1",)} | fields)


def message_waiting(**fields: Any) -> MessageWaiting:
    """Ada wrote, and Bob has not read it."""
    of = {"pair_id": "pair_1"} if "request_id" not in fields else {}
    return MessageWaiting.model_validate({"reader_id": BOB, "author_id": ADA} | of | fields)


def dividend_ready(person_id: str = ADA, month: str = "2026-03") -> DividendReady:
    counts = Dividend(sessions_held=2, learnings_named=1, thanks=1, gets=0)
    return DividendReady(person_id=person_id, month=month, counts=counts)


def make_formed(direction: Direction = Direction.FORWARD, at: datetime = START) -> Formed:
    return Formed(at, "formed", ADA, BOB, direction, ("Python", "SQL"))


def make_invitation(**fields: Any) -> Invitation:
    known: dict[str, Any] = {
        "org": "acme",
        "invitation_id": "inv_1",
        "inviter_id": ADA,
        "mark": "mark",
        "sealed": b"",
        "delivery_id": "dlv_1",
        "invited_at": START,
    }
    return Invitation(**known | fields)


def make_enclosed(**fields: Any) -> Enclosed:
    known: dict[str, Any] = {"address": "cleo@example.org", "first_name": "Cleo", "note": None, "wish": None}
    return Enclosed(**known | fields)


def make_delivery(template: str, about: About, **fields: Any) -> Delivery:
    known: dict[str, Any] = {
        "org": "acme",
        "delivery_id": "dlv_1",
        "notice_id": "ntc_1",
        "person_id": ADA,
        "channel": Channel.MAIL,
        "subject_id": "pair_1",
        "kind": Kind.PAIRS,
        "cause_id": "cause",
        "facts": ("cause",),
        "correlation_id": "story",
        "created_at": START,
        "not_before": START,
        "state": State.WAITING,
        "message_id": "<dlv_1@example.org>",
    }
    return Delivery(template=template, about=about, **known | fields)


def make_notice(person_id: str = ADA, **fields: Any) -> Notice:
    known: dict[str, Any] = {
        "org": "acme",
        "notice_id": "ntc_1",
        "person_id": person_id,
        "row": "pair-formed",
        "kind": Kind.PAIRS,
        "importance": Importance.PERSONAL,
        "template": "pair-formed-mentor",
        "about": About(),
        "subject_id": "pair_1",
        "channels": (Channel.INBOX, Channel.MAIL),
        "cause_id": "e1",
        "facts": ("e1",),
        "correlation_id": "story",
        "created_at": START,
        "since": START,
        "not_before": START,
        "due": START,
        "trace": {"traceparent": "00-1"},
    }
    return Notice(**known | fields)
