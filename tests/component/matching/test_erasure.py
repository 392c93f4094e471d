"""Somebody is erased: what was open with them ends kindly, the partners' side stays, and nothing brings them back."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest_asyncio

from libs.common.contracts import Service
from libs.common.contracts.erasure import ErasureDone
from libs.common.contracts.pairs import PairEnded
from libs.common.contracts.people import PersonLeft
from libs.common.contracts.requests import Answer, RequestClosed
from libs.common.erasing import KEY
from libs.common.house import House
from services.matching.store import INDEXES, OF_A_PERSON, OF_NOBODY, OF_OTHERS_TOO
from tests.component.matching.speaking import HEARD, MIA, Matching, person
from tests.support.erased import erase, erased, places_of
from tests.support.running import Bench

SHARED = {"pairs", "requests", "inbox"}
"""Where an id may stand that nobody has a name for any more."""


@pytest_asyncio.fixture
async def hearing(bench: Bench) -> AsyncIterator[Matching]:
    """Hears the end of an erasure, too."""
    async with AsyncExitStack() as stack:
        made = Matching(bench, await bench.listen(*HEARD, ErasureDone))
        await made.start(stack, replicas=2)
        yield made


def test_every_collection_is_said_to_go_with_a_person_or_to_stay() -> None:
    assert set(OF_A_PERSON) | OF_OTHERS_TOO | OF_NOBODY | {"people"} == set(INDEXES)
    assert not set(OF_A_PERSON) & (OF_OTHERS_TOO | OF_NOBODY)


def test_what_goes_with_a_person_is_found_by_an_index() -> None:
    for name, fields in OF_A_PERSON.items():
        for field in set(fields) - {KEY}:
            assert any(list(index.document["key"])[:2] == ["org", field] for index in INDEXES[name]), (name, field)


async def test_what_is_open_ends_and_nothing_is_left_to_find_them_by(hearing: Matching) -> None:
    await hearing.know(MIA, *(person(name, name=f"{name} Kardamom") for name in ("ada", "bob", "eve")))
    await hearing.ask("ada")
    await hearing.answer(Answer.ACCEPT, "ada")
    await hearing.ask("bob", mentee="ada", request="req_2", topics=["Rust"])
    await hearing.ask("ada", mentee="bob", request="req_3", topics=["Rust"], confirmed=False)
    await hearing.block("ada", "eve")
    event = await erase(hearing.bench, "ada", times=2)
    counts = await erased(hearing.bench, Service.MATCHING, hearing.heard, event, hearing.step)
    for request in ("req_1", "req_2", "req_3"):
        await hearing.closed(request)  # two replicas speak, of which either may be late
    await hearing.heard.expect(PairEnded)
    # A request that ends files itself on the desk once more.
    assert counts.pop("desks") in (1, 2)
    assert counts == {"blocks": 1, "people": 1}
    assert [one.data.ending for one in hearing.heard.of(PairEnded) if isinstance(one.data, PairEnded)] == ["left"]
    closed = {one.subject: one.data for one in hearing.heard.of(RequestClosed)}
    ends = {key: data.state for key, data in closed.items() if isinstance(data, RequestClosed)}
    assert ends == {"req_1": "accepted", "req_2": "withdrawn", "req_3": "superseded"}
    database = hearing.bench.database(Service.MATCHING)
    assert await places_of(database, "ada Kardamom".casefold()) == []
    assert set(await places_of(database, '"ada"')) <= SHARED
    (pair,) = await hearing.rows("pairs")
    assert {member["person_id"] for member in pair["members"]} == {"ada", "mia"}


async def test_what_comes_late_or_in_another_order_brings_nobody_back(hearing: Matching) -> None:
    await hearing.know(MIA)
    event = await erase(hearing.bench, "ada")
    counts = await erased(hearing.bench, Service.MATCHING, hearing.heard, event, hearing.step)
    assert counts == {"desks": 1}
    await hearing.know(person("ada"), PersonLeft(person_id="ada"), person("ada"))
    del hearing.sequences["ada"]
    asked = await hearing.ask("ada")
    assert asked.data.event == "ClaimRefused"
    await hearing.quiet()
    assert [row["person_id"] for row in await hearing.rows("people")] == ["mia"]
    assert (await erase(hearing.bench, "ada")).id
    await hearing.quiet()
    assert len(hearing.heard.of(ErasureDone)) == 1


async def test_the_one_who_forms_a_pair_at_that_moment_is_seen_or_refused(hearing: Matching) -> None:
    await hearing.know(MIA, person("ada"))
    await hearing.ask("ada")
    event = await erase(hearing.bench, "ada")
    await hearing.answer(Answer.ACCEPT, "ada")
    await erased(hearing.bench, Service.MATCHING, hearing.heard, event, hearing.step)
    assert all(row["standing"] == "ended" for row in await hearing.rows("pairs"))
    house: House = hearing.houses[0]
    assert await house.tombstones.among("acme", ["ada", "mia"]) == {"ada"}
    del hearing.sequences["ada"]
    await hearing.step(timedelta(days=20))
    await hearing.quiet()
    assert [row["person_id"] for row in await hearing.rows("people")] == ["mia"]
