"""Reads of the views: the live set, over what claims on their way say."""

import asyncio
from collections.abc import Collection, Mapping
from typing import Any

from pymongo import ASCENDING

from libs.common.mongo import Collection as Kept
from libs.common.mongo import Database, Row
from services.gateway.views import circles, pairs, recognitions, requests
from services.gateway.views.circles import CircleView
from services.gateway.views.declared import Place, View, behind, known, newest_first
from services.gateway.views.on_the_way import collection_beside
from services.gateway.views.pairs import PairView
from services.gateway.views.recognitions import RecognitionView
from services.gateway.views.requests import RequestView
from services.gateway.views.sets import Sets


class Rows:
    """The rows of one view. What is on its way is read first: between two reads it may only arrive."""

    def __init__(self, database: Database, sets: Sets, view: View) -> None:
        self._database, self._sets, self._view = database, sets, view
        beside = collection_beside(view)
        self._beside = database[beside] if beside else None

    async def live(self) -> Kept:
        """The collection that is read now."""
        return self._database[self._view.collection(await self._sets.live())]

    async def find(self, org: str, key: str) -> Row | None:
        """The row with this key, or None."""
        query = {"_id": f"{org}/{key}"}
        claim = await self._beside.find_one(query) if self._beside is not None else None
        row = await (await self.live()).find_one(query)
        return (claim or {}) | (row or {}) or None

    async def newest(self, query: Mapping[str, Any], moment: str, limit: int, after: Place | None) -> list[Row]:
        """Those that fit, behind a place where one is given."""
        order = newest_first(moment)
        wanted = {"$and": [query, behind(moment, after)]} if after else query
        claims = await self._beside.find(wanted).to_list() if self._beside is not None else []
        rows = await (await self.live()).find(wanted).sort(order).limit(limit).to_list()
        if not claims:
            return rows
        found = {claim["_id"]: claim for claim in claims}
        for row in rows:
            found[row["_id"]] = found.get(row["_id"], {}) | row
        merged = list(found.values())
        for name, direction in reversed(order):
            merged.sort(key=lambda row: (row.get(name) is not None, row.get(name)), reverse=direction < 0)
        return merged[:limit]

    async def beside(self, org: str, field: str, person_id: str, other_ids: Collection[str]) -> set[str]:
        """Those of the others who stand in this field of a row beside this person."""
        both = [{field: person_id}, {field: {"$in": list(other_ids)}}]
        return await self.named({"org": org, "$and": both}, field) & set(other_ids)

    async def named(self, query: Mapping[str, Any], field: str) -> set[str]:
        """All who stand in this field of the rows that fit."""
        claims = await self._beside.distinct(field, query) if self._beside is not None else []
        return {*claims, *await (await self.live()).distinct(field, query)}


class Views:
    """What clients read. The projector writes it, and claims that ask write beside it."""

    def __init__(self, database: Database, sets: Sets | None = None) -> None:
        own = sets or Sets(database)
        self._requests, self._pairs = Rows(database, own, requests.VIEW), Rows(database, own, pairs.VIEW)
        self._recognitions = Rows(database, own, recognitions.VIEW)
        self._circles = Rows(database, own, circles.VIEW)

    async def request(self, org: str, request_id: str) -> RequestView | None:
        """The request, whoever asks: the caller checks `visible_to`."""
        row = await self._requests.find(org, request_id)
        return RequestView(**known(RequestView, row)) if row else None

    async def requests_of(
        self, org: str, person_id: str, limit: int = 200, after: Place | None = None
    ) -> list[RequestView]:
        """Those that this person may read, the newest first."""
        query = {"org": org, "visible_to": person_id}
        rows = await self._requests.newest(query, requests.MOMENT, limit, after)
        return [RequestView(**known(RequestView, row)) for row in rows]

    async def recognition(self, org: str, recognition_id: str) -> RecognitionView | None:
        """The recognition, whoever asks: the caller checks `visible_to`."""
        row = await self._recognitions.find(org, recognition_id)
        return RecognitionView(**known(RecognitionView, row)) if row and "since" in row else None

    async def recognitions_of(
        self, org: str, person_id: str, limit: int = 200, after: Place | None = None
    ) -> list[RecognitionView]:
        """Those that this person may read, the newest first."""
        query = {"org": org, "visible_to": person_id, "since": {"$exists": True}}
        rows = await self._recognitions.newest(query, recognitions.MOMENT, limit, after)
        return [RecognitionView(**known(RecognitionView, row)) for row in rows]

    async def circle(self, org: str, circle_id: str) -> CircleView | None:
        """The circle, whoever asks: the caller checks `visible_to`."""
        row = await self._circles.find(org, circle_id)
        return CircleView(**known(CircleView, row)) if row and "started_by" in row else None

    async def circles_of(
        self, org: str, person_id: str, limit: int = 200, after: Place | None = None
    ) -> list[CircleView]:
        """Those that this person may read, the newest first."""
        query = {"org": org, "visible_to": person_id, "started_by": {"$exists": True}}
        rows = await self._circles.newest(query, circles.MOMENT, limit, after)
        return [CircleView(**known(CircleView, row)) for row in rows]

    async def acquainted(self, org: str, person_id: str, other_ids: Collection[str]) -> set[str]:
        """Those of the others whom this person meets in a pair, or in a request or a circle that both may read."""
        met = await asyncio.gather(
            self._pairs.beside(org, "member_ids", person_id, other_ids),
            self._requests.beside(org, "visible_to", person_id, other_ids),
            self._circles.beside(org, "visible_to", person_id, other_ids),
        )
        return set.union(*met)

    async def paired_in(self, org: str, programme_id: str, person_ids: Collection[str]) -> set[str]:
        """Those of these people who are or were in a pair of a programme."""
        query = {"org": org, "programme_id": programme_id, "member_ids": {"$in": list(person_ids)}}
        return await self._pairs.named(query, "member_ids") & set(person_ids)

    async def pair(self, org: str, pair_id: str) -> PairView | None:
        """The pair, whoever asks: the caller checks `member_ids`."""
        row = await self._pairs.find(org, pair_id)
        return PairView.of(row) if row and "standing" in row else None

    async def living_pairs(self, org: str, person_id: str, other_ids: Collection[str]) -> dict[str, list[str]]:
        """For each of the others the ids of pairs with this person that have not ended."""
        both = [{"member_ids": person_id}, {"member_ids": {"$in": list(other_ids)}}]
        query = {"org": org, "$and": both, "standing": {"$exists": True}, "ending": None}
        found: dict[str, list[str]] = {other_id: [] for other_id in other_ids}
        rows = (await self._pairs.live()).find(query, {"pair_id": 1, "member_ids": 1}).sort("_id", ASCENDING)
        async for row in rows:
            for other_id in found.keys() & row["member_ids"]:
                found[other_id].append(row["pair_id"])
        return found

    async def pairs_of(self, org: str, person_id: str, limit: int = 200, after: Place | None = None) -> list[PairView]:
        """Those of this person, the newest first."""
        rows = await self._pairs.newest({"org": org, "member_ids": person_id}, pairs.MOMENT, limit, after)
        return [PairView.of(row) for row in rows]
