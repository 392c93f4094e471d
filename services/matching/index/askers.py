"""A few of those who may ask, always the same, and what they score for a mentor: what mentors have to expect.

Those are taken who stand first on the ring, so that every replica takes the same. More are held, for when some of them
leave; only where half of an organisation leaves after it was read, a replica may hold too few and take others. Nobody
looks at reporting lines here: a few more or less who may not ask change no expectation.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from heapq import nsmallest
from typing import NamedTuple

from services.matching.domain.directions import Direction
from services.matching.domain.lots import RING, place
from services.matching.domain.people import Person
from services.matching.domain.programmes import Musts, ScoreWeights
from services.matching.domain.reporting import ReportingLines
from services.matching.domain.suggestions import Search
from services.matching.index.cells import quarter_of
from services.matching.index.encoding import may_ask
from services.matching.index.organisation import Organisation

SAMPLE = 1024
HELD = 4 * SAMPLE
BEST = 32
"""Scores that are told of a mentor; who has room for more is not to be flooded."""

KEPT = 10_000
"""Mentors whose scores are not worked out twice, as long as nobody of the sample changes."""


class Way(NamedTuple):
    """How people search."""

    direction: Direction
    at: datetime
    weights: ScoreWeights
    musts: Musts


class Askers:
    """Of one organisation."""

    def __init__(self) -> None:
        self._held: dict[str, Person] = {}
        self._below = RING
        """Where on the ring those end who are held."""
        self._sample, self._taken = Organisation(may_ask), dict[str, Person]()
        self._is_current = True
        self._scores = lru_cache(KEPT)(self._work_out)

    def put(self, person: Person) -> None:
        """Somebody new, or changed."""
        if not may_ask(person):
            self.remove(person.person_id)
        elif place(person.person_id) < self._below:
            self._held[person.person_id] = person
            self._is_current = False
            if len(self._held) > HELD:
                self._below //= 2
                self._held = {one: held for one, held in self._held.items() if place(one) < self._below}

    def remove(self, person_id: str) -> None:
        """Somebody who is not kept any more, or cannot ask."""
        if self._held.pop(person_id, None):
            self._is_current = False

    def scores(self, mentor: Person, search: Search) -> tuple[float, ...]:
        """What the best of them score for this mentor, falling, by all that both want, if they search like this one."""
        if not self._is_current:
            self._take(nsmallest(SAMPLE, self._held, key=lambda one: (place(one), one)))
            self._is_current = True
        way = Way(search.direction, quarter_of(search.at), search.weights, search.musts)
        return self._scores(mentor, way)

    def _take(self, person_ids: Iterable[str]) -> None:
        before, self._taken = self._taken, {one: self._held[one] for one in person_ids}
        for gone in before.keys() - self._taken.keys():
            self._sample.remove(gone)
        changed = [person for one, person in self._taken.items() if before.get(one) != person]
        for person in changed:
            self._sample.put(replace(person, manager_id=None))
        if changed or len(before) != len(self._taken):
            self._scores.cache_clear()

    def _work_out(self, mentor: Person, way: Way) -> tuple[float, ...]:
        alone = replace(mentor, manager_id=None)
        search = Search(mentee=alone, wanted=mentor.gets, reporting=ReportingLines(), **way._asdict())
        return self._sample.scores_of_askers(search, BEST)
