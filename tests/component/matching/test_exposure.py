"""Who is shown first, from what the database holds: desks that are full already, and the same in every replica."""

import pytest
from pymongo import ReplaceOne

from libs.common.contracts import Service
from libs.common.mongo import Database, Save
from services.matching.domain.desks import Desk
from services.matching.domain.people import Person
from services.matching.index.organisations import Index
from services.matching.store import Store
from services.matching.use_cases.finding import Finder, Looking
from tests.support.running import Bench, tombstones_of
from tests.unit.matching.builders import WINTER, make_mentee, make_mentor, make_search

MENTORS = [make_mentor(f"m{number}", capacity=2) for number in range(4)]
MENTEES = [make_mentee(person_id=f"p{number}") for number in range(4)]


@pytest.fixture
def database(bench: Bench) -> Database:
    return bench.database(Service.MATCHING)


def replica(database: Database, people: list[Person]) -> Finder:
    index = Index()
    for person in people:
        index.put(person)
    index.is_ready = True
    return Finder(Store(database, tombstones_of(database)), index)


async def keep(database: Database, *writes: Save) -> None:
    for write in writes:
        await database[write.collection].bulk_write([ReplaceOne({"_id": write.id}, write.document, upsert=True)])


async def shown_to(finder: Finder, mentee: Person) -> list[str]:
    search = make_search(mentee)
    found = await finder.suggestions(Looking(mentee, search.wanted, search.direction), WINTER)
    return [one.mentor_id for one in found]


@pytest.mark.feature("matching.recommendations")
async def test_a_mentor_whose_desk_is_full_is_shown_last_among_equals_and_still_shown(database: Database) -> None:
    store = Store(database, tombstones_of(database))
    await keep(database, *(store.people.save(person) for person in MENTORS + MENTEES))
    finder = replica(database, MENTORS + MENTEES)
    first, *others = await shown_to(finder, MENTEES[0])
    await keep(database, store.desks.save(Desk(org="acme", person_id=first, answering=("req_1", "req_2"))))
    assert await shown_to(finder, MENTEES[0]) == [*others, first]


async def test_replicas_that_heard_of_people_in_another_order_answer_the_same(database: Database) -> None:
    store = Store(database, tombstones_of(database))
    await keep(database, *(store.people.save(person) for person in MENTORS + MENTEES))
    one, other = replica(database, MENTORS + MENTEES), replica(database, (MENTORS + MENTEES)[::-1])
    for mentee in MENTEES:
        assert await shown_to(one, mentee) == await shown_to(other, mentee)
