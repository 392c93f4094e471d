"""What happens to requests by themselves, with time stepped. On a real broker and database."""

from contextlib import AsyncExitStack
from datetime import timedelta

import pytest

from libs.common.contracts.requests import Answer, RequestClosed, RequestReminded
from tests.component.matching.speaking import HEARD, MIA, Matching, code_of, person
from tests.support.running import Bench, eventually

DAY = timedelta(days=1)
SOON = timedelta(minutes=1)


@pytest.mark.feature("request.clock")
async def test_a_request_that_nobody_answers_reminds_twice_and_then_ends(matching: Matching) -> None:
    await matching.know(person("ada"), person("bob"), person("cem"), person("dan"))
    await matching.suggested("bob", "cem", "dan")
    opened = await matching.ask("ada")
    await matching.step(3 * DAY - SOON)
    assert matching.heard.of(RequestReminded) == [], "a minute too early"
    await matching.step(2 * SOON)
    await matching.heard.expect(RequestReminded)
    await matching.step(4 * DAY)
    reminded = await matching.heard.expect(RequestReminded, 2)
    await matching.step(3 * DAY)
    closed = await matching.closed()
    assert isinstance(closed.data, RequestClosed)
    assert (closed.data.state, closed.actorid) == ("expired", None)
    assert [event.data.number for event in reminded if isinstance(event.data, RequestReminded)] == [1, 2]
    assert [event.sequence for event in (opened, *reminded, closed)] == [1, 2, 3, 4]
    follow_up = await matching.followed_up()
    assert follow_up.state == "expired"
    names = [one.mentor_id for one in follow_up.suggestions]
    assert len(names) == 2
    assert set(names) <= {"bob", "cem", "dan"}, "fresh names, and not the one who did not answer"
    assert follow_up.concerns() == {"mia"}
    assert code_of(await matching.answer(Answer.ACCEPT, "ada")) == "request-closed"
    assert await matching.rows("timers") == []


async def test_an_answer_stops_the_clock(matching: Matching) -> None:
    await matching.know(person("ada"))
    await matching.ask("ada")
    assert [row["kind"] for row in await matching.rows("timers")] == ["request-clock"]
    await matching.answer(Answer.ACCEPT, "ada")
    assert "request-clock" not in {row["kind"] for row in await matching.rows("timers")}


async def test_what_nobody_confirms_expires_unheard_by_the_mentor(matching: Matching) -> None:
    await matching.know(person("ada"))
    await matching.ask("ada", confirmed=False)
    await matching.step(10 * DAY + SOON)
    closed = await matching.closed()
    assert isinstance(closed.data, RequestClosed)
    assert (closed.data.state, closed.data.mentor_knew) == ("expired", False)
    assert closed.data.concerns() == {"mia"}
    assert matching.heard.of(RequestReminded) == [], "the mentor is not reminded of what they never heard of"
    assert code_of(await matching.answer(Answer.CONFIRM, "mia")) == "request-closed"


async def test_the_days_count_from_when_the_mentor_was_asked(matching: Matching) -> None:
    await matching.know(person("ada"))
    await matching.ask("ada", confirmed=False)
    await matching.step(9 * DAY)
    await matching.answer(Answer.CONFIRM, "mia")
    await matching.step(2 * DAY)
    (row,) = await matching.rows("timers")
    assert (row["kind"], matching.heard.of(RequestClosed)) == ("request-clock", [])
    await matching.step(DAY + SOON)
    await matching.heard.expect(RequestReminded)


async def test_who_declines_leaves_the_asker_with_two_other_names_and_no_trace_of_why(matching: Matching) -> None:
    await matching.know(person("ada"), person("bob"))
    await matching.suggested("bob")
    await matching.ask("ada")
    await matching.answer(Answer.DECLINE, "ada")
    follow_up = await matching.followed_up()
    assert (follow_up.state, [one.mentor_id for one in follow_up.suggestions]) == ("declined", ["bob"])


async def test_two_replicas_let_each_of_many_requests_end_once_whatever_was_missed(bench: Bench) -> None:
    """Nobody was there for twelve days: no reminder comes late, and every request ends exactly once."""
    count = 12
    matching = Matching(bench, await bench.listen(*HEARD))
    async with AsyncExitStack() as stack:
        await matching.start(stack)
        await matching.know(MIA, *(person(f"m{n}") for n in range(count)))
        await matching.know(*(person(f"n{n}", seniority=1) for n in range(count)))
        for n in range(count):
            await matching.ask(f"m{n}", mentee=f"n{n}", request=f"req_{n}")
    matching.houses.clear()
    async with AsyncExitStack() as stack:
        await matching.start(stack, replicas=2)
        await matching.step(12 * DAY)
        await matching.heard.expect(RequestClosed, count)

        async def no_timer_left() -> bool:
            return await matching.rows("timers") == []

        await eventually(no_timer_left, what="no timer left")
        ends = [event.subject for event in matching.heard.of(RequestClosed)]
    assert sorted(ends) == sorted(f"req_{n}" for n in range(count))
    assert matching.heard.of(RequestReminded) == []
