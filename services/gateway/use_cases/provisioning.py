"""What directories do with people: they join, change, leave and are deleted by the same merge as from anywhere else."""

from dataclasses import replace

from libs.common import audit
from libs.common.audit import Act
from libs.common.errors import Conflict
from libs.common.handling import Handling
from libs.common.ids import new_id
from libs.common.unit import Unit, Units
from services.gateway.domain import people
from services.gateway.domain.accounts import Account, Correction, Told
from services.gateway.domain.keys import member_key, user_name_key
from services.gateway.domain.people import PersonInput, Record
from services.gateway.domain.platforms import Platform
from services.gateway.domain.refusals import NotTaken
from services.gateway.store import Stores
from services.gateway.use_cases.people import People


class Provisioning:
    """Use cases of a platform that is a directory. Each is one unit, decided anew where somebody else was faster."""

    def __init__(self, stores: Stores, people_: People, units: Units, handling: Handling) -> None:
        self._stores, self._people, self._units, self._handling = stores, people_, units, handling

    async def create(self, platform: Platform, told: Told) -> Record:
        """Somebody new. ValidationError for words that do not fit, NotTaken(user-name-taken)."""
        person_id = new_id("per")
        words = PersonInput(person_id=person_id, **told.words).words()

        async def decide() -> tuple[Unit, Record]:
            unit = self._units.start(platform.org, actor_id=platform.actor_id)
            await self._require_free(platform.org, told.account.user_name, person_id)
            account = replace(told.account, created_at=unit.now, changed_at=unit.now)
            record = Record(platform.org, person_id, account=account)
            record = people.merge(record, words, platform.source, unit.now)
            record = (people.join if told.is_active else people.leave)(record, unit.now)
            self._people.put(None, record, unit)
            audit.done(unit, Act.PERSON_PROVISIONED, person_id)
            return unit, record

        return _saved(await self._handling.settled(decide))

    async def correct(self, platform: Platform, person_id: str, revision: int, correction: Correction) -> Record:
        """What a directory says otherwise than before of whom it read at `revision`.

        Conflict where somebody changed them since; otherwise as `create`.
        """
        words = PersonInput(person_id=person_id, **correction.words).words()

        async def decide() -> tuple[Unit, Record]:
            unit = self._units.start(platform.org, actor_id=platform.actor_id)
            before = await self._read_at(platform.org, person_id, revision)
            if correction.account.user_name != before.user_name:
                await self._require_free(platform.org, correction.account.user_name, person_id)
            created_at = before.account.created_at if before.account else None
            account = replace(correction.account, created_at=created_at, changed_at=unit.now)
            record = people.withdraw(replace(before, account=account), correction.withdrawn, platform.source)
            record = people.merge(record, words, platform.source, unit.now)
            if correction.is_active is not None:
                record = (people.join if correction.is_active else people.leave)(record, unit.now)
            self._people.put(before, record, unit)
            if not people.says_nothing_new(before, record):
                audit.done(unit, Act.PERSON_CORRECTED, person_id)
            return unit, record

        return _saved(await self._handling.settled(decide))

    async def delete(self, platform: Platform, person_id: str, revision: int) -> None:
        """They left, and no directory sees them any more. Their record stays. Conflict as in `correct`."""

        async def decide() -> Unit:
            unit = self._units.start(platform.org, actor_id=platform.actor_id)
            before = await self._read_at(platform.org, person_id, revision)
            created_at = before.account.created_at if before.account else None
            account = Account(created_at=created_at, changed_at=unit.now, deleted_at=unit.now)
            self._people.put(before, people.leave(replace(before, account=account), unit.now), unit)
            await leave_groups(self._stores, unit, person_id)
            audit.done(unit, Act.PERSON_DEPROVISIONED, person_id)
            return unit

        await self._handling.settle(decide)

    async def _read_at(self, org: str, person_id: str, revision: int) -> Record:
        record = await self._people.find(org, person_id)
        if record is None or record.revision != revision:
            raise Conflict
        return record

    async def _require_free(self, org: str, user_name: str, person_id: str) -> None:
        """A name is free that nobody else is called by, not even by their mail address."""
        found = await self._stores.people.by_keys(org, [user_name_key(user_name)])
        if any(record.person_id != person_id for record in found):
            raise NotTaken("user-name-taken")


async def leave_groups(stores: Stores, unit: Unit, member_id: str) -> None:
    """Whoever is deleted is in no group any more, by the same unit."""
    for group in await stores.groups.page(unit.org, member_key(member_id)):
        unit.write(stores.groups.save(replace(group.without({member_id}), changed_at=unit.now)))


def _saved(record: Record) -> Record:
    """As it is read from here on."""
    return replace(record, revision=record.version)
