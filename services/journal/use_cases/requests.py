"""Requests: whose two may write to each other before they are a pair."""

from libs.common.contracts import Event
from libs.common.contracts.requests import RequestClosed, RequestOpened
from libs.common.unit import Unit, Units
from services.journal.domain.requests import Request, told
from services.journal.store import Store


class Requests:
    """Follows matching's word on them."""

    def __init__(self, store: Store, units: Units) -> None:
        self.store, self.units = store, units

    async def open(self, event: Event[RequestOpened]) -> Unit:
        """From here on both know of it."""
        return await self._keep(event, is_open=True)

    async def close(self, event: Event[RequestClosed]) -> Unit:
        """It has come to its end. One that only who asked ever knew of is nothing for two."""
        return await self._keep(event, is_open=False) if event.data.mentor_knew else self.units.after(event)

    async def _keep(self, event: Event[RequestOpened] | Event[RequestClosed], *, is_open: bool) -> Unit:
        unit, fact = self.units.after(event), event.data
        known = await self.store.requests.find(event.org, fact.request_id)
        news = Request(
            org=event.org,
            request_id=fact.request_id,
            members=tuple(sorted((fact.mentee_id, fact.mentor_id))),
            is_open=is_open,
            sequence=event.sequence or 0,
        )
        newest = told(known, news)
        was_erased = await self.store.tombstones.among(event.org, news.members)
        if newest != known and not was_erased:
            unit.write(self.store.requests.save(newest))
        return unit
