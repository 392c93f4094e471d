"""The hard rules. They never bend, whatever the score says."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto

from services.matching.domain.codes import Code
from services.matching.domain.named_programmes import Within
from services.matching.domain.people import Person, Role
from services.matching.domain.programmes import Musts
from services.matching.domain.reporting import ReportingLines
from services.matching.domain.walls import Walls


class Occasion(Enum):
    """What is about to happen between the two: whose hiding matters, and what both must be ready for."""

    SUGGESTING = auto()
    ASKING = auto()
    OFFERING = auto()
    """The mentor asks, so the mentee is the one who can be seen or hides."""
    PLACING = auto()
    """A round asks both."""
    ACCEPTING = auto()


@dataclass(frozen=True, slots=True)
class Around:
    """What the rules look at beside the two people themselves."""

    at: datetime
    reporting: ReportingLines = field(default_factory=ReportingLines)
    walls: Walls = field(default_factory=Walls)
    musts: Musts = field(default_factory=Musts)
    within: Within = field(default_factory=Within)
    """The programme in which it happens."""


def objection(mentee: Person, mentor: Person, around: Around, occasion: Occasion = Occasion.SUGGESTING) -> Code | None:
    """The first rule that forbids this pair, or None.

    Whether the mentor can be seen comes before all that only a real person could have (a place, a role, a manager),
    so that nothing answered about a hidden person differs from what is answered about nobody at all. A block hides the
    two from each other, and a suspension hides somebody from all.
    """
    if mentee.org == mentor.org and mentee.person_id == mentor.person_id:
        return Code.REQUEST_TO_ONESELF
    if mentee.has_left:
        return Code.MENTEE_LEFT
    if any(one.is_suspended for one in _asking(mentee, mentor, occasion)):
        return Code.SUSPENDED
    is_walled = around.walls.part(mentee.person_id, mentor.person_id)
    code = _hides(mentee, mentor, is_walled, occasion) or _forbids(mentee, mentor, around, occasion)
    code = code or around.within.objection(mentee.person_id, mentor.person_id)
    return code or around.musts.objection(mentee, mentor, around.at)


def _hides(mentee: Person, mentor: Person, is_walled: bool, occasion: Occasion) -> Code | None:
    is_by_name = occasion in (Occasion.ASKING, Occasion.OFFERING)
    if mentee.org != mentor.org:
        return Code.PERSON_UNKNOWN if is_by_name else Code.OTHER_ORGANISATION
    if occasion is Occasion.ACCEPTING:
        # Who hides may still accept. Where somebody blocks or is suspended, the request is about to end: who is late
        # hears just that.
        is_ending = is_walled or mentee.is_suspended or mentor.is_suspended
        return Code.REQUEST_CLOSED if is_ending else None
    if not is_walled and all(one.is_shown for one in _asked(mentee, mentor, occasion)):
        return None
    return Code.PERSON_UNKNOWN if is_by_name else Code.MENTOR_HIDDEN


def _asked(mentee: Person, mentor: Person, occasion: Occasion) -> tuple[Person, ...]:
    """Whose wish to be left in peace counts: who has been asked already gives the answer they like."""
    match occasion:
        case Occasion.OFFERING:
            return (mentee,)
        case Occasion.PLACING:
            return (mentee, mentor)
        case Occasion.ACCEPTING:
            return ()
        case _:
            return (mentor,)


def _asking(mentee: Person, mentor: Person, occasion: Occasion) -> tuple[Person, ...]:
    """Who begins it."""
    match occasion:
        case Occasion.SUGGESTING | Occasion.ASKING:
            return (mentee,)
        case Occasion.OFFERING:
            return (mentor,)
        case _:
            return ()


def _forbids(mentee: Person, mentor: Person, around: Around, occasion: Occasion) -> Code | None:
    if mentor.has_left:
        return Code.MENTOR_LEFT
    if any(one.is_paused(around.at) for one in _asked(mentee, mentor, occasion)):
        return Code.PERSON_PAUSED
    if around.reporting.connect(mentee.person_id, mentor.person_id):
        return Code.REPORTING_LINE
    if Role.MENTOR not in mentor.roles:
        return Code.NOT_A_MENTOR
    if occasion is Occasion.OFFERING:
        return _forbids_offer(mentee, mentor)
    return Code.MENTOR_FULL if mentor.is_full else None


def _forbids_offer(mentee: Person, mentor: Person) -> Code | None:
    if Role.MENTEE not in mentee.roles:
        return Code.NOT_A_MENTEE
    return Code.NO_PLACE_TO_OFFER if mentor.is_full else None
