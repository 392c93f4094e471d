"""What may be told of how many: nothing from which anybody could conclude that it is one to four people. Pure.

Every count is rounded down to a step, so each number told stands for as many consecutive counts as a step has, of which
one is always nobody or enough. What is told of a period is the difference of two such numbers, each of all weeks before
a Monday: asking for a week more or less, or for many periods, is to ask for the same few numbers again. Groups are
joined until each is large enough; what their numbers and the total would tell together is worked out as somebody who
knows how large each group is would do it, and a measure that would tell too much is not told by group at all.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate

SMALLEST = 5
WEEK = timedelta(weeks=1)

Windows = Sequence[tuple[int, int]]
"""For each group the least and the most that a count may be, for all that is told."""


def step_of(smallest_groups: Iterable[int]) -> int:
    """In what steps counts are told where each of these was promised: multiples of five all fit into each other."""
    largest = max(smallest_groups, default=SMALLEST)
    return -(-largest // SMALLEST) * SMALLEST


def told(count: int, step: int) -> int:
    """What is said of a count: 0 is anything from nobody to one less than a step."""
    return count - count % step


@dataclass(frozen=True)
class Count:
    """What came in each week, by its Monday, to be told in steps."""

    weekly: Mapping[date, int]
    step: int

    @cached_property
    def _weeks(self) -> list[date]:
        return sorted(self.weekly)

    @cached_property
    def _sums(self) -> list[int]:
        return list(accumulate((self.weekly[week] for week in self._weeks), initial=0))

    def before(self, monday: date) -> int:
        """What is told of all weeks that began before that one."""
        return told(self._sums[bisect_left(self._weeks, monday)], self.step)

    def between(self, since: date, until: date) -> int:
        """What is told of the weeks from one Monday to before another."""
        return self.before(until) - self.before(since)

    @property
    def begins(self) -> date | None:
        """The first week of which anything is told."""
        return next((week for week in self._weeks if self.before(week + WEEK)), None)


@dataclass(frozen=True, slots=True)
class Group:
    """How many people have something in common, and how many of them came how far. A measure may be untold."""

    name: str | None
    """None: all others, in groups too small to be told of, or of whom it is not known."""

    people: int
    reached: Mapping[str, int | None] = field(default_factory=dict)


def masked(groups: Iterable[Group], measures: Sequence[str], step: int) -> tuple[Group, ...]:
    """As it may be told, the largest first and all others last; nothing where they all together are too few."""
    joined = _joined(groups, measures, step)
    untold = _untold(joined, measures, step)
    return tuple(
        Group(
            group.name,
            told(group.people, step),
            {name: None if name in untold else told(_count(group, name), step) for name in measures},
        )
        for group in joined
    )


def _joined(groups: Iterable[Group], measures: Sequence[str], step: int) -> list[Group]:
    """Each large enough: the small ones together, and with them the next larger until they are enough, too."""
    kept: list[Group] = []
    small: list[Group] = []
    for group in sorted(groups, key=lambda group: (-group.people, group.name or "")):
        (kept if group.name is not None and group.people >= step else small).append(group)
    while kept and 0 < sum(group.people for group in small) < step:
        small.append(kept.pop())
    people = sum(group.people for group in small)
    if people < step:
        return kept
    return [*kept, Group(None, people, {name: sum(_count(group, name) for group in small) for name in measures})]


def _untold(groups: Sequence[Group], measures: Sequence[str], step: int) -> frozenset[str]:
    """Measures that would tell of too few who are there, or of too few of a group who are not.

    Two measures need no look at each other: nothing bounds a count from above but its step and its group, so what would
    tell of the few between them would tell of them beside the whole group, too.
    """
    ends: Sequence[Windows] = ([(0, 0)] * len(groups), [(group.people, group.people) for group in groups])

    def is_told(name: str) -> bool:
        windows = _windows([(group.people, _count(group, name)) for group in groups], step)
        return not any(_is_too_few(one, other, step) for end in ends for one, other in zip(windows, end, strict=True))

    return frozenset(name for name in measures if not is_told(name))


def _windows(cells: Sequence[tuple[int, int]], step: int) -> Windows:
    """What is left open of each count by what is told of it, of all others and of their sum."""
    low = [told(count, step) for _, count in cells]
    high = [min(least + step - 1, people) for least, (people, _) in zip(low, cells, strict=True)]
    least = told(sum(count for _, count in cells), step)
    most = least + step - 1
    return [
        (max(one, least - (sum(high) - other)), min(other, most - (sum(low) - one)))
        for one, other in zip(low, high, strict=True)
    ]


def _is_too_few(one: tuple[int, int], other: tuple[int, int], step: int) -> bool:
    """The larger of the two is certainly larger, and certainly by less than a step."""
    (least, most), (other_least, other_most) = sorted((one, other), reverse=True)
    return least > other_most and most - other_least < step


def _count(group: Group, name: str) -> int:
    return group.reached.get(name) or 0
