"""Who is worth asking, among the people as they are now."""

from collections.abc import Iterable

from libs.common.unit import Unit
from services.matching.domain.directions import Direction
from services.matching.domain.people import Person, wishes_for
from services.matching.domain.suggestions import Search, Suggestion, suggest
from services.matching.store import Store


class Suggesting:
    """Searches for one person."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def among_all(
        self,
        unit: Unit,
        mentee: Person,
        topics: Iterable[str],
        direction: Direction,
        without: frozenset[str] = frozenset(),
    ) -> tuple[Suggestion, ...]:
        """The best for these topics: nobody of `without`, nobody who is being asked, nobody who said no lately."""
        desk = await self.store.desk(unit.org, mentee.person_id)
        out = without | desk.out_of_reach(unit.now)
        wanted = wishes_for(mentee, topics)
        reporting = await self.store.reporting_lines(mentee)
        search = Search(mentee=mentee, wanted=wanted, direction=direction, reporting=reporting, at=unit.now)
        givers = await self.store.list_givers(unit.org, [wish.key for wish in wanted])
        return suggest(search, [one for one in givers if one.person_id not in out])
