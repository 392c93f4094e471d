"""What somebody finds: beginnings of words, without case and accents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.journal.domain.search import plain, wanted

TEXT = "Über Größe gesprochen; l'été à Zürich, don't panic: version 2"
TAGS = ("Mut", "leise Töne")


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("über", True),
        ("UBER", True),
        ("grosse", True),
        ("GRÖSSE", True),
        ("spro", False),
        ("gespro", True),
        ("ete zur", True),
        ("zur ete", True),
        ("zur winter", False),
        ("panic, version", True),
        ("ton", True),
        ("mut gross", True),
        ("", True),
        ("…", True),
    ],
)
def test_words_are_found_by_their_beginning(q: str, *, found: bool) -> None:
    assert wanted(q, None).fits(TEXT, TAGS) is found


@pytest.mark.parametrize(
    ("tag", "found"), [("mut", True), (" MUT ", True), ("Mu", False), ("leise tone", True), ("", False)]
)
def test_a_tag_is_found_as_a_whole(tag: str, *, found: bool) -> None:
    assert wanted(None, tag).fits(TEXT, TAGS) is found
    assert wanted("panic", tag).fits(TEXT, TAGS) is found


def test_what_has_no_words_is_found_only_by_who_looks_for_none() -> None:
    assert wanted(None, None).fits("", ())
    assert not wanted("a", None).fits("", ())


@given(st.text())
def test_comparing_twice_compares_the_same(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.text(), st.lists(st.text(max_size=10), max_size=3))
def test_everything_is_found_by_all_of_its_own_words(text: str, tags: list[str]) -> None:
    assert wanted(text, None).fits(text, tags)
