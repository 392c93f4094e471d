"""Reports of misuse and what comes of them: never about whom, and never what it says."""

from libs.common.contracts.safeguarding import (
    ConductWarned,
    MisuseReported,
    ReportClosed,
    ReportWaits,
    SuspensionChanged,
)
from services.notifications.domain.occasions import Occasion
from services.notifications.domain.plan import About, Moment, Part

OWN = "/reports"


def misuse_reported(fact: MisuseReported) -> Moment:
    """Who reported knows that it has come; those who may see to it know that it is there."""
    parts = {Part.CLAIMANT: fact.reporter_id}
    return Moment(Occasion.MISUSE_REPORTED, fact.report_id, parts, About(path=OWN), each=fact.moderator_ids)


def report_waits(fact: ReportWaits) -> Moment:
    """Nobody has taken it: whoever names moderators hears that it waits, and no more."""
    return Moment(Occasion.REPORT_WAITS, fact.report_id, {}, About(path="/moderators"), each=fact.administrator_ids)


def report_closed(fact: ReportClosed) -> Moment:
    """Who reported hears that it was decided."""
    return Moment(Occasion.REPORT_CLOSED, fact.report_id, {Part.CLAIMANT: fact.reporter_id}, About(path=OWN))


def conduct_warned(fact: ConductWarned) -> Moment:
    """Nothing of who reported, or whether anybody did."""
    return Moment(Occasion.CONDUCT_WARNED, fact.person_id, {}, About(path="/me"), each=(fact.person_id,))


def suspension_changed(fact: SuspensionChanged) -> Moment:
    """Told plainly, with its end where it has one."""
    occasion = Occasion.PERSON_SUSPENDED if fact.is_suspended else Occasion.PERSON_REINSTATED
    about, details = About(until=fact.until, path="/me"), {"limited": fact.until is not None}
    return Moment(occasion, fact.person_id, {}, about, each=(fact.person_id,), details=details)
