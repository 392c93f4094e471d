"""What matching keeps: people as it needs them, requests, pairs."""

import asyncio
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from pymongo import ASCENDING, IndexModel

from libs.common.mongo import Database, Documents
from services.matching.domain.conflicts import Conflict, Two
from services.matching.domain.pairs import LIVING, Pair
from services.matching.domain.people import Person
from services.matching.domain.recognitions import Recognition
from services.matching.domain.reporting import ReportingLines
from services.matching.domain.requests import Request, RequestState

INDEXES = {
    "people": [
        IndexModel([("org", ASCENDING), ("manager_id", ASCENDING)]),
        IndexModel([("org", ASCENDING), ("person_id", ASCENDING)]),
    ],
    "requests": [
        IndexModel([("org", ASCENDING), ("mentee_id", ASCENDING), ("state", ASCENDING)]),
        IndexModel([("org", ASCENDING), ("mentor_id", ASCENDING), ("state", ASCENDING)]),
    ],
    "conflicts": [],
    "recognitions": [],
    "pairs": [IndexModel([("org", ASCENDING), ("members.person_id", ASCENDING), ("standing", ASCENDING)])],
}
T = TypeVar("T")
PEOPLE_AT_ONCE = 1000
"""Asked for in one query."""


class Store:
    """Reads of matching's own database; writes go through units."""

    def __init__(self, database: Database) -> None:
        self.people = Documents(database, "people", Person, "person_id")
        self.requests = Documents(database, "requests", Request, "request_id")
        self.pairs = Documents(database, "pairs", Pair, "pair_id")
        self.recognitions = Documents(database, "recognitions", Recognition, "recognition_id")
        self.conflicts = Documents(database, "conflicts", Conflict, "conflict_key")
        self._people = database["people"]

    async def find_people(self, org: str, person_ids: Iterable[str]) -> list[Person]:
        """Those of them who are kept."""
        found = await asyncio.gather(*(self.people.find(org, person_id) for person_id in person_ids))
        return [person for person in found if person is not None]

    async def are_a_pair(self, org: str, one_id: str, other_id: str) -> bool:
        """The two have a pair that has not ended."""
        return any(pair.has_member(other_id) for pair in await self.list_living_pairs(org, one_id))

    async def partners_of(self, org: str, person_id: str) -> frozenset[str]:
        """Those whom nobody suggests again: partners of now, and of pairs that were not completed."""
        pairs = await self.pairs.list_(org, {"members.person_id": person_id})
        return frozenset(pair.partner_of(person_id) for pair in pairs if not pair.went_well)

    async def list_living_pairs(self, org: str, person_id: str) -> list[Pair]:
        """Those of a person that have not ended."""
        return await self.pairs.list_(
            org, {"members.person_id": person_id, "standing": {"$in": [standing.value for standing in LIVING]}}
        )

    async def lines_between(self, *people: Person) -> ReportingLines:
        """Everybody above these people, a level at a time: enough to know whether one of them is above another."""
        managers: dict[str, str] = {}
        level = list(people)
        while level:
            managers |= {person.person_id: person.manager_id for person in level if person.manager_id}
            next_up = {(person.org, person.manager_id) for person in level if person.manager_id}
            unknown = [(org, manager_id) for org, manager_id in sorted(next_up) if manager_id not in managers]
            found = await asyncio.gather(*(self.people.find(org, manager_id) for org, manager_id in unknown))
            level = [person for person in found if person]
        return ReportingLines(managers)

    async def lines_around(self, person: Person) -> tuple[ReportingLines, frozenset[str]]:
        """The lines above and below somebody, a level at a time, and whom a move of theirs concerns."""
        managers = dict((await self.lines_between(person)).managers)
        concerned, level = {person.person_id}, [person.person_id]
        while level:
            below = await self._reports_to(person.org, level)
            managers |= below
            level = [person_id for person_id in below if person_id not in concerned]
            concerned.update(level)
        return ReportingLines(managers), frozenset(concerned)

    async def has_reports(self, org: str, person_id: str) -> bool:
        """Somebody was told to report to them, perhaps before they came."""
        return await self._people.find_one({"org": org, "manager_id": person_id}, {"_id": 1}) is not None

    async def list_twos(self, org: str, person_ids: Iterable[str]) -> list[Two]:
        """The living pairs and open requests in which somebody of these takes part, each once."""
        found: dict[str, Two] = {}
        for some in batched(person_ids, PEOPLE_AT_ONCE):
            among = {"$in": list(some)}
            living = {"$in": [standing.value for standing in LIVING]}
            pairs = await self.pairs.list_(org, {"members.person_id": among, "standing": living})
            sides = [{"mentee_id": among}, {"mentor_id": among}]
            requests = await self.requests.list_(org, {"$or": sides, "state": RequestState.OPEN.value})
            twos = [*map(Two.of_pair, pairs), *map(Two.of_request, requests)]
            found |= {two.key: two for two in twos}
        return list(found.values())

    async def conflicts_of(self, org: str, twos: Iterable[Two]) -> dict[str, Conflict]:
        """What was found before, by key."""
        found: dict[str, Conflict] = {}
        for some in batched(twos, PEOPLE_AT_ONCE):
            known = await self.conflicts.list_(org, {"_id": {"$in": [f"{org}/{two.key}" for two in some]}})
            found |= {conflict.conflict_key: conflict for conflict in known}
        return found

    async def _reports_to(self, org: str, manager_ids: list[str]) -> dict[str, str]:
        rows = self._people.find({"org": org, "manager_id": {"$in": manager_ids}}, {"person_id": 1, "manager_id": 1})
        return {row["person_id"]: row["manager_id"] async for row in rows}


def batched(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """As `itertools.batched` of Python 3.12 does."""
    left = iter(items)
    while some := tuple(islice(left, size)):
        yield some
