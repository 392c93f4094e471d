"""Who could be placed with whom: both sides' best, because those who are nobody's favourite have favourites too."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from services.matching.domain.suggestions import DIGITS
from services.matching.rounds.cohort import Cohort, Ints, Pooled
from services.matching.rounds.columns import Names, by_topic, couples, side_of
from services.matching.rounds.heaps import Best, merge
from services.matching.rounds.scan import UNIT, Limits, Seen, Span, scan
from services.matching.rounds.tables import Floats, tables_of

Lists = tuple[Ints, Ints, Floats]
"""Whose favourite, who it is, how good."""

# Of each side so many favourites.
KEPT = 50

# Up to so many possible pairs all of them are kept, and the optimum is the optimum of everything.
FEW_PAIRS = 500_000

# Nearer to the middle between two scores than this, a product is rounded as the domain rounds it.
NEAR_MIDDLE = 1e-6


@dataclass(frozen=True, slots=True)
class Edges:
    """Pairs that may be placed, by mentee and mentor; `values` are whole ten-thousandths."""

    mentees: Ints
    mentors: Ints
    values: Ints


@dataclass(frozen=True, slots=True)
class Chances:
    """Of one side, person by person: how many fit, how many more would but for a rule, and who is shown.

    Shown is who is among the favourites of somebody on the other side.
    """

    fits: Ints
    barred: Ints
    shown: frozenset[int]


@dataclass(frozen=True, slots=True)
class Candidates:
    """`locked` has the values of the mentees that are locked, who are in no edge."""

    edges: Edges
    locked: Ints
    mentees: Chances
    mentors: Chances


def candidates_of(cohort: Cohort, pool: Pooled, threads: int) -> Candidates:
    """More threads change nothing but the time."""
    rows = len(pool.mentees)
    of_mentee, of_mentor = _kept(rows, len(pool.mentors))
    look = look_at(cohort, pool)
    bounds = [int(bound) for bound in np.linspace(0, rows, threads + 1)]
    spans = [Span(first, last, of_mentee, of_mentor) for first, last in pairwise(bounds)]
    with ThreadPoolExecutor(threads) as executor:
        return _joined(list(executor.map(look, spans)), bounds)


def look_at(cohort: Cohort, pool: Pooled) -> Callable[[Span], Seen]:
    """Looks at a span of the mentees, beside all mentors."""
    names, weight = Names.new(), cohort.weights.time
    learners, givers = side_of(pool.mentees, names, weight), side_of(pool.mentors, names, weight)
    turned, tables = by_topic(givers, len(names.topics)), tables_of(cohort, names.zones.names)
    limits = Limits(
        barred=couples(_barred(cohort, pool), len(pool.mentees)),
        preferred=couples(pool.rows_of(cohort.preferred), len(pool.mentees)),
        locks=pool.locks,
        places=pool.places,
    )

    def look(span: Span) -> Seen:
        seen: Seen = scan(learners, turned, tables, limits, span)
        return seen

    return look


def _kept(mentees: int, mentors: int) -> tuple[int, int]:
    return (mentors, mentees) if mentees * mentors <= FEW_PAIRS else (min(KEPT, mentors), min(KEPT, mentees))


def _barred(cohort: Cohort, pool: Pooled) -> Iterator[tuple[int, int]]:
    """Whoever is above or below the other, at any depth, and whom the organiser forbids."""
    learners, givers, above = pool.mentee_rows, pool.mentor_rows, cohort.reporting.above
    for person_id, row in learners.items():
        yield from ((row, givers[one]) for one in above(person_id) if one in givers)
    for person_id, row in givers.items():
        yield from ((learners[one], row) for one in above(person_id) if one in learners)
    yield from pool.rows_of(cohort.forbidden)


def _joined(parts: Sequence[Seen], bounds: Sequence[int]) -> Candidates:
    """What the threads found, as if one had looked."""
    mentees, mentors, values = unturned(
        _columns(listed(part.of_mentees, first) for part, (first, _) in zip(parts, pairwise(bounds), strict=True)),
        len(parts[0].mentors_fits),
    )
    favouring, favourites, values_back = unturned(listed(_merged([part.of_mentors for part in parts]), 0), bounds[-1])
    return Candidates(
        edges=_edges(
            np.concatenate([mentees, favourites]),
            np.concatenate([mentors, favouring]),
            np.concatenate([values, values_back]),
        ),
        locked=whole(np.concatenate([part.locked for part in parts])),
        mentees=Chances(
            np.concatenate([part.mentees_fits for part in parts]),
            np.concatenate([part.mentees_barred for part in parts]),
            frozenset(np.unique(favourites).tolist()),
        ),
        mentors=Chances(
            np.sum([part.mentors_fits for part in parts], axis=0),
            np.sum([part.mentors_barred for part in parts], axis=0),
            frozenset(np.unique(mentors).tolist()),
        ),
    )


def _merged(parts: Sequence[Best]) -> Best:
    first, *others = parts
    for other in others:
        merge(*first, other)
    return first


def _columns(lists: Iterable[Lists]) -> Lists:
    whose, who, values = zip(*lists, strict=True)
    return np.concatenate(whose), np.concatenate(who), np.concatenate(values)


def unturned(lists: Lists, count: int) -> Lists:
    """With plain numbers in the place of those that count from the row's own on."""
    whose, who, values = lists
    return whose, (who + whose) % max(1, count), values


def listed(best: Best, first: int) -> Lists:
    """A row for each entry: whose, who, how good."""
    is_there = np.arange(best.ids.shape[1]) < best.size[:, None]
    return np.repeat(np.arange(len(best.size)) + first, best.size), best.ids[is_there], best.values[is_there]


def _edges(mentees: Ints, mentors: Ints, values: Floats) -> Edges:
    """Each pair once, in the order of mentees and mentors."""
    worth = whole(values)
    count, most = int(mentors.max(initial=0)) + 1, int(worth.max(initial=0)) + 1
    packed = np.sort((mentees * count + mentors) * most + worth)
    pairs, worth = np.divmod(packed[np.diff(packed, prepend=-1) > 0], most)
    pairs, worth = pairs[worth > 0], worth[worth > 0]
    return Edges(*np.divmod(pairs, count), worth)


def whole(values: Floats) -> Ints:
    """In ten-thousandths, rounded as the domain rounds: just at the middle that depends on the last bit."""
    scaled = values * UNIT
    found: Ints = np.rint(scaled).astype(np.int64)
    for row in np.flatnonzero(np.abs(scaled - np.floor(scaled) - 0.5) < NEAR_MIDDLE):
        found[row] = round(round(float(values[row]), DIGITS) * UNIT)
    return found
