"""Who plays, and what the other services tell of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from libs.common.contracts import Contract
from libs.common.contracts.pairs import Member, PairRole
from libs.common.contracts.people import PersonJoined
from libs.common.contracts.requests import Direction
from services.notifications.domain.forecast.script import MENTOR

HOUR = timedelta(hours=1)
A_MOMENT = timedelta(seconds=1)
"""So long after it is due something is looked at: never before, and never at the very moment."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Two people as they join, and what one would like to learn from the other."""

    mentor: PersonJoined
    mentee: PersonJoined
    direction: Direction
    topics: tuple[str, ...]

    def person(self, side: str) -> str:
        """The id of a side."""
        return self.mentor.person_id if side == MENTOR else self.mentee.person_id

    def other(self, person_id: str) -> str:
        """The id of the other side."""
        return self.mentee.person_id if person_id == self.mentor.person_id else self.mentor.person_id

    @property
    def ids(self) -> tuple[str, ...]:
        """In a stable order."""
        return tuple(sorted((self.mentor.person_id, self.mentee.person_id)))

    @property
    def members(self) -> tuple[Member, Member]:
        """With their roles."""
        return (
            Member(person_id=self.mentee.person_id, role=PairRole.MENTEE),
            Member(person_id=self.mentor.person_id, role=PairRole.MENTOR),
        )


@dataclass(frozen=True, slots=True)
class Fact:
    """What notifications hears, and when."""

    fact_id: str
    at: datetime
    data: Contract
    actor_id: str | None = None
    sequence: int | None = None


@dataclass(slots=True)
class Log:
    """What was told, in its order."""

    facts: list[Fact] = field(default_factory=list)
    sequences: dict[str, Iterator[int]] = field(default_factory=dict)

    def tell(self, at: datetime, data: Contract, actor_id: str | None = None, *, of: str = "") -> str:
        """One more; `of` is what its sequence counts. Its id."""
        sequence = next(self.sequences.setdefault(of, count(1))) if of else None
        fact = Fact(f"{data.event}-{len(self.facts) + 1}", at, data, actor_id, sequence)
        self.facts.append(fact)
        return fact.fact_id


def at_full_hour(at: datetime) -> datetime:
    """The next full hour of UTC: clocks that count days fall due then."""
    start = at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    return start if start == at else start + HOUR


Fields = dict[str, Any]
