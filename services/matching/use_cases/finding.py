"""Whom to suggest: the index finds candidates, the database says who they are now, the domain decides."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from services.matching.domain.directions import Direction
from services.matching.domain.people import Person, Wish
from services.matching.domain.reporting import ReportingLines
from services.matching.domain.suggestions import Search, Suggestion, suggest
from services.matching.index.organisations import Index
from services.matching.store import Store


class Finder:
    """The index may be a moment behind; nobody is suggested for what they no longer are."""

    def __init__(self, store: Store, index: Index) -> None:
        self.store, self.index = store, index

    async def suggestions(
        self, mentee: Person, wanted: Sequence[Wish], direction: Direction, at: datetime
    ) -> tuple[Suggestion, ...]:
        """The best few for this person, checked against what stands in the database."""
        search = Search(mentee=mentee, wanted=tuple(wanted), direction=direction, reporting=ReportingLines(), at=at)
        partners = await self.store.partners_of(mentee.org, mentee.person_id)
        others = [person_id for person_id in self.index.find(search) if person_id not in partners]
        candidates = await self.store.find_people(mentee.org, others)
        reporting = await self.store.lines_between(mentee, *candidates)
        return suggest(replace(search, reporting=reporting), candidates)
