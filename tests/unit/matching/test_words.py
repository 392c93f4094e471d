"""Phrases: both languages, right numbers, right grammar."""

import pytest

from services.matching.domain import words
from services.matching.domain.words import Words, say


def test_one_topic_is_named_with_its_level() -> None:
    assert words.one_gives([("Python", 4)]) == say(
        "One side gives Python at level 4, which the other wants",
        "Die eine Seite gibt Python auf Stufe 4 weiter, und genau das möchte die andere lernen",
    )


def test_return_gift_reads_on() -> None:
    assert words.other_gives_back([("Go", 3), ("SQL", 2)]) == say(
        "In return the other gives Go at level 3 and SQL at level 2, which the first wants",
        "Im Gegenzug gibt die andere Go auf Stufe 3 und SQL auf Stufe 2 weiter, was die erste lernen möchte",
    )


@pytest.mark.parametrize(
    ("count", "en", "de"),
    [
        (3, "A at level 1, B at level 1 and C at level 1,", "A auf Stufe 1, B auf Stufe 1 und C auf Stufe 1 weiter"),
        (4, "C at level 1 and 1 more,", "C auf Stufe 1 und ein anderes Thema weiter"),
        (5, "C at level 1 and 2 more,", "C auf Stufe 1 und 2 andere Themen weiter"),
    ],
)
def test_topics_beyond_three_are_counted(count: int, en: str, de: str) -> None:
    phrase = words.one_gives([(label, 1) for label in "ABCDE"[:count]])
    assert en in phrase["en"]
    assert de in phrase["de"]


@pytest.mark.parametrize(
    ("hours", "en", "de"),
    [
        (1, "1 hour", "1 Stunde"),
        (3.5, "3.5 hours", "3,5 Stunden"),
        (4.25, "4.25 hours", "4,25 Stunden"),
        (8, "8 h", "8 S"),
    ],
)
def test_hours_follow_number_and_language(hours: float, en: str, de: str) -> None:
    phrase = words.days_overlap(hours)
    assert phrase["en"].startswith(f"Usual working hours overlap by {en}")
    assert phrase["de"].startswith(f"Die üblichen Arbeitszeiten überschneiden sich um {de}")


def test_no_hours_are_said_in_words() -> None:
    assert words.days_hardly_overlap(0)["en"] == "Usual working hours do not overlap"
    assert words.days_hardly_overlap(0)["de"] == "Die üblichen Arbeitszeiten überschneiden sich nicht"
    assert words.few_hours(0)["en"] == "One side has set no hours aside yet"
    assert words.few_hours(0)["de"] == "Eine Seite hat noch keine Zeit eingeplant"


@pytest.mark.parametrize(
    ("covered", "wanted", "en", "de"),
    [
        (1, 3, "Only 1 of 3 wanted topics is covered", "Nur 1 von 3 gewünschten Themen ist abgedeckt"),
        (5, 19, "Only 5 of 19 wanted topics are covered", "Nur 5 von 19 gewünschten Themen sind abgedeckt"),
        (1, 2, "1 of 2 wanted topics is not covered", "1 von 2 gewünschten Themen ist nicht abgedeckt"),
        (13, 15, "2 of 15 wanted topics are not covered", "2 von 15 gewünschten Themen sind nicht abgedeckt"),
    ],
)
def test_coverage_names_the_smaller_number(covered: int, wanted: int, en: str, de: str) -> None:
    assert words.partly_covered(covered, wanted) == say(en, de)


def test_languages_are_named_in_the_language_of_the_reader() -> None:
    assert words.both_speak(["de", "en"]) == say("Both speak German and English", "Beide sprechen Deutsch und Englisch")


def test_language_without_a_known_name_is_left_unnamed() -> None:
    assert words.both_speak(["tlh"]) == say("Both share a language", "Beide sprechen eine gemeinsame Sprache")
    assert words.both_speak(["de", "tlh"])["en"] == "Both speak German"


@pytest.mark.parametrize(
    "phrase",
    [
        words.one_gives([("SQL", 2)]),
        words.both_have(2),
        words.few_hours(1),
        words.hours_end(4),
        words.level_below("SQL", 2, 4),
        words.far_apart(6),
        words.same_seniority(),
        words.one_place_left(),
        words.different_sites(),
        words.zone_unknown(),
        words.days_hardly_overlap(3),
    ],
)
def test_every_phrase_speaks_both_languages(phrase: Words) -> None:
    assert set(phrase) == {"en", "de"}
    assert phrase["en"] != phrase["de"]
