"""Who administers an organisation: named by the operator, looked up whenever it matters."""

from dataclasses import dataclass, replace
from datetime import datetime

from libs.common.contracts.administrators import AdministratorsChanged
from libs.common.handling import Handling
from libs.common.mongo import Database, Documents
from libs.common.unit import Unit, Units

COLLECTION = "administrators"


@dataclass(frozen=True, slots=True)
class Administrator:
    """Sees to an organisation's platforms, what they sent in vain, and cohort rounds. It opens nobody's journal."""

    person_id: str
    granted_at: datetime


@dataclass(frozen=True, slots=True)
class Administration:
    """All administrators of an organisation, as one state with a version."""

    org: str
    people: tuple[Administrator, ...] = ()
    version: int = 0
    revision: int = 0

    @property
    def ids(self) -> tuple[str, ...]:
        """Who they are."""
        return tuple(one.person_id for one in self.people)


class Administrators:
    """The administrators of all organisations."""

    def __init__(self, database: Database, units: Units, handling: Handling) -> None:
        self._documents = Documents(database, COLLECTION, Administration, "org")
        self._units, self._handling = units, handling

    async def has(self, org: str, person_id: str) -> bool:
        """This person administers this organisation."""
        return person_id in (await self._of(org)).ids

    async def grant(self, org: str, person_id: str) -> bool:
        """From now on, and the house is told; False for somebody who was one already."""

        async def decide() -> tuple[Unit, bool]:
            unit, before = self._units.start(org), await self._of(org)
            if person_id in before.ids:
                return unit, False
            people = (*before.people, Administrator(person_id, unit.now))
            after = replace(before, people=people, version=before.version + 1)
            unit.write(self._documents.save(after))
            unit.publish(AdministratorsChanged(administrator_ids=after.ids), org, sequence=after.version)
            return unit, True

        return await self._handling.settled(decide)

    async def _of(self, org: str) -> Administration:
        return await self._documents.find(org, org) or Administration(org)
