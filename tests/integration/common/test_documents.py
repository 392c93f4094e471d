"""Documents are found one by one, however many are asked for at once. On a real database."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pymongo
import pytest
import pytest_asyncio
from pymongo.errors import OperationFailure

from libs.common.errors import Retryable
from libs.common.mongo import Documents
from tests.integration.common.diary import Page
from tests.support.commands import Commands
from tests.support.stack import TestStack

MANY = 1000


@pytest.fixture
def commands() -> Commands:
    return Commands()


@pytest_asyncio.fixture
async def client(stack: TestStack, commands: Commands) -> AsyncIterator[pymongo.AsyncMongoClient[dict[str, Any]]]:
    async with pymongo.AsyncMongoClient[dict[str, Any]](stack.mongo_url, event_listeners=[commands]) as made:
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


async def test_who_asks_at_once_shares_a_query(pages: Documents[Page], commands: Commands) -> None:
    await asyncio.gather(*(pages.find("acme", f"p{n}") for n in range(MANY)))
    assert commands.reads == MANY / 200


async def test_who_asks_for_many_gets_those_that_are_there_in_one_query(
    pages: Documents[Page], commands: Commands
) -> None:
    found = await pages.find_all("acme", [*(f"p{n}" for n in range(MANY)), "nowhere"])
    assert [(key, page.times) for key, page in found.items()] == [(f"p{n}", n) for n in range(MANY)]
    assert commands.reads == 1


async def test_who_asks_for_too_many_does_not_swell_the_query_of_others(
    pages: Documents[Page], commands: Commands
) -> None:
    wanted = [[f"p{n}" for n in range(size)] for size in (50, 150, 1, 199, MANY, 2)]
    found = await asyncio.gather(*(pages.find_all("acme", keys) for keys in wanted))
    assert [list(pages) for pages in found] == wanted
    assert commands.reads == len([[50, 150], [1, 199], [MANY], [2]])


async def test_all_are_got_or_the_message_comes_back_for_who_is_missing(pages: Documents[Page]) -> None:
    assert (await pages.get_all("acme", ("p1", "p2"))).keys() == {"p1", "p2"}
    with pytest.raises(Retryable, match="unknown-pair"):
        await pages.get_all("acme", ("p1", "nowhere"))


async def test_one_who_asks_alone_waits_for_nobody(pages: Documents[Page], commands: Commands) -> None:
    for n in range(3):
        assert await pages.find("acme", f"p{n}")
    assert commands.reads == 3


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
    pages = Documents(database, "pages", Page, "pair_id")
    outcomes = await asyncio.gather(*(pages.find("acme", "p1") for _ in range(3)), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [OperationFailure] * 3
    await database.drop_collection("pages")
    assert await pages.find("acme", "p1") is None
