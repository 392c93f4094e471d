"""Tells a running journal how long a pair goes on, and how it ends; lets time pass; speaks as its members."""

from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from pydantic import BaseModel

from libs.common.contracts import AnyEvent, Contract
from libs.common.contracts.asks import Ask
from libs.common.contracts.endings import EchoAsked
from libs.common.contracts.pairs import (
    Ending,
    MilestoneReached,
    PairChange,
    PairChanged,
    PairEnded,
    PairPhaseChanged,
)
from tests.component.journal.speaking import Speaking
from tests.support.running import eventually

R = TypeVar("R", bound=BaseModel)
DAYS = timedelta(days=1)


def formed_ago(speaking: Speaking, age: timedelta, pair_id: str = "pair_1") -> AnyEvent:
    """A pair that matching formed so long ago."""
    return speaking.formed(pair_id).model_copy(update={"time": datetime.now(UTC) - age})


def changed(speaking: Speaking, pair: AnyEvent, sequence: int, change: PairChange, **fields: Any) -> AnyEvent:
    """Matching says that the pair goes on differently."""
    standing = "paused" if change is PairChange.PAUSED else "consented"
    state = pair.data.model_dump() | {"formed_at": pair.time, "standing": standing, "change": change} | fields
    return speaking.bench.event(PairChanged.model_validate(state), pair.subject, sequence=sequence)


def ended_ago(speaking: Speaking, pair: AnyEvent, age: timedelta, ending: Ending = Ending.COMPLETED) -> AnyEvent:
    """Matching says that the pair ended, so long ago."""
    state = pair.data.model_dump() | {"formed_at": pair.time, "standing": "ended", "ending": ending}
    ended = PairEnded.model_validate(state | {"ended_at": datetime.now(UTC) - age})
    return speaking.bench.event(ended, pair.subject, sequence=9)


async def open_until(speaking: Speaking, phase: str) -> AnyEvent:
    """A pair that formed 20 days ago and is to end so soon that it is in this phase: review-due or winding-down.

    Not one that is simply old: after four weeks of silence it would be told that it fades.
    """
    pair = await speaking.open(formed_ago(speaking, 20 * DAYS))
    until = datetime.now(UTC) + {"review-due": 15, "winding-down": 2}[phase] * DAYS
    await speaking.bench.publish(changed(speaking, pair, 2, PairChange.EXTENDED, planned_until=until))
    await until_phases(speaking, pair, "preparing", phase)
    return pair


async def end(speaking: Speaking, pair: AnyEvent, age: timedelta, ending: Ending = Ending.COMPLETED) -> None:
    """The same, told twice, until the story has come to its end."""
    await speaking.bench.publish(ended_ago(speaking, pair, age, ending), times=2)

    async def is_over() -> bool:
        return phases_of(speaking, pair)[-1:] == ["afterlife"]

    await eventually(is_over, what="the end")


async def ask(speaking: Speaking, question: Ask[R], person_id: str) -> R:
    """As the gateway passes it on."""
    return await speaking.questions.ask(question, speaking.asker(person_id))


async def until(speaking: Speaking, pair: AnyEvent, fact: type[Contract], count: int = 1) -> list[AnyEvent]:
    """So many facts of a pair."""

    async def heard() -> bool:
        return len(speaking.of(pair, fact)) >= count

    await eventually(heard, what=f"{count} x {fact.event}")
    return speaking.of(pair, fact)


async def until_phases(speaking: Speaking, pair: AnyEvent, *phases: str) -> None:
    """Until these and no others were told, in this order."""

    async def told() -> bool:
        return phases_of(speaking, pair) == list(phases)

    await eventually(told, what=f"{phases}")


def phases_of(speaking: Speaking, pair: AnyEvent) -> list[str]:
    """What was told, in the order of the story."""
    facts = sorted(speaking.of(pair, PairPhaseChanged), key=lambda event: event.sequence or 0)
    return [event.data.phase.value for event in facts if isinstance(event.data, PairPhaseChanged)]


def milestones_of(speaking: Speaking, pair: AnyEvent) -> list[tuple[str, str]]:
    """What was reached, and by which side."""
    facts = [event.data for event in speaking.of(pair, MilestoneReached)]
    return sorted((fact.milestone.value, fact.side) for fact in facts if isinstance(fact, MilestoneReached))


def asked_of(speaking: Speaking, pair: AnyEvent) -> list[int]:
    """After how many days an echo was asked for."""
    return [event.data.days for event in speaking.of(pair, EchoAsked) if isinstance(event.data, EchoAsked)]
