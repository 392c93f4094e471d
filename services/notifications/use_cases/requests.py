"""Ends of requests: who is told, and who has let so many lapse that a pause might help."""

from libs.common.contracts import Event
from libs.common.contracts.requests import RequestClosed, RequestState
from libs.common.ids import derived_id
from libs.common.unit import Unit
from services.notifications.domain.lapses import Lapses, with_lapse
from services.notifications.domain.moments.people import pause
from services.notifications.domain.moments.requests import request_closed
from services.notifications.domain.notices import Cause, Happened
from services.notifications.domain.pairs import whole_ms
from services.notifications.store import Store
from services.notifications.use_cases.telling import Telling


class Requests:
    """Use cases about requests that need more than telling."""

    def __init__(self, store: Store, telling: Telling) -> None:
        self.store, self.telling = store, telling

    async def close(self, event: Event[RequestClosed]) -> Unit:
        """Tell of the end, and count it where it came because nobody answered."""
        lapses = await self._lapses(event)
        person_id = event.data.asked_id
        asked = [Happened(pause(person_id), _cause_of_pause(lapses, event))] if lapses and lapses.are_enough else []
        unit = await self.telling.request(event, request_closed(event.data), *asked)
        if lapses:
            unit.write(self.store.lapses.save(lapses))
        return unit

    async def _lapses(self, event: Event[RequestClosed]) -> Lapses | None:
        """Those of whoever was asked, where this end is a new one of them."""
        was_asked = event.data.mentor_knew and not event.data.by_spark
        if event.data.state is not RequestState.EXPIRED or not was_asked:
            return None
        person_id = event.data.asked_id
        known = await self.store.lapses.find(event.org, person_id) or Lapses(event.org, person_id)
        lapses = with_lapse(known, event.id)
        return lapses if lapses != known else None


def _cause_of_pause(lapses: Lapses, event: Event[RequestClosed]) -> Cause:
    """Derived from the person: whatever comes again, they are asked once."""
    cause_id = derived_id("pause", lapses.org, lapses.person_id)
    return Cause(cause_id, cause_id, lapses.facts, event.correlationid, whole_ms(event.time))
