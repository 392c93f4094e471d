"""A person takes a break from being asked: their own word on their own record."""

from datetime import datetime

from libs.common.contracts.people import FURTHER_NOTICE, PausedUntil
from libs.common.handling import Handling
from libs.common.ids import new_id
from libs.common.unit import Unit, Units
from services.gateway.domain.people import PersonInput, Record, oneself
from services.gateway.domain.refusals import NotTaken
from services.gateway.use_cases.people import People, Word


class Pausing:
    """Use cases of a person's own pause. What is open with them, and their pairs, go on."""

    def __init__(self, people: People, units: Units, handling: Handling) -> None:
        self._people, self._units, self._handling = people, units, handling

    async def pause(self, record: Record, until: datetime | None) -> None:
        """Until a time, or until they come back. NotTaken(pause-is-over) for a time that has been."""
        if until is not None and until <= self._units.clock.now():
            raise NotTaken("pause-is-over")
        await self._say(record, until or FURTHER_NOTICE)

    async def come_back(self, record: Record) -> None:
        """They are asked again."""
        await self._say(record, None)

    async def _say(self, record: Record, until: PausedUntil) -> None:
        org, said = record.org, PersonInput(person_id=record.person_id, paused_until=until)

        async def decide() -> Unit:
            unit = self._units.start(org, actor_id=record.person_id)
            known = await self._people.find(org, record.person_id) or record
            word = Word(org, said, oneself(known, "paused_until"), unit.now)
            await self._people.take(word, unit, new_id("evt"))
            return unit

        await self._handling.settle(decide)
