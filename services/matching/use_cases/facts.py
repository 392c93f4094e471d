"""What matching decided, in the words of the wire."""

from dataclasses import asdict

from libs.common.contracts import requests as wire
from libs.common.contracts.pairs import Member, PairFormed, PairRole
from libs.common.contracts.requests import (
    RequestChanged,
    RequestClosed,
    RequestFact,
    RequestFollowedUp,
    RequestOpened,
    RequestProposed,
    RequestReminded,
)
from services.matching.domain.clocks import expires_at
from services.matching.domain.gaps import Gap
from services.matching.domain.pairs import Pair
from services.matching.domain.reasons import Reason
from services.matching.domain.requests import Request, RequestState
from services.matching.domain.suggestions import Suggestion


def state_of(request: Request, pair: Pair | None = None) -> RequestFact:
    """The fact that tells where a request stands now."""
    state = _public(request) | {"pair_id": pair.pair_id if pair else None}
    if request.state.is_terminal:
        return RequestClosed.model_validate(state | {"mentor_knew": request.was_opened})
    contract = RequestProposed if request.state is RequestState.PROPOSED else RequestOpened
    return contract.model_validate(state)


def change_of(request: Request, by: str | None) -> RequestChanged:
    """A step on the way, by one of the two or by the clock."""
    return RequestChanged.model_validate(_public(request) | {"by": by})


def reminder_of(request: Request) -> RequestReminded:
    return RequestReminded.model_validate(_public(request) | {"number": request.reminded})


def follow_up_of(request: Request, following: Request | None, suggestions: tuple[Suggestion, ...]) -> RequestFollowedUp:
    return RequestFollowedUp(
        request_id=request.request_id,
        mentee_id=request.mentee_id,
        mentor_id=request.mentor_id,
        direction=wire.Direction(request.direction.value),
        topics=request.topics,
        state=wire.RequestState(request.state.value),
        started_by=wire.Side(request.started_by.value),
        next_request_id=following.request_id if following else None,
        next_mentor_id=following.mentor_id if following else None,
        suggestions=tuple(suggestion_of(one) for one in suggestions),
    )


def pair_formed_of(pair: Pair) -> PairFormed:
    return PairFormed(
        pair_id=pair.pair_id,
        request_id=pair.request_id,
        programme_id=pair.programme_id,
        members=tuple(Member(person_id=one.person_id, role=PairRole(one.role.value)) for one in pair.members),
        direction=wire.Direction(pair.direction.value),
        topics=pair.topics,
        reasons=tuple(_reason(reason) for reason in pair.reasons),
    )


def suggestion_of(one: Suggestion) -> wire.Suggestion:
    return wire.Suggestion(
        mentor_id=one.mentor_id,
        score=one.score,
        parts=asdict(one.parts),
        reasons=tuple(_reason(reason) for reason in one.reasons),
        gap=_reason(one.gap),
        rules=one.rule_version,
    )


def _public(request: Request) -> dict[str, object]:
    return {
        "request_id": request.request_id,
        "programme_id": request.programme_id,
        "mentee_id": request.mentee_id,
        "mentor_id": request.mentor_id,
        "direction": request.direction.value,
        "topics": request.topics,
        "started_by": request.started_by.value,
        "state": request.state.value,
        "has_message": request.has_message,
        "asked_at": request.asked_at,
        "opened_at": request.opened_at,
        "expires_at": expires_at(request),
        "closed_at": request.closed_at,
        "info_asked_at": request.info_asked_at,
        "more_id": request.more_id,
    }


def _reason(reason: Reason | Gap) -> wire.Reason:
    return wire.Reason(code=reason.code, words=dict(reason.words))
