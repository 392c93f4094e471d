"""Finding again what one may read: by words, tags, kinds, pairs and days, a page at a time. On real servers."""

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest

from libs.common.contracts.entries import WriteEntry
from libs.common.contracts.pairs import Member, PairRole
from libs.common.house import House
from services.journal.use_cases.searching import BATCH, MOST_BATCHES
from tests.component.journal.speaking import ADA, Speaking
from tests.component.journal.writing import DRAFT, Writing

DAY = timedelta(days=1)


async def written(writing: Writing, number: int, **fields: Any) -> str:
    """One of Bob's, of a day of its own."""
    draft = {"level": "mine", "kind": "win", "day": date(2025, 1, 1) + number * DAY, "text": f"Nummer n{number}"}
    ask = WriteEntry(entry_id=f"entry_n{number}", draft=DRAFT.validate_python(draft | fields))
    return (await writing.ask(ask)).entry_id


async def ids(writing: Writing, person_id: str = "bob", **wanted: Any) -> list[str]:
    return [entry.entry_id for entry in await writing.find_all(person_id, **wanted)]


@pytest.mark.feature("pair.notes")
async def test_each_way_of_looking_finds_what_it_names_and_only_what_one_may_read(
    journal: House, speaking: Speaking
) -> None:
    writing = Writing(speaking, await speaking.open())
    eve = Member(person_id="eve", role=PairRole.MENTEE)
    other = await speaking.open(speaking.formed("pair_2", members=(ADA, eve)))
    hers = await writing.write("pair", "Über den Mut", "ada", pair_id=other.subject, tags=("Mut",))
    shared = await writing.write("pair", "Größe zeigen", "ada", tags=("Mut", "leise Töne"), day="2026-05-01")
    own = await writing.write("mine", "Mutig gefragt", kind="win", day="2025-06-01")
    assert await ids(writing, q="mut") == [shared.entry_id, own.entry_id]
    assert await ids(writing, q="GROSSE") == [shared.entry_id]
    assert await ids(writing, "ada", q="mut") == [hers.entry_id, shared.entry_id]
    assert await ids(writing, "eve", q="mut") == [hers.entry_id]
    assert await ids(writing, tag="leise tone") == [shared.entry_id]
    assert await ids(writing, kind="win") == [own.entry_id]
    assert await ids(writing, pair_id=writing.pair.subject) == [shared.entry_id]
    assert await ids(writing, "ada", pair_id=other.subject) == [hers.entry_id]
    assert await ids(writing, pair_id=other.subject) == []
    assert await ids(writing, on_this_day="2026-06-01") == [shared.entry_id, own.entry_id]
    assert await ids(writing, on_this_day="2026-06-02") == []
    assert await ids(writing, q="mut", kind="win", on_this_day="2026-06-01") == [own.entry_id]


async def test_pages_follow_on_without_a_gap_or_a_repeat_also_within_a_day(journal: House, speaking: Speaking) -> None:
    writing = Writing(speaking, await speaking.open())
    day = date(2025, 1, 1)
    made = await asyncio.gather(*(written(writing, number, day=day + number // 7 * DAY) for number in range(23)))
    whole = await ids(writing)
    assert sorted(whole) == sorted(made)
    days = [entry.day for entry in await writing.find_all()]
    assert days == sorted(days, reverse=True)
    for limit in (1, 5, 23):
        assert await ids(writing, limit=limit) == whole
    assert (await writing.find(cursor="!")).data == ()
    assert len((await writing.find(cursor="z")).data) == 20


async def test_a_search_reads_only_so_much_at_a_time_and_goes_on_where_it_stood(
    journal: House, speaking: Speaking
) -> None:
    writing = Writing(speaking, await speaking.open())
    numbers = range(BATCH * MOST_BATCHES + 5)
    await asyncio.gather(*(written(writing, number) for number in numbers))
    first = await writing.find(q="n0")
    assert (first.data, first.next_cursor is not None) == ((), True)
    rest = await writing.find(q="n0", cursor=first.next_cursor)
    assert ([entry.entry_id for entry in rest.data], rest.next_cursor) == (["entry_n0"], None)


async def test_an_answer_stays_small_however_long_what_was_written_is(journal: House, speaking: Speaking) -> None:
    writing = Writing(speaking, await speaking.open())
    for number in range(16):
        await written(writing, number, text="ä" * 20_000)
    page = await writing.find(limit=50)
    assert len(page.data) == 15
    assert len(await writing.find_all(limit=50)) == 16
