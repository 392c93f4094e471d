"""What becomes of a delivery: one effect, a delayed retry or a readable dead letter. On a real broker."""

import asyncio
from datetime import UTC, datetime

import pytest

from libs.common import topology
from libs.common.contracts import AnyEvent, Event, Service
from libs.common.contracts.entries import EntryWritten
from libs.common.contracts.pairs import Member, PairFormed, PairRole, SessionReported
from libs.common.contracts.requests import ClaimRefused, Direction
from libs.common.errors import Permanent, Retryable
from libs.common.house import House
from tests.integration.common.diary import Built
from tests.support.running import PATIENCE_S, Bench, eventually

JOURNAL = Service.JOURNAL


def pair_formed(bench: Bench, pair_id: str) -> AnyEvent:
    members = (Member(person_id="ada", role=PairRole.MENTOR), Member(person_id="bob", role=PairRole.MENTEE))
    data = PairFormed(pair_id=pair_id, members=members, direction=Direction.FORWARD, topics=("Python",))
    return bench.event(data, pair_id, sequence=1)


async def times_written(bench: Bench, pair_id: str) -> int:
    page = await bench.database(JOURNAL)["pages"].find_one({"_id": f"{bench.org}/{pair_id}"})
    return page["times"] if page else 0


async def dead_letters(house: House, count: int) -> list[str]:
    async def enough() -> list[str]:
        found = [letter.code for letter in await house.dead_letters.list_()]
        return sorted(found) if len(found) >= count else []

    return await eventually(enough, what=f"{count} dead letters")


async def test_an_event_published_three_times_has_one_effect(bench: Bench) -> None:
    heard = await bench.listen(EntryWritten)
    async with bench.running(JOURNAL, Built()):
        await bench.publish(pair_formed(bench, "pair_1"), times=3)
        await bench.publish(pair_formed(bench, "pair_2"))
        await heard.expect(EntryWritten, 2)
    assert await times_written(bench, "pair_1") == 1
    assert len(heard.events) == 2


async def test_facts_carry_the_story_they_belong_to(bench: Bench) -> None:
    heard = await bench.listen(EntryWritten)
    event = pair_formed(bench, "pair_1")
    async with bench.running(JOURNAL, Built()):
        await bench.publish(event)
        (fact,) = await heard.expect(EntryWritten)
    assert (fact.causationid, fact.correlationid, fact.org, fact.source) == (
        event.id,
        event.correlationid,
        bench.org,
        "/bothways/journal",
    )


async def test_concurrent_changes_of_one_thing_are_all_kept(bench: Bench) -> None:
    heard = await bench.listen(EntryWritten)
    async with bench.running(JOURNAL, Built()):
        for event in [pair_formed(bench, "pair_1") for _ in range(12)]:
            await bench.publish(event)
        facts = await heard.expect(EntryWritten, 12)
    assert await times_written(bench, "pair_1") == 12
    assert sorted(fact.sequence or 0 for fact in facts) == list(range(1, 13))


async def test_what_is_not_possible_yet_comes_back_and_succeeds(bench: Bench) -> None:
    built, tries = Built(), []

    async def too_early(event: Event[PairFormed]) -> None:
        tries.append(asyncio.get_running_loop().time())
        if len(tries) < 3:
            raise Retryable("too-early")

    async with bench.running(JOURNAL, built):
        assert built.diary
        built.diary.before = too_early
        await bench.publish(pair_formed(bench, "pair_1"))
        await eventually(lambda: times_written(bench, "pair_1"), what="the third try")
    assert len(tries) == 3
    assert tries[1] - tries[0] >= 0.09, "the first retry waits for its delay"
    assert tries[2] - tries[1] >= 0.29, "the second one for its longer delay"


@pytest.mark.parametrize(
    ("error", "code"),
    [(Retryable("still-not"), "still-not"), (KeyError("bug"), "failed"), (Permanent("broken", "why"), "broken")],
)
async def test_what_never_succeeds_is_a_dead_letter_with_its_reason(bench: Bench, error: Exception, code: str) -> None:
    built = Built()

    async def fail(event: Event[PairFormed]) -> None:
        raise error

    async with bench.running(JOURNAL, built) as house:
        assert built.diary
        built.diary.before = fail
        event = pair_formed(bench, "pair_1")
        await bench.publish(event)
        await dead_letters(house, 1)
        (letter,) = await house.dead_letters.list_()
    assert (letter.code, letter.event_id, letter.queue) == (code, event.id, "journal.events")
    assert letter.attempts == (1 if isinstance(error, Permanent) else 3)
    assert await times_written(bench, "pair_1") == 0


