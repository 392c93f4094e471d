"""Somebody is erased: nothing of them can be read, nothing of them comes back, and the partner's is all there."""

from typing import Any

import pytest

from libs.common.asks import NotFound
from libs.common.contracts import AnyEvent
from libs.common.contracts.entries import EntryWritten
from libs.common.contracts.erasure import ErasureDone, PersonErased
from libs.common.crypto import Keyring
from libs.common.house import House
from libs.common.ids import new_id
from services.journal.domain.keys import SealedText, own_key, shared_key
from services.journal.sealing import Sealing
from services.journal.store import INDEXES, OF_A_PERSON, OF_BOTH, Store
from tests.component.journal.speaking import JOURNAL, Speaking
from tests.support.running import eventually

HOUSES_OWN = {"keys"}
"""What erasure deals with by itself."""


def test_every_collection_is_said_to_go_with_a_person_or_to_stay() -> None:
    assert set(OF_A_PERSON) | OF_BOTH | HOUSES_OWN == set(INDEXES)
    assert not set(OF_A_PERSON) & OF_BOTH


def test_what_goes_with_a_person_is_found_by_an_index() -> None:
    for name, field in OF_A_PERSON.items():
        assert ["org", field] in [list(index.document["key"]) for index in INDEXES[name]], name


async def erased(speaking: Speaking, person_id: str, *, times: int = 1) -> dict[str, int]:
    """The person is erased, and journal has answered with what went."""
    event = speaking.bench.event(PersonErased(person_id=person_id), person_id)
    await speaking.bench.publish(event, times=times)

    async def done() -> list[AnyEvent]:
        return [one for one in speaking.heard.of(ErasureDone) if one.subject == person_id]

    (answer,) = await eventually(done, what=f"the end of {person_id}")
    assert isinstance(answer.data, ErasureDone)
    assert answer.causationid == event.id
    return answer.data.counts


async def sealed(journal: House, person_id: str, texts: dict[str, str], *, shared: bool) -> dict[str, SealedText]:
    """Words of somebody, as journal keeps them."""
    store = Store(journal.database, journal.tombstones)
    sealing = Sealing(store.keys, Keyring([b"m" * 32]))
    unit = journal.units.start("acme")
    name = shared_key("pair_1", person_id) if shared else own_key(person_id)
    made = {place: await sealing.seal(unit, name, text, place) for place, text in texts.items()}
    await journal.committer.commit(unit)
    return made


async def test_their_words_are_gone_their_entries_too_and_the_partners_stay(journal: House, speaking: Speaking) -> None:
    await speaking.open()
    words = await sealed(journal, "ada", {"a": "mine alone"}, shared=False)
    words |= await sealed(journal, "ada", {"b": "for us two"}, shared=True)
    words |= await sealed(journal, "bob", {"c": "from Bob"}, shared=True)
    counts = await erased(speaking, "ada", times=3)
    assert counts == {"entries": 1, "keys": 2}
    opened = await Sealing(Store(journal.database, journal.tombstones).keys, Keyring([b"m" * 32])).open("acme", words)
    assert opened == {"c": "from Bob"}
    assert [row["reader_id"] for row in await speaking.rows("entries")] == ["bob"]
    assert (await speaking.read(speaking.formed(), "bob")).entries
    (tombstone,) = await speaking.rows("tombstones")
    assert "ada" not in str(tombstone)


async def test_what_they_were_about_to_write_finds_no_key(journal: House, speaking: Speaking) -> None:
    """Neither one that was there nor a first one: an ask may be under way at the moment of the erasure."""
    await speaking.open()
    await erased(speaking, "ada")
    for shared in (True, False):
        with pytest.raises(NotFound):
            await sealed(journal, "ada", {"a": "too late"}, shared=shared)
    assert await sealed(journal, "bob", {"b": "in time"}, shared=True)


async def test_nothing_of_them_is_taken_in_again(journal: House, speaking: Speaking) -> None:
    await erased(speaking, "ada")
    await speaking.bench.publish(speaking.formed())
    await speaking.quiet()
    assert (await speaking.rows("stories"), speaking.heard.of(EntryWritten)) == ([], [])


async def test_dead_letters_that_name_them_go_and_those_of_others_stay(journal: House, speaking: Speaking) -> None:
    for number, person_id in enumerate(("ada", "ada_2", "eve")):
        both: Any = {"person_id": person_id, "role": "mentor"}
        await speaking.bench.publish(speaking.formed(f"pair_{number}", members=(both, both)))

    async def parked() -> bool:
        return len(await journal.dead_letters.list_()) == 3

    await eventually(parked, what="three dead letters")
    assert (await erased(speaking, "ada"))["dead_letters"] == 1
    left = [await journal.dead_letters.body(letter.id) for letter in await journal.dead_letters.list_()]
    assert sorted(b"ada_2" in body for body in left) == [False, True]
    assert all(b'"ada"' not in body for body in left)


@pytest.mark.timeout(120)
async def test_many_rows_go_in_steps_at_several_replicas_and_are_counted_once(
    journal: House, speaking: Speaking
) -> None:
    rows = [
        {"_id": f"acme/{number}", "org": "acme", "entry_id": str(number), "reader_id": "ada", "revision": 1}
        for number in range(450)
    ]
    await speaking.bench.database(JOURNAL)["entries"].insert_many(rows)
    async with speaking.running():
        counts = await erased(speaking, "ada", times=4)
    assert counts == {"entries": 450}
    assert await speaking.rows("entries") == []
    assert len({event.id for event in speaking.heard.of(ErasureDone)}) == 1


async def test_a_new_id_is_nobody_who_was_erased(journal: House, speaking: Speaking) -> None:
    await erased(speaking, new_id("person"))
    await speaking.open()
