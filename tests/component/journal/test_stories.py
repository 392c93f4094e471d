"""A story opens once, whatever repeats, and is there for its two members alone. On a real broker and database."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from libs.common.asks import NotFound
from libs.common.contracts.entries import EntryWritten
from libs.common.contracts.pairs import Member, PairPhaseChanged, PairRole
from libs.common.contracts.requests import Direction
from libs.common.errors import Refused
from libs.common.house import House
from tests.component.journal.speaking import ADA, BOB, Speaking
from tests.support.running import PATIENT_RETRIES, eventually


async def test_each_side_is_welcomed_once_however_often_the_pair_is_told(journal: House, speaking: Speaking) -> None:
    """The same event three times, the same pair in other events, at once and later, at two replicas."""
    publish = speaking.bench.publish
    async with speaking.running():
        await asyncio.gather(publish(speaking.formed(), times=3), *(publish(speaking.formed()) for _ in range(5)))
        pair = await speaking.open(speaking.formed())
        await publish(pair, times=3)
        await speaking.quiet()
    assert sorted(row["reader_id"] for row in await speaking.rows("entries")) == ["ada", "bob"]
    assert [len(speaking.of(pair, fact)) for fact in (EntryWritten, PairPhaseChanged)] == [2, 1]
    assert len(await speaking.rows("inbox")) == 7
    assert await journal.dead_letters.list_() == []


@pytest.mark.parametrize("members", [(ADA, BOB), (BOB, ADA)])
@pytest.mark.parametrize("direction", Direction)
async def test_the_mentee_has_the_first_step_and_each_reads_the_words_of_their_role(
    journal: House, speaking: Speaking, direction: Direction, members: tuple[Member, Member]
) -> None:
    pair = await speaking.open(speaking.formed(direction=direction, members=members))
    ada, bob = await speaking.read(pair, "ada"), await speaking.read(pair, "bob")
    assert (ada.phase, ada.sessions_held, ada.next_owner_id, bob.next_owner_id) == ("preparing", 0, "bob", "bob")
    (to_ada,), (to_bob,) = ada.entries, bob.entries
    assert "The first step is yours" in to_bob.words["en"]
    assert "Der erste Schritt liegt bei dir" in to_bob.words["de"]
    assert "The first step is yours" not in to_ada.words["en"]
    assert all("Python und Go" in entry.words["de"] for entry in (to_ada, to_bob))


async def test_the_entry_keeps_the_name_of_the_words_and_not_the_words(journal: House, speaking: Speaking) -> None:
    await speaking.open()
    templates = {row["template"] for row in await speaking.rows("entries")}
    assert templates == {"welcome-forward-mentor", "welcome-forward-mentee"}
    assert "Willkommen" not in str([event.to_json() for event in speaking.heard.events])


async def test_the_facts_name_the_members_their_cause_and_their_story(journal: House, speaking: Speaking) -> None:
    pair = await speaking.open()
    (phase,) = await speaking.heard.expect(PairPhaseChanged)
    assert isinstance(phase.data, PairPhaseChanged)
    assert (phase.data.phase, phase.data.sessions_held, phase.data.next_owner_id) == ("preparing", 0, "bob")
    assert phase.sequence == 1
    for event in speaking.heard.events:
        reader = event.data.reader_id if isinstance(event.data, EntryWritten) else None
        assert event.data.concerns() == ({reader} if reader else {"ada", "bob"})
        assert (event.causationid, event.correlationid, event.subject) == (pair.id, pair.correlationid, pair.subject)


async def test_nobody_but_the_two_finds_the_story(journal: House, speaking: Speaking) -> None:
    pair = await speaking.open()
    nowhere = speaking.formed("pair_of_nobody")
    for story, person_id, org in ((pair, "eve", "acme"), (pair, "ada", "globex"), (nowhere, "ada", "acme")):
        with pytest.raises(NotFound):
            await speaking.read(story, person_id, org)


async def test_who_is_in_two_pairs_reads_of_each_its_own(journal: House, speaking: Speaking) -> None:
    first = await speaking.open()
    eve = Member(person_id="eve", role=PairRole.MENTEE)
    second = await speaking.open(speaking.formed("pair_2", members=(ADA, eve), topics=("Rust",)))
    for pair, topics in ((first, "Python and Go"), (second, "Rust")):
        (entry,) = (await speaking.read(pair, "ada")).entries
        assert entry.words["en"].endswith(f"What it is about: {topics}.")


@pytest.mark.parametrize(
    "members",
    [
        (ADA, Member(person_id="eve", role=PairRole.MENTOR)),
        (BOB, Member(person_id="bob", role=PairRole.MENTOR)),
    ],
)
async def test_what_is_no_pair_is_parked_at_once_and_holds_nobody_up(
    journal: House, speaking: Speaking, members: tuple[Member, Member]
) -> None:
    await speaking.bench.publish(speaking.formed("pair_broken", members=members))
    await speaking.open()

    async def parked() -> list[tuple[str, int]]:
        return [(letter.code, letter.attempts) for letter in await journal.dead_letters.list_()]

    assert await eventually(parked, what="a dead letter") == [("not-a-pair", 1)]
    assert [row["pair_id"] for row in await speaking.rows("stories")] == ["pair_1"]


async def test_a_story_follows_its_pair_whatever_is_told_first_or_twice(speaking: Speaking) -> None:
    pair = speaking.formed()
    pair = pair.model_copy(update={"time": pair.time - timedelta(days=2)})
    told = [speaking.ended(pair, 3), speaking.paused(pair, 2)]
    async with speaking.running(retry_delays=PATIENT_RETRIES):
        for event in told:
            await speaking.bench.publish(event, times=2)
        await speaking.open(pair)
        await speaking.quiet()
        (row,) = await speaking.rows("stories")
        assert (row["standing"], row["standing_sequence"]) == ("ended", 3)
        assert len(await speaking.rows("inbox")) == 3
        with pytest.raises(Refused) as refused:
            await speaking.tell(pair, "s1", "ada", row["ended_at"] + timedelta(hours=1))
    assert refused.value.code == "session-after-the-pair"


@pytest.mark.feature("ours.recognise")
async def test_a_recognised_pair_may_tell_of_what_it_held_since_it_began(journal: House, speaking: Speaking) -> None:
    pair = speaking.formed(since=datetime(2026, 3, 1, tzinfo=UTC))
    await speaking.open(pair)
    kept = await speaking.tell(pair, "s1", "ada", datetime(2026, 5, 1, tzinfo=UTC))
    assert kept.number == 1
    with pytest.raises(Refused) as refused:
        await speaking.tell(pair, "s2", "ada", datetime(2026, 2, 1, tzinfo=UTC))
    assert refused.value.code == "session-before-the-pair"
