"""What members write is read by exactly those they wrote it for, and told to nobody else. On real servers."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import pytest_asyncio

from libs.common.asks import NotFound, Outdated
from libs.common.contracts import AnyEvent
from libs.common.contracts.entries import (
    Entry,
    EntryWritten,
    EraseEntry,
    PreviewSharing,
    ReadEntry,
    ShareEntry,
    WriteEntry,
)
from libs.common.contracts.erasure import ErasureDone, PersonErased
from libs.common.contracts.pairs import Member, MilestoneReached, PairRole
from libs.common.errors import Refused
from libs.common.house import House
from tests.component.journal.speaking import ADA, Speaking
from tests.component.journal.writing import PHRASE, Writing
from tests.support.running import eventually

LEVELS = ("mine", "pair", "sealed", "sealed-until")


@pytest_asyncio.fixture
async def writing(journal: House, speaking: Speaking) -> AsyncIterator[Writing]:
    """A pair that can write at every level."""
    made = Writing(speaking, await speaking.open())
    await made.publish_keys()
    await speaking.quiet()
    speaking.heard.events.clear()
    yield made


@pytest.mark.feature("pair.notes")
async def test_each_level_is_read_by_whom_it_names(writing: Writing) -> None:
    entries = {level: await writing.write(level, tags=("Mut",)) for level in ("mine", "pair")}
    entries |= {level: await writing.write(level) for level in ("sealed", "sealed-until")}
    read_by_ada = {level for level, entry in entries.items() if await reads(writing, entry, "ada")}
    assert read_by_ada == {"pair"}
    assert not [entry for entry in entries.values() if await reads(writing, entry, "eve")]
    assert [entries[level].text for level in LEVELS] == [PHRASE, PHRASE, None, None]
    assert [entries[level].reader_ids for level in LEVELS] == [("bob",), ("ada", "bob"), ("bob",), ("bob",)]
    assert (await writing.read(entries["pair"], "ada")).tags == ("Mut",)
    sealed = entries["sealed"].jwe
    assert sealed is not None
    assert writing.devices["bob"].open(sealed.model_dump(mode="json")) == PHRASE
    assert entries["sealed-until"].jwe is None, "a letter is withheld from its author, too"


async def test_writing_once_is_one_entry_however_often_it_is_sent_and_to_whom(writing: Writing) -> None:
    ask = WriteEntry(entry_id="entry_once", draft=writing.draft("pair"))
    async with writing.speaking.running():
        answers = await asyncio.gather(*(writing.ask(ask) for _ in range(6)))
    assert len({answer.model_dump_json() for answer in answers}) == 1
    await writing.speaking.quiet()
    assert len(await writing.speaking.rows("notes")) == 1
    assert len(writing.speaking.of(writing.pair, EntryWritten)) == 1
    for stranger in ("eve", "ada"):
        with pytest.raises(NotFound):
            await writing.ask(ask, stranger)


async def test_what_is_private_is_no_fact_and_its_row_tells_no_time(writing: Writing) -> None:
    """How often somebody writes for themselves is nobody's business."""
    entries = [await writing.write(level) for level in ("mine", "sealed", "sealed-until")]
    await writing.edit(entries[0], 1, writing.draft("mine", "anders"))
    await writing.edit(entries[1], 1, writing.draft("sealed", "anders"))
    await writing.ask(EraseEntry(entry_id=entries[2].entry_id))
    await writing.speaking.quiet()
    assert writing.speaking.heard.events == []
    mine, sealed = sorted(await writing.speaking.rows("notes"), key=lambda row: str(row["level"]))
    known = {name for name, value in sealed.items() if value not in (None, True)}
    assert known == {"_id", "org", "entry_id", "author_id", "reader_ids", "level", "kind", "day", "jwe", "revision"}
    for row in (mine, sealed):
        assert row["shared_at"] is None
        assert not [value for value in row.values() if hasattr(value, "hour")]


