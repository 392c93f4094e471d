"""A round is the optimum under every rule, capacity, lock and exclusion, and the same whoever comes first."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from services.matching.domain.codes import Code
from services.matching.domain.errors import RuleBroken
from services.matching.domain.people import Role, take_place
from services.matching.domain.previews import LEFT_OUT, LeftOut, LeftOutFor, Placed, explain_left_out
from services.matching.domain.reporting import ReportingLines
from services.matching.domain.rounds import Couple, Weights
from services.matching.domain.rules import objection
from services.matching.rounds.candidates import FEW_PAIRS
from services.matching.rounds.cohort import Cohort
from services.matching.rounds.solving import solve
from tests.unit.matching.builders import make_mentee, make_mentor, topics
from tests.unit.matching.rounds.cohorts import best_total, cohorts, loads, make_cohort, scores


@pytest.mark.feature("matching.pool")
@given(cohort=cohorts())
@settings(max_examples=60)
def test_no_other_placement_has_a_higher_total(cohort: Cohort) -> None:
    solution = solve(cohort)
    assert solution.total == pytest.approx(best_total(cohort), abs=1e-9)
    assert solution.total == pytest.approx(sum(one.value for one in solution.placed), abs=1e-9)


@pytest.mark.feature("matching.pool", "matching.rules", "matching.capacity", "matching.conflicts")
@given(cohort=cohorts())
def test_a_placement_keeps_every_rule_exclusion_and_capacity_and_counts_what_the_domain_scores(cohort: Cohort) -> None:
    solution, known = solve(cohort), scores(cohort)
    people = {person.person_id: person for person in (*cohort.mentees, *cohort.mentors)}
    for one in solution.placed:
        mentee, mentor = people[one.couple.mentee_id], people[one.couple.mentor_id]
        assert objection(mentee, mentor, cohort.reporting) is None
        assert cohort.musts.objection(mentee, mentor, cohort.at) is None
        assert one.couple not in cohort.forbidden
        assert one.value == known[one.couple]
    assert all(load <= people[mentor_id].free_places for mentor_id, load in loads(solution).items())
    assert len({one.couple.mentee_id for one in solution.placed}) == len(solution.placed)


@given(cohort=cohorts(), order=st.randoms(use_true_random=False), threads=st.integers(1, 4))
def test_the_order_of_people_and_the_number_of_threads_change_nothing(cohort: Cohort, order: Any, threads: int) -> None:
    mentees, mentors = list(cohort.mentees), list(cohort.mentors)
    order.shuffle(mentees)
    order.shuffle(mentors)
    assert solve(replace(cohort, mentees=tuple(mentees), mentors=tuple(mentors)), threads) == solve(cohort, 1)


@given(cohort=cohorts())
def test_everybody_is_either_placed_or_left_out_with_a_reason(cohort: Cohort) -> None:
    solution = solve(cohort)
    placed = {one.couple.mentee_id for one in solution.placed} | set(loads(solution))
    left_out = [one.person_id for one in solution.left_out]
    everybody = sorted(person.person_id for person in (*cohort.mentees, *cohort.mentors))
    assert sorted([*placed, *left_out]) == everybody


@given(cohort=cohorts(), data=st.data())
@settings(max_examples=50)
def test_a_lock_that_the_rules_allow_is_kept_and_the_rest_is_the_best_around_it(cohort: Cohort, data: Any) -> None:
    known = scores(cohort)
    assume(known)
    couple = data.draw(st.sampled_from(sorted(known)))
    solution = solve(replace(cohort, locked=frozenset([couple])))
    assert [one.couple for one in solution.placed if one.is_locked] == [couple]
    mentees = tuple(one for one in cohort.mentees if one.person_id != couple.mentee_id)
    mentors = tuple(take_place(one) if one.person_id == couple.mentor_id else one for one in cohort.mentors)
    around = best_total(replace(cohort, mentees=mentees, mentors=mentors))
    assert solution.total == pytest.approx(known[couple] + around, abs=1e-9)


def test_a_lock_that_nothing_speaks_for_is_kept_and_counts_nothing() -> None:
    stranger = make_mentor("tim", gives=topics(Cobol=5))
    cohort = make_cohort(mentors=0, locked=frozenset([Couple("mia0", "tim")]))
    solution = solve(replace(cohort, mentors=(stranger,)))
    assert solution.placed == (Placed(Couple("mia0", "tim"), 0.0, is_locked=True),)


def test_a_lock_takes_one_of_the_mentors_places() -> None:
    cohort = make_cohort(mentees=2, mentors=0)
    only = make_mentor("tim", capacity=1)
    solution = solve(replace(cohort, mentors=(only,), locked=frozenset([Couple("mia1", "tim")])))
    assert loads(solution) == {"tim": 1}
    assert solution.left_out == (LeftOut("mia0", Role.MENTEE, LeftOutFor.NO_FIT),)


def test_a_lock_of_strangers_to_the_organisation_is_refused() -> None:
    eve, ed = make_mentee(person_id="eve", org="globex"), make_mentor("ed", org="globex")
    cohort = make_cohort(locked=frozenset([Couple("eve", "ed")]))
    with pytest.raises(RuleBroken) as refused:
        solve(replace(cohort, mentees=(eve,), mentors=(ed,)))
    assert refused.value.code is Code.LOCK_OUTSIDE


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"locked": [("mia0", "tom0"), ("mia0", "tom1")]}, Code.LOCK_TWICE),
        ({"locked": [("mia0", "tom0")], "forbidden": [("mia0", "tom0")]}, Code.LOCK_FORBIDDEN),
        ({"locked": [("mia0", "nobody")]}, Code.LOCK_OUTSIDE),
        ({"locked": [("tom0", "mia0")]}, Code.LOCK_OUTSIDE),
        ({"locked": [("mia0", "full")]}, Code.MENTOR_FULL),
        ({"locked": [("mia0", "one"), ("mia1", "one")]}, Code.MENTOR_FULL),
        ({"locked": [("mia0", "tom0")], "managers": {"mia0": "boss", "boss": "tom0"}}, Code.REPORTING_LINE),
    ],
)
def test_a_lock_that_cannot_hold_is_refused(changes: dict[str, Any], code: Code) -> None:
    pairs = {name: frozenset(Couple(*ids) for ids in changes.get(name, ())) for name in ("locked", "forbidden")}
    cohort = make_cohort(mentees=2, mentors=2, reporting=ReportingLines(changes.get("managers", {})), **pairs)
    more = (make_mentor("full", pairs=3), make_mentor("one", capacity=1))
    with pytest.raises(RuleBroken) as refused:
        solve(replace(cohort, mentors=(*cohort.mentors, *more)))
    assert refused.value.code is code


def left_out(cohort: Cohort) -> dict[str, LeftOutFor]:
    return {one.person_id: one.why for one in solve(cohort).left_out}


def test_why_somebody_is_left_out_is_told_apart() -> None:
    lonely, led = make_mentee(person_id="lonely", gets=topics(Latin=3)), make_mentee(person_id="led")
    late = make_mentee(person_id="late", hours_per_month=1)
    mentors = (make_mentor("tim", capacity=1), make_mentor("full", pairs=3), make_mentor("odd", gives=topics(Cobol=1)))
    cohort = make_cohort(mentors=0, reporting=ReportingLines({"led": "tim"}))
    assert left_out(replace(cohort, mentees=(*cohort.mentees, lonely, led, late), mentors=mentors)) == {
        "late": LeftOutFor.PLACES_TAKEN,
        "lonely": LeftOutFor.NO_FIT,
        "led": LeftOutFor.ONLY_BARRED,
        "full": LeftOutFor.CANNOT,
        "odd": LeftOutFor.NO_FIT,
    }


@pytest.mark.parametrize("why", LeftOutFor)
def test_every_reason_is_said_in_both_languages(why: LeftOutFor) -> None:
    assert set(explain_left_out(why)) == {"en", "de"}
    assert explain_left_out(why) == LEFT_OUT[why]


def test_a_mentor_whom_everybody_could_learn_from_and_nobody_needs_is_told_so() -> None:
    assert list(left_out(make_cohort(mentees=1, mentors=2)).values()) == [LeftOutFor.NOT_NEEDED]


def test_a_round_of_nobody_is_empty() -> None:
    solution = solve(make_cohort(mentees=0, mentors=0))
    assert (solution.placed, solution.left_out, solution.total, solution.fairness) == ((), (), 0, ())
    assert left_out(make_cohort(mentees=1, mentors=0)) == {"mia0": LeftOutFor.NO_FIT}
    assert left_out(make_cohort(mentees=0, mentors=1)) == {"tom0": LeftOutFor.NO_FIT}


def mentor_of(cohort: Cohort) -> str:
    (one,) = solve(cohort).placed
    return one.couple.mentor_id


def test_a_preference_decides_between_equals_and_not_against_much_more() -> None:
    tired = tuple(make_mentor(name, hours_per_month=1) for name in ("tom0", "tom1"))
    for liked in ("tom0", "tom1"):
        cohort = make_cohort(mentors=0, preferred=frozenset([Couple("mia0", liked)]))
        assert mentor_of(replace(cohort, mentors=tired)) == liked
        assert mentor_of(replace(cohort, mentors=(make_mentor("fresh"), *tired))) == "fresh"


def test_weights_say_what_counts() -> None:
    near = make_mentor("near", department="Sales", site="Bonn", hours_per_month=2)
    far = make_mentor("far", department="Legal", site="Oslo", hours_per_month=1.8)
    cohort = make_cohort(mentees=0)
    cohort = replace(cohort, mentees=(make_mentee(department="Sales", site="Bonn"),), mentors=(near, far))
    assert mentor_of(cohort) == "near"
    assert mentor_of(replace(cohort, weights=Weights(same_department=0.5))) == "far"
    assert mentor_of(replace(cohort, weights=Weights(same_department=0.5, other_site=0.2))) == "near"
    assert solve(replace(cohort, weights=Weights(time=0), mentors=(far,))).total == 1
    assert solve(replace(cohort, weights=Weights(time=2), mentors=(far,))).total == pytest.approx(0.97**2)


def test_beyond_few_pairs_each_side_keeps_its_favourites_and_nobody_is_lost() -> None:
    """More pairs than are all kept, in which the same few mentors are best for everybody."""
    stars = tuple(make_mentor(f"a{number:02}", capacity=1) for number in range(60))
    others = tuple(make_mentor(f"b{number:03}", capacity=1, hours_per_month=1) for number in range(740))
    cohort = replace(make_cohort(mentees=700), mentors=(*stars, *others))
    assert len(cohort.mentees) * len(cohort.mentors) > FEW_PAIRS
    solution = solve(cohort)
    assert len(solution.placed) == 700
    assert solution.total == pytest.approx(60 + 640 * 0.85)
    assert solve(cohort, 1) == solve(cohort, 3)


def test_nobody_is_left_out_while_somebody_who_fits_has_room_though_neither_is_a_favourite() -> None:
    """The best mentors are more than a mentee's favourites, the best mentees as many as a mentor's."""
    keen = tuple(make_mentee(person_id=f"keen{number:02}", hours_per_month=4) for number in range(50))
    others = tuple(make_mentee(person_id=f"other{number:03}", hours_per_month=1) for number in range(650))
    stars = tuple(make_mentor(f"star{number:02}", capacity=1, hours_per_month=4) for number in range(60))
    peers = tuple(
        make_mentor(f"peer{number:03}", capacity=1, seniority=2, hours_per_month=1.5) for number in range(740)
    )
    solution = solve(replace(make_cohort(mentees=0, mentors=0), mentees=(*keen, *others), mentors=(*stars, *peers)))
    assert len(solution.placed) == 700
    assert solution.total == pytest.approx(50 + 10 * 0.85 + 640 * 0.85 * 0.9)


def test_more_languages_than_one_number_has_bits_are_told_apart() -> None:
    babel = tuple(make_mentor(f"m{number:03}", languages=(f"x{number:03}",), capacity=1) for number in range(150))
    mentees = tuple(make_mentee(person_id=f"a{number:03}", languages=(f"x{number:03}",)) for number in range(150))
    solution = solve(replace(make_cohort(mentees=0), mentees=mentees, mentors=babel))
    assert {(one.couple.mentee_id[1:], one.couple.mentor_id[1:]) for one in solution.placed} == {
        (f"{number:03}", f"{number:03}") for number in range(150)
    }
