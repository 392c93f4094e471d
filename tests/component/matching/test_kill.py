"""Matching killed (SIGKILL) while many say no: every ranking goes on, once."""

import asyncio
import sys
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from deploy.local.child import Child
from deploy.local.places import ROOT
from libs.common.contracts import Contract, Service
from libs.common.contracts.requests import (
    Answer,
    MentorRequested,
    RequestAnswered,
    RequestClosed,
    RequestFollowedUp,
    RequestOpened,
)
from tests.component.matching.speaking import HEARD, Matching, person
from tests.support.running import Bench, eventually

COUNT = 40
KILLED_WITH_ENDS = (8, 24)
SMALL_STEPS = {"BOTHWAYS_PREFETCH": "5", "BOTHWAYS_RETRY_DELAYS": str([0.3] * 100), "BOTHWAYS_LOG_FORMAT": "json"}
"""Few at once, so that a kill falls between many small transactions."""


@pytest_asyncio.fixture
async def child(bench: Bench, tmp_path: Path) -> AsyncIterator[Child]:
    """Matching as a process of its own; not started yet."""
    environment = bench.environment_of(Service.MATCHING) | SMALL_STEPS
    made = Child([sys.executable, "-m", "services.matching"], log=tmp_path / "log", env=environment, folder=ROOT)
    yield made
    await asyncio.to_thread(made.stop)


@pytest.mark.timeout(180)
async def test_killed_in_the_middle_every_ranking_goes_on_once(bench: Bench, child: Child) -> None:
    matching = Matching(bench, await bench.listen(*HEARD))
    numbers = range(COUNT)
    await matching.know(*(person(f"{kind}{n}", seniority=5) for n in numbers for kind in ("a", "b", "mentee")))
    child.start()
    for n in numbers:
        asked = MentorRequested(
            request_id=f"req_{n}",
            mentee_id=f"mentee{n}",
            mentor_id=f"a{n}",
            then_mentor_ids=(f"b{n}",),
            topics=("Python",),
            confirmed=True,
        )
        await bench.publish(bench.event(asked, asked.request_id, actorid=asked.mentee_id), times=1 + n % 2)
    await matching.heard.expect(RequestOpened, COUNT, within_s=60)
    for n in numbers:
        no = RequestAnswered(request_id=f"req_{n}", answer=Answer.DECLINE)
        await bench.publish(bench.event(no, no.request_id, actorid=f"a{n}"), times=1 + n % 3 // 2)
    for ends in KILLED_WITH_ENDS:
        await _killed(child, matching, ends)
    told = ((RequestClosed, COUNT), (RequestFollowedUp, COUNT), (RequestOpened, 2 * COUNT))

    async def all_done() -> bool:
        assert child.is_running, child.last_words()
        kinds = Counter(row["kind"] for row in await matching.rows("timers"))
        is_heard = all(len(_times_told(matching, contract)) >= count for contract, count in told)
        return is_heard and kinds == {"request-clock": COUNT} and not await matching.rows("outbox")

    await eventually(all_done, within_s=90, what="every ranking at its second")
    for contract, count in told:
        assert set(_times_told(matching, contract).values()) == {1}, contract.event
        assert len(_times_told(matching, contract)) == count
    asking = [row["asking"] for row in await matching.rows("desks") if row["person_id"].startswith("mentee")]
    assert sorted(one["person_id"] for (one,) in asking) == sorted(f"b{n}" for n in numbers)


async def _killed(child: Child, matching: Matching, ends: int) -> None:
    """SIGKILL when so many have ended, and started again."""

    async def so_many_ended() -> bool:
        assert child.is_running, child.last_words()
        ended = [row for row in await matching.rows("requests") if row["state"] == "declined"]
        return len(ended) >= ends

    await eventually(so_many_ended, within_s=60, what=f"{ends} ends")
    child.kill()
    child.start()


def _times_told(matching: Matching, contract: type[Contract]) -> Counter[str]:
    """By subject, in how many events: published twice is allowed, told in two events is not."""
    return Counter(subject for subject, _ in {(event.subject, event.id) for event in matching.heard.of(contract)})
