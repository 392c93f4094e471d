"""Who has which role in an organisation: looked up whenever it matters."""

from collections.abc import Awaitable, Callable

from libs.common import audit
from libs.common.audit import Act
from libs.common.contracts.administrators import AdministratorsChanged
from libs.common.handling import Handling
from libs.common.mongo import Database, Documents
from libs.common.unit import Unit, Units
from services.gateway.domain.access import Doer, Role
from services.gateway.domain.appointments import Appointments, require_administrator, require_somebody_left

COLLECTION = "appointments"

Organises = Callable[[str, str, str], Awaitable[bool]]
"""Of an organisation, a programme and a person: they organise it."""


class Roles:
    """The roles of people in all organisations."""

    def __init__(self, database: Database, units: Units, handling: Handling, organises: Organises) -> None:
        self._documents = Documents(database, COLLECTION, Appointments, "org")
        self._units, self._handling, self._organises = units, handling, organises

    async def of(self, org: str, person_id: str, programme_id: str | None = None) -> frozenset[Role]:
        """What a member is besides, for a programme where one is named."""
        held = (await self.appointed(org)).roles_of(person_id)
        if programme_id and await self._organises(org, programme_id, person_id):
            return held | {Role.ORGANISER}
        return held

    async def appointed(self, org: str) -> Appointments:
        """Everybody who was given a role."""
        return await self._documents.find(org, org) or Appointments(org)

    async def grant(self, org: str, role: Role, person_id: str, by: Doer) -> bool:
        """From now on, and the house is told; False for somebody who had it already."""

        async def decide() -> tuple[Unit, bool]:
            unit, before = self._units.start(org, actor_id=by.actor_id), await self._before(org, by)
            after = before.granted(role, person_id, unit.now)
            if after is before:
                return unit, False
            self._tell(unit, before, after, role)
            audit.done(unit, Act(f"role-granted-{role}"), person_id, by.ticket)
            return unit, True

        return await self._handling.settled(decide)

    async def revoke(self, org: str, role: Role, person_id: str, by: Doer) -> bool:
        """Not any more; False for somebody who had it not. NotTaken: last-administrator, to administrators alone."""

        async def decide() -> tuple[Unit, bool]:
            unit, before = self._units.start(org, actor_id=by.actor_id), await self._before(org, by)
            after = before.revoked(role, person_id)
            if after is before:
                return unit, False
            if by.org:
                require_somebody_left(after)
            self._tell(unit, before, after, role)
            audit.done(unit, Act(f"role-revoked-{role}"), person_id, by.ticket)
            return unit, True

        return await self._handling.settled(decide)

    async def dismiss(self, unit: Unit, person_id: str) -> None:
        """Somebody is erased: no list has them any more, if they were the last one on it, too."""
        before = await self.appointed(unit.org)
        after = before.without(person_id)
        if after is not before:
            unit.write(self._documents.save(after))
            told = AdministratorsChanged(administrator_ids=after.ids(Role.ADMINISTRATOR))
            unit.publish(told, before.org, sequence=after.version)

    async def _before(self, org: str, by: Doer) -> Appointments:
        before = await self.appointed(org)
        if by.org:
            require_administrator(before, by.actor_id)
        return before

    def _tell(self, unit: Unit, before: Appointments, after: Appointments, role: Role) -> None:
        unit.write(self._documents.save(after))
        if role is Role.ADMINISTRATOR:
            told = AdministratorsChanged(administrator_ids=after.ids(role))
            unit.publish(told, before.org, sequence=after.version)