async def test_poison_is_parked_while_a_thousand_others_pass(bench: Bench) -> None:
    heard = await bench.listen(EntryWritten)
    valid = pair_formed(bench, "pair_x").to_json()
    poison = [
        b"",
        b"\xff\xfe",
        b"null",
        b"[1,2]",
        b"{" * 100_000,
        valid[:-20],
        valid.replace(b"PairFormed.v1", b"Nonsense.v1"),
        valid.replace(b'"forward"', b'"sideways"'),
    ]
    async with bench.running(JOURNAL, Built()) as house:
        for index, body in enumerate(poison):
            await bench.put("journal.events", body, type=PairFormed.type, message_id=f"poison-{index}")
        await bench.put("journal.events", valid, type="bothways.Unheard.v1", message_id="poison-type")
        await bench.put("journal.events", valid, type=SessionReported.type, message_id="poison-disguise")
        await asyncio.gather(*(bench.publish(pair_formed(bench, f"pair_{n}")) for n in range(1000)))
        await heard.expect(EntryWritten, 1000, within_s=60)
        codes = await dead_letters(house, len(poison) + 2)
    assert codes == ["invalid-event", "no-handler", "type-mismatch"] + ["unreadable"] * (len(poison) - 1)


async def test_a_dead_letter_says_what_is_wrong_and_not_what_was_said(bench: Bench) -> None:
    body = pair_formed(bench, "pair_x").to_json().replace(b'"forward"', b'"my secret"')
    async with bench.running(JOURNAL, Built()) as house:
        await bench.put("journal.events", body, type=PairFormed.type, message_id="m")
        await dead_letters(house, 1)
        (letter,) = await house.dead_letters.list_()
        assert "/data/direction" in letter.detail
        assert "secret" not in letter.detail
        assert await house.dead_letters.body(letter.id) == body
    row = await bench.database(JOURNAL)["dead_letters"].find_one({})
    assert row is not None
    assert b"secret" not in row["body"], "the body is sealed at rest"


async def test_redrive_after_a_fix_has_the_effect_once(bench: Bench) -> None:
    built = Built()

    async def fail(event: Event[PairFormed]) -> None:
        raise Permanent("broken")

    async with bench.running(JOURNAL, built) as house:
        assert built.diary
        built.diary.before = fail
        await bench.publish(pair_formed(bench, "pair_1"))
        await dead_letters(house, 1)
        (letter,) = await house.dead_letters.list_()
        built.diary.before = None
        assert await house.dead_letters.redrive(house.client, letter.id)
        assert not await house.dead_letters.redrive(house.client, letter.id), "it is not waiting any more"
        await eventually(lambda: times_written(bench, "pair_1"), what="the redriven effect")
        assert await house.dead_letters.list_() == []
    assert await times_written(bench, "pair_1") == 1


async def test_a_dropped_dead_letter_keeps_its_note(bench: Bench) -> None:
    async with bench.running(JOURNAL, Built()) as house:
        await bench.put("journal.events", b"nothing", type=PairFormed.type, message_id="m")
        await dead_letters(house, 1)
        (letter,) = await house.dead_letters.list_()
        assert await house.dead_letters.drop(letter.id, "test data")
        (dropped,) = await house.dead_letters.list_(state="dropped")
    assert (dropped.id, dropped.note) == (letter.id, "test data")


async def test_a_refused_claim_ends_as_claim_refused(bench: Bench) -> None:
    heard = await bench.listen(ClaimRefused)
    claim = bench.event(
        SessionReported(pair_id="pair_1", session_id="s", person_id="ada", held_at=datetime.now(UTC)), "pair_1"
    )
    async with bench.running(JOURNAL, Built()) as house:
        await bench.publish(claim, times=2)
        (fact,) = await heard.expect(ClaimRefused)
        await bench.publish(pair_formed(bench, "pair_1"))
        await eventually(lambda: times_written(bench, "pair_1"))
        assert await house.dead_letters.list_() == []
    assert isinstance(fact.data, ClaimRefused)
    assert (fact.data.claim_id, fact.data.code, fact.causationid) == (claim.id, "never", claim.id)
    assert len(heard.events) == 1


async def test_a_message_that_kills_its_handlers_is_parked(bench: Bench) -> None:
    """The broker's delivery limit is the backstop for what ends the process; rejects count towards it."""
    queue = await bench.channel.get_queue(topology.events_queue(JOURNAL))
    await bench.publish(pair_formed(bench, "pair_1"))
    for _ in range(topology.DELIVERY_LIMIT + 1):
        message = await eventually(lambda: queue.get(fail=False, timeout=PATIENCE_S), what="it once more")
        assert message
        await message.reject(requeue=True)
    async with bench.running(JOURNAL, Built()) as house:
        assert await dead_letters(house, 1) == ["crashed-its-handlers"]
        (letter,) = await house.dead_letters.list_()
    assert letter.queue == "journal.events"
