"""The score of one mentee with every mentor, compiled.

It multiplies as `domain.suggestions.score` does, in the same order, so that both come to the same number; what it
multiplies comes from the tables, which the domain fills.
"""

from typing import Any, NamedTuple

import numpy as np

from services.matching.rounds.columns import Rows, Short, Turned
from services.matching.rounds.heaps import compiled
from services.matching.rounds.tables import Floats, Small, Tables


class Work(NamedTuple):
    """What one thread writes on, mentee by mentee. By mentor, but for `parts`.

    `there` and `back` are the numbers of the best matches that the two have for each other, and `parts`, by cell, what
    working days leave of a score where a language is shared.
    """

    there: Small
    back: Small
    parts: Floats
    values: Floats
    barred: Short
    preferred: Short
    found: Short
    floors: Floats
    """The worst in each mentor's full list: whoever is worse need not try."""


def _new_work(mentors: int, cells: int) -> Any:
    return Work(
        np.zeros(mentors, np.int16),
        np.zeros(mentors, np.int16),
        np.zeros(cells),
        np.zeros(mentors),
        np.full(mentors, -1, np.int32),
        np.full(mentors, -1, np.int32),
        np.zeros(mentors, np.int32),
        np.zeros(mentors),
    )


def _gather(person: int, own: Rows, others: Rows, codes: Any, added: Any, found: Any) -> Any:
    """The number of the best matches of this person's entries with everybody's. `codes` are by own and other kind."""
    people, starts = others.entries, others.starts
    kinds, other_kinds = codes.shape
    found[:] = 0
    for at in range(own.starts[person], own.starts[person + 1]):
        topic, kind = divmod(own.entries[at], kinds)
        for other_kind in range(other_kinds):
            code, row = codes[kind, other_kind], topic * other_kinds + other_kind
            if code > 0:
                for one in range(starts[row], starts[row + 1]):
                    found[people[one]] = added[code, found[people[one]]]


def _speak(one: Any, others: Any, other: int) -> Any:
    for word in range(len(one)):
        if one[word] & others[other, word]:
            return True
    return False


def _meet(mentee: int, traits: Any, mentors: Turned, tables: Tables, parts: Any) -> Any:
    """What working days leave of the scores of each cell, and nothing where no language is shared."""
    languages, overlaps = traits.languages[mentee], tables.overlap[traits.zone[mentee]]
    for cell in range(len(parts)):
        is_shared = speak(languages, mentors.cell_languages, cell)
        parts[cell] = overlaps[mentors.cell_zones[cell]] if is_shared else 0.0


def _weigh(mentee: int, traits: Any, mentors: Turned, tables: Tables, work: Work) -> Any:
    """The score of each mentor; 0 where the domain would not suggest them."""
    there, back, parts, values = work.there, work.back, work.parts, work.values
    seniority, times, at_a_time = mentors.traits.seniority, mentors.traits.time, mentors.traits.at_a_time
    seniorities, cells, time = tables.seniority[traits.seniority[mentee]], mentors.cell, traits.time[mentee]
    fits, fits_there = tables.fits, tables.fits[traits.at_a_time[mentee]]
    for mentor in range(len(values)):
        values[mentor] = 0.0
        if back[mentor] > 0:
            one, other = fits_there[there[mentor]], fits[at_a_time[mentor], back[mentor]]
            mean = 2 * one * other / (one + other)
            values[mentor] = mean * seniorities[seniority[mentor]] * parts[cells[mentor]] * min(time, times[mentor])


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


# Compiled when first called: numba sees each of the others by the name that is given here.
new_work = compiled(_new_work)
gather = compiled(_gather)
speak = compiled(_speak)
meet = compiled(_meet)
weigh = compiled(_weigh)
prefer = compiled(_prefer)
