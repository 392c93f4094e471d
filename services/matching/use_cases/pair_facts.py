"""Pairs as the wire has them: the whole public state, and nothing of why somebody went."""

from typing import Any

from libs.common.contracts import requests as wire
from libs.common.contracts.pairs import (
    Ending,
    LaterPairState,
    Member,
    PairChange,
    PairChanged,
    PairEnded,
    PairFormed,
    PairReminded,
    PairRole,
    TurnWish,
)
from services.matching.domain.gaps import Gap
from services.matching.domain.one_talk import ends_at
from services.matching.domain.pairs import EndReason, Pair, Wish
from services.matching.domain.reasons import Reason
from services.matching.domain.standings import TOLD, Change


def pair_formed(pair: Pair) -> PairFormed:
    """Both said yes."""
    return PairFormed(**_state(pair), planned_until=pair.planned_until)


def fact_of(pair: Pair, change: Change) -> LaterPairState:
    """What became of it."""
    match change:
        case Change.ENDED:
            return pair_ended(pair)
        case Change.REMINDED:
            return PairReminded(**_later(pair))
        case _:
            return pair_changed(pair, change)


def pair_changed(pair: Pair, change: Change) -> PairChanged:
    """How it goes on."""
    return PairChanged(
        **_later(pair),
        standing=pair.standing.value,
        change=PairChange(change.value),
        paused_until=pair.paused_until,
        turn=_turn(pair.wish) if pair.wish else None,
    )


def pair_ended(pair: Pair) -> PairEnded:
    """That it is over, with as much of the reason as anybody is told."""
    end = pair.end
    if end is None:
        raise AssertionError(f"{pair.pair_id} has not ended")
    return PairEnded(
        **_later(pair),
        ending=Ending(TOLD[end.reason].value),
        ended_at=end.at,
        left_id=end.person_id if end.reason is EndReason.LEFT else None,
    )


def reason_on_wire(reason: Reason | Gap) -> wire.Reason:
    """A sentence in every language."""
    return wire.Reason(code=reason.code, words=dict(reason.words))


def _state(pair: Pair) -> dict[str, Any]:
    return {
        "pair_id": pair.pair_id,
        "request_id": pair.request_id,
        "programme_id": pair.programme_id,
        "members": tuple(Member(person_id=one.person_id, role=PairRole(one.role.value)) for one in pair.members),
        "direction": wire.Direction(pair.direction.value),
        "topics": pair.topics,
        "since": pair.since,
        "ends_at": ends_at(pair),
        "reasons": tuple(reason_on_wire(reason) for reason in pair.reasons),
    }


def _later(pair: Pair) -> dict[str, Any]:
    times = {"formed_at": pair.formed_at, "resumed_at": pair.resumed_at, "planned_until": pair.planned_until}
    return _state(pair) | times


def _turn(wish: Wish) -> TurnWish:
    return TurnWish(
        person_id=wish.person_id,
        direction=wire.Direction(wish.turn.direction.value),
        mentor_id=wish.turn.mentor_id,
    )