@pytest.mark.feature("pair.notes")
async def test_sharing_is_told_once_and_shows_before_who_will_read(writing: Writing) -> None:
    entry = await writing.write("mine", kind="learned-from-you", tags=("Mut",))
    preview = await writing.ask(PreviewSharing(entry_id=entry.entry_id, pair_id=writing.pair.subject))
    assert (preview.reader_ids, await reads(writing, entry, "ada")) == (("ada", "bob"), False)
    async with writing.speaking.running():
        shared = await asyncio.gather(*(writing.share(entry) for _ in range(4)))
    assert {one.reader_ids for one in shared} == {preview.reader_ids}
    read = await writing.read(entry, "ada")
    assert (read.text, read.tags, read.level) == (PHRASE, ("Mut",), "pair")
    await writing.speaking.quiet()
    (written,) = writing.speaking.of(writing.pair, EntryWritten)
    assert isinstance(written.data, EntryWritten)
    assert (written.data.author_id, written.data.reader_id, written.data.kind) == ("bob", "ada", "learned-from-you")
    assert reached(writing) == [("learned-from-other", "mentee", (written.id,))]


async def test_taking_back_is_told_and_can_be_shared_anew_without_a_second_milestone(writing: Writing) -> None:
    entry = await writing.write("pair", kind="gratitude")
    for _ in range(2):
        taken = await writing.withdraw(entry)
    assert (taken.level, taken.text, taken.reader_ids) == ("mine", PHRASE, ("bob",))
    assert not await reads(writing, entry, "ada")
    await writing.share(entry)
    await writing.ask(EraseEntry(entry_id=entry.entry_id))
    assert not await reads(writing, entry, "bob")
    await writing.speaking.quiet()
    told = [event.data.event for event in writing.speaking.heard.events]
    assert told == ["EntryWritten", "MilestoneReached", "EntryWithdrawn", "EntryWritten", "EntryWithdrawn"]
    assert [milestone for milestone, *_ in reached(writing)] == ["thanked"]


async def test_each_side_has_its_own_milestone_from_what_it_shared(writing: Writing) -> None:
    await asyncio.gather(
        *(writing.write("pair", person_id=person, kind="feedback-asked") for person in ("ada", "bob", "bob"))
    )
    await writing.write("mine", kind="gratitude")
    await writing.speaking.quiet()
    assert sorted(one[:2] for one in reached(writing)) == [("feedback-asked", "mentee"), ("feedback-asked", "mentor")]


async def test_who_edits_what_changed_meanwhile_gets_both_versions(writing: Writing) -> None:
    entry = await writing.write("pair", "eins")
    await writing.edit(entry, entry.version, writing.draft("pair", "zwei", kind="win"))
    with pytest.raises(Outdated) as outdated:
        await writing.edit(entry, entry.version, writing.draft("pair", "drei"))
    current = outdated.value.current
    assert isinstance(current, Entry)
    assert (current.text, current.kind, current.version) == ("zwei", "win", 2)
    assert (await writing.edit(entry, 2, writing.draft("pair", "drei"))).text == "drei"
    assert (await writing.read(entry, "ada")).text == "drei"


async def test_the_partner_reads_and_does_not_write(writing: Writing) -> None:
    entry = await writing.write("pair")
    acts = (
        lambda: writing.edit(entry, 1, writing.draft("pair", person_id="ada"), "ada"),
        lambda: writing.withdraw(entry, "ada"),
        lambda: writing.share(entry, "ada"),
        lambda: writing.ask(EraseEntry(entry_id=entry.entry_id), "ada"),
    )
    for act in acts:
        with pytest.raises(Refused) as refused:
            await act()
        assert (refused.value.code, set(refused.value.words)) == ("entry-not-yours", {"en", "de"})
    assert (await writing.read(entry)).version == 1


@pytest.mark.parametrize("person_id", ["eve", "ada"])
async def test_nobody_writes_into_a_pair_that_is_not_theirs(writing: Writing, person_id: str) -> None:
    eve = Member(person_id="eve", role=PairRole.MENTEE)
    other = await writing.speaking.open(writing.speaking.formed("pair_2", members=(ADA, eve)))
    entry = await writing.write("mine")
    with pytest.raises(NotFound):
        await writing.ask(ShareEntry(entry_id=entry.entry_id, pair_id=other.subject))
    with pytest.raises(NotFound):
        await writing.share(entry, person_id)
    for level in ("mine", "pair", "sealed-until"):
        with pytest.raises(NotFound):
            await writing.write(level, pair_id=other.subject)
    assert len(await writing.speaking.rows("notes")) == 1


