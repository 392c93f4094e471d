"""A session as iTIP (RFC 5546): an invitation that a calendar takes in, changes and takes out again."""

from datetime import UTC, datetime, timedelta
from email.headerregistry import Address
from functools import cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress

from services.notifications.ports import Entry

PRODUCT = "-//Bothways//Notifications//EN"
HOUR = timedelta(hours=1)


def method_of(entry: Entry) -> str:
    """What the calendar is to do."""
    return "CANCEL" if entry.is_off else "REQUEST"


def calendar_of(entry: Entry, house: Address, reader: Address) -> str:
    """For this reader alone: nobody else's address stands in it. The same entry gives the same text."""
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", method_of(entry))
    starts_at, ends_at = _local(entry)
    if starts_at.tzinfo is not UTC:
        calendar.add_component(zone_of(entry.time_zone, starts_at.year, ends_at.year))
    calendar.add_component(_event(entry, starts_at, ends_at, house, reader))
    content: bytes = calendar.to_ical()
    return content.decode()


def _event(entry: Entry, starts_at: datetime, ends_at: datetime, house: Address, reader: Address) -> Event:
    event = Event()
    event.add("UID", entry.uid)
    event.add("SEQUENCE", entry.sequence)
    event.add("DTSTAMP", entry.changed_at.replace(microsecond=0))
    event.add("DTSTART", starts_at)
    if ends_at > starts_at:
        event.add("DTEND", ends_at)
    event.add("SUMMARY", entry.summary)
    event.add("DESCRIPTION", entry.description)
    if entry.place:
        event.add("LOCATION", entry.place)
    event.add("URL", entry.url)
    event.add("STATUS", "CANCELLED" if entry.is_off else "CONFIRMED")
    # Colleagues who may look into a calendar see that somebody is busy, and not with whom.
    event.add("CLASS", "PRIVATE")
    event.add("ORGANIZER", _person(house))
    attendee = _person(reader)
    # The two have agreed by themselves: no answer is waited for, and none would reach anybody.
    attendee.params |= {"PARTSTAT": "NEEDS-ACTION", "RSVP": "FALSE", "ROLE": "REQ-PARTICIPANT"}
    event.add("ATTENDEE", attendee)
    return event


def _person(address: Address) -> vCalAddress:
    person = vCalAddress(f"mailto:{address.addr_spec}")
    if address.display_name:
        person.params["CN"] = address.display_name
    return person


def _local(entry: Entry) -> tuple[datetime, datetime]:
    """By the reader's clock; in UTC where their clock shows an hour twice and this is the second of the two."""
    zone = ZoneInfo(entry.time_zone)
    local = entry.starts_at.astimezone(zone), entry.ends_at.astimezone(zone)
    if any(at.fold for at in local) or zone.key in ("UTC", "Etc/UTC"):
        return entry.starts_at.astimezone(UTC), entry.ends_at.astimezone(UTC)
    return local


@cache
def zone_of(key: str, first: int, last: int) -> Timezone:
    """The clock changes of these years and one more, each by itself: no rule of a country holds for ever.

    Found here, because `Timezone.from_tzid` begins summer an hour late and misses a summer of a few weeks.
    """
    zone, at, end = ZoneInfo(key), datetime(first, 1, 1, tzinfo=UTC), datetime(last + 2, 1, 1, tzinfo=UTC)
    made = Timezone()
    made.add("TZID", key)
    made.add_component(_change(at.astimezone(zone), at.astimezone(zone)))
    while at < end:
        before, after = at.astimezone(zone), (at + HOUR).astimezone(zone)
        if before.utcoffset() != after.utcoffset():
            minutes = ((at + timedelta(minutes=count)).astimezone(zone) for count in range(61))
            after = next(one for one in minutes if one.utcoffset() != before.utcoffset())
            made.add_component(_change(before, after))
        at += HOUR
    return made


def _change(before: datetime, after: datetime) -> TimezoneStandard | TimezoneDaylight:
    """It begins by the clock that was right until then (RFC 5545, 3.6.5)."""
    offset = before.utcoffset()
    change = TimezoneDaylight() if after.dst() else TimezoneStandard()
    change.add("DTSTART", (after.astimezone(UTC) + (offset or timedelta(0))).replace(tzinfo=None))
    change.add("TZOFFSETFROM", offset)
    change.add("TZOFFSETTO", after.utcoffset())
    change.add("TZNAME", after.tzname())
    return change
