"""People: several sources speak, one record stands, and the house hears what changed."""

from dataclasses import dataclass
from datetime import datetime

from libs.common.contracts.people import PersonLeft
from libs.common.unit import Unit
from services.gateway.domain.people import PersonInput, Record, Source
from services.gateway.store import Stores


@dataclass(frozen=True, slots=True)
class Word:
    """What a source says of a person, and when it was true."""

    org: str
    person: PersonInput | PersonLeft
    source: Source
    at: datetime
    joins: bool = False
    """It says that the person is here: somebody who left comes back."""


class People:
    """The one place where person records change."""

    def __init__(self, stores: Stores) -> None:
        self._people = stores.people

    async def take(self, word: Word, unit: Unit, event_id: str) -> None:
        """Merge it into the record, and publish what others see of it. Refused(incomplete-person)."""
        raise NotImplementedError

    async def find(self, org: str, person_id: str) -> Record | None:
        """The record, also of somebody who left (`is_here`)."""
        raise NotImplementedError

    async def find_by_email(self, org: str, email: str) -> Record | None:
        """The one who is here with this address, if there is exactly one."""
        raise NotImplementedError
