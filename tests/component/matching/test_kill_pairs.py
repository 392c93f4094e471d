"""Matching killed (SIGKILL) while pairs pause and end: nothing twice, nothing lost, every place given back once."""

import asyncio
import random
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from deploy.local.child import Child
from deploy.local.places import ROOT
from libs.common.contracts import AnyEvent, Service
from libs.common.contracts.pairs import EndReason, PairChanged, PairEndAsked, PairEnded, PairPauseAsked, SessionHeld
from libs.common.contracts.requests import ClaimRefused
from services.matching.app import build
from services.matching.domain.directions import Direction
from services.matching.domain.pairs import Consent, Means, Member, Pair
from services.matching.domain.people import Person, Role
from services.matching.store import Store
from tests.support.running import Bench, Listener, eventually, tombstones_of

MATCHING = Service.MATCHING
PAIRS = 120
LATE = frozenset(f"pair_{number}" for number in range(100, PAIRS))
"""Nobody ends these before the last kill: it is in the middle, however late it comes."""

KILLED_WITH_ENDED = (20, 50, 80)
AT = datetime(2026, 11, 1, 9, tzinfo=UTC)
SPRING = datetime.now(UTC) + timedelta(days=90)
SMALL_STEPS = {"BOTHWAYS_PREFETCH": "5", "BOTHWAYS_RETRY_DELAYS": str([0.3] * 100), "BOTHWAYS_LOG_FORMAT": "json"}


@pytest_asyncio.fixture
async def child(bench: Bench, tmp_path: Path) -> AsyncIterator[Child]:
    """Matching as a process of its own; not started yet."""
    environment = bench.environment_of(MATCHING) | SMALL_STEPS
    command = [sys.executable, "-m", "services.matching"]
    made = Child(command, log=tmp_path / "matching.log", env=environment, folder=ROOT)
    yield made
    await asyncio.to_thread(made.stop)


@pytest.mark.timeout(180)
async def test_killed_in_the_middle_every_pair_ends_once_and_every_place_comes_back(child: Child, bench: Bench) -> None:
    await keep(bench)
    heard = await bench.listen(PairChanged, PairEnded, ClaimRefused)
    claims = [claim for number in range(PAIRS) for claim in claims_of(bench, f"pair_{number}")]
    random.Random(20261128).shuffle(claims)  # noqa: S311 - the same order in every run
    await publish(bench, (claim for claim in claims if claim.subject not in LATE))
    child.start()
    for ended in KILLED_WITH_ENDED:
        await killed_in_the_middle(child, bench, ended)
    await publish(bench, (claim for claim in claims if claim.subject in LATE))
    await until_all_is_told(child, bench, heard, claims)
    facts = {event.id: event for event in heard.events}.values()
    ends = Counter(event.subject for event in facts if isinstance(event.data, PairEnded))
    assert ends == Counter({f"pair_{number}": 1 for number in range(PAIRS)})
    sequences = Counter((event.subject, event.sequence) for event in facts if event.sequence)
    assert set(sequences.values()) == {1}, "no two facts are the same version of a pair"
    database = bench.database(MATCHING)
    assert await database["people"].count_documents({"pairs": {"$ne": 0}}) == 0
    assert await database["dead_letters"].count_documents({}) == 0


async def publish(bench: Bench, claims: Iterable[AnyEvent]) -> None:
    for claim in claims:
        await bench.publish(claim, times=2)


def claims_of(bench: Bench, pair_id: str) -> list[AnyEvent]:
    """The mentee pauses, both end, at about the same time; and they meet, which is the end of one talk."""
    wanted = [
        (PairPauseAsked(pair_id=pair_id, paused=True, until=SPRING), "mentee"),
        (PairEndAsked(pair_id=pair_id, reason=EndReason.NO_FAULT), "mentor"),
        (PairEndAsked(pair_id=pair_id, reason=EndReason.COMPLETED), "mentee"),
    ]
    ids = (f"mentee_{pair_id}", f"mentor_{pair_id}")
    held = SessionHeld(pair_id=pair_id, members=ids, session_id="s", held_at=AT, number=1, next_owner_id=ids[0])
    claims = [bench.event(claim, pair_id, actorid=f"{role}_{pair_id}") for claim, role in wanted]
    return [*claims, bench.event(held, pair_id)]


async def keep(bench: Bench) -> None:
    """Pairs as they were formed; a service that ran once has made the collections."""
    async with bench.running(MATCHING, build):
        pass
    store = Store(bench.database(MATCHING), tombstones_of(bench.database(MATCHING)))
    directions = (Direction.FORWARD, Direction.FLASH)
    pairs = [make_pair(f"pair_{number}", directions[number % 2]) for number in range(PAIRS)]
    people = [
        Person(org="acme", person_id=member.person_id, pairs=int(member.role is Role.MENTOR))
        for pair in pairs
        for member in pair.members
    ]
    await bench.database(MATCHING)["people"].insert_many([store.people.save(one).document for one in people])
    await bench.database(MATCHING)["pairs"].insert_many([store.pairs.save(one).document for one in pairs])


def make_pair(pair_id: str, direction: Direction) -> Pair:
    mentee, mentor = f"mentee_{pair_id}", f"mentor_{pair_id}"
    return Pair(
        org="acme",
        pair_id=pair_id,
        members=(Member(mentee, Role.MENTEE), Member(mentor, Role.MENTOR)),
        direction=direction,
        topics=("Python",),
        consents=(Consent(mentee, Means.ASKED, AT), Consent(mentor, Means.ACCEPTED, AT)),
        formed_at=AT,
    )


async def killed_in_the_middle(child: Child, bench: Bench, ended: int) -> None:
    """SIGKILL when so many pairs have ended, and started again."""
    pairs = bench.database(MATCHING)["pairs"]

    async def so_many_ended() -> bool:
        assert child.is_running, child.last_words()
        return await pairs.count_documents({"standing": "ended"}) >= ended

    await eventually(so_many_ended, within_s=60, what=f"{ended} ended pairs")
    child.kill()
    assert await pairs.count_documents({"standing": "ended"}) < PAIRS, "this kill was not in the middle"
    child.start()


async def until_all_is_told(child: Child, bench: Bench, heard: Listener, claims: list[AnyEvent]) -> None:
    """Every claim handled; rows of a process that died are taken over when their lease has run out."""
    database = bench.database(MATCHING)

    async def all_told() -> bool:
        assert child.is_running, child.last_words()
        handled = await database["inbox"].count_documents({})
        ends = {event.subject for event in heard.events if isinstance(event.data, PairEnded)}
        left = [await database[name].count_documents({}) for name in ("outbox", "timers")]
        return handled == len(claims) and len(ends) == PAIRS and not any(left)

    await eventually(all_told, within_s=90, what="everything told")
