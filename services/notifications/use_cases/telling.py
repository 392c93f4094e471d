"""From facts to notices: what the plan says to each, written down once per person, row and cause."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

from libs.common import tracing
from libs.common.contracts import AnyEvent, Contract, Event
from libs.common.contracts.recognitions import RecognitionChanged, RecognitionReminded
from libs.common.contracts.requests import RequestFact
from libs.common.unit import Unit, Units
from services.notifications.domain.marks import Mark
from services.notifications.domain.moments import recognitions, requests
from services.notifications.domain.notices import Cause, Happened, Notice, notice_of, silenced
from services.notifications.domain.pairs import whole_ms
from services.notifications.domain.plan import Moment
from services.notifications.domain.requests import Request, advanced, followed
from services.notifications.store import Store
from services.notifications.use_cases.planning import plan_of
from services.notifications.use_cases.saying import Saying

D = TypeVar("D", bound=Contract)
R = TypeVar("R", bound=RequestFact)

OVERTAKEN = "overtaken"


class Telling:
    """Writes notices into units."""

    def __init__(self, store: Store, units: Units, saying: Saying) -> None:
        self.store, self.units, self.saying = store, units, saying

    def of(self, moment_of: Callable[[D], Moment | None]) -> Callable[[Event[D]], Awaitable[Unit]]:
        """The use case that tells of a fact."""

        async def tell(event: Event[D]) -> Unit:
            unit = self.units.after(event)
            await self.fill(unit, moment_of(event.data), cause_of(event))
            return unit

        return tell

    def of_request(self, moment_of: Callable[[R], Moment | None]) -> Callable[[Event[R]], Awaitable[Unit]]:
        """The same for a state of a request: one that a newer state has overtaken is not said any more."""

        async def tell(event: Event[R]) -> Unit:
            return await self.request(event, moment_of(event.data))

        return tell

    async def request(self, event: Event[R], told: Moment | None, *more: Happened) -> Unit:
        """A state of a request and what it says to people; `more` is what follows from it whatever overtook it."""
        unit = self.units.after(event)
        sequence, request_id = event.sequence or 0, event.data.request_id
        known = await self.store.requests.find(event.org, request_id) or Request(event.org, request_id)
        newer = followed(known, event.data, sequence, whole_ms(event.time))
        if newer != known:
            unit.write(self.store.requests.save(newer))
        silence, cause = OVERTAKEN if known.overtakes(sequence) else None, cause_of(event)
        went_on = requests.request_went_on(event.data)
        await self.fill_all(unit, [Happened(went_on, cause), Happened(told, cause, silence), *more])
        return unit

    async def recognition(self, event: Event[RecognitionChanged] | Event[RecognitionReminded]) -> Unit:
        """A recognition as it stands; what a newer state has overtaken is not said any more."""
        unit, sequence = self.units.after(event), event.sequence or 0
        key = f"recognition/{event.data.recognition_id}"
        known = await self.store.requests.find(event.org, key) or Request(event.org, key)
        newer = advanced(known, sequence)
        if newer != known:
            unit.write(self.store.requests.save(newer))
        cause, silence = cause_of(event), OVERTAKEN if known.overtakes(sequence) else None
        if isinstance(event.data, RecognitionReminded):
            await self.fill(unit, recognitions.recognition_reminded(event.data), cause, silence)
            return unit
        said = recognitions.recognition_said(event.data)
        moment = recognitions.recognition_changed(event.data, sequence, event.actorid)
        await self.fill_all(unit, [Happened(said, cause), Happened(moment, cause, silence)])
        return unit

    async def fill(self, unit: Unit, moment: Moment | None, cause: Cause, silence: str | None = None) -> None:
        """What the plan says to a moment; with `silence` its rows say only why nothing was said."""
        await self.fill_all(unit, [Happened(moment, cause, silence)])

    async def fill_all(self, unit: Unit, happened: Iterable[Happened]) -> None:
        """The same for several: one beginning for all, so that what a unit says to one person is counted once."""
        notices = [notice for one in happened if one.moment for notice in await self._notices(unit, one.moment, one)]
        await self.saying.begin(unit, notices)

    async def _notices(self, unit: Unit, moment: Moment, happened: Happened) -> list[Notice]:
        plan, cause, silence = await plan_of(self.store, unit.org), happened.cause, happened.silence
        if plan.watches(moment.occasion):
            await self._mark(unit, moment, cause)
        told = [one for one in plan.messages(moment) if one.row.is_at_once or not silence]
        people = await self.store.people.get_all(
            unit.org, {message.person_id for message in told} | (moment.about.people if told else frozenset())
        )
        known = [one for one in told if not people[one.person_id].was_erased]
        made = (notice_of(one, moment, cause, people[one.person_id], unit.now) for one in known)
        return [silenced(one, silence) if silence else one for one in made if one]

    async def _mark(self, unit: Unit, moment: Moment, cause: Cause) -> None:
        """The newest time counts, in whatever order the facts come."""
        known = await self.store.marks.find_all(unit.org, moment.marks)
        for key in sorted(moment.marks):
            mark = known.get(key) or Mark(unit.org, key, datetime.min.replace(tzinfo=UTC))
            if cause.at > mark.at:
                unit.write(self.store.marks.save(replace(mark, at=cause.at)))


def cause_of(event: AnyEvent) -> Cause:
    """A fact as the cause of what is said about it."""
    headers = tracing.outgoing_headers()
    return Cause(event.id, event.key, (event.id,), event.correlationid, whole_ms(event.time), headers)
