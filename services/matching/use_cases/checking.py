"""Whether a request may stand, among the people and desks as they are now."""

from datetime import datetime

from services.matching.domain.codes import Code
from services.matching.domain.desks import Desks, objection_to_asking
from services.matching.domain.named_programmes import Way
from services.matching.domain.people import Person, Role
from services.matching.domain.requests import Request
from services.matching.domain.rules import Occasion, objection
from services.matching.store import Store


class Checking:
    """Reads whom a request concerns and asks the rules."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def asking(self, request: Request, at: datetime) -> Code | None:
        """What forbids that one asks the other."""
        is_offer = request.started_by is Role.MENTOR
        occasion = Occasion.OFFERING if is_offer else Occasion.ASKING
        return await self._objection(await self.both(request), occasion, at, request.programme_id)

    async def opening(self, request: Request, desks: Desks, at: datetime) -> Code | None:
        """What forbids that the other side hears of it now. Hard rules first: they say nothing of who hides."""
        return await self.asking(request, at) or objection_to_asking(desks, at)

    async def beginning(self, org: str, programme_id: str | None, way: Way) -> Code | None:
        """What forbids that anything begins in a programme this way."""
        if programme_id is None:
            return None
        return (await self.store.named_programmes.get(org, programme_id)).objection(way)

    async def accepting(
        self, both: tuple[Person, Person], at: datetime, programme_id: str | None = None
    ) -> Code | None:
        """What forbids that a mentee and a mentor, as they were read, become a pair."""
        return await self._objection(both, Occasion.ACCEPTING, at, programme_id)

    async def both(self, request: Request) -> tuple[Person, Person]:
        """Mentee and mentor of a request."""
        people = await self.store.people.get_all(request.org, (request.mentee_id, request.mentor_id))
        return people[request.mentee_id], people[request.mentor_id]

    async def _objection(
        self, both: tuple[Person, Person], occasion: Occasion, at: datetime, programme_id: str | None
    ) -> Code | None:
        mentee, mentor = both
        around = await self.store.around(at, mentee, mentor, programme_id=programme_id)
        code = objection(mentee, mentor, around, occasion)
        if code is None and await self.store.are_a_pair(mentee.org, mentee.person_id, mentor.person_id):
            return Code.ALREADY_A_PAIR
        return code
