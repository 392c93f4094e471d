"""What matching decided, in the words of the wire."""

from dataclasses import asdict

from libs.common.contracts import requests as wire
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
from services.matching.domain.pairs import Pair
from services.matching.domain.requests import Request, RequestState
from services.matching.domain.suggestions import Suggestion
from services.matching.use_cases.pair_facts import reason_on_wire


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


def suggestion_of(one: Suggestion) -> wire.Suggestion:
    return wire.Suggestion(
        mentor_id=one.mentor_id,
        score=one.score,
        parts=asdict(one.parts),
        reasons=tuple(reason_on_wire(reason) for reason in one.reasons),
        gap=reason_on_wire(one.gap),
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
        "by_spark": request.by_spark,
        "agreed_id": request.asker_id if request.by_spark and not request.is_nobodys else None,
    }
