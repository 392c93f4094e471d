"""Tells a running journal how long a pair goes on, and how it ends; and lets time pass."""

from datetime import UTC, datetime, timedelta
from typing import Any

from libs.common.clock import SteppedClock
from libs.common.contracts import AnyEvent
from libs.common.contracts.pairs import Ending, PairChange, PairChanged, PairEnded, PairPhaseChanged
from tests.component.journal.speaking import Speaking
from tests.support.running import eventually

DAYS = timedelta(days=1)


def formed_ago(speaking: Speaking, age: timedelta, pair_id: str = "pair_1") -> AnyEvent:
    """A pair that matching formed so long ago."""
    formed = speaking.formed(pair_id)
    return formed.model_copy(update={"time": datetime.now(UTC) - age})


def changed(speaking: Speaking, pair: AnyEvent, sequence: int, change: PairChange, **fields: Any) -> AnyEvent:
    """Matching says that the pair goes on differently."""
    standing = "paused" if change is PairChange.PAUSED else "consented"
    state = pair.data.model_dump() | {"formed_at": pair.time, "standing": standing, "change": change} | fields
    return speaking.bench.event(PairChanged.model_validate(state), pair.subject, sequence=sequence)


def ended_ago(
    speaking: Speaking, pair: AnyEvent, age: timedelta, ending: Ending = Ending.COMPLETED, sequence: int = 9
) -> AnyEvent:
    """Matching says that the pair ended, so long ago."""
    state = pair.data.model_dump() | {"formed_at": pair.time, "standing": "ended", "ending": ending}
    ended = PairEnded.model_validate(state | {"ended_at": datetime.now(UTC) - age})
    return speaking.bench.event(ended, pair.subject, sequence=sequence)


async def step(speaking: Speaking, amount: timedelta) -> None:
    """Business time goes on, on every replica."""
    for house in speaking.houses:
        assert isinstance(house.clock, SteppedClock)
        await house.clock.step_to_offset(house.clock.offset + amount)


async def until_phases(speaking: Speaking, pair: AnyEvent, *phases: str) -> None:
    """Until these and no others were told, in this order."""

    async def told() -> bool:
        return phases_of(speaking, pair) == list(phases)

    await eventually(told, what=f"{phases}")


def phases_of(speaking: Speaking, pair: AnyEvent) -> list[str]:
    """What was told, in the order of the story."""
    facts = sorted(speaking.of(pair, PairPhaseChanged), key=lambda event: event.sequence or 0)
    return [event.data.phase.value for event in facts if isinstance(event.data, PairPhaseChanged)]
