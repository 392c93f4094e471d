"""Documents are found one by one, however many are asked for at once. On a real database."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pymongo
import pytest
import pytest_asyncio
from pymongo.errors import OperationFailure
from pymongo.monitoring import CommandFailedEvent, CommandListener, CommandStartedEvent, CommandSucceededEvent

from libs.common.mongo import Documents, Lookups
from tests.integration.common.diary import Page
from tests.support.stack import TestStack

MANY = 1000


class Finds(CommandListener):
    """Counts what is asked of the database."""

    def __init__(self) -> None:
        self.count = 0

    def started(self, event: CommandStartedEvent) -> None:
        self.count += event.command_name in ("find", "getMore")

    def succeeded(self, event: CommandSucceededEvent) -> None:
        """Of no interest."""

    def failed(self, event: CommandFailedEvent) -> None:
        """Of no interest."""


@pytest.fixture
def finds() -> Finds:
    return Finds()


@pytest_asyncio.fixture
async def client(stack: TestStack, finds: Finds) -> AsyncIterator[pymongo.AsyncMongoClient[dict[str, Any]]]:
    async with pymongo.AsyncMongoClient[dict[str, Any]](stack.mongo_url, event_listeners=[finds]) as made:
        yield made


@pytest_asyncio.fixture
async def pages(client: pymongo.AsyncMongoClient[dict[str, Any]], database_prefix: str) -> Documents[Page]:
    database = client[f"{database_prefix}_journal"]
    documents = Documents(database, "pages", Page, "pair_id")
    await database["pages"].insert_many([documents.save(Page("acme", f"p{n}", n)).document for n in range(MANY)])
    return documents


async def test_everybody_gets_their_own_document(pages: Documents[Page]) -> None:
    found = await asyncio.gather(*(pages.find("acme", f"p{n}") for n in range(MANY)))
    assert [page.times if page else None for page in found] == list(range(MANY))


async def test_what_is_not_there_is_none_for_whoever_asked_for_it(pages: Documents[Page]) -> None:
    found = await asyncio.gather(*(pages.find(org, "p7") for org in ("acme", "other", "acme")))
    assert [page.times if page else None for page in found] == [7, None, 7]


async def test_who_asks_at_once_shares_a_query(pages: Documents[Page], finds: Finds) -> None:
    await asyncio.gather(*(pages.find("acme", f"p{n}") for n in range(MANY)))
    assert finds.count == MANY / 200


async def test_one_who_asks_alone_waits_for_nobody(pages: Documents[Page], finds: Finds) -> None:
    for n in range(3):
        assert await pages.find("acme", f"p{n}")
    assert finds.count == 3


async def test_somebody_who_gives_up_takes_nothing_from_the_others(pages: Documents[Page]) -> None:
    impatient = asyncio.create_task(pages.find("acme", "p1"))
    patient = asyncio.create_task(pages.find("acme", "p1"))
    await asyncio.sleep(0)
    impatient.cancel()
    assert (await patient) == Page("acme", "p1", 1, 1)


async def test_an_error_reaches_all_who_asked_and_the_next_who_ask_are_served(
    client: pymongo.AsyncMongoClient[dict[str, Any]], database_prefix: str
) -> None:
    database = client[f"{database_prefix}_journal"]
    await database["base"].insert_one({"_id": "acme/p1"})
    await database.create_collection("pages", viewOn="base", pipeline=[{"$set": {"x": {"$divide": [1, 0]}}}])
    lookups = Lookups(database["pages"])
    outcomes = await asyncio.gather(*(lookups.find("acme/p1") for _ in range(3)), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [OperationFailure] * 3
    await database.drop_collection("pages")
    assert await lookups.find("acme/p1") is None
