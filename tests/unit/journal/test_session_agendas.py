"""Lines of an agenda: added once, never lost, and what is open goes on to the next session."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.journal.domain.agendas import MOST_ITEMS, added, carried
from services.journal.domain.codes import Code, RuleBroken
from services.journal.domain.keys import SealedText
from services.journal.domain.lapses import cancel
from services.journal.domain.sessions import Calendar, Item, Session
from tests.unit.journal.builders import NOW, held, make_calendar

DAY = timedelta(days=1)
pytestmark = pytest.mark.feature("pair.agendas")


def make_item(item_id: str, author_id: str = "ada", *, is_done: bool = False) -> Item:
    return Item(item_id, author_id, SealedText("key_1", item_id.encode()), is_done)


def with_items(calendar: Calendar, session_id: str, *items: Item) -> Calendar:
    session = calendar.get(session_id)
    for item in items:
        session = added(session, item)
    return calendar.having(session)


def ids(session: Session) -> list[str]:
    return [item.item_id for item in session.items]


def test_a_line_that_is_sent_again_is_there_once_and_stays_struck_if_it_was_struck() -> None:
    session = added(make_calendar(NOW + DAY).get("s1"), make_item("one"))
    assert added(session, make_item("one", "bob")) == session
    struck = replace(session, items=())
    assert added(struck, make_item("one")) == struck


def test_an_agenda_has_an_end() -> None:
    session = make_calendar(NOW + DAY).get("s1")
    for number in range(MOST_ITEMS):
        session = added(session, make_item(f"line {number}"))
    with pytest.raises(RuleBroken) as broken:
        added(session, make_item("one more"))
    assert broken.value.code is Code.AGENDA_IS_FULL


def test_what_is_open_goes_to_the_next_session_before_its_own_and_what_is_done_stays() -> None:
    calendar = with_items(make_calendar(NOW + DAY, NOW + 3 * DAY, NOW + 2 * DAY), "s1", make_item("open"))
    calendar = with_items(calendar, "s1", make_item("done", is_done=True))
    calendar = with_items(calendar, "s3", make_item("own"))
    after = carried(held(calendar, "s1"), NOW)
    assert [ids(session) for session in after.sessions] == [["done"], [], ["open", "own"]]


def test_what_is_open_waits_for_a_session_that_lies_ahead() -> None:
    over = held(with_items(make_calendar(NOW + DAY, NOW + 2 * DAY), "s1", make_item("open")), "s1")
    assert carried(over, NOW + 2 * DAY) == over
    assert ids(carried(over, NOW).get("s2")) == ["open"]


@given(st.lists(st.tuples(st.sampled_from(["add", "hold", "cancel"]), st.integers(1, 5)), max_size=30))
def test_whatever_becomes_of_the_sessions_each_line_stands_on_one_agenda(steps: list[tuple[str, int]]) -> None:
    calendar, lines = make_calendar(*(NOW + number * DAY for number in range(1, 6))), list[str]()
    for place, (step, number) in enumerate(steps):
        session_id = f"s{number}"
        if step == "add":
            lines.append(f"line {place}")
            calendar = with_items(calendar, session_id, make_item(lines[-1]))
        elif step == "hold":
            calendar = held(calendar, session_id)
        elif not calendar.get(session_id).held:
            calendar = cancel(calendar, session_id, "bob", NOW)
        calendar = carried(calendar, NOW)
    assert sorted(line for session in calendar.sessions for line in ids(session)) == sorted(lines)
    ahead = [session for _, session in calendar.planned()]
    assert not ahead or all(not session.items for session in calendar.sessions if session not in ahead)
