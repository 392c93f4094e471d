"""Gives and gets: private lines, thanks once, totals that equal the facts, and a mentor's month. On real servers."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from libs.common.asks import NotFound
from libs.common.contracts import AnyEvent
from libs.common.contracts.asks import Ask
from libs.common.contracts.entries import WriteEntry
from libs.common.contracts.ledgers import (
    DividendReady,
    Exchange,
    ExchangeLogged,
    ExchangeThanked,
    ExchangeWithdrawn,
    Given,
    Ledger,
    LogExchange,
    ReadDividend,
    ReadLedger,
    ThankForExchange,
    WithdrawExchange,
)
from libs.common.contracts.pairs import Milestone, MilestoneReached
from libs.common.contracts.requests import Direction
from libs.common.errors import Refused
from libs.common.house import House
from services.journal.domain.ledgers import Ledger as KeptLedger
from services.journal.domain.ledgers import Logged, Thanked, Withdrawn, rebuilt
from services.journal.domain.months import Month
from services.journal.store import Store
from tests.component.journal.speaking import Speaking
from tests.support.running import eventually

PHRASE = "Der Zimtstern klingt violett"


async def log(
    speaking: Speaking, pair: AnyEvent, person_id: str, direction: str, exchange_id: str, line: str = PHRASE
) -> Exchange:
    given = Given(direction)
    ask = LogExchange(pair_id=pair.subject, exchange_id=exchange_id, direction=given, line=line, about="Python")
    return await speaking.questions.ask(ask, speaking.asker(person_id))


async def read(speaking: Speaking, pair: AnyEvent, person_id: str, **page: Any) -> Ledger:
    return await speaking.questions.ask(ReadLedger(pair_id=pair.subject, **page), speaking.asker(person_id))


@pytest.mark.feature("ours.ledger")
async def test_both_read_every_line_and_the_flow_both_ways_and_nobody_else_finds_anything(
    journal: House, speaking: Speaking
) -> None:
    pair = await speaking.open()
    first = await log(speaking, pair, "ada", "gave", "e1")
    await log(speaking, pair, "bob", "got", "e2")
    await log(speaking, pair, "bob", "gave", "e3")
    assert await log(speaking, pair, "ada", "gave", "e1", "something else") == first, "said before"
    ledgers = [await read(speaking, pair, person_id) for person_id in ("ada", "bob")]
    assert ledgers[0] == ledgers[1]
    assert [(line.exchange_id, line.line, line.about) for line in ledgers[0].lines] == [
        (exchange_id, PHRASE, "Python") for exchange_id in ("e3", "e2", "e1")
    ]
    (month,) = ledgers[0].months
    assert [(side.person_id, side.gave, side.got) for side in month.sides] == [("ada", 1, 0), ("bob", 1, 1)]
    assert [(flow.from_id, flow.to_id, flow.count) for flow in month.flows] == [("ada", "bob", 2), ("bob", "ada", 1)]
    for ask in asks_about(pair.subject, "e1"):
        with pytest.raises(NotFound):
            await speaking.questions.ask(ask, speaking.asker("eve"))
    kept = [await speaking.rows(name) for name in await journal.database.list_collection_names()]
    assert "Zimtstern" not in repr(kept) + repr(speaking.heard.events)


def asks_about(pair_id: str, exchange_id: str) -> list[Ask[Any]]:
    return [
        ReadLedger(pair_id=pair_id),
        LogExchange(pair_id=pair_id, exchange_id="e9", direction=Given.GOT, line="x"),
        ThankForExchange(pair_id=pair_id, exchange_id=exchange_id),
        WithdrawExchange(pair_id=pair_id, exchange_id=exchange_id),
    ]


async def test_lines_come_in_pages_without_a_gap(journal: House, speaking: Speaking) -> None:
    pair = await speaking.open()
    for number in range(5):
        await log(speaking, pair, "ada", "gave", f"e{number}")
    found, before = list[str](), None
    while True:
        page = await read(speaking, pair, "bob", before=before, limit=2)
        found += [line.exchange_id for line in page.lines]
        if page.next_cursor is None:
            break
        before = page.next_cursor
    assert found == ["e4", "e3", "e2", "e1", "e0"]


async def test_thanks_come_once_from_the_other_side_and_go_with_a_line_that_is_taken_back(
    journal: House, speaking: Speaking
) -> None:
    pair = await speaking.open()
    await log(speaking, pair, "ada", "gave", "e1")
    thank = ThankForExchange(pair_id=pair.subject, exchange_id="e1")
    withdraw = WithdrawExchange(pair_id=pair.subject, exchange_id="e1")
    refused: list[tuple[Ask[Any], str, str]] = [
        (thank, "ada", "thanks-to-oneself"),
        (withdraw, "bob", "not-your-words"),
    ]
    for ask, person_id, code in refused:
        with pytest.raises(Refused, match=code):
            await speaking.questions.ask(ask, speaking.asker(person_id))
    thanked = [await speaking.questions.ask(thank, speaking.asker("bob")) for _ in range(2)]
    assert thanked[0] == thanked[1]
    assert thanked[0].thanked_at
    assert (await read(speaking, pair, "ada")).months[0].sides[0].thanked == 1
    for _ in range(2):
        await speaking.questions.ask(withdraw, speaking.asker("ada"))
    assert await read(speaking, pair, "ada") == Ledger(months=(), lines=(), next_cursor=None)
    with pytest.raises(NotFound):
        await speaking.questions.ask(thank, speaking.asker("bob"))
    await speaking.quiet()
    told = [len(speaking.of(pair, fact)) for fact in (ExchangeLogged, ExchangeThanked, ExchangeWithdrawn)]
    assert told == [1, 1, 1]
    (row,) = await speaking.rows("exchanges")
    assert (row["line"], row["about"]) == (None, None)


async def test_after_the_end_nothing_is_added_and_what_is_ones_own_can_still_be_taken_back(
    journal: House, speaking: Speaking
) -> None:
    pair = await speaking.open()
    await log(speaking, pair, "ada", "gave", "e1")
    await speaking.bench.publish(speaking.ended(pair, 2))

    async def is_over() -> bool:
        return [row["standing"] for row in await speaking.rows("stories")] == ["ended"]

    await eventually(is_over, what="the end")
    with pytest.raises(Refused, match="pair-ended"):
        await log(speaking, pair, "bob", "gave", "e2")
    assert len((await read(speaking, pair, "bob")).lines) == 1
    await speaking.questions.ask(WithdrawExchange(pair_id=pair.subject, exchange_id="e1"), speaking.asker("ada"))


@pytest.mark.feature("ours.ledger")
async def test_two_who_write_at_once_on_two_replicas_lose_no_line_and_facts_rebuild_the_ledger(
    speaking: Speaking,
) -> None:
    async with AsyncExitStack() as running:
        houses = [await running.enter_async_context(speaking.running()) for _ in range(2)]
        pair = await speaking.open()
        wanted = list(product(("ada", "bob"), ("gave", "got"), range(3)))
        lines = [(person, way, f"{person}-{way}-{number}") for person, way, number in wanted]
        await asyncio.gather(*(log(speaking, pair, *line) for line in lines * 2))
        acts: list[tuple[Ask[Any], str]] = []
        for person, _, exchange_id in lines[::2]:
            other = {"ada": "bob", "bob": "ada"}[person]
            acts.append((ThankForExchange(pair_id=pair.subject, exchange_id=exchange_id), other))
        for person, _, exchange_id in lines[1::4]:
            acts.append((WithdrawExchange(pair_id=pair.subject, exchange_id=exchange_id), person))
        asked = (speaking.questions.ask(ask, speaking.asker(who)) for ask, who in acts * 2)
        await asyncio.gather(*asked)
        await speaking.quiet()
        live = await Store(houses[0].database, houses[0].tombstones).ledgers.get("acme", pair.subject)
        page = await read(speaking, pair, "ada", limit=100)
    assert live.written == len(lines)
    assert sorted(line.exchange_id for line in page.lines) == sorted(
        exchange_id for number, (*_, exchange_id) in enumerate(lines) if number % 4 != 1
    )
    assert ledger_of(speaking, pair, revision=live.revision) == live


def ledger_of(speaking: Speaking, pair: AnyEvent, *, revision: int) -> KeptLedger:
    """From what was told, and nothing else."""
    facts = list[Logged | Thanked | Withdrawn]()
    for event in speaking.heard.events:
        match event.data:
            case ExchangeLogged() as fact:
                month = str(Month.of(event.time))
                facts.append(Logged(fact.exchange_id, fact.author_id, fact.direction.value, month))
            case ExchangeThanked() as fact:
                facts.append(Thanked(fact.exchange_id))
            case ExchangeWithdrawn() as fact:
                facts.append(Withdrawn(fact.exchange_id))
    return replace(rebuilt("acme", pair.subject, facts), revision=revision)


async def test_who_says_what_they_got_has_learned_from_the_other(journal: House, speaking: Speaking) -> None:
    pair = await speaking.open()
    await log(speaking, pair, "ada", "gave", "e1")
    for number in range(2):
        await log(speaking, pair, "ada", "got", f"e2{number}")
    await speaking.quiet()
    (reached,) = speaking.of(pair, MilestoneReached)
    assert isinstance(reached.data, MilestoneReached)
    assert (reached.data.milestone, reached.data.side) == (Milestone.LEARNED_FROM_OTHER, "mentor")
    assert reached.data.evidence == (speaking.of(pair, ExchangeLogged)[1].id,)


@pytest.mark.feature("insight.mentor-benefit")
async def test_a_mentor_hears_once_what_a_month_brought_them_and_only_where_something_did(speaking: Speaking) -> None:
    async with AsyncExitStack() as running:
        houses = [await running.enter_async_context(speaking.running()) for _ in range(2)]
        pair = await speaking.open()
        silent = await speaking.open(speaking.formed("pair_2", Direction.PEER))
        await pass_months(speaking, houses, 1)
        assert speaking.heard.of(DividendReady) == [], "nothing has happened yet"
        month = Month.of(houses[0].clock.now())
        await speaking.tell(pair, "s1", "bob", houses[0].clock.now())
        await log(speaking, pair, "bob", "got", "e1")
        await log(speaking, pair, "ada", "gave", "e2")
        await log(speaking, pair, "bob", "gave", "e3", "not the mentor's to count")
        thank = ThankForExchange(pair_id=pair.subject, exchange_id="e2")
        await speaking.questions.ask(thank, speaking.asker("bob"))
        for person_id in ("ada", "bob"):
            await share_learning(speaking, pair, person_id, houses[0].clock.now().date())
        await pass_months(speaking, houses, 2)
        (ready,) = speaking.heard.of(DividendReady)
        assert isinstance(ready.data, DividendReady)
        assert (ready.data.person_id, ready.data.month) == ("ada", str(month))
        assert ready.data.concerns() == {"ada"}
        assert ready.data.counts.model_dump() == {"sessions_held": 1, "learnings_named": 2, "thanks": 1, "gets": 0}
        asked = ReadDividend(month=str(month))
        shown = await speaking.questions.ask(asked, speaking.asker("ada"))
        assert (shown.counts, [line.exchange_id for line in shown.lines]) == (ready.data.counts, ["e1", "e2"])
        assert {line.line for line in shown.lines} == {PHRASE}
        assert shown.entry_ids == ("learned-by-bob",)
        for question, person_id in ((asked, "bob"), (ReadDividend(month=str(month.next)), "ada")):
            with pytest.raises(NotFound):
                await speaking.questions.ask(question, speaking.asker(person_id))
        await log(speaking, silent, "ada", "got", "e4")
        await pass_months(speaking, houses, 1)
        told = [event.data for event in speaking.heard.of(DividendReady)[1:]]
    assert sorted((fact.person_id, fact.counts.gets) for fact in told if isinstance(fact, DividendReady)) == [
        ("ada", 1),
        ("bob", 0),
    ], "peers are mentors of each other"


async def share_learning(speaking: Speaking, pair: AnyEvent, person_id: str, day: date) -> None:
    """Somebody writes for both what they learned from the other."""
    draft = {"level": "pair", "kind": "learned-from-you", "pair_id": pair.subject, "day": day, "text": PHRASE}
    ask = WriteEntry.model_validate({"entry_id": f"learned-by-{person_id}", "draft": draft})
    await speaking.questions.ask(ask, speaking.asker(person_id))


async def pass_months(speaking: Speaking, houses: list[House], count: int) -> None:
    """Into the month after, each time, until all that is due has been done."""
    for _ in range(count):
        now = houses[0].clock.now()
        await speaking.step(Month.of(now).end - now + timedelta(minutes=1))

        async def all_done() -> bool:
            due = {"kind": "dividend", "due_at": {"$lte": houses[0].clock.now()}}
            return not await houses[0].database["timers"].find_one(due)

        await eventually(all_done, what="the month looked at")
        await speaking.quiet()