@pytest.mark.feature("pair.notes")
async def test_a_story_shows_what_the_two_shared_and_nothing_else(writing: Writing) -> None:
    shared = await writing.write("pair", "für uns", tags=("Mut",))
    for level in ("mine", "sealed", "sealed-until"):
        await writing.write(level)
    for person_id in ("ada", "bob"):
        welcome, entry = (await writing.speaking.read(writing.pair, person_id)).entries
        assert (welcome.kind, welcome.author_id, welcome.text) == ("welcome", None, None)
        assert (entry.entry_id, entry.author_id, entry.text, entry.tags) == (
            shared.entry_id,
            "bob",
            "für uns",
            ("Mut",),
        )
    await writing.withdraw(shared)
    assert [entry.kind for entry in (await writing.speaking.read(writing.pair, "ada")).entries] == ["welcome"]


async def test_after_the_end_both_keep_reading_and_nothing_new_reaches_the_other(writing: Writing) -> None:
    entry, own = await writing.write("pair"), await writing.write("mine")
    await ended(writing)
    assert await reads(writing, entry, "ada")
    acts: list[Callable[[], Awaitable[Entry]]] = [
        lambda: writing.write("pair"),
        lambda: writing.write("sealed-until"),
        lambda: writing.share(own),
        lambda: writing.edit(entry, 1, writing.draft("pair", "doch noch etwas")),
    ]
    for act in acts:
        with pytest.raises(Refused, match="pair-ended"):
            await act()
    assert (await writing.write("mine", pair_id=writing.pair.subject)).text == PHRASE
    await writing.withdraw(entry)
    assert not await reads(writing, entry, "ada")


async def test_all_of_somebody_who_is_erased_goes_and_nothing_of_their_partner(writing: Writing) -> None:
    for level in LEVELS:
        await writing.write(level)
    hers = await writing.write("pair", person_id="ada")
    erased = writing.speaking.bench.event(PersonErased(person_id="bob"), "bob")
    await writing.speaking.bench.publish(erased)
    (done,) = await writing.speaking.heard.expect(ErasureDone)
    assert isinstance(done.data, ErasureDone)
    assert done.data.counts == {"entries": 1, "keys": 2, "member_keys": 1, "notes": len(LEVELS)}
    assert [row["entry_id"] for row in await writing.speaking.rows("notes")] == [hers.entry_id]
    assert [entry.entry_id for entry in await writing.find_all("ada")] == [hers.entry_id]
    with pytest.raises(NotFound):
        await writing.publish_key("bob")
    for level in ("mine", "pair"):
        with pytest.raises(NotFound):
            await writing.write(level)


async def reads(writing: Writing, entry: Entry, person_id: str) -> bool:
    """Whether somebody can read it, in whatever way there is."""
    try:
        await writing.ask(ReadEntry(entry_id=entry.entry_id), person_id)
    except NotFound:
        assert entry.entry_id not in [one.entry_id for one in await writing.find_all(person_id)]
        return False
    assert entry.entry_id in [one.entry_id for one in await writing.find_all(person_id)]
    return True


async def ended(writing: Writing) -> AnyEvent:
    """Matching says that the pair has ended, and journal knows it."""
    event = writing.speaking.ended(writing.pair, 2)
    await writing.speaking.bench.publish(event)

    async def known() -> bool:
        return [row["standing"] for row in await writing.speaking.rows("stories")] == ["ended"]

    await eventually(known, what="a story that ended")
    return event


def reached(writing: Writing) -> list[tuple[str, str, tuple[str, ...]]]:
    events = writing.speaking.of(writing.pair, MilestoneReached)
    facts = [event.data for event in events if isinstance(event.data, MilestoneReached)]
    return [(fact.milestone, fact.side, fact.evidence) for fact in facts]
