"""Two sparks lead to a first talk, and two yeses after it to a pair. On a real broker and database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta

import pytest
import pytest_asyncio

from libs.common.contracts.asks import Mark, MarkPerson
from libs.common.contracts.interest import InterestBecameMutual
from libs.common.contracts.pairs import PairFormed
from libs.common.contracts.requests import Answer, RequestChanged, RequestClosed, RequestOpened, RequestReminded
from tests.component.matching.asking import Asking, asking
from tests.component.matching.speaking import HEARD, MIA, Matching, code_of, person
from tests.support.running import Bench

DAY = timedelta(days=1)


@dataclass(slots=True)
class Talking:
    """Claims and marks, beside each other."""

    matching: Matching
    asking: Asking

    async def spark(self, one: str = "mia", other: str = "ada", met: int = 1) -> InterestBecameMutual:
        """Both, at the same moment; what is told of it."""
        ways = ((one, other), (other, one))
        await asyncio.gather(*(self.asking.ask(MarkPerson(person_id=to, mark=Mark.SPARK), by) for by, to in ways))
        fact = (await self.matching.heard.expect(InterestBecameMutual, met))[-1].data
        assert isinstance(fact, InterestBecameMutual)
        return fact


@pytest_asyncio.fixture
async def talking(bench: Bench) -> AsyncIterator[Talking]:
    matching = Matching(bench, await bench.listen(*HEARD, InterestBecameMutual))
    async with AsyncExitStack() as stack:
        await matching.start(stack)
        made = Talking(matching, await stack.enter_async_context(asking(bench)))
        await matching.know(MIA, person("ada"))
        await matching.known()
        yield made


@pytest.mark.feature("ours.spark")
async def test_two_sparks_are_a_talk_proposed_and_two_yeses_after_it_a_pair(talking: Talking) -> None:
    matching, fact = talking.matching, await talking.spark()
    (opened,) = await matching.heard.expect(RequestOpened)
    assert isinstance(opened.data, RequestOpened)
    assert (opened.data.state, opened.data.by_spark, opened.data.agreed_id) == ("talk-proposed", True, None)
    assert (fact.request_id, opened.actorid) == (opened.subject, None)
    await matching.answer(Answer.TALK_HELD, "mia", opened.subject)
    once = await matching.answer(Answer.ACCEPT, "ada", opened.subject)
    assert isinstance(once.data, RequestChanged)
    assert (once.data.state, once.data.agreed_id, once.data.asked_id) == ("talk-held", "ada", "mia")
    assert not matching.heard.of(PairFormed), "one yes is no pair"
    await matching.answer(Answer.ACCEPT, "mia", opened.subject)
    await matching.heard.expect(PairFormed)
    (pair,) = await matching.rows("pairs")
    assert [(one["person_id"], one["means"]) for one in pair["consents"]] == [("ada", "asked"), ("mia", "accepted")]
    assert "request-clock" not in {row["kind"] for row in await matching.rows("timers")}
    assert all(desk["asking"] == desk["answering"] == [] for desk in await matching.rows("desks"))


async def test_no_cap_turns_down_whom_two_sparks_brought_together(talking: Talking) -> None:
    """Three open requests are in nobody's way, nor is a talk in the way of the next request."""
    matching = talking.matching
    await matching.know(*(person(f"m{n}") for n in range(4)))
    await matching.known()
    for n in range(2):
        await matching.ask(f"m{n}", request=f"req_{n}")
    fact = await talking.spark()
    assert fact.request_id is not None
    await matching.ask("m2", request="req_2")
    assert code_of(await matching.ask("m3", request="req_3")) == "too-many-open-requests"
    also = await talking.spark("mia", "m3", met=2)
    assert also.request_id is not None


async def test_who_has_asked_already_talks_in_that_request(talking: Talking) -> None:
    matching = talking.matching
    await matching.ask("ada")
    assert (await talking.spark()).request_id == "req_1"
    (changed,) = await matching.heard.expect(RequestChanged)
    assert isinstance(changed.data, RequestChanged)
    assert (changed.data.state, changed.data.by, changed.data.by_spark) == ("talk-proposed", None, False)
    assert len(await matching.rows("requests")) == 1
    await matching.answer(Answer.ACCEPT, "ada")
    await matching.heard.expect(PairFormed)


async def test_where_a_rule_forbids_a_pair_both_hear_of_each_other_and_no_request_is_made(talking: Talking) -> None:
    matching = talking.matching
    await matching.know(person("report", manager_id="mia"), person("full", capacity=0), person("also", capacity=0))
    await matching.known()
    assert (await talking.spark("mia", "report")).request_id is None
    assert (await talking.spark("full", "also", met=2)).request_id is None
    turned = await talking.spark("mia", "full", met=3)
    assert turned.request_id is not None, "who has no place may learn"
    (row,) = await matching.rows("requests")
    assert (row["mentee_id"], row["mentor_id"]) == ("full", "mia")


async def test_a_talk_that_nobody_holds_reminds_both_and_ends_by_itself(talking: Talking) -> None:
    matching, fact = talking.matching, await talking.spark()
    await matching.step(3 * DAY)
    (reminded,) = await matching.heard.expect(RequestReminded)
    assert reminded.data.concerns() == {"ada", "mia"}
    await matching.step(8 * DAY)
    closed = await matching.closed(fact.request_id or "")
    assert isinstance(closed.data, RequestClosed)
    assert (closed.data.state, closed.data.by_spark) == ("expired", True)
    assert await matching.rows("timers") == [], "nothing follows: nobody asked"


async def test_a_no_to_a_talk_is_a_no_and_its_reason_stays(talking: Talking) -> None:
    matching, fact = talking.matching, await talking.spark()
    declined = await matching.answer(Answer.DECLINE, "mia", fact.request_id or "")
    assert isinstance(declined.data, RequestClosed)
    assert (declined.data.state, declined.data.asked_id) == ("declined", "mia")
    assert code_of(await matching.answer(Answer.ACCEPT, "ada", fact.request_id or "")) == "request-closed"
