"""With the end of a request what was found about its reporting line is forgotten, whatever comes first."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest

from libs.common.contracts import Service
from libs.common.contracts.conflicts import ConflictFound
from libs.common.contracts.pairs import PairFormed
from libs.common.contracts.requests import Answer
from services.matching.domain.conflicts import Conflict
from services.matching.store import Store
from services.matching.use_cases.keeping import CLOCK
from services.matching.use_cases.reorganising import LINE
from tests.component.matching.holding import holding
from tests.component.matching.speaking import MIA, Matching, moved, person
from tests.component.matching.test_freeing import settled
from tests.support.running import Bench, eventually, tombstones_of

AT = datetime(2026, 11, 1, 9, tzinfo=UTC)
TEN_DAYS = timedelta(days=10, minutes=1)


async def under_ada(matching: Matching) -> None:
    """Mia reports to Ada from now on, whom she has asked."""
    await matching.know(moved(MIA, "ada"))


async def found(matching: Matching) -> None:
    async def one() -> bool:
        return len(await matching.rows("conflicts")) == 1

    await eventually(one, what="the conflict")


ENDS: list[Callable[[Matching], Awaitable[object]]] = [
    lambda matching: matching.withdraw(),
    lambda matching: matching.answer(Answer.DECLINE, "ada"),
    lambda matching: matching.block("ada", "mia"),
    lambda matching: matching.step(TEN_DAYS),
]


@pytest.mark.parametrize("end", ENDS, ids=["withdrawn", "declined", "blocked", "expired"])
async def test_it_is_forgotten_whatever_ends_the_request(
    matching: Matching, end: Callable[[Matching], Awaitable[object]]
) -> None:
    await matching.know(person("ada"))
    await matching.known()
    await matching.ask("ada")
    await under_ada(matching)
    await found(matching)
    await end(matching)
    await matching.closed()
    await settled(matching)
    assert await matching.rows("conflicts") == []


async def test_it_is_forgotten_with_a_yes_that_comes_before_anybody_looks_at_a_move_apart(matching: Matching) -> None:
    await matching.know(MIA, person("ada"))
    await matching.known()
    await matching.ask("ada")
    conflict = Conflict(org="acme", conflict_key="request/req_1", above_id="ada", found_at=AT)
    database = matching.bench.database(Service.MATCHING)
    await database["conflicts"].insert_one(Store(database, tombstones_of(database)).conflicts.save(conflict).document)
    await matching.answer(Answer.ACCEPT, "ada")
    await matching.heard.expect(PairFormed)
    assert await matching.rows("conflicts") == []


async def test_a_conflict_that_is_found_as_the_request_ends_is_not_told_where_the_end_is_first(bench: Bench) -> None:
    async with holding(bench, LINE) as (matching, held, stack):
        await matching.know(MIA, person("ada"))
        await matching.known()
        await matching.ask("ada")
        await under_ada(matching)
        await held.meanwhile(matching, stack)
        await matching.withdraw()
        await matching.closed()
        held.let_go.set()
        await settled(matching)
        assert await matching.rows("conflicts") == []
        assert not matching.heard.of(ConflictFound)


async def test_a_conflict_that_is_found_as_the_request_ends_is_forgotten_where_the_end_is_last(bench: Bench) -> None:
    async with holding(bench, CLOCK) as (matching, held, stack):
        await matching.know(MIA, person("ada"))
        await matching.known()
        await matching.ask("ada")
        await matching.step(TEN_DAYS)
        await held.meanwhile(matching, stack)
        await under_ada(matching)
        await found(matching)
        held.let_go.set()
        await matching.closed()
        await settled(matching)
        assert await matching.rows("conflicts") == []
