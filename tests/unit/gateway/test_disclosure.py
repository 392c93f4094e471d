"""What is told of how many: nobody who knows the rule and how large each group is concludes that it is one to four.

The attacker of these tests knows nothing of how the rule works it out: they go through every way it could be.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import combinations, combinations_with_replacement, pairwise, product

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from services.gateway.domain.disclosure import WEEK, Count, Group, masked, step_of, told
from services.gateway.domain.insight import Period, months, period

MONDAY = date(2026, 1, 5)
SMALLEST = 5
STEPS = st.sampled_from([5, 10, 50])

counts = st.builds(
    Count,
    weekly=st.dictionaries(st.integers(0, 30).map(lambda number: MONDAY + number * WEEK), st.integers(0, 40)),
    step=STEPS,
)
mondays = st.integers(-2, 33).map(lambda number: MONDAY + number * WEEK)


def tells_too_few(possible: Iterable[int], smallest: int = SMALLEST) -> bool:
    """All that it may be is somebody, and fewer than may be told of."""
    return all(1 <= count < smallest for count in possible)


def behind(number: int, step: int) -> range:
    """All that a number that is told may stand for."""
    return range(number, number + step)


@given(smallest=st.lists(st.integers(5, 50)))
def test_steps_are_at_least_what_was_promised_and_fit_into_each_other(smallest: list[int]) -> None:
    step = step_of(smallest)
    assert step % SMALLEST == 0
    assert all(one <= step for one in smallest)
    assert step < max(smallest, default=SMALLEST) + SMALLEST


@given(count=counts, asked=st.lists(st.tuples(mondays, mondays), min_size=1, max_size=6), signs=st.data())
def test_no_sum_and_no_difference_of_any_answers_is_one_to_four(
    count: Count, asked: list[tuple[date, date]], signs: st.DataObject
) -> None:
    answers = [count.between(*sorted(one)) for one in asked]
    factors = signs.draw(st.lists(st.integers(-3, 3), min_size=len(answers), max_size=len(answers)))
    assert abs(sum(factor * answer for factor, answer in zip(factors, answers, strict=True))) not in range(1, SMALLEST)


@given(count=counts, since=mondays, until=mondays)
def test_a_period_is_told_rightly_but_for_one_step(count: Count, since: date, until: date) -> None:
    assume(since <= until)
    real = sum(number for week, number in count.weekly.items() if since <= week < until)
    assert abs(count.between(since, until) - real) < count.step


def test_who_asks_for_every_period_learns_of_no_period_that_it_is_one_to_four() -> None:
    """Whatever three weeks came to: of all that would have been answered the same, some leaves each period open."""
    days = [MONDAY + number * WEEK for number in range(4)]
    periods = list(combinations(range(4), 2))
    same: defaultdict[tuple[int, ...], list[tuple[int, ...]]] = defaultdict(list)
    for sums in combinations_with_replacement(range(4 * SMALLEST), 3):
        rising = (0, *sums)
        count = Count({day: later - one for day, one, later in zip(days, rising, sums, strict=False)}, SMALLEST)
        same[tuple(count.between(days[since], days[until]) for since, until in periods)].append(rising)
    assert len(same) > 10
    for ways in same.values():
        for since, until in periods:
            assert not tells_too_few(way[until] - way[since] for way in ways)


groups = st.lists(
    st.integers(0, 14).flatmap(lambda people: st.tuples(st.just(people), st.integers(0, people))), max_size=5
)


def grouped(cells: Sequence[tuple[int, int]]) -> list[Group]:
    return [Group(f"group {number}", people, {"met": met}) for number, (people, met) in enumerate(cells)]


def ways_of(told_groups: Sequence[Group], people: Sequence[int], total: int) -> list[tuple[int, ...]]:
    """Everything that is possible for whoever knows how many people each group has."""
    behind_each = []
    for group, most in zip(told_groups, people, strict=True):
        met = group.reached["met"]
        behind_each.append(range(most + 1) if met is None else [one for one in behind(met, SMALLEST) if one <= most])
    return [way for way in product(*behind_each) if told(sum(way), SMALLEST) == told(total, SMALLEST)]


@settings(max_examples=150, deadline=None)
@given(cells=groups)
@example(cells=[(14, 14), (14, 1)])
@example(cells=[(9, 4), (8, 3), (9, 9)])
@example(cells=[(20, 14), (6, 4)])
@example(cells=[(10, 9), (7, 6)])
def test_groups_and_their_total_together_tell_of_no_group_that_it_is_one_to_four(cells: list[tuple[int, int]]) -> None:
    """Of those who met and of those who did not: of each group, of several, and of all but some."""
    shown = masked(grouped(cells), ["met"], SMALLEST)
    named = {group.name: group for group in grouped(cells)}
    rest = [group for group in named.values() if group.name not in {one.name for one in shown}]
    real = [[named[one.name]] if one.name else rest for one in shown]
    people = [sum(group.people for group in each) for each in real]
    met = [sum(group.reached["met"] or 0 for group in each) for each in real]
    ways = ways_of(shown, people, sum(met))
    assert tuple(met) in ways, "what is told is true"
    for size in range(1, len(shown) + 1):
        for some in combinations(range(len(shown)), size):
            assert not tells_too_few(sum(way[one] for one in some) for way in ways)
            assert not tells_too_few(sum(people[one] - way[one] for one in some) for way in ways)


@given(cells=groups, step=STEPS)
def test_every_group_is_large_enough_and_everybody_is_in_one(cells: list[tuple[int, int]], step: int) -> None:
    shown = masked(grouped(cells), ["met"], step)
    everybody = sum(people for people, _ in cells)
    assert bool(shown) is (everybody >= step)
    assert all(group.people >= step and group.people % step == 0 for group in shown)
    assert sum(group.people for group in shown) <= everybody
    hidden = everybody - sum(group.people for group in shown)
    assert hidden < step * max(len(shown), 1), "nobody is in a group that is not told of"
    assert [group.name for group in shown].count(None) <= 1


def test_small_groups_are_told_together_and_with_the_next_larger_where_they_are_too_few() -> None:
    sizes = {"Research": 40, "Sales": 12, "Legal": 3, "Board": 1}
    shown = masked([Group(name, people, {"met": people}) for name, people in sizes.items()], ["met"], 5)
    assert [(group.name, group.people) for group in shown] == [("Research", 40), (None, 15)]


def test_whoever_is_in_no_known_group_is_among_the_others() -> None:
    shown = masked([Group("Research", 40), Group(None, 30)], [], 5)
    assert [(group.name, group.people) for group in shown] == [("Research", 40), (None, 30)]


def test_a_measure_that_would_tell_too_much_is_not_told_by_group_and_others_are() -> None:
    """Of 14 people 14 joined and of 14 one: with 15 in all, the second group has one to four."""
    cells = [Group("Research", 14, {"joined": 14, "asked": 0}), Group("Sales", 14, {"joined": 1, "asked": 0})]
    shown = masked(cells, ["joined", "asked"], 5)
    assert [group.reached for group in shown] == [{"joined": None, "asked": 0}] * 2


def test_large_groups_are_told_as_they_are_but_for_the_step() -> None:
    cells = [Group(f"group {number}", 100, {"met": 41 + number}) for number in range(8)]
    assert [group.reached["met"] for group in masked(cells, ["met"], 5)] == [40, 40, 40, 40, 45, 45, 45, 45]


@pytest.mark.parametrize(
    ("since", "until", "weeks"),
    [
        (None, None, ("0001-01-01", "2026-11-23")),
        ("2026-11-04", "2026-11-04", ("2026-11-02", "2026-11-09")),
        ("2026-11-02", "2026-11-08", ("2026-11-02", "2026-11-09")),
        ("2026-11-09", "2026-11-26", ("2026-11-09", "2026-11-23")),
        ("2026-11-24", "9999-12-31", ("2026-11-23", "2026-11-23")),
        ("2026-11-09", "2026-10-01", ("2026-10-05", "2026-10-05")),
    ],
    ids=["all", "one day", "one week", "the week that goes on", "what is to come", "backwards"],
)
def test_a_period_is_of_whole_weeks_that_are_over(since: str | None, until: str | None, weeks: tuple[str, str]) -> None:
    first, last = (date.fromisoformat(day) if day else None for day in (since, until))
    found = period(first, last, today=date(2026, 11, 29))
    assert (found.since.isoformat(), found.until.isoformat()) == weeks


@given(since=mondays, number=st.integers(0, 60))
def test_months_are_made_of_whole_weeks_that_begin_in_them(since: date, number: int) -> None:
    found = months(Period(since, since + number * WEEK))
    assert [week for month in found for week in month.weeks()] == Period(since, since + number * WEEK).weeks()
    for month in found:
        assert month.since.weekday() == 0
        assert {(week.since.year, week.since.month) for week in month.weeks()} == {
            (month.since.year, month.since.month)
        }
    assert len({(month.since.year, month.since.month) for month in found}) == len(found)
    assert all(later.since - earlier.until == timedelta(0) for earlier, later in pairwise(found))
