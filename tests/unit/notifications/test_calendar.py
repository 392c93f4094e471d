"""Sessions in calendars, as libraries read them that did not write them: through every change of the clock."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from io import StringIO
from itertools import permutations
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from dateutil.tz import tzical

from libs.common.contracts.sessions import Channel, PlanChange, SessionCancelled, SessionPlanned
from services.notifications.channels.calendar import calendar_of, zone_of
from services.notifications.channels.mime import compose
from services.notifications.domain.invites import Planned, Said, called_off, over, with_plan
from services.notifications.domain.plan import About
from services.notifications.entries import Entries
from services.notifications.ports import Entry
from services.notifications.words import Writer
from tests.support.notifications import ADA, BOB, START, make_delivery, make_person

HOUSE = Address("Bothways", addr_spec="mentoring@example.org")
READER = Address("Ädä, the First", addr_spec="ada@example.org")
WRITER = Writer("https://mentoring.example.org")
CHANGES = {
    # The minute in which the clock changes, forward and back, on both sides of the equator, and where it is odd.
    "Europe/Berlin": ("2026-03-29T01:00", "2026-10-25T01:00"),
    "America/New_York": ("2026-03-08T07:00", "2026-11-01T06:00"),
    "America/Santiago": ("2026-04-05T03:00", "2026-09-06T04:00"),
    "Australia/Lord_Howe": ("2026-04-04T15:00", "2026-10-03T15:30"),
    "Africa/Casablanca": ("2026-02-15T02:00", "2026-03-22T02:00"),
    "Pacific/Chatham": ("2026-04-04T14:00", "2026-09-26T14:00"),
}


def make_planned(**fields: Any) -> Planned:
    known: dict[str, Any] = {"org": "acme", "session_id": "ses_1", "pair_id": "pair_1", "starts_at": START}
    known |= {"minutes": 45, "place": Channel.VIDEO, "event_id": "e1", "sequence": 1, "changed_at": START}
    return Planned(**known | fields)


def entry_of(planned: Planned, **fields: Any) -> Entry:
    people = {BOB: make_person(BOB, name="Björn; Müller, jun.")}
    return Entries(WRITER).of(planned, About(ADA, BOB, topics=("secrets",)), make_person(ADA, **fields), people)


def parsed(entry: Entry) -> Any:
    return vobject.readOne(calendar_of(entry, HOUSE, READER))


def test_an_invitation_says_with_whom_when_and_where_and_nothing_else() -> None:
    calendar = parsed(entry_of(make_planned()))
    event = calendar.vevent
    assert (calendar.version.value, calendar.method.value) == ("2.0", "REQUEST")
    assert event.summary.value == "Talk with Björn; Müller, jun."
    assert event.dtstart.value == START
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=45)
    assert "DTSTART;TZID=Europe/Berlin:20260302T100000" in calendar_of(entry_of(make_planned()), HOUSE, READER)
    assert event.location.value == "By video"
    assert event.url.value == "https://mentoring.example.org/pairs/pair_1"
    assert event.description.value.endswith("Open your pair: https://mentoring.example.org/pairs/pair_1")
    assert event.organizer.value == "mailto:mentoring@example.org"
    (attendee,) = event.attendee_list
    assert (attendee.value, attendee.params["CN"]) == ("mailto:ada@example.org", ["Ädä, the First"])
    assert (event.status.value, event.sequence.value, event.dtstamp.value) == ("CONFIRMED", "1", START)
    assert "secrets" not in calendar.serialize()


def test_who_reads_german_has_it_in_german() -> None:
    event = parsed(entry_of(make_planned(place=Channel.PHONE), locale="de")).vevent
    assert (event.summary.value, event.location.value) == ("Gespräch mit Björn; Müller, jun.", "Am Telefon")


def test_what_is_off_leaves_the_calendar_by_the_same_id() -> None:
    planned = make_planned()
    before, after = parsed(entry_of(planned)), parsed(entry_of(over(planned, "e2", START)))
    assert after.method.value == "CANCEL"
    assert after.vevent.status.value == "CANCELLED"
    assert after.vevent.uid.value == before.vevent.uid.value
    assert int(after.vevent.sequence.value) > int(before.vevent.sequence.value)


def test_a_mail_names_the_method_on_its_part_and_in_the_calendar_and_every_try_is_the_same() -> None:
    mail = WRITER.mail(make_delivery("session-arranged-member", About(ADA, BOB, at=START)), make_person(ADA), {})
    mail = replace(mail, entry=entry_of(make_planned()))
    one, two = (compose(mail, HOUSE).as_bytes() for _ in range(2))
    message = message_from_bytes(one, policy=policy.default)
    assert isinstance(message, EmailMessage)
    *_, part = message.walk()
    assert [one.get_content_type() for one in message.walk()][-3:] == ["text/plain", "text/html", "text/calendar"]
    assert part["Content-Type"].params["method"] == "REQUEST"
    assert part["Content-Type"].params["charset"] == "utf-8"
    assert vobject.readOne(part.get_content()).method.value == "REQUEST"
    assert one.isascii()
    assert all(len(line) <= 998 for line in one.split(b"\r\n"))
    assert one.split(b"BEGIN:VCALENDAR")[1].split(b"--")[0] == two.split(b"BEGIN:VCALENDAR")[1].split(b"--")[0]


@pytest.mark.parametrize("zone", CHANGES)
def test_the_zone_is_right_in_every_minute_around_every_change_of_the_clock(zone: str) -> None:
    text = f"BEGIN:VCALENDAR\n{zone_of(zone, 2026, 2026).to_ical().decode()}END:VCALENDAR\n".replace("\r\n", "\n")
    read, real = tzical(StringIO(text)).get(), ZoneInfo(zone)
    for change in CHANGES[zone]:
        instant = datetime.fromisoformat(change).replace(tzinfo=UTC)
        before, after = (instant - timedelta(minutes=1)).astimezone(real), instant.astimezone(real)
        assert before.utcoffset() != after.utcoffset(), "the clock changes here"
        for minutes in range(-180, 181):
            local = (instant + timedelta(minutes=minutes)).astimezone(real)
            if not local.fold:
                assert local.replace(tzinfo=read).astimezone(UTC) == local.astimezone(UTC)


@pytest.mark.parametrize("zone", [*CHANGES, "UTC", "Asia/Kolkata"])
def test_a_session_at_any_hour_of_a_change_begins_and_ends_when_it_was_planned(zone: str) -> None:
    """Also in the hour that a clock shows twice, and across the change."""
    for change in CHANGES.get(zone, ("2026-03-29T01:00",)):
        for minutes in range(-120, 121, 15):
            starts_at = datetime.fromisoformat(change).replace(tzinfo=UTC) + timedelta(minutes=minutes)
            event = parsed(entry_of(make_planned(starts_at=starts_at, minutes=90), time_zone=zone)).vevent
            assert event.dtstart.value.astimezone(UTC) == starts_at
            assert event.dtend.value.astimezone(UTC) == starts_at + timedelta(minutes=90)


def planned_fact(change: PlanChange, hours: int = 0, **fields: Any) -> SessionPlanned:
    known: dict[str, Any] = {"pair_id": "pair_1", "members": (ADA, BOB), "session_id": "ses_1", "minutes": 60}
    known |= {"starts_at": START + timedelta(hours=hours), "initiator_id": BOB, "flipped": False, "change": change}
    return SessionPlanned.model_validate(known | fields)


FACTS = (
    planned_fact(PlanChange.PLANNED),
    planned_fact(PlanChange.MOVED, hours=24),
    planned_fact(PlanChange.FLIPPED, hours=24, flipped=True),
    SessionCancelled(pair_id="pair_1", members=(ADA, BOB), session_id="ses_1", starts_at=START, by_id=ADA),
    planned_fact(PlanChange.MOVED, hours=48, minutes=30),
)


def heard(order: tuple[int, ...]) -> Planned | None:
    known: Planned | None = None
    for place in order:
        fact, said = FACTS[place], Said(f"e{place + 1}", place + 1, START + timedelta(minutes=place))
        if isinstance(fact, SessionPlanned):
            known = with_plan(known, "acme", fact, said)
        else:
            known = called_off(known, "acme", fact, said)
    return known


@pytest.mark.parametrize("count", range(1, len(FACTS) + 1))
def test_facts_of_a_session_come_to_the_newest_state_in_whatever_order(count: int) -> None:
    orders = {heard(order) for order in permutations(range(count))}
    assert orders == {heard(tuple(range(count)))}
    (end,) = orders
    assert end
    assert end.is_off == (count == 4)
    assert end.event_id == {1: "e1", 2: "e2", 3: "e2", 4: "e4", 5: "e5"}[count], "a flip changes no calendar"


def test_a_session_of_a_pair_that_has_ended_never_comes_back() -> None:
    known = heard((0,))
    assert known
    ended = over(known, "end", START)
    assert (ended.is_off, ended.sequence) == (True, 2)
    assert with_plan(ended, "acme", FACTS[4], Said("e5", 5, START)) == ended
    assert over(ended, "again", START) == ended
