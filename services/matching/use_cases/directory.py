"""People look for people: by name, topic and department, in spite of typing errors."""

import json
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from libs.common.asks import Asker, NotFound
from libs.common.clock import Clock
from libs.common.contracts.asks import FindPeople, FoundPeople, FoundPerson
from libs.common.crypto import Box, Unsealable
from services.matching.domain.directory import folded, grams_of
from services.matching.domain.people import Person
from services.matching.domain.topics import normalise
from services.matching.domain.vocabulary import Vocabulary
from services.matching.store import Shown, Store

ALIKE = 70.0
"""Of 100: one wrong letter in a short name, two in a long one."""

SAME_WORD = 85.0
CANDIDATES = 200
"""Names worth a closer look: a search with more is better narrowed than paged through."""

CONTEXT = "place in the directory"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where somebody stands in an answer: the most alike first, then by name."""

    unlike: float = 0.0
    order: str = ""
    person_id: str = ""


class Directory:
    """Places are sealed: they hold a name, and addresses of pages end up in logs."""

    def __init__(self, store: Store, box: Box, clock: Clock) -> None:
        self.store, self.box, self.clock = store, box, clock

    async def find(self, ask: FindPeople, asker: Asker) -> FoundPeople:
        """A page of those who can be found."""
        after = self._opened(ask.cursor) if ask.cursor else Place(unlike=-1.0)
        wanted = await self._wanted(ask, asker)
        if ask.q and folded(ask.q):
            found = await self._alike(wanted, folded(ask.q))
            page = [one for one in found if one[0] > after][: ask.limit + 1]
        else:
            people = await self.store.list_shown(wanted, (after.order, after.person_id), ask.limit + 1)
            page = [(_place(person), person) for person in people]
        shown = page[: ask.limit]
        return FoundPeople(
            people=tuple(_found(person) for _, person in shown),
            next_cursor=self._sealed(shown[-1][0]) if len(page) > ask.limit else None,
        )

    async def _wanted(self, ask: FindPeople, asker: Asker) -> Shown:
        topics: tuple[str, ...] = ()
        if ask.topic:
            topics = _keys(await self.store.vocabulary(asker.org), ask.topic)
        departments: tuple[str, ...] = ()
        if ask.department:
            known = await self.store.departments(asker.org)
            departments = (folded(ask.department), *_nearest(folded(ask.department), known))
        walls = await self.store.walls_around(asker.org, asker.person_id)
        without = walls.around(asker.person_id)
        return Shown(asker.org, asker.person_id, self.clock.now(), topics, departments, without)

    async def _alike(self, wanted: Shown, name: str) -> list[tuple[Place, Person]]:
        found = await self.store.list_alike(wanted, grams_of(name), CANDIDATES)
        scored = [(fuzz.partial_token_sort_ratio(name, person.listing.order), person) for person in found]
        placed = [(_place(person, 100 - score), person) for score, person in scored if score >= ALIKE]
        return sorted(placed, key=lambda one: one[0])

    def _sealed(self, place: Place) -> str:
        content = json.dumps([place.unlike, place.order, place.person_id])
        return self.box.seal(content.encode(), CONTEXT).hex()

    def _opened(self, cursor: str) -> Place:
        try:
            return Place(*json.loads(self.box.open(bytes.fromhex(cursor), CONTEXT)))
        except (Unsealable, ValueError):
            raise NotFound from None


def _place(person: Person, unlike: float = 0.0) -> Place:
    return Place(unlike, person.listing.order, person.person_id)


def _keys(vocabulary: Vocabulary, topic: str) -> tuple[str, ...]:
    """What it means, and where nobody knows the word, what it was probably meant to be."""
    key = vocabulary.key(topic)
    if key in vocabulary.words:
        return (key,)
    return (key, *(vocabulary.keys[near] for near in _nearest(normalise(topic), list(vocabulary.keys))))


def _nearest(word: str, known: list[str]) -> tuple[str, ...]:
    best = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=SAME_WORD)
    return (best[0],) if best else ()


def _found(person: Person) -> FoundPerson:
    return FoundPerson(
        person_id=person.person_id,
        name=person.listing.name,
        department=person.department,
        gives=tuple(topic.label for topic in person.gives),
        gets=tuple(topic.label for topic in person.gets),
    )
