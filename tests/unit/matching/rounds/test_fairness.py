"""Who is shown, asked and left out is told of groups, never of fewer than five people."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.matching.domain.people import Role
from services.matching.domain.previews import GroupRow
from services.matching.rounds.fairness import SMALLEST_GROUP, Treated, fairness
from services.matching.rounds.solving import solve
from tests.unit.matching.builders import make_person
from tests.unit.matching.rounds.cohorts import make_cohort

treated = st.lists(
    st.builds(
        lambda department, site, seniority, role, is_asked, is_shown: Treated(
            make_person(department=department, site=site, seniority=seniority), role, is_shown or is_asked, is_asked
        ),
        st.sampled_from(["", "HR", "IT", "Law"]),
        st.sampled_from([None, "Bonn"]),
        st.integers(0, 10),
        st.sampled_from(Role),
        st.booleans(),
        st.booleans(),
    ),
    max_size=40,
)


def of(department: str, people: int, *, asked: int = 0) -> list[Treated]:
    return [Treated(make_person(department=department), Role.MENTEE, True, number < asked) for number in range(people)]


def by_department(everybody: list[Treated]) -> dict[str | None, int]:
    rows = [row for row in fairness(everybody) if row.attribute == "department"]
    return {row.group: row.people for row in rows}


@pytest.mark.feature("matching.fairness")
@given(treated)
def test_no_row_is_about_fewer_than_five(everybody: list[Treated]) -> None:
    assert all(row.people >= SMALLEST_GROUP for row in fairness(everybody))


@given(treated)
def test_what_is_missing_from_a_total_is_about_no_fewer_than_five_either(everybody: list[Treated]) -> None:
    sides = Counter(one.role for one in everybody)
    for role in Role:
        for attribute in ("department", "site", "seniority"):
            told = sum(row.people for row in fairness(everybody) if (row.role, row.attribute) == (role, attribute))
            assert told == (sides[role] if sides[role] >= SMALLEST_GROUP else 0)


def test_a_small_group_is_told_together_with_the_next_larger_one() -> None:
    assert by_department([*of("HR", 2), *of("IT", 6), *of("Law", 9)]) == {None: 8, "Law": 9}
    assert by_department([*of("HR", 2), *of("IT", 3), *of("Law", 9)]) == {None: 5, "Law": 9}
    assert by_department([*of("HR", 5), *of("Law", 9)]) == {"HR": 5, "Law": 9}
    assert by_department(of("HR", 4)) == {}


@pytest.mark.feature("matching.fairness")
def test_a_row_counts_who_is_shown_asked_and_left_out() -> None:
    (row,) = [row for row in fairness(of("HR", 7, asked=3)) if row.attribute == "department"]
    assert row == GroupRow(attribute="department", role=Role.MENTEE, group="HR", people=7, shown=7, asked=3, left_out=4)


def test_a_round_tells_both_sides() -> None:
    rows = [row for row in solve(make_cohort(mentees=7, mentors=5)).fairness if row.attribute == "site"]
    told = {row.role: (row.people, row.shown, row.asked, row.left_out) for row in rows}
    asked = told[Role.MENTOR][2]
    assert told == {Role.MENTEE: (7, 7, 7, 0), Role.MENTOR: (5, 5, asked, 5 - asked)}
    assert asked >= 3
