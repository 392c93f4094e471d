"""What each side is asked in a session: by stage, direction and role, the same whoever reads it how often."""

from collections import Counter
from datetime import timedelta
from itertools import product

import pytest

from libs.common.contracts.requests import Direction
from services.journal.domain.agendas import settled
from services.journal.domain.planning import flip, plan
from services.journal.domain.prompts import A_FEW, Moment, Purpose
from services.journal.domain.session_prompts import TO_ASK, TO_REFLECT, prompted
from services.journal.domain.sessions import Calendar, Plan
from services.journal.domain.stages import Stage, stage_of
from services.journal.domain.stories import Role
from services.journal.prompts import library
from tests.unit.journal.builders import NOW, held, make_calendar

DAY = timedelta(days=1)
LIBRARY = library.load()
BY_ID = {prompt.prompt_id: prompt for prompt in LIBRARY}
PEOPLE = {"ada": Role.MENTOR, "bob": Role.MENTEE}
OTHER = {Role.MENTOR: Role.MENTEE, Role.MENTEE: Role.MENTOR}
FIRST_TALKS = {Stage.PREPARE: (Stage.RAPPORT,)}
"""A pair that has not met yet is in the one stage, and its first talk belongs to the next."""

pytestmark = pytest.mark.feature("pair.agendas")


def kept(before: Calendar, after: Calendar) -> Calendar:
    """As use cases keep what changed."""
    return prompted(before, settled(after, NOW), LIBRARY) if after != before else before


def with_plan(calendar: Calendar, session_id: str, day: int = 1) -> Calendar:
    return kept(calendar, plan(calendar, session_id, "bob", Plan(NOW + day * DAY, 60), NOW))


@pytest.mark.parametrize(
    ("direction", "sessions_held"),
    [(one, number) for one, number in product(Direction, range(4)) if one is not Direction.FLASH or number < 2],
)
def test_each_side_has_a_few_to_ask_and_one_to_think_about_that_suit_its_moment(
    direction: Direction, sessions_held: int
) -> None:
    calendar = with_plan(make_calendar(direction=direction.value, sessions_held=sessions_held), "s1")
    for person_id, role in PEOPLE.items():
        given = calendar.get("s1").given_to(person_id)
        assert 2 <= len(set(given.to_ask)) == len(given.to_ask) <= A_FEW
        assert len(given.to_reflect) == 1
        for ids, purposes in ((given.to_ask, TO_ASK), (given.to_reflect, TO_REFLECT)):
            assert all(BY_ID[one].purpose in purposes for one in ids)
        stage = stage_of(calendar.story)
        suiting = {Moment(one, direction, role) for one in (stage, *FIRST_TALKS.get(stage, ()))}
        assert all(suiting & BY_ID[one].moments for one in (*given.to_ask, *given.to_reflect))
        assert Moment(stage, direction, role) in BY_ID[given.to_ask[0]].moments


def test_none_comes_twice_to_a_side_before_all_that_suit_have_come() -> None:
    calendar = make_calendar(sessions_held=3)
    for number in range(12):
        calendar = with_plan(calendar, f"s{number}", number + 1)
        if number % 3:
            calendar = kept(calendar, held(calendar, f"s{number}"))
    for person_id, role in PEOPLE.items():
        given = [session.given_to(person_id) for session in calendar.sessions]
        moment = Moment(stage_of(calendar.story), Direction.FORWARD, role)
        for shown, purposes in (
            ([one for each in given for one in each.to_ask], TO_ASK),
            ([one for each in given for one in each.to_reflect], TO_REFLECT),
        ):
            suitable = [one.prompt_id for one in LIBRARY if moment in one.moments and one.purpose in purposes]
            times = [Counter(shown)[prompt_id] for prompt_id in suitable]
            assert sum(times) == len(shown)
            assert max(times) - min(times) <= 1


@pytest.mark.feature("ours.flip")
@pytest.mark.parametrize("direction", [Direction.FORWARD, Direction.REVERSE])
@pytest.mark.parametrize("sessions_held", [2, 3])
def test_a_flipped_session_begins_with_a_question_for_that_and_goes_on_in_the_others_role(
    direction: Direction, sessions_held: int
) -> None:
    usual = with_plan(make_calendar(direction=direction.value, sessions_held=sessions_held), "s1")
    flipped = kept(usual, flip(usual, "s1", is_flipped=True))
    for person_id, role in PEOPLE.items():
        first, *others = [BY_ID[one] for one in flipped.get("s1").given_to(person_id).to_ask]
        stage = stage_of(usual.story)
        assert first.purpose is Purpose.FLIP
        assert Moment(stage, direction, role) in first.moments
        assert others
        assert all(Moment(stage, direction, OTHER[role]) in one.moments for one in others)
    assert flipped.get("s1").prompts != usual.get("s1").prompts
    assert kept(flipped, flip(flipped, "s1", is_flipped=False)).get("s1").prompts == usual.get("s1").prompts


def test_what_was_planned_long_before_is_asked_what_suits_when_its_time_comes() -> None:
    calendar = with_plan(with_plan(make_calendar(), "s1"), "s2", 8)
    early = calendar.get("s2").given_to("bob")
    after = kept(calendar, held(calendar, "s1"))
    moment = Moment(stage_of(after.story), Direction.FORWARD, Role.MENTEE)
    assert all(moment in BY_ID[one].moments for one in after.get("s2").given_to("bob").to_ask)
    assert after.get("s2").given_to("bob") != early
    assert after.get("s1").prompts == calendar.get("s1").prompts
