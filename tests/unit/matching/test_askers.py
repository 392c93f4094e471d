"""What a mentor has to expect, against brute force; the same in every replica, however people came and changed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.matching.domain.directions import Direction
from services.matching.domain.lots import place
from services.matching.domain.people import Person, PersonState, Role
from services.matching.domain.programmes import ScoreWeights
from services.matching.domain.reporting import ReportingLines
from services.matching.domain.suggestions import suggest
from services.matching.index import askers
from services.matching.index.askers import Askers
from services.matching.index.organisations import Index
from tests.bench.crowd import Crowd
from tests.unit.matching.builders import WINTER, make_mentee, make_mentor, make_search, topics
from tests.unit.matching.strategies import people

A_ROUNDING = 1.01e-4
IDS = tuple(f"p{number}" for number in range(6))


def askers_of(everybody: Iterable[Person]) -> Askers:
    made = Askers()
    for person in everybody:
        made.put(person)
    return made


def expected(mentor: Person, everybody: Iterable[Person], direction: Direction) -> list[float]:
    """Everybody asks by all that they want."""
    ready = [one for one in everybody if Role.MENTEE in one.roles and one.person_id != mentor.person_id]
    found = [suggest(make_search(one, direction=direction, reporting=ReportingLines()), [mentor]) for one in ready]
    return sorted((one[0].score for one in found if one), reverse=True)


@given(st.tuples(*map(people, IDS)), st.sampled_from(Direction))
def test_scores_are_those_that_each_asker_would_see(everybody: Sequence[Person], direction: Direction) -> None:
    made = askers_of(everybody)
    for mentor in everybody:
        found = made.scores(mentor, make_search(direction=direction))
        assert list(found) == pytest.approx(expected(mentor, everybody, direction), abs=A_ROUNDING)


@pytest.mark.parametrize("direction", Direction)
def test_best_of_thousands_are_those_of_the_sample(direction: Direction) -> None:
    everybody = list(Crowd(3_000, 64).everybody())
    made = askers_of(everybody)
    sample = sorted(everybody, key=lambda one: (place(one.person_id), one.person_id))[: askers.SAMPLE]
    for mentor in (one for one in everybody[:4] if one.capacity):
        best = expected(mentor, sample, direction)[: askers.BEST]
        assert made.scores(mentor, make_search(direction=direction)) == pytest.approx(best, abs=A_ROUNDING)


def test_sample_is_the_same_in_whatever_order_people_come() -> None:
    everybody = list(Crowd(6_000, 12).everybody())
    one, other = askers_of(everybody), askers_of(reversed(everybody))
    mentors = everybody[:20]
    assert [one.scores(mentor, make_search(direction=Direction.FLASH)) for mentor in mentors] == [
        other.scores(mentor, make_search(direction=Direction.FLASH)) for mentor in mentors
    ]


def test_sample_is_filled_up_when_some_of_it_leave() -> None:
    everybody = sorted(Crowd(6_000, 12).everybody(), key=lambda one: place(one.person_id))
    gone, left = everybody[:900], everybody[900:]
    smaller, made = askers_of(left), askers_of(everybody)
    mentor = left[0]
    made.scores(mentor, make_search(direction=Direction.FLASH))
    for person in gone:
        made.put(replace(person, state=PersonState.LEFT))
    search = make_search(direction=Direction.FLASH)
    assert made.scores(mentor, search) == smaller.scores(mentor, search)


def test_who_changed_is_seen_changed() -> None:
    made, mentor = askers_of([make_mentee()]), make_mentor()
    assert made.scores(mentor, make_search(direction=Direction.FORWARD)) == (1.0,)
    made.put(make_mentee(gives=topics(Go=3), gets=topics(Python=4, SQL=4)))
    assert made.scores(mentor, make_search(direction=Direction.FORWARD)) == pytest.approx([2 / 3], abs=A_ROUNDING)
    made.put(make_mentee(roles=(Role.MENTOR,)))
    assert made.scores(mentor, make_search(direction=Direction.FORWARD)) == ()


def test_mentor_who_changed_is_weighed_anew() -> None:
    made = askers_of([make_mentee()])
    assert made.scores(make_mentor(), make_search(direction=Direction.FORWARD)) == (1.0,)
    assert made.scores(make_mentor(hours_per_month=0), make_search(direction=Direction.FORWARD)) == (0.7,)


def test_what_a_programme_makes_of_scores_counts_here_too() -> None:
    made, mentor = askers_of([make_mentee(hours_per_month=0)]), make_mentor()
    assert made.scores(mentor, make_search()) == (0.7,)
    assert made.scores(mentor, make_search(weights=ScoreWeights(time=0))) == (1.0,)


def test_clocks_that_were_put_forward_are_seen() -> None:
    made = askers_of([make_mentee(time_zone="Europe/Berlin")])
    mentor = make_mentor(time_zone="Asia/Tokyo")
    summer = WINTER.replace(month=7)
    assert made.scores(mentor, make_search(direction=Direction.FORWARD)) == (0.6,)
    assert made.scores(mentor, make_search(direction=Direction.FORWARD, at=summer)) == (0.7,)


def test_peers_who_may_ask_forward_are_counted() -> None:
    made = askers_of([make_mentee(seniority=4)])
    assert made.scores(make_mentor(seniority=4), make_search(direction=Direction.FORWARD)) == (0.9,)
    assert made.scores(make_mentor(seniority=4), make_search(direction=Direction.REVERSE)) == ()


def test_organisations_expect_nobody_of_another() -> None:
    index = Index()
    index.put(make_mentee())
    assert index.askers_of(make_mentor(), make_search()) == (1.0,)
    assert index.askers_of(make_mentor(org="globex"), make_search()) == ()
    index.remove("acme", "mia")
    assert index.askers_of(make_mentor(), make_search()) == ()
    index.put(make_mentee())
    index.begin()
    assert index.askers_of(make_mentor(), make_search()) == ()
