"""What people write is found nowhere but with who may read it: a planted phrase, looked for everywhere there is."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio

from deploy.local.story.clients import Client, signed_in
from libs.common.contracts import Service
from tests.e2e.forgetting import forget_one
from tests.e2e.writing import PHRASE, Told, all_told, archive, is_there, words
from tests.support.doors import add_platform, send_events
from tests.support.receiver import Receiver, receiving
from tests.support.running import eventually
from tests.support.scan import found_at_rest
from tests.support.spans import Spans, span_receiver
from tests.support.system import System, system

ORG = "acme"
KNOWN = "Kardamom"
"""A name, which is kept in the clear: the scan has to find it."""

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def spans() -> Iterator[Spans]:
    with span_receiver() as receiver:
        yield receiver


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def running(spans: Spans, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[System]:
    """One system for all that is looked for here."""
    told = {"BOTHWAYS_OTLP_ENDPOINT": spans.url}
    async with system(tmp_path_factory.mktemp("private"), environment=told) as made:
        yield made


async def test_a_planted_phrase_is_found_with_who_may_read_it_and_nowhere_else(running: System, spans: Spans) -> None:
    async with AsyncExitStack() as stack:
        ada, bob, eve = [
            await stack.enter_async_context(signed_in(running.url(), ORG, person_id))
            for person_id in await people(running)
        ]
        pair = await a_pair(ada, bob)
        told = await all_told(bob, pair)
        await read_by_the_right_ones(told, ada, bob, eve)
        await nowhere_else(running, spans)
        await gone_with_the_keys(running, told, ada)


async def test_one_of_the_982_is_erased_and_nothing_of_them_is_left_anywhere(running: System) -> None:
    hooks = Receiver()
    with receiving(hooks):
        await forget_one(running, hooks)


async def people(running: System) -> tuple[str, ...]:
    """Somebody to learn from, somebody who writes, and somebody who is not meant."""
    hr = await add_platform(running, "private-hr", ORG)
    everybody = ("ada", "bob", "eve")
    topics = {"gives": ["Python", "Rust"], "gets": ["Rust", "Python"], "capacity": 3}
    records = [
        {"person_id": one, "name": f"{one} {KNOWN}", "email": f"{one}@example.org", **topics} for one in everybody
    ]
    await send_events(running, hr.api_key, [joined(record) for record in records])
    return everybody


def joined(record: dict[str, Any]) -> dict[str, Any]:
    """As a platform tells it."""
    whose = {"id": f"joined-{record['person_id']}", "subject": record["person_id"], "org": ORG, "data": record}
    source = {"source": "https://hr.example.org", "type": "bothways.PersonJoined.v1"}
    return {"specversion": "1.0", "time": datetime.now(UTC).isoformat(), **source, **whose}


async def a_pair(ada: Client, bob: Client) -> str:
    """Bob learns from Ada: the path of their pair."""
    wanted = {"mentor_id": "ada", "topics": ["Python"], "message": words("request")}
    asked = await bob.post("/v1/requests", wanted, wait=30)
    assert asked.status_code == 201, asked.text
    answer = await ada.post(f"{asked.headers['Location']}/answer", {"answer": "accept"}, wait=30)
    assert answer.is_success, answer.text
    (pair,) = (await bob.get("/v1/pairs"))["data"]
    return f"/v1/pairs/{pair['pair_id']}"


async def read_by_the_right_ones(told: list[Told], ada: Client, bob: Client, eve: Client) -> None:
    for one in told:
        assert await is_there(bob, one.read_at, words(one.place)), one.place
        assert await is_there(ada, one.read_at, words(one.place)) is one.is_shared, one.place
        assert PHRASE not in (await eve.http.get(one.read_at)).text, one.place
    own, partners, foreign = [(await one.http.get("/v1/journal/export?format=json")).text for one in (bob, ada, eve)]
    assert (words("reflection") in own, words("gratitude") in own) == (True, True)
    assert (words("reflection") in partners, words("gratitude") in partners) == (False, True)
    assert PHRASE not in foreign
    everything, partners, foreign = [await archive(one) for one in (bob, ada, eve)]
    assert [one.place for one in told if words(one.place) not in everything] == []
    assert [one.place for one in told if (words(one.place) in partners) is not one.is_shared] == []
    assert PHRASE not in foreign


async def nowhere_else(running: System, spans: Spans) -> None:
    """The same search finds what is kept in the clear, so it would find the phrase."""
    seen = " ".join(await found_at_rest(running, KNOWN.encode()))
    assert "bothways_gateway" in seen
    assert "local.oplog.rs" in seen
    assert "broker: " in seen
    await eventually(lambda: is_told(spans), what="spans")
    assert await found_at_rest(running, PHRASE.encode()) == []
    assert not [body for body in spans.bodies if PHRASE.encode() in body]


async def is_told(spans: Spans) -> bool:
    """Whether journal has sent spans."""
    return any(b"bothways-journal" in body for body in spans.bodies)


async def gone_with_the_keys(running: System, told: list[Told], ada: Client) -> None:
    """Nobody reads anything of Bob's without his keys, and everything is still there otherwise."""
    keys = running.database(Service.JOURNAL)["keys"]
    destroyed = {"$set": {"wrapped": None, "master_id": None}}
    assert (await keys.update_many({"owner_id": "bob"}, destroyed)).modified_count == 2
    for one in told:
        answer = await ada.http.get(one.read_at)
        assert answer.is_success, f"{one.place}: {answer.text}"
        assert PHRASE not in answer.text, one.place
