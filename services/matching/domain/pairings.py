"""Two people side by side, compared once; score, reasons and gap all read from here, so they cannot disagree."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.matching.domain.directions import Direction, seniority_fit
from services.matching.domain.fit import Fit, fit
from services.matching.domain.hours import overlap_hours
from services.matching.domain.people import Person, Wish, shared_languages

# The smallest useful meeting is half an hour; with two hours a month a pair meets every week.
ENOUGH_HOURS = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """`overlap` is None where a time zone is not known, `seniority` where the direction is the wrong word for them."""

    mentee: Person
    mentor: Person
    mentor_helps: Fit
    mentee_helps: Fit
    overlap: float | None
    languages: tuple[str, ...]
    seniority: float | None

    @property
    def hours(self) -> float:
        """What the one with less time has, a month."""
        return min(self.mentee.hours_per_month, self.mentor.hours_per_month)


def compare(mentee: Person, mentor: Person, wanted: Sequence[Wish], direction: Direction, at: datetime) -> Pairing:
    return Pairing(
        mentee=mentee,
        mentor=mentor,
        mentor_helps=fit(wanted, learner=mentee, giver=mentor),
        mentee_helps=fit(mentor.gets, learner=mentor, giver=mentee),
        overlap=overlap_hours(mentee, mentor, at),
        languages=shared_languages(mentee, mentor),
        seniority=seniority_fit(direction, mentee.seniority, mentor.seniority),
    )
