"""A changed reporting line flags what it brings into one line, once: on a real broker and database."""

import random
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from libs.common.contracts import AnyEvent, Service
from libs.common.contracts.conflicts import ConflictFound
from libs.common.contracts.pairs import EndReason, PairEndAsked
from libs.common.contracts.requests import Answer, RequestAnswered, RequestOpened
from libs.common.errors import Conflict as Lost
from libs.common.house import House
from services.matching.app import build
from services.matching.index.organisations import Index
from services.matching.store import Store
from services.matching.use_cases.checking import Checking
from services.matching.use_cases.finding import Finder
from services.matching.use_cases.requests import Requests
from tests.component.matching.organisation import Organisation, flagged, keep
from tests.component.matching.speaking import HEARD, MIA, Matching, code_of, moved, person
from tests.component.matching.test_pairs import form
from tests.support.running import Bench, eventually, tombstones_of


@pytest_asyncio.fixture
async def matching(bench: Bench) -> AsyncIterator[Matching]:
    heard = await bench.listen(*HEARD)
    async with bench.running(Service.MATCHING, build):
        made = Matching(bench, heard)
        await made.know(MIA, person("ada"), person("lee"))
        yield made


@pytest.mark.feature("matching.conflicts", "ours.reorganisation")
async def test_a_pair_that_comes_into_one_line_through_somebody_between_is_flagged_once(matching: Matching) -> None:
    pair_id = await form(matching)
    await matching.quiet()
    await matching.know(moved(person("lee"), "ada"))
    await matching.quiet()
    assert not matching.heard.of(ConflictFound)
    await matching.know(moved(MIA, "lee"))
    (found,) = await matching.heard.expect(ConflictFound)
    assert isinstance(found.data, ConflictFound)
    assert (found.data.pair_id, found.data.above_id, found.subject) == (pair_id, "ada", pair_id)
    assert found.data.options == ("continue-with-care", "pause", "hand-over")
    assert found.data.concerns() == {"ada", "mia"}
    await matching.know(moved(MIA, "ada"))
    await matching.quiet()
    assert len(matching.heard.of(ConflictFound)) == 1, "they are in one line still"


async def test_a_conflict_that_is_over_and_comes_again_is_told_again(matching: Matching) -> None:
    await form(matching)
    for manager_id in ("ada", None, "ada"):
        await matching.know(moved(MIA, manager_id))
        await matching.quiet()
    assert len(await matching.heard.expect(ConflictFound, 2)) == 2


async def test_an_open_request_is_flagged_and_one_that_was_answered_or_a_pair_that_ended_is_not(
    matching: Matching,
) -> None:
    assert isinstance((await matching.ask("lee", request="req_open")).data, RequestOpened)
    pair_id = await form(matching, "req_1")
    await matching.claim(PairEndAsked(pair_id=pair_id, reason=EndReason.COMPLETED), pair_id, "mia")
    await matching.know(moved(person("lee"), "ada"), moved(MIA, "lee"))
    (found,) = await matching.heard.expect(ConflictFound)
    await matching.quiet()
    assert isinstance(found.data, ConflictFound)
    assert (found.data.request_id, found.data.pair_id, found.data.options) == ("req_open", None, ("hand-over",))
    assert len(matching.heard.of(ConflictFound)) == 1


async def test_who_joins_later_than_those_below_brings_their_line_together(matching: Matching) -> None:
    """Feeds come in any order: Mia reports to somebody who is not here yet and who will report to Ada."""
    await matching.know(moved(MIA, "between"))
    pair_id = await form(matching)
    await matching.know(person("between", manager_id="ada"))
    (found,) = await matching.heard.expect(ConflictFound)
    assert found.subject == pair_id


async def test_a_yes_that_was_decided_before_a_move_and_comes_after_it_was_looked_at_is_decided_again(
    bench: Bench,
) -> None:
    """The move is of somebody between the two, so that nothing else of what the yes writes has changed."""
    heard = await bench.listen(*HEARD)
    async with bench.running(Service.MATCHING, build) as house:
        matching = Matching(bench, heard)
        await matching.know(moved(MIA, "lee"), person("ada"), person("lee"))
        await matching.ask("ada")
        store = Store(house.database, tombstones_of(house.database))
        requests = Requests(store, house.units, Checking(store), Finder(store, Index(None)))
        yes = bench.event(RequestAnswered(request_id="req_1", answer=Answer.ACCEPT), "req_1", actorid="ada")
        decided = await requests.answer(yes)  # type: ignore[arg-type]
        await matching.know(moved(person("lee"), "ada"))
        await matching.heard.expect(ConflictFound)
        with pytest.raises(Lost):
            await house.committer.commit(decided)
        await bench.publish(yes)
        assert code_of(await matching.outcome_of(yes)) == "reporting-line"
    assert not await matching.rows("pairs")


@pytest.mark.feature("ours.reorganisation")
async def test_a_reorganisation_of_5000_flags_what_brute_force_finds_none_missed_and_none_twice(bench: Bench) -> None:
    organisation = Organisation(random.Random(20261128))  # noqa: S311 - the same people in every run
    organisation.grow()
    await keep(bench, organisation)
    before, moves = organisation.conflicts(organisation.managers), organisation.moves
    after = organisation.conflicts(organisation.managers | moves)
    expected = {key: who for key, who in after.items() if before.get(key) != who}
    for kind in ("pair", "request", "circle"):
        told, forgotten = (
            sum(key.startswith(kind) for key in keys) for keys in (expected, before.keys() - after.keys())
        )
        assert min(told, forgotten) > 50, f"too little to see of {kind}s"
    heard = await bench.listen(ConflictFound)
    events = [bench.event(moved(person(one), boss), one, sequence=2) for one, boss in moves.items() for _ in range(2)]
    organisation.chance.shuffle(events)
    async with bench.running(Service.MATCHING, build) as first, bench.running(Service.MATCHING, build) as second:
        for event in events:
            await bench.publish(event, times=2)
        await all_looked_at(bench, (first, second), events)
    assert await flagged(heard, len(expected)) == expected
    kept = bench.database(Service.MATCHING)["conflicts"].find({})
    assert {row["conflict_key"]: row["above_id"] async for row in kept} == after


async def all_looked_at(bench: Bench, houses: tuple[House, ...], events: list[AnyEvent]) -> None:
    """Until every event is handled, no timer is left, and everything is published."""
    database = bench.database(Service.MATCHING)

    async def nothing_left() -> bool:
        marks = await database["inbox"].count_documents({})
        left = [await database[name].count_documents({}) for name in ("timers", "outbox")]
        return marks == len(events) and not any(left) and not any(house.deliveries.in_flight for house in houses)

    await eventually(nothing_left, within_s=90, what="every move looked at")
