"""The inner loop: every mentee against every mentor, compiled. It keeps the best few of both sides and counts the rest.

It multiplies as `domain.suggestions.score` does, in the same order, so that both come to the same number; what it
multiplies comes from the tables, which the domain fills.
"""

from typing import Any, NamedTuple

import numpy as np

from services.matching.domain.suggestions import DIGITS
from services.matching.rounds.cohort import Ints
from services.matching.rounds.columns import Levels, Side
from services.matching.rounds.heaps import Best, compiled, keep, new_best
from services.matching.rounds.tables import Floats, Tables

UNIT = float(10**DIGITS)


class Limits(NamedTuple):
    """What the organiser and the rules say of pairs, and how many each mentor can still take.

    `locks` has the mentor that a mentee is locked to, or -1: such a mentee is looked at with that mentor alone.
    """

    barred: Levels
    preferred: Levels
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


def _add(matches: Any, who: int, code: int) -> Any:
    """Among the best three of the two, of which the highest has the highest place."""
    best = matches[who]
    first, second, third = best >> 8, (best >> 4) & 15, best & 15
    if code > first:
        matches[who] = (code << 8) | (first << 4) | second
    elif code > second:
        matches[who] = (first << 8) | (code << 4) | second
    elif code > third:
        matches[who] = (first << 8) | (second << 4) | code


def _gather_there(mentee: int, mentees: Side, mentors: Side, there: Any) -> Any:
    """What each mentor gives of what this mentee wants."""
    wishes, starts, givers, levels = (
        mentees.wishes,
        mentors.offers.starts,
        mentors.offers.entries,
        mentors.offers.levels,
    )
    for wish in range(wishes.starts[mentee], wishes.starts[mentee + 1]):
        topic, codes = wishes.entries[wish], wishes.codes[wish]
        for offer in range(starts[topic], starts[topic + 1]):
            add(there, givers[offer], codes[levels[offer]])


def _gather_back(mentee: int, mentees: Side, mentors: Side, there: Any, back: Any) -> Any:
    """What this mentee gives of what each of those mentors wants."""
    offers, starts, learners, codes = (
        mentees.offers,
        mentors.wishes.starts,
        mentors.wishes.entries,
        mentors.wishes.codes,
    )
    for offer in range(offers.starts[mentee], offers.starts[mentee + 1]):
        topic, level = offers.entries[offer], offers.levels[offer]
        for wish in range(starts[topic], starts[topic + 1]):
            if there[learners[wish]]:
                add(back, learners[wish], codes[wish, level])


def _speak(one: Any, others: Any, other: int) -> Any:
    for word in range(len(one)):
        if one[word] & others[other, word]:
            return True
    return False


def _weigh(mentee: int, there: Any, back: Any, mentees: Any, mentors: Any, tables: Tables, values: Any) -> Any:
    """The score of each mentor; 0 where the domain would not suggest them."""
    languages, spoken = mentees.languages[mentee], mentors.languages
    seniorities, overlaps = tables.seniority[mentees.seniority[mentee]], tables.overlap[mentees.zone[mentee]]
    seniority, zone, times, at_a_time = mentors.seniority, mentors.zone, mentors.time, mentors.at_a_time
    time, fits, fits_there = mentees.time[mentee], tables.fits, tables.fits[mentees.at_a_time[mentee]]
    for mentor in range(len(values)):
        values[mentor] = 0.0
        if back[mentor]:
            senior = seniorities[seniority[mentor]]
            if senior >= 0 and speak(languages, spoken, mentor):
                one, other = fits_there[there[mentor]], fits[at_a_time[mentor], back[mentor]]
                mean = 2 * one * other / (one + other)
                values[mentor] = mean * senior * overlaps[zone[mentor]] * min(time, times[mentor])


def _prefer(mentee: int, mentees: Any, mentors: Any, tables: Tables, preferred: Any, values: Any) -> Any:
    """What departments, sites and the organiser's wishes make of the scores."""
    department, departments = mentees.department[mentee], mentors.department
    site, sites = mentees.site[mentee], mentors.site
    for mentor in range(len(values)):
        is_near = department >= 0 and department == departments[mentor]
        is_apart = site >= 0 and sites[mentor] >= 0 and site != sites[mentor]
        values[mentor] *= tables.place[int(is_near), int(is_apart)]
        if values[mentor] > 0 and preferred[mentor] == mentee:
            values[mentor] += tables.preference * (1 - values[mentor])


def _mark(rows: Levels, row: int, marks: Any) -> Any:
    for entry in range(rows.starts[row], rows.starts[row + 1]):
        marks[rows.entries[entry]] = row


def _see(mentee: int, mentees: int, row: int, values: Any, barred: Any, places: Any, floors: Any, seen: Seen) -> Any:
    """Count each that fits, and keep the two in both their lists unless something bars them."""
    fits, bars = seen.mentors_fits, seen.mentors_barred
    sizes, ids, best = seen.of_mentors
    own_sizes, own_ids, own_best = seen.of_mentees
    own_floor = 0.0
    for mentor in range(len(values)):
        value = values[mentor]
        if value <= 0 or places[mentor] == 0:
            continue
        if barred[mentor] == mentee:
            seen.mentees_barred[row] += 1
            bars[mentor] += 1
            continue
        seen.mentees_fits[row] += 1
        fits[mentor] += 1
        if value >= own_floor:
            keep(own_sizes, own_ids, own_best, row, value, (mentor - mentee) % len(values))
            if own_sizes[row] == own_ids.shape[1]:
                own_floor = own_best[row, 0]
        if value >= floors[mentor]:
            keep(sizes, ids, best, mentor, value, (mentee - mentor) % mentees)
            if sizes[mentor] == ids.shape[1]:
                floors[mentor] = best[mentor, 0]


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


def _scan(mentees: Side, mentors: Side, tables: Tables, limits: Limits, span: Span) -> Any:
    """The mentees of `span`, row by row, against all mentors, which are turned: by topic."""
    count = len(mentors.traits.seniority)
    seen, floors, values = new_seen(span, count), np.zeros(count), np.zeros(count)
    there, back = np.zeros(count, np.int16), np.zeros(count, np.int16)
    is_barred, is_preferred = np.full(count, -1), np.full(count, -1)
    is_weighted = len(limits.preferred.entries) > 0 or tables.place.min() != 1
    for mentee in range(span.first, span.last):
        row, lock = mentee - span.first, limits.locks[mentee]
        mark(limits.barred, mentee, is_barred)
        mark(limits.preferred, mentee, is_preferred)
        there[:], back[:] = 0, 0
        gather_there(mentee, mentees, mentors, there)
        gather_back(mentee, mentees, mentors, there, back)
        weigh(mentee, there, back, mentees.traits, mentors.traits, tables, values)
        if is_weighted:
            prefer(mentee, mentees.traits, mentors.traits, tables, is_preferred, values)
        if lock < 0:
            see(mentee, len(limits.locks), row, values, is_barred, limits.places, floors, seen)
        else:
            seen.locked[row] = values[lock]
    return seen


# Compiled when first called: numba sees each of the others by the name that is given here.
add = compiled(_add)
gather_there = compiled(_gather_there)
gather_back = compiled(_gather_back)
speak = compiled(_speak)
weigh = compiled(_weigh)
prefer = compiled(_prefer)
mark = compiled(_mark)
see = compiled(_see)
new_seen = compiled(_new_seen)
scan = compiled(_scan)
