"""The inner loop, compiled: every mentee against every mentor. It keeps both sides' best few and counts the rest."""

from typing import Any, NamedTuple

import numpy as np

from services.matching.domain.suggestions import DIGITS
from services.matching.rounds.cohort import Ints
from services.matching.rounds.columns import Rows, Side, Turned
from services.matching.rounds.heaps import Best, compiled, keep, new_best
from services.matching.rounds.scoring import Work, gather, meet, new_work, prefer, weigh
from services.matching.rounds.tables import Floats, Tables

UNIT = float(10**DIGITS)


class Limits(NamedTuple):
    """What the organiser and the rules say of pairs, and how many each mentor can still take.

    `locks` has the mentor that a mentee is locked to, or -1: such a mentee is looked at with that mentor alone.
    """

    barred: Rows
    preferred: Rows
    locks: Ints
    places: Ints


class Seen(NamedTuple):
    """What one scan found: both sides' best, how many would fit and how many of these are barred; the locks' values."""

    of_mentees: Best
    of_mentors: Best
    mentees_fits: Ints
    mentors_fits: Ints
    mentees_barred: Ints
    mentors_barred: Ints
    locked: Floats


class Span(NamedTuple):
    """The mentees that one thread looks at, and how many it keeps for each of both sides."""

    first: int
    last: int
    of_mentee: int
    of_mentor: int


def _mark(rows: Rows, row: int, marks: Any) -> Any:
    for at in range(rows.starts[row], rows.starts[row + 1]):
        marks[rows.entries[at]] = row


def _see(mentee: int, mentees: int, row: int, work: Work, places: Any, seen: Seen) -> Any:
    """Count each that fits, and keep the two in both their lists unless something bars them."""
    values, floors, found, barred = work.values, work.floors, work.found, work.barred
    sizes, ids, best = seen.of_mentors
    own_sizes, own_ids, own_best = seen.of_mentees
    own_floor = 0.0
    for at in range(fitting(values, found)):
        mentor = found[at]
        value = values[mentor]
        if places[mentor] == 0:
            continue
        if barred[mentor] == mentee:
            seen.mentees_barred[row] += 1
            seen.mentors_barred[mentor] += 1
            continue
        seen.mentees_fits[row] += 1
        seen.mentors_fits[mentor] += 1
        if value >= own_floor:
            keep(own_sizes, own_ids, own_best, row, value, (mentor - mentee) % len(values))
            if own_sizes[row] == own_ids.shape[1]:
                own_floor = own_best[row, 0]
        if value >= floors[mentor]:
            keep(sizes, ids, best, mentor, value, (mentee - mentor) % mentees)
            if sizes[mentor] == ids.shape[1]:
                floors[mentor] = best[mentor, 0]


def _fitting(values: Any, found: Any) -> Any:
    """How many have a score; `found` has their numbers. Without a branch, which nobody could foretell."""
    count = 0
    for mentor in range(len(values)):
        found[count] = mentor
        count += values[mentor] > 0
    return count


def _new_seen(span: Span, mentors: int) -> Any:
    rows = span.last - span.first
    return Seen(
        new_best(rows, span.of_mentee),
        new_best(mentors, span.of_mentor),
        np.zeros(rows, np.int64),
        np.zeros(mentors, np.int64),
        np.zeros(rows, np.int64),
        np.zeros(mentors, np.int64),
        np.zeros(rows, np.float64),
    )


def _scan(mentees: Side, mentors: Turned, tables: Tables, limits: Limits, span: Span) -> Any:
    """The mentees of `span`, row by row, against all mentors."""
    count, traits, codes = len(mentors.cell), mentees.traits, tables.codes
    seen, work = new_seen(span, count), new_work(count, len(mentors.cell_zones))
    is_weighted = len(limits.preferred.entries) > 0 or tables.place.min() != 1
    for mentee in range(span.first, span.last):
        row, lock = mentee - span.first, limits.locks[mentee]
        mark(limits.barred, mentee, work.barred)
        mark(limits.preferred, mentee, work.preferred)
        gather(mentee, mentees.wishes, mentors.offers, codes, tables.added, work.there)
        gather(mentee, mentees.offers, mentors.wishes, codes.T, tables.added, work.back)
        meet(mentee, traits, mentors, tables, work.parts)
        weigh(mentee, traits, mentors, tables, work)
        if is_weighted:
            prefer(mentee, traits, mentors.traits, tables, work.preferred, work.values)
        if lock < 0:
            see(mentee, len(limits.locks), row, work, limits.places, seen)
        else:
            seen.locked[row] = work.values[lock]
    return seen


# Compiled when first called: numba sees each of the others by the name that is given here.
mark = compiled(_mark)
fitting = compiled(_fitting)
see = compiled(_see)
new_seen = compiled(_new_seen)
scan = compiled(_scan)
