"""Journal killed (SIGKILL) in the middle of its work, again and again: nothing twice, nothing lost."""

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from deploy.local.child import Child
from deploy.local.places import ROOT
from libs.common.contracts import AnyEvent
from libs.common.contracts.care import FitAsked
from libs.common.contracts.entries import EntryWritten
from libs.common.contracts.pairs import MilestoneReached, PairPhaseChanged, SessionHeld
from tests.component.journal.speaking import JOURNAL, Speaking
from tests.support.running import Bench, eventually

PAIRS, PAIRS_MORE = 100, 10
KILLED_WITH_STORIES = (10, 35, 60)
SMALL_STEPS = {
    # Few at once, so that a kill falls between many small transactions; patience for claims that overtake.
    "BOTHWAYS_PREFETCH": "5",
    "BOTHWAYS_RETRY_DELAYS": str([0.3] * 1_000),
    "BOTHWAYS_LOG_FORMAT": "json",
}


@pytest_asyncio.fixture
async def child(bench: Bench, tmp_path: Path) -> AsyncIterator[Child]:
    """Journal as a process of its own; not started yet."""
    environment = bench.environment_of(JOURNAL) | SMALL_STEPS
    made = Child([sys.executable, "-m", "services.journal"], log=tmp_path / "journal.log", env=environment, folder=ROOT)
    yield made
    await asyncio.to_thread(made.stop)


@pytest.mark.timeout(600)
async def test_killed_in_the_middle_it_welcomes_nobody_twice_and_forgets_nobody(
    child: Child, speaking: Speaking
) -> None:
    pairs = await _published(speaking, range(PAIRS))
    child.start()
    for stories in KILLED_WITH_STORIES:
        pairs = await _killed_in_the_middle(child, speaking, stories, pairs)
    await _until_all_is_told(speaking, child, pairs)
    await _require_everything_once(speaking, pairs)
    assert len(await speaking.rows("inbox")) == 2 * len(pairs)


async def _published(speaking: Speaking, pairs: range) -> range:
    """Each of them, and its session."""
    for number in pairs:
        for event, times in _of(speaking, speaking.formed(f"pair_{number}")):
            await speaking.bench.publish(event, times=times)
    return pairs


def _of(speaking: Speaking, pair: AnyEvent) -> list[tuple[AnyEvent, int]]:
    """A pair told once or twice, and a session of it, told before it or after."""
    number = int(pair.subject.removeprefix("pair_"))
    told = [(pair, 1 + number % 2), (speaking.reported(pair), 1 + number % 3 // 2)]
    return told[:: -1 if number % 4 == 0 else 1]


async def _killed_in_the_middle(child: Child, speaking: Speaking, stories: int, pairs: range) -> range:
    """SIGKILL between a commit and its publishing, when so many stories are open at least and others are not.

    And started again. More pairs come where it was too fast to be held: all that there are then is what it returns.
    """
    collection = speaking.bench.database(JOURNAL)["stories"]

    async def held_in_between() -> bool:
        nonlocal pairs
        assert child.is_running, child.last_words()
        assert child.pid
        if await collection.count_documents({}) < stories:
            return False
        os.kill(child.pid, signal.SIGSTOP)
        is_last = await collection.count_documents({}) == len(pairs)
        is_in_between = bool(await speaking.rows("outbox")) and not is_last
        if not is_in_between:
            os.kill(child.pid, signal.SIGCONT)
        if is_last:
            more = await _published(speaking, range(pairs.stop, pairs.stop + PAIRS_MORE))
            pairs = range(more.stop)
        return is_in_between

    await eventually(held_in_between, within_s=120, what=f"{stories} stories and something to publish")
    child.kill()
    child.start()
    return pairs


async def _until_all_is_told(speaking: Speaking, child: Child, pairs: range) -> None:
    async def all_told() -> bool:
        assert child.is_running, child.last_words()
        return len(_distinct(speaking)) >= 7 * len(pairs) and not await speaking.rows("outbox")

    def missed() -> str:
        return f"{7 * len(pairs)} facts (heard {len(_distinct(speaking))})"

    # Rows of a process that died are taken over when their lease has run out.
    await eventually(all_told, within_s=180, what=missed)


def _distinct(speaking: Speaking) -> dict[str, tuple[str, str, str]]:
    """What was told, by event id: published twice is allowed, told in two events is not."""
    return {event.id: _told(event) for event in speaking.heard.events}


def _told(event: AnyEvent) -> tuple[str, str, str]:
    match event.data:
        case EntryWritten() as written:
            return event.subject, event.data.event, written.reader_id
        case PairPhaseChanged() as phase:
            return event.subject, event.data.event, f"{phase.phase} {phase.sessions_held}"
        case _:
            return event.subject, event.data.event, ""


async def _require_everything_once(speaking: Speaking, pairs: range) -> None:
    expected = Counter(
        (f"pair_{number}", *fact)
        for number in pairs
        for fact in (
            (EntryWritten.event, "ada"),
            (EntryWritten.event, "bob"),
            (PairPhaseChanged.event, "preparing 0"),
            (PairPhaseChanged.event, "preparing 1"),
            (SessionHeld.event, ""),
            (MilestoneReached.event, ""),
            (FitAsked.event, ""),
        )
    )
    assert Counter(_distinct(speaking).values()) == expected
    entries = Counter((row["pair_id"], row["reader_id"]) for row in await speaking.rows("entries"))
    assert entries == Counter((f"pair_{number}", reader) for number in pairs for reader in ("ada", "bob"))
    for collection in ("stories", "sessions", "milestones"):
        assert len(await speaking.rows(collection)) == len(pairs), collection
    assert await speaking.rows("dead_letters") == []
