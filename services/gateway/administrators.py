"""Who administers an organisation: named by the operator, looked up whenever it matters."""

from dataclasses import dataclass
from datetime import datetime

from libs.common.committer import Committer
from libs.common.errors import Conflict
from libs.common.mongo import Database, Documents
from libs.common.unit import Units

COLLECTION = "administrators"


@dataclass(frozen=True, slots=True)
class Administrator:
    """Sees to an organisation's platforms, what they sent in vain, and cohort rounds. It opens nobody's journal."""

    org: str
    person_id: str
    granted_at: datetime
    revision: int = 0


class Administrators:
    """The administrators of all organisations."""

    def __init__(self, database: Database, units: Units, committer: Committer) -> None:
        self._documents = Documents(database, COLLECTION, Administrator, "person_id")
        self._units, self._committer = units, committer

    async def has(self, org: str, person_id: str) -> bool:
        """This person administers this organisation."""
        return await self._documents.find(org, person_id) is not None

    async def grant(self, org: str, person_id: str) -> bool:
        """From now on; False for somebody who was one already."""
        unit = self._units.start(org)
        unit.write(self._documents.save(Administrator(org, person_id, unit.now)))
        try:
            await self._committer.commit(unit)
        except Conflict:
            return False
        return True
