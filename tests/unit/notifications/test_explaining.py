"""The plan in words."""

import pytest

from libs.common.contracts.notices import Act
from libs.common.contracts.notifications import KINDS, Channel, Kind
from services.notifications.domain.explaining import ACTS, CHANNELS, when_words
from services.notifications.domain.plan import Delay, Row
from services.notifications.plans import house_plan

WHEN = [
    (Row("r", "r", (), Kind.PAIRS), "It comes as soon as it happens.", "Das kommt, sobald es geschieht."),
    (
        Row("r", "r", (), Kind.PAIRS, delay=Delay(days=5, at="09:00"), unless=("session-held",)),
        "It comes 5 days later, at 09:00 where you are. Not where what it seeks has happened by then.",
        "Das kommt 5 Tage danach, um 09:00 Uhr bei dir. Nicht, wenn bis dahin schon geschehen ist, worum es geht.",
    ),
    (
        Row("r", "r", (), Kind.SESSIONS, delay=Delay("starts_at", days=-2, at="08:30")),
        "It comes 2 days before the talk begins, at 08:30 where you are.",
        "Das kommt 2 Tage vor Beginn des Gesprächs, um 08:30 Uhr bei dir.",
    ),
    (
        Row("r", "r", (), Kind.SESSIONS, delay=Delay("starts_at", hours=2)),
        "It comes 2 hours after the talk begins.",
        "Das kommt 2 Stunden nach Beginn des Gesprächs.",
    ),
    (
        Row("r", "r", (), Kind.MONTHLY, delay=Delay(days=1), every_days=30),
        "It comes 1 day later. Again every 30 days.",
        "Das kommt 1 Tag danach. Danach wieder alle 30 Tage.",
    ),
    (
        Row("r", "r", (), Kind.ORGANISING, delay=Delay("day", at="08:00")),
        "It comes on that day, at 08:00 where you are.",
        "Das kommt an diesem Tag, um 08:00 Uhr bei dir.",
    ),
]


@pytest.mark.parametrize(("row", "english", "german"), WHEN)
def test_a_row_says_when_it_comes(row: Row, english: str, german: str) -> None:
    assert when_words(row) == {"en": english, "de": german}


@pytest.mark.parametrize("name", sorted(house_plan().rows))
def test_every_row_of_the_plan_says_when_it_comes_in_both_languages(name: str) -> None:
    words = when_words(house_plan().rows[name])
    assert set(words) == {"en", "de"}
    assert all(text.endswith(".") for text in words.values())


def test_everything_that_can_be_switched_or_done_has_a_name_in_both_languages() -> None:
    assert set(KINDS) == set(Kind)
    assert set(CHANNELS) == set(Channel)
    assert set(ACTS) == set(Act) - {Act.OPEN}
    for words in (*KINDS.values(), *CHANNELS.values(), *ACTS.values()):
        assert set(words) == {"en", "de"}
        assert all(words.values())
