"""What clients seal: only for its readers, opened by nobody else, and a letter not before its day. On real servers."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

import bson
import pytest
import pytest_asyncio
from structlog.testing import capture_logs

from libs.common.asks import NotFound, Outdated
from libs.common.contracts.entries import EraseEntry, LetterOpened, ReadKey, ReadPairKeys, WriteEntry
from libs.common.contracts.jwe import BackupJwe, Jwe
from libs.common.contracts.pairs import Ending, PairEnded
from libs.common.errors import Refused
from libs.common.house import House
from tests.component.journal.speaking import JOURNAL, Speaking
from tests.component.journal.writing import PHRASE, Writing
from tests.support.devices import p256, x25519
from tests.support.running import Bench, eventually

LEVELS = ("mine", "pair", "sealed", "sealed-until")
DAY = timedelta(days=1)


@pytest_asyncio.fixture
async def writing(journal: House, speaking: Speaking) -> AsyncIterator[Writing]:
    """A pair whose devices have published no key yet, at the beginning of a day: none ends in the middle of a test."""
    made = Writing(speaking, await speaking.open())
    now = journal.clock.now()
    await speaking.step(datetime.combine(now.date() + DAY, time(), UTC) - now)
    await speaking.quiet()
    speaking.heard.events.clear()
    yield made


@pytest.mark.feature("pair.sealed", "ours.sealed-journal")
async def test_a_planted_phrase_is_found_by_its_readers_and_in_no_store_event_or_log(
    writing: Writing, bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    began, everything = await machine_time(bench), await bench.listen()
    with capture_logs() as logs:
        await writing.publish_keys()
        entries = {level: await writing.write(level) for level in LEVELS}
        entries |= {"tagged": await writing.write("mine", "anderes", tags=(PHRASE,))}
        await writing.share(entries["mine"])
        await writing.withdraw(entries["pair"])
        await writing.edit(entries["tagged"], 1, writing.draft("mine", f"Noch einmal: {PHRASE}"))
        found = {
            person: {one.entry_id for one in await writing.find_all(person, q=PHRASE)} for person in ("ada", "bob")
        }
        await writing.speaking.quiet()
    assert found["bob"] == {entries[level].entry_id for level in ("mine", "pair", "tagged")}
    assert found["ada"] == {entries["mine"].entry_id}
    dump = await written_since(bench, began)
    heard = b"".join(event.to_json() for event in everything.events)
    assert entries["mine"].entry_id.encode() in dump, "the dump has what was written"
    assert entries["mine"].entry_id.encode() in heard
    for place in (dump, heard, str(logs).encode(), caplog.text.encode()):
        for secret in (PHRASE, PHRASE.casefold(), *PHRASE.split()[1::2]):
            assert secret.encode() not in place


@pytest.mark.feature("ours.sealed-journal")
async def test_a_letter_opens_for_both_on_its_day_once_and_for_nobody_before(writing: Writing) -> None:
    await writing.publish_keys()
    async with writing.speaking.running():
        at_once = (writing.write("sealed-until", f"{PHRASE} {number}") for number in range(60))
        letters = await asyncio.gather(*at_once)
        withdrawn = letters.pop()
        await writing.ask(EraseEntry(entry_id=withdrawn.entry_id))
        await writing.speaking.step(29 * DAY)
        assert await opened_by_ada(writing) == []
        assert {entry.jwe for entry in await writing.find_all()} == {None}
        await writing.speaking.step(DAY)
        heard = await writing.speaking.heard.expect(LetterOpened, len(letters))
        await writing.speaking.quiet()
    assert sorted(told(event.data) for event in heard) == sorted(letter.entry_id for letter in letters)
    assert len(writing.speaking.heard.of(LetterOpened)) == len(letters)
    assert len(await opened_by_ada(writing)) == len(letters)
    letter = await writing.read(letters[0], "ada")
    assert letter.jwe is not None
    for device in writing.devices.values():
        assert device.open(letter.jwe.model_dump(mode="json")) == f"{PHRASE} 0"
    assert "open-letters" not in {row["kind"] for row in await writing.speaking.rows("timers")}
    with pytest.raises(Refused, match="letter-stays"):
        await writing.withdraw(letters[0])


@pytest.mark.parametrize(("ending", "readers"), [(Ending.COMPLETED, ("ada", "bob")), (Ending.NO_FAULT, ("bob",))])
async def test_after_a_goodbye_a_letter_reaches_only_who_wrote_it_unless_the_two_had_come_to_their_end(
    writing: Writing, ending: Ending, readers: tuple[str, ...]
) -> None:
    await writing.publish_keys()
    letter = await writing.write("sealed-until")
    await end(writing, ending)
    await writing.speaking.step(30 * DAY)

    async def is_open() -> bool:
        return (await writing.read(letter)).jwe is not None

    await eventually(is_open, what="an open letter")
    await writing.speaking.quiet()
    assert (await writing.read(letter)).reader_ids == readers
    assert len(writing.speaking.heard.of(LetterOpened)) == len(readers) - 1


async def test_sealed_is_taken_only_if_it_is_for_exactly_its_readers(writing: Writing) -> None:
    ada, bob, eve = writing.devices["ada"], writing.devices["bob"], p256()
    assert await refused(writing, "sealed") == "key-missing"
    await writing.publish_key("bob")
    assert await refused(writing, "sealed-until") == "key-of-partner-missing"
    await writing.publish_key("ada")
    for level, jwe in (
        ("sealed", bob.seal(PHRASE, ada)),
        ("sealed", ada.seal(PHRASE)),
        ("sealed", eve.seal(PHRASE)),
        ("sealed-until", bob.seal(PHRASE)),
        ("sealed-until", bob.seal(PHRASE, eve)),
        ("sealed-until", bob.seal(PHRASE, bob)),
    ):
        assert await refused(writing, level, jwe=jwe) == "sealed-for-others"
    today = writing.today
    for opens_on in (today - DAY, today, today + 3661 * DAY):
        assert await refused(writing, "sealed-until", opens_on=opens_on) == "letter-opens-when"
    assert await refused(writing, "mine", day=today + 2 * DAY) == "day-to-come"
    assert await writing.speaking.rows("notes") == []


async def test_what_is_sealed_is_shared_by_nobody_but_its_author_writing_it_anew(writing: Writing) -> None:
    await writing.publish_keys()
    for entry in (await writing.write("sealed"), await writing.write("sealed-until")):
        with pytest.raises(Refused, match="sealed-stays"):
            await writing.share(entry)
    with pytest.raises(Refused, match="readers-stay"):
        await writing.edit(entry := await writing.write("sealed"), 1, writing.draft("mine"))
    anew = writing.draft("sealed", "anders")
    sealed = (await writing.edit(entry, 1, anew)).jwe
    assert sealed is not None
    assert writing.devices["bob"].open(sealed.model_dump(mode="json")) == "anders"


async def test_a_key_is_put_in_the_place_of_another_only_by_who_saw_that_one(writing: Writing) -> None:
    with pytest.raises(NotFound):
        await writing.ask(ReadKey())
    first = await writing.publish_key("bob", backup=writing.devices["bob"].backup("correct horse battery staple"))
    assert (first.kid, first.version) == (writing.devices["bob"].kid, 1)
    assert isinstance(first.backup, BackupJwe)
    assert await writing.publish_key("bob", backup=first.backup.model_dump(mode="json")) == first, "a repeat"
    writing.devices["bob"] = x25519()
    with pytest.raises(Outdated) as outdated:
        await writing.publish_key("bob")
    assert outdated.value.current == first
    second = await writing.publish_key("bob", version=1)
    assert (second.kid, second.backup, second.version) == (writing.devices["bob"].kid, None, 2)
    assert await writing.ask(ReadKey()) == second


async def test_the_two_fetch_each_others_keys_and_no_backup(writing: Writing) -> None:
    await writing.publish_key("bob", backup=writing.devices["bob"].backup("correct horse battery staple"))
    ask = ReadPairKeys(pair_id=writing.pair.subject)
    (only,) = (await writing.ask(ask, "ada")).data
    assert (only.person_id, only.jwk.model_dump()) == ("bob", writing.devices["bob"].jwk)
    assert "backup" not in only.model_dump()
    await writing.publish_key("ada")
    assert {key.person_id for key in (await writing.ask(ask)).data} == {"ada", "bob"}
    with pytest.raises(NotFound):
        await writing.ask(ask, "eve")


async def test_a_point_off_its_curve_is_no_key(writing: Writing) -> None:
    jwk = writing.devices["bob"].jwk
    with pytest.raises(Refused, match="key-unusable"):
        await writing.publish_key("bob", jwk=jwk | {"y": jwk["x"]})
    assert await writing.speaking.rows("member_keys") == []


def told(fact: Any) -> str:
    assert isinstance(fact, LetterOpened)
    return fact.entry_id


async def opened_by_ada(writing: Writing) -> list[Jwe]:
    return [entry.jwe for entry in await writing.find_all("ada") if entry.jwe]


async def refused(writing: Writing, level: str, **fields: Any) -> str:
    with pytest.raises(Refused) as no:
        await writing.ask(WriteEntry(entry_id="entry_no", draft=writing.draft(level, **fields)))
    return no.value.code


async def end(writing: Writing, ending: Ending) -> None:
    event = writing.speaking.ended(writing.pair, 2)
    state = event.data.model_dump() | {"ending": ending}
    await writing.speaking.bench.publish(event.model_copy(update={"data": PairEnded.model_validate(state)}))

    async def known() -> bool:
        return [row["standing"] for row in await writing.speaking.rows("stories")] == ["ended"]

    await eventually(known, what="a story that ended")


async def machine_time(bench: Bench) -> datetime:
    hello = await bench.client.admin.command("hello")
    now: datetime = hello["localTime"]
    return now


async def written_since(bench: Bench, began: datetime) -> bytes:
    """All that is in the database now, and all that was ever written to it: no row is missed that went.

    Other tests write to other databases of this server at the same time, some of them the same phrase in the clear.
    """
    database = bench.database(JOURNAL)
    rows = [row for name in await database.list_collection_names() async for row in database[name].find()]
    log = bench.client.local["oplog.rs"].find({"wall": {"$gte": began}})
    written = [entry async for row in log if database.name.encode() in (entry := bson.encode(row))]
    return b"".join([*map(bson.encode, rows), *written])
