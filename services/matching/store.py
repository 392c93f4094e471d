"""What matching keeps: people as it needs them, requests, pairs."""

import asyncio
from collections.abc import Iterable

from pymongo import ASCENDING, IndexModel

from libs.common.mongo import Database, Documents
from services.matching.domain.pairs import LIVING, Pair
from services.matching.domain.people import Person, PersonState
from services.matching.domain.reporting import ReportingLines
from services.matching.domain.requests import Request

INDEXES = {
    "people": [
        IndexModel([("org", ASCENDING), ("gives.key", ASCENDING)]),
        IndexModel([("org", ASCENDING), ("manager_id", ASCENDING)]),
        IndexModel([("org", ASCENDING), ("person_id", ASCENDING)]),
    ],
    "requests": [],
    "pairs": [IndexModel([("org", ASCENDING), ("members.person_id", ASCENDING), ("standing", ASCENDING)])],
}


class Store:
    """Reads of matching's own database; writes go through units."""

    def __init__(self, database: Database) -> None:
        self.people = Documents(database, "people", Person, "person_id")
        self.requests = Documents(database, "requests", Request, "request_id")
        self.pairs = Documents(database, "pairs", Pair, "pair_id")
        self._people = database["people"]

    async def list_givers(self, org: str, topic_keys: Iterable[str]) -> list[Person]:
        """Everybody who is here, wants to be found and gives one of the topics."""
        return await self.people.list_(
            org, {"gives.key": {"$in": list(topic_keys)}, "visible": True, "state": PersonState.ACTIVE.value}
        )

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

    async def reporting_lines(self, person: Person) -> ReportingLines:
        """Everybody above and below one person, at any depth."""
        found = await self._people.aggregate(
            [
                {"$match": {"org": person.org, "person_id": person.person_id}},
                {
                    "$graphLookup": _lines(
                        "above", start="$manager_id", follow="manager_id", to="person_id", org=person.org
                    )
                },
                {
                    "$graphLookup": _lines(
                        "below", start="$person_id", follow="person_id", to="manager_id", org=person.org
                    )
                },
                {
                    "$project": {
                        f"{side}.{name}": 1 for side in ("above", "below") for name in ("person_id", "manager_id")
                    }
                },
            ]
        )
        rows = [row for lines in await found.to_list() for row in (*lines["above"], *lines["below"])]
        managers = {row["person_id"]: row["manager_id"] for row in rows if row.get("manager_id")}
        if person.manager_id:
            managers[person.person_id] = person.manager_id
        return ReportingLines(managers)


def _lines(name: str, *, start: str, follow: str, to: str, org: str) -> dict[str, object]:
    return {
        "from": "people",
        "startWith": start,
        "connectFromField": follow,
        "connectToField": to,
        "as": name,
        "restrictSearchWithMatch": {"org": org},
    }
