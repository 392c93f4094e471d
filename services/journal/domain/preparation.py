"""How far a person has prepared: steps answered in writing, and steps left out knowingly."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Done:
    """A step is over. The answer is private and kept elsewhere: here is its id, or none if it was left out."""

    at: datetime
    answer_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """One person's, for all their pairs: nobody has to do again what they did for another."""

    org: str
    person_id: str
    done: Mapping[str, Done] = field(default_factory=dict)
    revision: int = 0

    def open_steps(self, step_ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(step_id for step_id in step_ids if step_id not in self.done)

    def is_ready(self, step_ids: Iterable[str]) -> bool:
        """To leave a step out is a choice and no gap."""
        return not self.open_steps(step_ids)


def recorded(preparation: Preparation, step_id: str, done: Done) -> Preparation:
    """The last answer counts, in whatever order they arrive; leaving a step out takes no answer back."""
    before = preparation.done.get(step_id, done)
    return replace(preparation, done={**preparation.done, step_id: max(before, done, key=_weight)})


def _weight(done: Done) -> tuple[bool, datetime, str]:
    return (done.answer_id is not None, done.at, done.answer_id or "")
