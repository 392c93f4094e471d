"""What people wrote is sealed at rest, opened for nobody without the keys, and survives a change of the master key."""

import asyncio
import secrets
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import cycle, pairwise

import pytest
import pytest_asyncio

from deploy.local.child import Child
from deploy.local.places import ROOT
from deploy.ops.keys import in_use
from libs.common.asks import NotFound
from libs.common.crypto import Keyring, Unsealable, master_id
from libs.common.errors import Unavailable
from libs.common.house import House
from libs.common.unit import Unit
from services.journal.domain.keys import KeyName, SealedText, destroyed, own_key, shared_key
from services.journal.sealing import Sealing
from services.journal.store import Store
from services.journal.use_cases.keys import Keys
from tests.component.journal.speaking import JOURNAL, Speaking
from tests.support.running import Bench, eventually

OLD, NEW = b"m" * 32, b"n" * 32
ADA = own_key("ada")
PHRASE = "Der Zimtstern klingt violett"


@dataclass(slots=True)
class Desk:
    """Somebody's words, as one replica with these master keys keeps them."""

    house: House
    masters: tuple[bytes, ...]
    kept: dict[str, SealedText] = field(default_factory=dict)
    store: Store = field(init=False)
    sealing: Sealing = field(init=False)

    def __post_init__(self) -> None:
        self.store = Store(self.house.database, self.house.tombstones)
        self.sealing = Sealing(self.store.keys, Keyring(self.masters))

    async def keep(self, name: KeyName, place: str, text: str) -> SealedText:
        """Seal a text in a unit of its own; decided again where another made the key first."""

        async def decide() -> Unit:
            unit = self.house.units.start("acme")
            self.kept[place] = await self.sealing.seal(unit, name, text, place)
            return unit

        await self.house.handling.settle(decide)
        return self.kept[place]

    async def destroy(self, name: KeyName) -> None:
        """As erasure does."""
        key = await self.store.keys.get("acme", name.key_id)
        unit = self.house.units.start("acme")
        unit.write(self.store.keys.save(destroyed(key)))
        await self.house.committer.commit(unit)


@pytest_asyncio.fixture
async def desk(journal: House) -> AsyncIterator[Desk]:
    yield Desk(journal, (OLD,))


async def test_a_text_is_not_in_the_database_and_opens_where_it_was_sealed(desk: Desk, speaking: Speaking) -> None:
    sealed = await desk.keep(ADA, "entry_1/text", PHRASE)
    assert await desk.sealing.open("acme", {"entry_1/text": sealed}) == {"entry_1/text": PHRASE}
    assert PHRASE.encode() not in sealed.content
    (row,) = await speaking.rows("keys")
    assert set(row) == {"_id", "org", "key_id", "owner_id", "made_at", "master_id", "wrapped", "revision"}
    assert (row["owner_id"], row["master_id"]) == ("ada", master_id(OLD))


@pytest.mark.parametrize(("org", "place"), [("acme", "entry_2/text"), ("globex", "entry_1/text")])
async def test_a_text_that_was_moved_does_not_open(desk: Desk, org: str, place: str) -> None:
    sealed = await desk.keep(ADA, "entry_1/text", PHRASE)
    key = await desk.store.keys.get("acme", ADA.key_id)
    await desk.house.database["keys"].insert_one(
        {"_id": f"globex/{ADA.key_id}", "org": "globex", "key_id": ADA.key_id, "owner_id": "ada"}
        | {"made_at": key.made_at, "master_id": key.master_id, "wrapped": key.wrapped, "revision": 1}
    )
    with pytest.raises(Unsealable):
        await desk.sealing.open(org, {place: sealed})


async def test_many_who_need_a_first_key_at_once_make_one(desk: Desk, speaking: Speaking) -> None:
    other = Desk(desk.house, (OLD,))
    places = [f"entry_{number}/text" for number in range(12)]
    desks = cycle((desk, other))
    sealed = await asyncio.gather(*(next(desks).keep(ADA, place, place) for place in places))
    assert len(await speaking.rows("keys")) == 1
    opened = await desk.sealing.open("acme", dict(zip(places, sealed, strict=True)))
    assert opened == {place: place for place in places}


