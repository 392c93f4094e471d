"""Who is worth asking: people who give what is wanted and want what is given back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import pow
from types import MappingProxyType

from services.matching.domain.directions import Direction
from services.matching.domain.exposure import Demand, Standing, balanced
from services.matching.domain.gaps import Gap, gap_of
from services.matching.domain.hours import ENOUGH_OVERLAP
from services.matching.domain.lots import way
from services.matching.domain.pairings import ENOUGH_HOURS, Pairing, compare
from services.matching.domain.people import Person, Wish
from services.matching.domain.programmes import Musts, ScoreWeights
from services.matching.domain.reasons import Reason, reasons_for
from services.matching.domain.reporting import ReportingLines
from services.matching.domain.rules import Around, objection
from services.matching.domain.walls import Walls

RULE_VERSION = "1"
DIGITS = 4

CANDIDATES = 50
"""The best of all, among whom a few are chosen."""

NO_DEMAND: Mapping[str, Demand] = MappingProxyType({})

# What is left of a score where the two never work at the same time, where nobody knows, where one has no hours.
WITHOUT_OVERLAP, WITHOUT_ZONE, WITHOUT_HOURS = 0.6, 0.8, 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What one person looks for. `at` is the instant whose time-zone offsets hold."""

    mentee: Person
    wanted: tuple[Wish, ...]
    direction: Direction
    reporting: ReportingLines
    at: datetime
    weights: ScoreWeights = field(default_factory=ScoreWeights)
    musts: Musts = field(default_factory=Musts)
    walls: Walls = field(default_factory=Walls)

    @property
    def around(self) -> Around:
        """What the rules look at."""
        return Around(self.at, self.reporting, self.walls, self.musts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a score is made of, each from 0 to 1 and as the programme weighs it. `place` is of department and site."""

    mentor_helps: float
    mentee_helps: float
    seniority: float
    overlap: float
    time: float
    place: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Somebody worth asking, why, and the one thing to know beforehand."""

    mentor_id: str
    score: float
    parts: Parts
    reasons: tuple[Reason, ...]
    gap: Gap
    rule_version: str = RULE_VERSION


def suggest(
    search: Search, candidates: Iterable[Person], limit: int = 5, demands: Mapping[str, Demand] = NO_DEMAND
) -> tuple[Suggestion, ...]:
    """A few of the best, so chosen that nobody is flooded; in whatever order the same people come, the same answer.

    Where nothing is known of demand, the best come first, and equals by lot.
    """
    weighed = {mentor.person_id: one for mentor in candidates if (one := _weigh(search, mentor)) is not None}
    found = [
        Standing(pairing.mentor, score(parts), demands.get(mentor_id, Demand()))
        for mentor_id, (parts, pairing) in weighed.items()
    ]
    asker_id = search.mentee.person_id
    found.sort(key=lambda one: (-one.score, way(asker_id, one.mentor.person_id), one.mentor.person_id))
    shown = balanced(asker_id, found[: max(CANDIDATES, limit)], limit)
    return tuple(_suggestion(*weighed[one.mentor.person_id]) for one in shown)


def score(parts: Parts) -> float:
    """The harmonic mean of what each gives the other, so that a one-sided fit stays low, less what makes it harder.

    It goes both ways: looked for by all their wishes, `a` scores for `b` what `b` scores for `a`, where forward and
    reverse mirror each other (peers apart, who are forward only) and reciprocal and flash mirror themselves.
    """
    there, back = parts.mentor_helps, parts.mentee_helps
    mean = 2 * there * back / (there + back)
    return round(mean * parts.seniority * parts.overlap * parts.time * parts.place, DIGITS)


def _weigh(search: Search, mentor: Person) -> tuple[Parts, Pairing] | None:
    """None for those who must not be suggested, share no language, would leave one side with nothing, or score 0."""
    mentee = search.mentee
    if objection(mentee, mentor, search.around) is not None:
        return None
    pairing = compare(mentee, mentor, search.wanted, search.direction, search.at)
    helps_both = pairing.mentor_helps.matches and pairing.mentee_helps.matches
    if pairing.seniority is None or not pairing.languages or not helps_both:
        return None
    parts = _parts(pairing, pairing.seniority, search.weights)
    return (parts, pairing) if score(parts) else None


def _parts(pairing: Pairing, seniority: float, weights: ScoreWeights) -> Parts:
    """Rounded before they are joined, so that whoever reads the parts can recompute the score."""
    return Parts(
        mentor_helps=round(pairing.mentor_helps.value, DIGITS),
        mentee_helps=round(pairing.mentee_helps.value, DIGITS),
        seniority=weighted(seniority, weights.seniority),
        overlap=weighted(overlap_part(pairing.overlap), weights.overlap),
        time=weighted(time_part(pairing.hours), weights.time),
        place=round(weights.place(pairing.mentee, pairing.mentor), DIGITS),
    )


def weighted(part: float, weight: float) -> float:
    """A part of a score, counted so many times."""
    return round(pow(round(part, DIGITS), weight), DIGITS)


def overlap_part(overlap: float | None) -> float:
    part = WITHOUT_ZONE if overlap is None else _share(overlap / ENOUGH_OVERLAP, WITHOUT_OVERLAP)
    return round(part, DIGITS)


def time_part(hours: float) -> float:
    """It only grows with the hours: of two people, the one with less time decides."""
    return round(_share(hours / ENOUGH_HOURS, WITHOUT_HOURS), DIGITS)


def _share(reached: float, at_none: float) -> float:
    """1 once enough is reached, falling to `at_none` where there is nothing."""
    return at_none + (1 - at_none) * min(1.0, reached)


def _suggestion(parts: Parts, pairing: Pairing) -> Suggestion:
    return Suggestion(
        mentor_id=pairing.mentor.person_id,
        score=score(parts),
        parts=parts,
        reasons=reasons_for(pairing),
        gap=gap_of(pairing),
    )
