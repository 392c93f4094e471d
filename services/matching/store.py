"""What matching keeps: people as it needs them, requests, pairs."""

import asyncio
from collections.abc import Iterable

from pymongo import ASCENDING, IndexModel

from libs.common.mongo import Database, Documents
from services.matching.domain.pairs import Pair
from services.matching.domain.people import Person
from services.matching.domain.reporting import ReportingLines
from services.matching.domain.requests import Request

INDEXES = {
    "people": [
        IndexModel([("org", ASCENDING), ("person_id", ASCENDING)]),
    ],
    "requests": [],
    "pairs": [],
}


class Store:
    """Reads of matching's own database; writes go through units."""

    def __init__(self, database: Database) -> None:
        self.people = Documents(database, "people", Person, "person_id")
        self.requests = Documents(database, "requests", Request, "request_id")
        self.pairs = Documents(database, "pairs", Pair, "pair_id")

    async def find_people(self, org: str, person_ids: Iterable[str]) -> list[Person]:
        """Those of them who are kept."""
        found = await asyncio.gather(*(self.people.find(org, person_id) for person_id in person_ids))
        return [person for person in found if person is not None]

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
