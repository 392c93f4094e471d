"""Numbers of an organisation, of what notifications knows of its own: counted, never listed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from libs.common.mongo import Database
from services.notifications.domain.organising import LONGEST_SILENCE, WEEK, Reach
from services.notifications.domain.people import PersonState

OF_PEOPLE: Mapping[str, Any] = {"state": PersonState.HERE.value, "sequence": {"$gt": 0}}


class Figures:
    """Counts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def week(self, org: str, now: datetime) -> dict[str, int]:
        """What waits, and what happened in the seven days before: the names are those of `organising`."""
        since = {"$gte": now - WEEK}
        long_ago = {"$lte": now - LONGEST_SILENCE}
        return {
            "unanswered": await self._count("requests", {"org": org, "waits_since": long_ago}),
            "without_fit": len(await self._told(org, "nobody-suggested", "person_id", since)),
            "refused": len(await self._told(org, "mail-refused", "person_id", since)),
            "in_line": await self._in_line(org, await self._told(org, "pair-conflict", "subject_id", since)),
            "formed": await self._count("pairs", {"org": org, "formed.at": since, "formed.since": None}),
            "talked": await self._count("pairs", {"org": org, "balance.met.at": since}),
        }

    async def reaches(self, org: str) -> list[Reach]:
        """Every department, with how many of it have a pair that has not ended."""
        pairs, living = self._database["pairs"], {"org": org, "standing": {"$ne": "ended"}}
        paired: list[str] = [
            *await pairs.distinct("formed.mentor_id", living),
            *await pairs.distinct("formed.mentee_id", living),
        ]
        here = await self._by_department(org, {})
        of_these = await self._by_department(org, {"person_id": {"$in": paired}})
        return [Reach(name, people, of_these.get(name, 0)) for name, people in here.items()]

    async def _count(self, collection: str, query: Mapping[str, Any]) -> int:
        return await self._database[collection].count_documents(query)

    async def _told(self, org: str, row: str, whom: str, since: Mapping[str, Any]) -> list[str]:
        """Of whom, or of what, a row of the plan spoke."""
        return await self._database["notices"].distinct(whom, {"org": org, "row": row, "created_at": since})

    async def _in_line(self, org: str, pair_ids: list[str]) -> int:
        """Of these pairs those that still go on, or pause."""
        return await self._count("pairs", {"org": org, "pair_id": {"$in": pair_ids}, "standing": {"$ne": "ended"}})

    async def _by_department(self, org: str, query: Mapping[str, Any]) -> dict[str, int]:
        steps = [
            {"$match": {"org": org, "department": {"$nin": ["", None]}, **OF_PEOPLE, **query}},
            {"$group": {"_id": "$department", "people": {"$sum": 1}}},
        ]
        found = await self._database["people"].aggregate(steps)
        return {row["_id"]: row["people"] async for row in found}
