"""Whom to suggest: the index finds candidates, the database says who they are now, the domain decides."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from services.matching.domain.codes import Code
from services.matching.domain.directions import Direction
from services.matching.domain.exposure import Demand
from services.matching.domain.people import Person, Wish, wishes_for
from services.matching.domain.reporting import ReportingLines
from services.matching.domain.suggestions import CANDIDATES, Search, Suggestion, suggest
from services.matching.index.organisations import Index
from services.matching.store import Store

FEW = 1_000
"""Of so few everybody is looked at; among more, the best of all in the organisation are."""


@dataclass(frozen=True, slots=True)
class Looking:
    """Who looks for what, in which programme."""

    mentee: Person
    wanted: tuple[Wish, ...]
    direction: Direction
    programme_id: str | None = None


class Finder:
    """The index may be a moment behind; nobody is suggested for what they no longer are."""

    def __init__(self, store: Store, index: Index) -> None:
        self.store, self.index = store, index

    async def wishes(self, mentee: Person, topics: Iterable[str]) -> tuple[Wish, ...]:
        """The named topics, by whatever name; none named are all that the mentee wants."""
        return wishes_for(mentee, (await self.store.vocabulary(mentee.org)).named(topics))

    async def objection(self, looking: Looking) -> Code | None:
        """What forbids that somebody looks in this programme at all."""
        mentee = looking.mentee
        own = await self.store.within(mentee.org, looking.programme_id, (mentee.person_id,))
        return own.objection(mentee.person_id, mentee.person_id)

    async def suggestions(
        self, looking: Looking, at: datetime, without: frozenset[str] = frozenset()
    ) -> tuple[Suggestion, ...]:
        """The best few, checked against what stands in the database.

        Nobody of `without`, nobody who was dismissed, is being asked or said no lately, no partner, and nobody with a
        block between; in a programme that is not open to all, nobody who is not in it.
        """
        mentee = looking.mentee
        within = await self.store.within(mentee.org, looking.programme_id)
        search = Search(
            mentee=mentee,
            wanted=looking.wanted,
            direction=looking.direction,
            reporting=ReportingLines(),
            at=at,
            walls=await self.store.walls_around(mentee.org, mentee.person_id),
            weights=within.weights,
            musts=within.musts,
        )
        desk = await self.store.desk(mentee.org, mentee.person_id)
        out = without | desk.out_of_reach(at) | await self.store.dismissed_by(mentee)
        out |= await self.store.partners_of(mentee.org, mentee.person_id)
        found = self._found(search, CANDIDATES + len(out), within.members)
        candidates = await self.store.find_people(mentee.org, (one for one in found if one not in out))
        reporting = await self.store.lines_between(mentee.org, mentee, *candidates)
        waiting = await self.store.list_waiting(mentee.org, candidates)
        demands = {
            mentor.person_id: Demand(count, self.index.askers_of(mentor, search))
            for mentor, count in zip(candidates, waiting, strict=True)
        }
        return suggest(replace(search, reporting=reporting), candidates, demands=demands)

    def _found(self, search: Search, limit: int, members: frozenset[str] | None) -> Iterable[str]:
        if members is None:
            return self.index.find(search, limit)
        if len(members) <= FEW:
            return sorted(members - {search.mentee.person_id})
        return [one for one in self.index.find(search, limit + FEW) if one in members]
