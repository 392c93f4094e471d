"""An organiser's own words to many: whom they are for, and how far they have come."""

from dataclasses import dataclass, replace
from datetime import datetime

from libs.common.contracts.announcements import AnnouncementState, Group
from libs.common.contracts.people import Role
from services.notifications.domain.occasions import Occasion
from services.notifications.domain.people import Person
from services.notifications.domain.plan import ANYWHERE_BY, About, Moment, mark_of

FEWEST = 5
"""Of fewer no number is told, and nothing is said to them apart from the others: it would be about individuals."""

ASKING = (Occasion.REQUEST_OPENED, Occasion.OFFER_OPENED)


@dataclass(frozen=True, slots=True)
class Segment:
    """Everybody who fits all that is said here. Where nothing is, everybody."""

    departments: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    programme_id: str | None = None

    @property
    def is_everybody(self) -> bool:
        """It leaves nobody out."""
        return self == Segment()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody as segments see them."""

    person: Person
    is_paired: bool
    has_asked: bool
    is_member: bool = False
    """Of the programme that a segment names."""

    def is_in(self, group: Group) -> bool:
        """They stand so in the programme."""
        match group:
            case Group.MENTORS:
                return Role.MENTOR in self.person.roles
            case Group.MENTEES:
                return Role.MENTEE in self.person.roles
            case Group.PAIRED:
                return self.is_paired
            case Group.UNPAIRED:
                return not self.is_paired
            case Group.NEVER_ASKED:
                return not self.has_asked


@dataclass(frozen=True, slots=True)
class Announcement:
    """`words` hold a title in their first line, by locale."""

    org: str
    announcement_id: str
    made_by: str
    made_at: datetime
    not_before: datetime | None
    segment: Segment
    words: dict[str, str]
    path: str
    state: AnnouncementState = AnnouncementState.WAITING
    people: int = 0
    revision: int = 0

    @property
    def is_open(self) -> bool:
        """There may be somebody left to tell."""
        return self.state in (AnnouncementState.WAITING, AnnouncementState.GOING_OUT)


def fits(segment: Segment, candidate: Candidate) -> bool:
    """It is for them."""
    person = candidate.person
    return (
        (not segment.departments or person.department in segment.departments)
        and (not segment.sites or person.site in segment.sites)
        and (not segment.languages or any(_speaks(person.locale, one) for one in segment.languages))
        and (segment.programme_id is None or candidate.is_member)
        and all(candidate.is_in(group) for group in segment.groups)
    )


def has_enough(segment: Segment, people: int) -> bool:
    """So many that it is about nobody in particular."""
    return segment.is_everybody or people >= FEWEST


def asked_keys(person_id: str) -> frozenset[str]:
    """The marks of somebody who has asked, or offered."""
    return frozenset(mark_of(f"{occasion}{ANYWHERE_BY}", "", person_id) for occasion in ASKING)


def went_on(announcement: Announcement, people: int, *, is_last: bool) -> Announcement:
    """So many more were told."""
    state = AnnouncementState.SENT if is_last else AnnouncementState.GOING_OUT
    return replace(announcement, state=state, people=announcement.people + people)


def withdrawn(announcement: Announcement) -> Announcement:
    """Nobody more is told."""
    return replace(announcement, state=AnnouncementState.WITHDRAWN)


def moment_of(announcement: Announcement, person_ids: tuple[str, ...]) -> Moment:
    """Each of them is told the same."""
    about = About(words=announcement.words, path=announcement.path)
    return Moment(Occasion.ANNOUNCEMENT, announcement.announcement_id, {}, about, each=person_ids)


def withdrawal(announcement: Announcement) -> Moment:
    """It makes needless what is still to be said of it."""
    return Moment(Occasion.ANNOUNCEMENT_WITHDRAWN, announcement.announcement_id, {}, About())


def _speaks(locale: str, language: str) -> bool:
    spoken, wanted = locale.lower(), language.lower()
    return spoken == wanted or spoken.startswith(f"{wanted}-")
