"""Lives a pair through days and weeks, and asks its members how it goes."""

from datetime import timedelta
from itertools import groupby

from libs.common.contracts import AnyEvent
from libs.common.contracts.care import (
    Fit,
    FitShown,
    GiveFit,
    GivePulse,
    PairHealth,
    PulseShown,
    ReadFit,
    ReadHealth,
    ReadPulse,
)
from libs.common.contracts.pairs import PairChange, PairChanged, PairPhase, PairPhaseChanged
from tests.component.journal.speaking import Speaking

DAY = timedelta(days=1)
SOON = timedelta(hours=2)
"""Past the full hour at which something falls due."""


async def step(speaking: Speaking, amount: timedelta) -> None:
    """Business time goes on, on every replica, until nothing that is due is left and all that it came to was heard."""
    await speaking.step(amount)
    await speaking.quiet()


async def meet(speaking: Speaking, pair: AnyEvent, session_id: str, person_id: str = "ada") -> None:
    """They met just now."""
    await speaking.tell(pair, session_id, person_id, speaking.houses[0].clock.now())


def resumed(speaking: Speaking, pair: AnyEvent, sequence: int) -> AnyEvent:
    """Matching says that the pair goes on from now."""
    now = speaking.houses[0].clock.now()
    state = pair.data.model_dump() | {"formed_at": pair.time, "standing": "consented", "change": PairChange.RESUMED}
    changed = PairChanged.model_validate(state | {"resumed_at": now})
    return speaking.bench.event(changed, pair.subject, sequence=sequence)


def fading(speaking: Speaking, pair: AnyEvent) -> list[bool]:
    """Whether it fades, in the order of the story and without what else was new."""
    told = [event for event in speaking.of(pair, PairPhaseChanged) if isinstance(event.data, PairPhaseChanged)]
    ordered = sorted(told, key=lambda event: event.sequence or 0)
    found = [event.data.phase is PairPhase.FADING for event in ordered if isinstance(event.data, PairPhaseChanged)]
    return [is_fading for is_fading, _ in groupby(found)]


async def pulse_of(speaking: Speaking, pair: AnyEvent, person_id: str) -> PulseShown:
    return await speaking.questions.ask(ReadPulse(pair_id=pair.subject), speaking.asker(person_id))


async def give_pulse(
    speaking: Speaking, pair: AnyEvent, person_id: str, worth: int, both_ways: int, number: int = 1
) -> PulseShown:
    ask = GivePulse(pair_id=pair.subject, number=number, worth=worth, both_ways=both_ways)
    return await speaking.questions.ask(ask, speaking.asker(person_id))


async def fit_of(speaking: Speaking, pair: AnyEvent, person_id: str) -> FitShown:
    return await speaking.questions.ask(ReadFit(pair_id=pair.subject), speaking.asker(person_id))


async def give_fit(speaking: Speaking, pair: AnyEvent, person_id: str, answer: Fit, number: int = 1) -> FitShown:
    ask = GiveFit(pair_id=pair.subject, number=number, answer=answer)
    return await speaking.questions.ask(ask, speaking.asker(person_id))


async def health_of(speaking: Speaking, pair: AnyEvent, person_id: str) -> PairHealth:
    return await speaking.questions.ask(ReadHealth(pair_id=pair.subject), speaking.asker(person_id))
