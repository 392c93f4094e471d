"""Who has a pair with whom, and who reports to whom, asked by many at once. On a real database."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pymongo
import pytest
import pytest_asyncio

from libs.common.mongo import Row
from services.matching.domain.directions import Direction
from services.matching.domain.pairs import Consent, Means, Member, Pair, Standing
from services.matching.domain.people import Person, Role
from services.matching.store import Store
from tests.support.commands import Commands
from tests.support.running import tombstones_of
from tests.support.stack import TestStack

AT = datetime(2026, 11, 1, 9, tzinfo=UTC)
MANY = 150


@pytest.fixture
def commands() -> Commands:
    return Commands()


@pytest_asyncio.fixture
async def store(stack: TestStack, commands: Commands, database_prefix: str) -> AsyncIterator[Store]:
    async with pymongo.AsyncMongoClient[Row](stack.mongo_url, tz_aware=True, event_listeners=[commands]) as client:
        database = client[f"{database_prefix}_matching"]
        made = Store(database, tombstones_of(database))
        pairs = [
            *(pair("acme", f"mentee{n}", "mentor") for n in range(MANY)),
            pair("other", "mentee0", "stranger"),
            replace(pair("acme", "mentee0", "paused"), standing=Standing.PAUSED),
            replace(pair("acme", "mentee0", "ended"), standing=Standing.ENDED),
        ]
        await database["pairs"].insert_many([made.pairs.save(one).document for one in pairs])
        people = [
            Person(org=org, person_id=one, manager_id=manager)
            for org, one, manager in (
                ("acme", "mia", "lee"),
                ("acme", "lee", "kim"),
                ("acme", "kim", "sam"),
                ("acme", "sam", None),
                ("acme", "ada", "away"),
                ("other", "sam", "mia"),
                ("acme", "round", "about"),
                ("acme", "about", "round"),
            )
        ]
        await database["people"].insert_many([made.people.save(one).document for one in people])
        yield made


def pair(org: str, mentee_id: str, mentor_id: str) -> Pair:
    return Pair(
        org=org,
        pair_id=f"pair_{mentee_id}_{mentor_id}",
        members=(Member(mentee_id, Role.MENTEE), Member(mentor_id, Role.MENTOR)),
        direction=Direction.FORWARD,
        topics=("Python",),
        consents=(Consent(mentee_id, Means.ASKED, AT), Consent(mentor_id, Means.ACCEPTED, AT)),
        formed_at=AT,
    )


@pytest.mark.parametrize(
    ("org", "one", "other", "expected"),
    [
        ("acme", "mentee0", "mentor", True),
        ("acme", "mentor", "mentee0", True),
        ("acme", "mentee0", "paused", True),
        ("acme", "mentee0", "ended", False),
        ("acme", "mentee0", "mentee1", False),
        ("acme", "mentee0", "stranger", False),
        ("other", "mentee0", "stranger", True),
        ("other", "mentee1", "mentor", False),
    ],
)
async def test_two_are_a_pair_in_their_organisation_until_it_has_ended(
    store: Store, org: str, one: str, other: str, expected: bool
) -> None:
    beside = (store.are_a_pair(*who) for who in (("acme", "mentor", "mentee7"), ("other", "mentee0", "mentor")))
    assert await asyncio.gather(store.are_a_pair(org, one, other), *beside) == [expected, True, False]


async def test_many_who_ask_whether_two_are_a_pair_share_a_query(store: Store, commands: Commands) -> None:
    answers = await asyncio.gather(*(store.are_a_pair("acme", f"mentee{n}", "mentor") for n in range(MANY)))
    assert all(answers)
    assert commands.reads == 1


async def test_open_requests_are_read_before_pairs_so_that_none_is_missed_on_its_way(
    store: Store, commands: Commands
) -> None:
    commands.sent.clear()
    assert [len(found) for found in await store.list_together("acme", ["mentee1", "mentor"])] == [0, MANY, 0]
    assert list(commands.sent)[:2] == [("find", "requests"), ("find", "pairs")]


async def test_lines_go_up_to_whoever_reports_to_nobody_is_not_here_or_was_met_before(store: Store) -> None:
    people = await store.find_people("acme", ("mia", "ada", "round"))
    lines = await store.lines_between("acme", *people)
    assert [lines.above(one.person_id) for one in people] == [{"lee", "kim", "sam"}, {"away"}, {"about", "round"}]


async def test_a_line_costs_a_query_a_level_however_many_ask(store: Store, commands: Commands) -> None:
    people = await store.find_people("acme", ("mia", "lee"))
    before = commands.reads
    await asyncio.gather(*(store.lines_between("acme", *people) for _ in range(MANY)))
    assert commands.reads - before == len(["kim", "sam"])
