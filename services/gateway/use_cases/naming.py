"""Who may read what people are called: as a colleague, as somebody who runs a programme, as an administrator."""

import asyncio
from collections.abc import Collection

from libs.common.clock import Clock
from services.gateway.domain.people import Record
from services.gateway.domain.programmes import Programme
from services.gateway.store import Stores
from services.gateway.views import Views

Records = dict[str, Record]


class Naming:
    """Reads of records by the ids of people. Nobody who has left is among those who are found."""

    def __init__(self, stores: Stores, views: Views, clock: Clock) -> None:
        self._stores, self._views, self._clock = stores, views, clock

    async def shown_to(self, org: str, reader_id: str, person_ids: Collection[str]) -> Records:
        """Of those who chose to be visible, of those whom this person deals with, and their own.

        All is read of everybody, whoever they are: nobody's absence is told any sooner.
        """
        records, suspensions, blocks, known = await asyncio.gather(
            self._here(org, person_ids),
            self._stores.suspensions.find_all(org, person_ids),
            self._stores.blocks.find_all(org, person_ids),
            self._views.acquainted(org, reader_id, person_ids),
        )
        now = self._clock.now()
        hidden = {one.person_id for one in suspensions.values() if one.holds(now)}
        hidden |= {one.person_id for one in blocks.values() if reader_id in one.blocked_ids}
        hidden |= {one.person_id for one in records.values() if not one.is_visible}
        return _among(records, (records.keys() - hidden) | known | {reader_id})

    async def in_programme(self, programme: Programme, person_ids: Collection[str]) -> Records:
        """Of whom its organisers see: who is in it, is invited or has asked, who is in a pair in it, and themselves."""
        org, programme_id = programme.org, programme.programme_id
        records, enrolments, paired = await asyncio.gather(
            self._here(org, person_ids),
            self._stores.enrolments.find_all(org, [f"{programme_id}/{one}" for one in person_ids]),
            self._views.paired_in(org, programme_id, person_ids),
        )
        enrolled = {one.person_id for one in enrolments.values() if one.is_known}
        return _among(records, enrolled | paired | set(programme.organiser_ids))

    async def in_organisation(self, org: str, person_ids: Collection[str]) -> Records:
        """Of all of them."""
        return await self._here(org, person_ids)

    async def _here(self, org: str, person_ids: Collection[str]) -> Records:
        found = await self._stores.people.find_all(org, person_ids)
        return {person_id: record for person_id, record in found.items() if record.is_here}


def _among(records: Records, person_ids: Collection[str]) -> Records:
    return {person_id: record for person_id, record in records.items() if person_id in person_ids}
