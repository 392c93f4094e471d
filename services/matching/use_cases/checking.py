"""Whether a request may stand, among the people and desks as they are now."""

from datetime import datetime

from services.matching.domain.codes import Code
from services.matching.domain.desks import Desks, objection_to_asking
from services.matching.domain.people import Role
from services.matching.domain.requests import Request
from services.matching.domain.rules import Occasion, objection
from services.matching.store import Store


class Checking:
    """Reads whom a request concerns and asks the rules."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def asking(self, request: Request) -> Code | None:
        """What forbids that one asks the other."""
        is_offer = request.started_by is Role.MENTOR
        return await self._objection(request, Occasion.OFFERING if is_offer else Occasion.ASKING)

    async def opening(self, request: Request, desks: Desks, at: datetime) -> Code | None:
        """What forbids that the other side hears of it now. Hard rules first: they say nothing of who hides."""
        return await self.asking(request) or objection_to_asking(desks, at)

    async def accepting(self, request: Request) -> Code | None:
        """What forbids that the two become a pair."""
        return await self._objection(request, Occasion.ACCEPTING)

    async def _objection(self, request: Request, occasion: Occasion) -> Code | None:
        people = self.store.people
        mentee = await people.get(request.org, request.mentee_id)
        mentor = await people.get(request.org, request.mentor_id)
        return objection(mentee, mentor, await self.store.reporting_lines(mentee), occasion)