async def test_two_texts_of_one_unit_share_the_key_that_the_unit_makes(desk: Desk, speaking: Speaking) -> None:
    unit = desk.house.units.start("acme")
    sealed = {place: await desk.sealing.seal(unit, ADA, place, place) for place in ("a", "b")}
    await desk.house.committer.commit(unit)
    assert await desk.sealing.open("acme", sealed) == {"a": "a", "b": "b"}
    assert len(await speaking.rows("keys")) == 1


async def test_destroyed_words_are_gone_for_good_and_the_partners_stay(desk: Desk) -> None:
    mine, theirs = shared_key("pair_1", "ada"), shared_key("pair_1", "bob")
    sealed = {"a": await desk.keep(mine, "a", "from Ada"), "b": await desk.keep(theirs, "b", "from Bob")}
    await desk.destroy(mine)
    assert await desk.sealing.open("acme", sealed) == {"b": "from Bob"}
    with pytest.raises(NotFound):
        await desk.keep(mine, "c", "once more")


async def test_a_master_key_changes_under_load_and_no_text_is_lost(speaking: Speaking) -> None:
    """The steps of a rotation, with somebody writing and reading in replicas of both sides of each step."""
    kept: dict[str, SealedText] = {}
    steps = [(OLD,), (OLD, NEW), (NEW, OLD), (NEW,)]
    async with AsyncExitStack() as stack:
        house = await stack.enter_async_context(speaking.running())
        for before, after in pairwise(steps):
            desks = [Desk(house, before), Desk(house, after)]
            for round_ in range(8):
                await asyncio.gather(*(_write(desk, kept, f"{len(after)}{after[0][:1]!r}{round_}") for desk in desks))
            if after[0] == NEW and len(after) == 2:
                await _wrapped_anew(speaking, desks[1])
        last = Desk(house, (NEW,))
        opened = await last.sealing.open("acme", kept)
    assert opened == {place: place for place in kept}
    assert len(kept) == 3 * 8 * 2
    assert set(in_use(speaking.bench.mongo_url, f"{speaking.bench.prefix}_journal")) == {master_id(NEW)}


async def _write(desk: Desk, kept: dict[str, SealedText], what: str) -> None:
    """A text of somebody new or known, and all that was kept so far can be read."""
    place = f"{what}/{desk.masters[0][:1]!r}{len(desk.masters)}"
    kept[place] = await desk.keep(own_key(secrets.choice("abcdefghij")), place, place)
    assert len(await desk.sealing.open("acme", dict(kept))) >= 1


async def _wrapped_anew(speaking: Speaking, desk: Desk) -> None:
    """A replica that has the new key first puts all of them under it, by itself."""
    keys = Keys(desk.store, desk.house.units, desk.house.handling, Keyring(desk.masters), desk.sealing)
    work = asyncio.create_task(keys.rewrap())

    async def none_left() -> bool:
        return {row["master_id"] for row in await speaking.rows("keys")} == {master_id(NEW)}

    try:
        await eventually(none_left, what="every key under the new one")
    finally:
        work.cancel()


async def test_a_key_that_no_master_key_opens_is_an_error_and_never_silence(desk: Desk) -> None:
    sealed = await desk.keep(ADA, "a", PHRASE)
    other = Desk(desk.house, (NEW,))
    with pytest.raises(Unavailable, match=f"master-key-missing: {master_id(OLD)}"):
        await other.sealing.open("acme", {"a": sealed})
    with pytest.raises(Unavailable):
        await other.keep(ADA, "b", PHRASE)


async def test_without_a_master_key_that_is_in_use_journal_does_not_start(
    desk: Desk, bench: Bench, tmp_path_factory: pytest.TempPathFactory
) -> None:
    await desk.keep(ADA, "a", PHRASE)
    environment = bench.environment_of(JOURNAL) | {
        "BOTHWAYS_MASTER_KEYS": "bm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm4="
    }
    log = tmp_path_factory.mktemp("journal") / "journal.log"
    child = Child([sys.executable, "-m", "services.journal"], log=log, env=environment, folder=ROOT)
    child.start()

    async def ended() -> bool:
        return child.exit_code is not None

    try:
        await eventually(ended, what="the end of journal")
    finally:
        await asyncio.to_thread(child.stop)
    assert child.exit_code == 1
    words = log.read_text()
    assert f"journal cannot start: BOTHWAYS_MASTER_KEYS lacks the master key {master_id(OLD)}" in words
    assert "keys status" in words
