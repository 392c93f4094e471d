"""What people say of themselves, on their own record."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from libs.common.contracts.people import FURTHER_NOTICE, PausedUntil
from libs.common.handling import Handling
from libs.common.unit import Unit, Units
from services.gateway.domain.people import PersonInput, Record, merge, oneself, say_oneself
from services.gateway.domain.refusals import NotTaken
from services.gateway.use_cases.people import People

Saying = Callable[[Record, datetime], Record | None]


class OwnWords:
    """Use cases of a person's own word. What is open with them, and their pairs, go on."""

    def __init__(self, people: People, units: Units, handling: Handling) -> None:
        self._people, self._units, self._handling = people, units, handling

    async def change(self, record: Record, words: Mapping[str, Any], version: int) -> bool:
        """What is theirs to say, by fields, as JSON values; None gives one back to the organisation.

        Whether it was still as they read it: the same again is no conflict.
        """

        def say(before: Record, at: datetime) -> Record | None:
            after = say_oneself(before, words, at)
            return after if after is before or before.own_version == version else None

        return await self._say(record, say)

    async def pause(self, record: Record, until: datetime | None) -> None:
        """Until a time, or until they come back. NotTaken(pause-is-over) for a time that has been."""
        if until is not None and until <= self._units.clock.now():
            raise NotTaken("pause-is-over")
        await self._pause(record, until or FURTHER_NOTICE)

    async def come_back(self, record: Record) -> None:
        """They are asked again."""
        await self._pause(record, None)

    async def _pause(self, record: Record, until: PausedUntil) -> None:
        words = PersonInput(person_id=record.person_id, paused_until=until).words()
        await self._say(record, lambda before, at: merge(before, words, oneself(before, "paused_until"), at))

    async def _say(self, record: Record, say: Saying) -> bool:
        async def decide() -> tuple[Unit, bool]:
            unit = self._units.start(record.org, actor_id=record.person_id)
            before = await self._people.find(record.org, record.person_id)
            if before is None:
                raise NotTaken("person-erased")
            after = say(before, unit.now)
            if after:
                self._people.put(before, after, unit)
            return unit, after is not None

        return await self._handling.settled(decide)
