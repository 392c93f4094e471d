"""What those who run a programme hear, and when."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.common.contracts.requests import RequestState
from services.notifications.domain.organising import (
    NEEDS,
    WEEK,
    Administration,
    Reach,
    administered,
    monday_after,
    next_look,
    uptake_gap,
    week,
)
from services.notifications.domain.plan import Moment
from services.notifications.domain.requests import Request, followed
from services.notifications.domain.timing import due_at
from services.notifications.plans import house_plan
from services.notifications.words import Writer
from tests.support.notifications import (
    START,
    make_delivery,
    make_person,
    request_changed,
    request_closed,
    request_opened,
)

LOOK = datetime(2026, 3, 29, 17, tzinfo=UTC)
"""On this Sunday the clocks of Europe go forward."""

QUIET = dict.fromkeys((*NEEDS, "formed", "talked"), 0)
TOLD_OF = [
    {"unanswered": 1, "talked": 2},
    {"refused": 3, "in_line": 1, "without_fit": 1},
    {"formed": 1},
    {"formed": 2, "talked": 1},
]
ZONES = ("Pacific/Kiritimati", "Pacific/Chatham", "Europe/Berlin", "UTC", "America/New_York", "Pacific/Pago_Pago")


def told(**counts: int) -> Moment | None:
    return week("acme", "chief", QUIET | counts, LOOK)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)))
def test_somebody_looks_every_sunday(now: datetime) -> None:
    look = next_look(now)
    assert timedelta(0) < look - now <= WEEK
    assert (look.isoweekday(), look.hour) == (7, 17)
    assert next_look(look) == look + WEEK


@pytest.mark.parametrize("zone", ZONES)
def test_it_is_said_at_eight_on_everybodys_own_monday_which_is_still_to_come(zone: str) -> None:
    delay = house_plan().rows["organiser-week"].delay
    due = due_at(delay, LOOK, {"monday": monday_after(LOOK, zone)}, zone)
    local = due.astimezone(ZoneInfo(zone))
    assert (local.date().isoformat(), local.hour, local.minute) == ("2026-03-30", 8, 0)
    assert due > LOOK


def test_three_things_at_most_the_largest_first_and_silence_where_there_is_nothing_to_say() -> None:
    assert told() is None
    all_four = told(unanswered=1, without_fit=5, refused=2, in_line=3)
    assert all_four
    assert all_four.about.counts == QUIET | {"without_fit": 5, "refused": 2, "in_line": 3}
    assert (all_four.about.number, all_four.each) == (3, ("chief",))
    well = told(formed=1)
    assert well
    assert well.about.number == 0


@pytest.mark.parametrize(
    ("reaches", "gap"),
    [
        ([Reach("Sales", 10, 1), Reach("Finance", 10, 4)], ("Sales", "Finance")),
        ([Reach("Sales", 10, 1), Reach("Finance", 10, 3)], None),
        ([Reach("Sales", 4, 0), Reach("Finance", 10, 4)], None),
        ([Reach("Sales", 10, 0), Reach("Finance", 4, 4)], None),
        ([Reach("Sales", 5, 0), Reach("IT", 20, 9), Reach("Finance", 5, 3)], ("Sales", "Finance")),
        ([], None),
    ],
)
def test_two_departments_are_named_that_are_large_enough_and_far_apart(
    reaches: list[Reach], gap: tuple[str, str] | None
) -> None:
    moment = uptake_gap("acme", "chief", reaches, LOOK)
    assert (moment.about.groups if moment else None) == gap


def test_an_older_word_on_who_administers_changes_nothing() -> None:
    known = administered(Administration("acme"), ("chief", "boss"), 2)
    assert known.administrator_ids == ("chief", "boss")
    assert administered(known, ("chief",), 1) == known


def test_a_request_waits_from_when_it_opened_until_somebody_does_something() -> None:
    opened = followed(Request("acme", "req_1"), request_opened(), 1, START)
    asked = followed(opened, request_changed(RequestState.INFO_ASKED), 2, START + WEEK)
    again = followed(asked, request_changed(RequestState.OPEN), 3, START + 2 * WEEK)
    closed = followed(again, request_closed(RequestState.DECLINED), 4, START + 3 * WEEK)
    assert [one.waits_since for one in (opened, asked, again, closed)] == [START, None, START + 2 * WEEK, None]
    assert followed(closed, request_opened(), 1, START) == closed


@pytest.mark.parametrize("locale", ["en", "de"])
@pytest.mark.parametrize("counts", TOLD_OF)
def test_only_what_there_is_is_said_in_whole_sentences(locale: str, counts: dict[str, int]) -> None:
    moment = told(**counts)
    assert moment
    reader = make_person("chief", locale=locale)
    words = Writer("http://x").words(make_delivery("organiser-week-each", moment.about), reader, {})
    needs = [name for name in NEEDS if name in counts]
    assert len(words.paragraphs) == len(needs) + bool(set(counts) - set(NEEDS))
    assert all(paragraph.endswith(".") for paragraph in words.paragraphs)
    assert not set(words.text.split()) & {"0", "#"}
