"""Programmes and who is in them, as the gateway tells: the highest sequence wins."""

from libs.common.contracts import Event
from libs.common.contracts import programme_facts as wire
from libs.common.contracts.programme_facts import EnrolmentFact, ProgrammeClosed, ProgrammeEntered, ProgrammeFact
from libs.common.unit import Unit, Units
from services.matching.domain.named_programmes import Enrolment, NamedProgramme, Way, followed, told
from services.matching.store import Store


class Following:
    """Use cases about programmes."""

    def __init__(self, store: Store, units: Units) -> None:
        self.store, self.units = store, units

    async def programme(self, event: Event[ProgrammeFact]) -> Unit:
        """What it asks from now on; an open request is held against it when it is answered."""
        unit, newer = self.units.after(event), _named(event)
        known = await self.store.named_programmes.find(event.org, newer.programme_id) or NamedProgramme(
            org=event.org, programme_id=newer.programme_id
        )
        after = told(known, newer)
        if after != known:
            unit.write(self.store.named_programmes.save(after))
        return unit

    async def enrolment(self, event: Event[EnrolmentFact]) -> Unit:
        """Whether somebody is in one. Who is invited is not."""
        unit, fact = self.units.after(event), event.data
        if await self.store.tombstones.find(event.org, fact.person_id):
            return unit
        key = f"{fact.programme_id}/{fact.person_id}"
        known = await self.store.enrolments.find(event.org, key) or Enrolment(
            org=event.org, enrolment_id=key, programme_id=fact.programme_id, person_id=fact.person_id
        )
        after = followed(known, event.sequence or 0, is_in=isinstance(fact, ProgrammeEntered))
        if after != known:
            unit.write(self.store.enrolments.save(after))
        return unit


def _named(event: Event[ProgrammeFact]) -> NamedProgramme:
    fact = event.data
    return NamedProgramme(
        org=event.org,
        programme_id=fact.programme_id,
        sequence=event.sequence or 0,
        is_open=not isinstance(fact, ProgrammeClosed),
        is_for_all=fact.entry is wire.Entry.OPEN,
        ways=tuple(Way(way.value) for way in fact.ways),
        weights=fact.weights.model_dump(exclude_none=True),
        musts=fact.musts.model_dump(exclude_none=True),
        pair_months=fact.pair_months,
    )
