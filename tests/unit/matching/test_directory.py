"""What a name is found by."""

from hypothesis import given
from hypothesis import strategies as st

from services.matching.domain.directory import folded, grams_of, listing_of


def test_case_accents_and_stray_spaces_do_not_matter() -> None:
    assert folded("  José   ÅNGSTRÖM ") == folded("jose angstrom")
    assert grams_of("José") == grams_of("JOSE")


def test_a_word_is_found_from_its_first_letter() -> None:
    assert set(grams_of("a")) == {" a "}
    assert set(grams_of("Ada Li")) == {" ad", "ada", "da ", " li", "li "}


def test_a_swapped_letter_leaves_most_of_a_long_name() -> None:
    one, other = set(grams_of("Lindqvist")), set(grams_of("Lindqivst"))
    assert len(one & other) >= len(one) / 2


@given(st.text(max_size=30), st.text(max_size=30))
def test_the_order_of_the_words_of_a_name_does_not_matter_to_find_it(one: str, other: str) -> None:
    assert grams_of(f"{one} {other}") == grams_of(f"{other} {one}")


def test_a_listing_sorts_as_people_expect() -> None:
    names = ["Åsa", "zoe", "Bob", "adam"]
    assert sorted(names, key=lambda name: listing_of(name, "").order) == ["adam", "Åsa", "Bob", "zoe"]
