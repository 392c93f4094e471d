"""What speaks against two people, said honestly: always exactly one gap, the gravest there is."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.matching.domain import words
from services.matching.domain.fit import TOPICS_AT_A_TIME
from services.matching.domain.hours import ENOUGH_OVERLAP
from services.matching.domain.pairings import ENOUGH_HOURS, Pairing
from services.matching.domain.programmes import are_on_two_sites
from services.matching.domain.words import Words


@dataclass(frozen=True, slots=True)
class Gap:
    """One plain sentence about the weakest point."""

    code: str
    words: Words


@dataclass(frozen=True, slots=True)
class Weakness:
    """A gap and how much it matters, from 0 (hardly) to 1."""

    weight: float
    gap: Gap


def gap_of(pairing: Pairing) -> Gap:
    """The gravest weakness; of equals the one named first. Limited hours are always one, however small."""
    return max(_weaknesses(pairing), key=lambda weakness: weakness.weight).gap


def _weaknesses(pairing: Pairing) -> Iterator[Weakness]:
    yield from _levels(pairing)
    yield from _coverage(pairing)
    yield from _overlap(pairing)
    yield from _seniority(pairing)
    yield from _places(pairing)
    yield from _sites(pairing)
    yield from _hours(pairing)


def _levels(pairing: Pairing) -> Iterator[Weakness]:
    """Only of the topics that the reasons name."""
    named = words.NAMED_TOPICS
    for match in pairing.mentor_helps.matches[:named] + pairing.mentee_helps.matches[:named]:
        if match.shortfall:
            phrase = words.level_below(match.offer.label, match.offer.level, match.wish.level)
            yield Weakness(0.2 * match.shortfall, Gap("level-below", phrase))


def _coverage(pairing: Pairing) -> Iterator[Weakness]:
    covered, wished = len(pairing.mentor_helps.matches), pairing.mentor_helps.wished
    if covered < wished:
        missing = 1 - covered / min(TOPICS_AT_A_TIME, wished)
        yield Weakness(max(0.1, missing), Gap("partly-covered", words.partly_covered(covered, wished)))


def _overlap(pairing: Pairing) -> Iterator[Weakness]:
    if pairing.overlap is None:
        yield Weakness(0.5, Gap("zone-unknown", words.zone_unknown()))
    elif pairing.overlap < ENOUGH_OVERLAP:
        weight = 0.8 * (1 - pairing.overlap / ENOUGH_OVERLAP)
        yield Weakness(weight, Gap("hours-hardly-overlap", words.days_hardly_overlap(pairing.overlap)))


def _seniority(pairing: Pairing) -> Iterator[Weakness]:
    """Only where the direction minds it: one talk needs no common ground."""
    if pairing.seniority is None or pairing.seniority == 1:
        return
    steps = abs(pairing.mentor.seniority - pairing.mentee.seniority)
    gap = Gap("far-apart", words.far_apart(steps)) if steps else Gap("same-seniority", words.same_seniority())
    yield Weakness(1.5 * (1 - pairing.seniority), gap)


def _places(pairing: Pairing) -> Iterator[Weakness]:
    if pairing.mentor.free_places == 1:
        yield Weakness(0.08, Gap("one-place-left", words.one_place_left()))


def _sites(pairing: Pairing) -> Iterator[Weakness]:
    if are_on_two_sites(pairing.mentee, pairing.mentor):
        yield Weakness(0.06, Gap("different-sites", words.different_sites()))


def _hours(pairing: Pairing) -> Iterator[Weakness]:
    """Weighed by the mentor's alone: who asks knows their own, and reading of them everywhere would help nobody."""
    if pairing.hours < ENOUGH_HOURS:
        weight = 0.6 * (1 - pairing.mentor.hours_per_month / ENOUGH_HOURS)
        yield Weakness(max(0.02, weight), Gap("few-hours", words.few_hours(pairing.hours)))
    else:
        yield Weakness(0.01, Gap("hours-end", words.hours_end(pairing.hours)))
