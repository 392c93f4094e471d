"""The words of welcome: complete, different for everybody, in both languages, and about the pair's own topics."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.common.contracts.requests import Direction
from services.journal.domain.codes import EXPLANATIONS, Code, RuleBroken
from services.journal.domain.stories import Member, Role, welcome_template
from services.journal.preparation.welcomes import WELCOMES, welcome
from tests.unit.journal.builders import make_story

LOCALES = {"en", "de"}


@pytest.mark.parametrize(("direction", "role"), list(product(Direction, Role)))
def test_every_side_of_every_direction_has_words(direction: Direction, role: Role) -> None:
    words = welcome(welcome_template(make_story(direction=direction.value), Member("x", role)), ("Go",))
    assert set(words) == LOCALES
    assert all(len(text) > 80 for text in words.values())


def test_no_two_welcomes_are_the_same() -> None:
    for locale in LOCALES:
        assert len({words[locale] for words in WELCOMES.values()}) == len(WELCOMES) == 2 * len(Direction)


def test_who_takes_the_first_step_is_told_so_and_nobody_else() -> None:
    for name, words in WELCOMES.items():
        told = ("The first step is yours" in words["en"], "Der erste Schritt liegt bei dir" in words["de"])
        assert told == (name.endswith("-mentee"),) * 2, name


@pytest.mark.parametrize(
    ("topics", "en", "de"),
    [
        (("Go",), "What it is about: Go.", "Worum es geht: Go."),
        (("Go", "Rust"), "What it is about: Go and Rust.", "Worum es geht: Go und Rust."),
        (("Go", "Rust", "C"), "What it is about: Go, Rust and C.", "Worum es geht: Go, Rust und C."),
    ],
)
def test_the_topics_are_named_as_people_list_things(topics: tuple[str, ...], en: str, de: str) -> None:
    words = welcome("welcome-forward-mentee", topics)
    assert words["en"].endswith(f" {en}")
    assert words["de"].endswith(f" {de}")


def test_a_pair_without_topics_reads_well_too() -> None:
    assert welcome("welcome-forward-mentee", ()) == WELCOMES["welcome-forward-mentee"]


@given(st.lists(st.text(min_size=1), min_size=1, max_size=10))
def test_a_topic_is_shown_as_it_was_written_whatever_it_holds(topics: list[str]) -> None:
    """Braces and percent signs are letters like any other: what people write is no template."""
    for text in welcome("welcome-flash-mentor", topics).values():
        assert all(topic in text for topic in topics)


@pytest.mark.parametrize("code", Code)
def test_every_refusal_says_in_both_languages_what_to_do(code: Code) -> None:
    assert set(RuleBroken(code).words) == LOCALES
    assert all(text.count(".") >= 2 for text in EXPLANATIONS[code].values())
