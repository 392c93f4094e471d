"""Look-ups of less than a document, or by something else than its id: many in one query, as those by id are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from libs.common.mongo import Database, Lookups, Row
from services.matching.domain.pairs import LIVING

LIVING_PAIRS: Row = {"standing": {"$in": [standing.value for standing in LIVING]}}

PAIRS_AT_ONCE = 1000
"""In one answer; most people have one or two."""

Someone = tuple[str, str]
"""An organisation and one of its people."""


class Partners:
    """With whom people have a pair that has not ended."""

    def __init__(self, database: Database) -> None:
        self._pairs = database["pairs"]
        self._lookups = Lookups(self._query)

    async def of(self, org: str, person_id: str) -> frozenset[str]:
        """A person's."""
        found = await self._lookups.find((org, person_id))
        return frozenset(found.get((org, person_id), ()))

    async def _query(self, people: frozenset[Someone]) -> Mapping[Someone, set[str]]:
        orgs, person_ids = {org for org, _ in people}, [person_id for _, person_id in people]
        among = {"org": {"$in": list(orgs)}, "members.person_id": {"$in": person_ids}}
        found: defaultdict[Someone, set[str]] = defaultdict(set)
        rows = self._pairs.find(among | LIVING_PAIRS, {"org": 1, "members.person_id": 1}, batch_size=PAIRS_AT_ONCE)
        async for row in rows:
            one, other = (member["person_id"] for member in row["members"])
            found[row["org"], one].add(other)
            found[row["org"], other].add(one)
        return found


class Managers:
    """To whom people report."""

    def __init__(self, database: Database) -> None:
        self._people = database["people"]
        self._lookups = Lookups(self._query)

    async def of(self, org: str, person_ids: Iterable[str]) -> dict[str, str]:
        """Those of several people; who reports to nobody is not among them."""
        ids = {f"{org}/{person_id}": person_id for person_id in person_ids}
        found = await self._lookups.find(*ids)
        return {person_id: found[id] for id, person_id in ids.items() if id in found}

    async def _query(self, ids: frozenset[str]) -> dict[str, str]:
        rows = self._people.find({"_id": {"$in": list(ids)}}, {"manager_id": 1}, batch_size=len(ids) + 1)
        return {row["_id"]: row["manager_id"] async for row in rows if row["manager_id"]}
