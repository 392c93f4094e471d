"""People: several sources speak, one record stands, and the house hears what changed."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from libs.common.contracts.people import PAUSED_PERSON, UNKNOWN_PERSON, PersonLeft
from libs.common.unit import Unit
from services.gateway.domain import people
from services.gateway.domain.keys import email_key
from services.gateway.domain.people import PersonInput, Record, Source
from services.gateway.domain.refusals import INCOMPLETE_PERSON, NotTaken
from services.gateway.store import Stores


@dataclass(frozen=True, slots=True)
class Word:
    """What a source says of a person, and when that was true."""

    org: str
    person: PersonInput | PersonLeft
    source: Source
    at: datetime
    joins: bool = False
    """It says that the person is here: somebody who left comes back."""


@dataclass(frozen=True, slots=True)
class Naming:
    """Who names somebody, and whether in a session of their own."""

    person_id: str
    is_in_person: bool


class People:
    """The one place where person records change."""

    def __init__(self, stores: Stores) -> None:
        self._stores, self._people = stores, stores.people

    async def take(self, word: Word, unit: Unit, event_id: str) -> None:
        """Merge it into the record, and publish what others see of it.

        NotTaken: unknown-person (somebody left of whom nobody spoke), incomplete-person, person-erased.
        """
        before = await self._people.find(word.org, word.person.person_id)
        if before is None and await self._stores.tombstones.find(word.org, word.person.person_id):
            raise NotTaken("person-erased")
        self.put(before, _after(before, word), unit, event_id)

    def put(self, before: Record | None, after: Record, unit: Unit, event_id: str | None = None) -> None:
        """What became of a record: written, and published where others see a change. NotTaken(incomplete-person)."""
        if not after.is_complete:
            raise NotTaken(INCOMPLETE_PERSON, after.person_id)
        if after != before:
            unit.write(self._people.save(people.numbered(before, after)))
        news = people.news(before, after)
        if news:
            unit.publish(news, after.person_id, sequence=after.version, id=event_id)

    async def find(self, org: str, person_id: str) -> Record | None:
        """The record, also of somebody who left (`is_here`)."""
        return await self._people.find(org, person_id)

    async def around(self, org: str, person_id: str) -> frozenset[str]:
        """Whom a case of this person concerns: themselves, and their manager."""
        record = await self.find(org, person_id)
        manager_id = record.fields.get("manager_id") if record else None
        return frozenset({person_id, *([str(manager_id)] if manager_id else [])})

    async def with_mail(self, org: str, address: str) -> list[Record]:
        """Whose record of this organisation has this address, in whatever case."""
        return await self._people.by_keys(org, [email_key(address)])

    async def require_here(self, org: str, person_id: str) -> None:
        """NotTaken(unknown-person or person-left) unless they are here."""
        _require_here(await self.find(org, person_id), person_id)

    async def require_not_suspended(self, org: str, naming: Naming) -> None:
        """NotTaken(unknown-person) for a platform: that they are suspended is theirs alone to hear, at the route."""
        suspension = await self._stores.suspensions.find(org, naming.person_id)
        if suspension and suspension.is_standing and not naming.is_in_person:
            raise NotTaken(UNKNOWN_PERSON, naming.person_id)

    async def require_asked_now(self, org: str, person_id: str, naming: Naming, at: datetime) -> None:
        """As `require_askable`, and NotTaken(person-paused) while they take a break."""
        if (await self.require_askable(org, person_id, naming)).is_paused(at):
            raise NotTaken(PAUSED_PERSON, person_id)

    async def require_askable(self, org: str, person_id: str, naming: Naming) -> Record:
        """As `require_here`; who hides, hid before they left, blocks or is suspended is as unknown as nobody.

        NotTaken(blocked-by-you) is for who blocks alone: a platform that speaks for them hears that there is nobody.
        """
        record, suspension, theirs, own = await asyncio.gather(
            self.find(org, person_id),
            self._stores.suspensions.find(org, person_id),
            self._stores.blocks_of(org, person_id),
            self._stores.blocks_of(org, naming.person_id),
        )
        is_own_block = person_id in own.blocked_ids
        if is_own_block and naming.is_in_person:
            raise NotTaken("blocked-by-you", person_id)
        is_walled = is_own_block or naming.person_id in theirs.blocked_ids
        is_hidden = is_walled or (suspension is not None and suspension.is_standing)
        return _require_here(record if record and record.is_visible and not is_hidden else None, person_id)


def _require_here(record: Record | None, person_id: str) -> Record:
    if record is None:
        raise NotTaken(UNKNOWN_PERSON, person_id)
    if not record.is_here:
        raise NotTaken("person-left", person_id)
    return record


def _after(before: Record | None, word: Word) -> Record:
    if isinstance(word.person, PersonLeft):
        if before is None:
            raise NotTaken(UNKNOWN_PERSON, word.person.person_id)
        return people.leave(before, word.at)
    record = before or Record(word.org, word.person.person_id)
    merged = people.merge(record, word.person.words(), word.source, word.at)
    return people.join(merged, word.at) if word.joins or before is None else merged
