"""What a session changes, who takes the next step, and which words welcome whom."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.journal.domain.codes import EXPLANATIONS, Code, RuleBroken
from services.journal.domain.stories import Member, Story, first_owner, hold, welcome_template
from services.journal.domain.welcomes import WELCOMES

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
STORY = Story(
    org="acme",
    pair_id="pair_1",
    members=(Member("bob", "mentee"), Member("ada", "mentor")),
    direction="forward",
    topics=("Python",),
    formed_at=NOW - timedelta(days=30),
    next_owner_id="bob",
)


def test_the_mentee_takes_the_first_step_also_where_the_mentee_is_the_senior() -> None:
    assert first_owner(STORY.members) == "bob"


def test_the_first_session_makes_the_pair_active() -> None:
    story, session = hold(STORY, "s1", "ada", NOW, NOW)
    assert (story.phase, story.sessions_held, session.number) == ("active", 1, 1)


@given(st.lists(st.sampled_from(["ada", "bob"]), min_size=1, max_size=12))
def test_sessions_count_up_and_the_next_step_changes_hands(reporters: list[str]) -> None:
    story, owners = STORY, []
    for number, person_id in enumerate(reporters, 1):
        story, session = hold(story, f"s{number}", person_id, NOW, NOW)
        assert session.number == number
        owners.append(session.next_owner_id)
    assert owners == [("ada", "bob")[n % 2] for n in range(len(reporters))]


def test_a_session_told_late_does_not_move_the_last_one_back() -> None:
    story, _ = hold(STORY, "s1", "ada", NOW, NOW)
    story, _ = hold(story, "s2", "bob", NOW - timedelta(days=7), NOW)
    assert story.last_held_at == NOW


@pytest.mark.parametrize(
    ("person_id", "held_at", "code"),
    [
        ("eve", NOW, Code.NOT_A_MEMBER),
        ("ada", NOW + timedelta(minutes=6), Code.SESSION_IN_THE_FUTURE),
        ("ada", STORY.formed_at - timedelta(minutes=6), Code.SESSION_BEFORE_THE_PAIR),
    ],
)
def test_what_cannot_have_been_is_refused(person_id: str, held_at: datetime, code: Code) -> None:
    with pytest.raises(RuleBroken) as broken:
        hold(STORY, "s1", person_id, held_at, NOW)
    assert broken.value.code is code


def test_a_phone_whose_clock_is_a_little_ahead_is_believed() -> None:
    _, session = hold(STORY, "s1", "ada", NOW + timedelta(minutes=4), NOW)
    assert session.number == 1


@pytest.mark.parametrize(
    ("direction", "role"), list(product(["forward", "reverse", "reciprocal", "flash"], ["mentor", "mentee"]))
)
def test_each_side_is_welcomed_in_the_words_of_its_role_and_direction(direction: str, role: str) -> None:
    words = WELCOMES[welcome_template(replace(STORY, direction=direction), Member("x", role))]
    assert set(words) == {"en", "de"}


def test_no_two_welcomes_are_the_same() -> None:
    for locale in ("en", "de"):
        assert len({words[locale] for words in WELCOMES.values()}) == len(WELCOMES)


def test_every_refusal_has_words_in_both_languages() -> None:
    assert {code: set(words) for code, words in EXPLANATIONS.items()} == {code: {"en", "de"} for code in Code}
