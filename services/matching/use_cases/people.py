"""People as matching needs them, kept current from the gateway's record."""

from dataclasses import replace

from libs.common.contracts import Event
from libs.common.contracts.people import PersonLeft, PersonRecord, Skill
from libs.common.unit import Unit, Units
from services.matching.domain.directory import UNLISTED, listing_of
from services.matching.domain.people import FURTHER_NOTICE, Person, PersonState, Role
from services.matching.domain.topics import Topic
from services.matching.domain.vocabulary import Vocabulary
from services.matching.store import Store
from services.matching.use_cases.keeping import CIRCLE_CLOCK, RECOGNITION_CLOCK, Keeping, keep_place_freed
from services.matching.use_cases.pairs import Pairs
from services.matching.use_cases.reorganising import LINE


class People:
    """Use cases about people."""

    def __init__(self, store: Store, units: Units, pairs: Pairs) -> None:
        self.store, self.units, self.pairs, self.keeping = store, units, pairs, Keeping(store)

    async def keep(self, event: Event[PersonRecord]) -> Unit:
        """Take over a whole record, unless a newer one is here."""
        unit = self.units.after(event)
        known = await self.store.people.find(event.org, event.data.person_id)
        if known is None or known.sequence < (event.sequence or 0):
            after = _person(event, known, await self.store.vocabulary(event.org))
            unit.write(self.store.people.save(after))
            if known and after.free_places > known.free_places:
                keep_place_freed(unit, after.person_id)
            if known and after.is_full and not known.is_full:
                await self.keeping.clear_desk(unit, after)
            if await self._moves_lines(known, after):
                unit.set_timer(LINE, after.person_id, unit.now)
        return unit

    async def _moves_lines(self, before: Person | None, after: Person) -> bool:
        """Somebody new moves nobody, unless others came first who report to them."""
        if before is None:
            return after.manager_id is not None and await self.store.has_reports(after.org, after.person_id)
        return before.manager_id != after.manager_id

    async def let_go(self, event: Event[PersonLeft]) -> Unit:
        """Somebody left: nobody is matched with them any more, their name goes, and what they had open ends."""
        unit = self.units.after(event)
        known = await self.store.people.get(event.org, event.data.person_id)
        if known.sequence < (event.sequence or 0):
            await self.end_all_of(
                unit, replace(known, state=PersonState.LEFT, listing=UNLISTED, sequence=event.sequence or 0)
            )
        return unit

    async def end_all_of(self, unit: Unit, gone: Person) -> None:
        """Keep somebody as gone, and end what was open with them as it ends for whoever left."""
        await self.pairs.end_all_of(unit, gone)
        await self.keeping.clear_desk(unit, gone)
        for recognition in await self.store.list_open_recognitions(gone.org, gone.person_id):
            unit.set_timer(RECOGNITION_CLOCK, recognition.recognition_id, unit.now)
        for circle in await self.store.list_open_circles(gone.org, gone.person_id):
            unit.set_timer(CIRCLE_CLOCK, circle.circle_id, unit.now)


def _person(event: Event[PersonRecord], known: Person | None, vocabulary: Vocabulary) -> Person:
    """The record in matching's terms; the places taken are matching's own."""
    record = event.data
    return Person(
        org=event.org,
        person_id=record.person_id,
        manager_id=record.manager_id,
        gives=_topics(record.gives, vocabulary),
        gets=_topics(record.gets, vocabulary),
        languages=record.languages,
        time_zone=record.time_zone,
        seniority=record.seniority,
        department=record.department,
        site=record.site,
        hours_per_month=record.hours_per_month,
        capacity=record.capacity,
        roles=tuple(Role(role) for role in record.roles),
        visible=record.visible,
        paused_until=FURTHER_NOTICE if isinstance(record.paused_until, str) else record.paused_until,
        sequence=event.sequence or 0,
        is_suspended=known.is_suspended if known else False,
        suspension_sequence=known.suspension_sequence if known else 0,
        pairs=known.pairs if known else 0,
        listing=listing_of(record.name, record.department),
        revision=known.revision if known else 0,
    )


def _topics(skills: tuple[Skill, ...], vocabulary: Vocabulary) -> tuple[Topic, ...]:
    return tuple(vocabulary.topic(skill.topic, skill.level) for skill in skills)
