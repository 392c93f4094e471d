"""What those who run a programme hear once a week: what needs a person, what went well, and who is not reached."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.notifications.domain.occasions import Occasion
from services.notifications.domain.plan import About, Moment

WEEK = timedelta(days=7)
LONGEST_SILENCE = timedelta(days=7)
"""A request that nobody has answered for longer needs somebody."""

MOST_NEEDS = 3
LEAST_PEOPLE = 5
"""A group is named from so many people on."""

WIDE_GAP = 20
"""Percentage points between the share of two groups."""

LOOKS_AT = time(17, 0)
"""Of a Sunday in UTC: an hour before a Monday has come to eight o'clock anywhere."""

NEEDS = ("unanswered", "without_fit", "refused", "in_line")
WENT_WELL = ("formed", "talked")


@dataclass(frozen=True, slots=True)
class Administration:
    """Who administers an organisation, by the newest fact."""

    org: str
    administrator_ids: tuple[str, ...] = ()
    sequence: int = 0
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Reach:
    """A department: how many people it has here, and how many of them have a pair."""

    department: str
    people: int
    paired: int

    @property
    def share(self) -> int:
        """In per cent."""
        return round(100 * self.paired / self.people)


def administered(known: Administration, ids: tuple[str, ...], sequence: int) -> Administration:
    """As of `sequence`, unless a newer fact is known."""
    return known if sequence <= known.sequence else replace(known, administrator_ids=ids, sequence=sequence)


def next_look(now: datetime) -> datetime:
    """The next Sunday."""
    day = now.astimezone(UTC).date()
    look = datetime.combine(day + timedelta(days=6 - day.weekday()), LOOKS_AT, UTC)
    return look if look > now else look + WEEK


def week(org: str, person_id: str, counts: Mapping[str, int], monday: datetime) -> Moment | None:
    """The three that most need a person, and what went well; nothing where there is nothing to say."""
    largest = sorted(filter(counts.get, NEEDS), key=lambda name: -counts[name])[:MOST_NEEDS]
    told = {name: counts.get(name, 0) for name in (*largest, *WENT_WELL)}
    if not any(told.values()):
        return None
    about = About(number=len(largest), counts=dict.fromkeys(NEEDS, 0) | told, path="/organising")
    return _for_one(Occasion.ORGANISER_WEEK, org, person_id, about, monday)


def uptake_gap(org: str, person_id: str, reaches: Iterable[Reach], monday: datetime) -> Moment | None:
    """Between the department that is reached least and the one that is reached most, where they are far apart."""
    named = sorted((one for one in reaches if one.people >= LEAST_PEOPLE), key=lambda one: (one.share, one.department))
    if not named or named[-1].share - named[0].share <= WIDE_GAP:
        return None
    least, most = named[0], named[-1]
    counts = {"least_share": least.share, "most_share": most.share}
    about = About(groups=(least.department, most.department), counts=counts, path="/organising/reach")
    return _for_one(Occasion.UPTAKE_GAP, org, person_id, about, monday)


def monday_after(look: datetime, zone: str) -> datetime:
    """The middle of the day after a look, where somebody is: a time of the plan is counted from it."""
    day = look.astimezone(UTC).date() + timedelta(days=1)
    return datetime.combine(day, time(12), ZoneInfo(zone)).astimezone(UTC)


def _for_one(occasion: Occasion, org: str, person_id: str, about: About, monday: datetime) -> Moment:
    return Moment(occasion, org, {}, about, each=(person_id,), times={"monday": monday})
