"""Where people belong: a spot for each department at each site."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from services.matching.domain.people import Person
from services.matching.domain.programmes import Musts, ScoreWeights
from services.matching.domain.suggestions import DIGITS, Search
from services.matching.index.layout import Array
from services.matching.index.numbers import Numbers


class Spots:
    """The spots of an organisation."""

    def __init__(self) -> None:
        self._spots: Numbers[tuple[str, str | None]] = Numbers()

    def of(self, person: Person) -> int:
        """The number of this person's spot."""
        return self._spots.of((person.department, person.site))

    def parts(self, search: Search) -> Array:
        """By spot: the part of a score that department and site leave, 0 where the programme forbids the two."""
        weights, musts = search.weights, search.musts
        if weights == ScoreWeights() and musts == Musts():
            return np.ones(len(self._spots))
        return np.fromiter(self._each_part(search), np.float64, len(self._spots))

    def _each_part(self, search: Search) -> Iterator[float]:
        mentee, of_places = search.mentee, replace(search.musts, least_overlap=0)
        for department, site in self._spots.keys:
            somebody = Person(org=mentee.org, person_id="", department=department, site=site)
            is_forbidden = of_places.objection(mentee, somebody, search.at) is not None
            yield 0.0 if is_forbidden else round(search.weights.place(mentee, somebody), DIGITS)
