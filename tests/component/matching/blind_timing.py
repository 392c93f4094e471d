"""Blind interest by the clock: marking somebody who sparked takes no other time than marking somebody who did not.

Longer than a test of the suite and sensitive to a busy machine, so `make bench-blind` runs it by itself.
"""

import random
import time
from statistics import fmean

import pytest

from libs.common.contracts import Service
from libs.common.contracts.asks import Mark, MarkPerson
from services.matching.app import build
from tests.component.matching.asking import Asking, asking
from tests.component.matching.speaking import person
from tests.support.running import Bench

PAIRS, SHUFFLES = 2000, 4000
LEAST_P = 0.01


@pytest.mark.timeout(900)
async def test_the_clock_tells_nothing_of_what_the_other_marked(bench: Bench) -> None:
    async with bench.running(Service.MATCHING, build), asking(bench) as asker:
        names = [f"{side}{n}" for n in range(PAIRS) for side in ("mine", "sparked", "silent")]
        await asker.know(*map(person, names))
        for n in range(PAIRS):
            await mark(asker, f"sparked{n}", f"mine{n}")
        apart = [await difference(asker, n) for n in range(PAIRS)]
    p = share_as_far_apart(apart)
    assert p > LEAST_P, f"marking whoever sparked takes {fmean(apart) * 1e6:+.0f} µs longer (p = {p:.4f})"


async def difference(asker: Asking, n: int) -> float:
    """Seconds that a spark at somebody who sparked takes longer than one at somebody who did not, in random order."""
    order = ["sparked", "silent"]
    random.shuffle(order)
    took = {side: await mark(asker, f"mine{n}", f"{side}{n}") for side in order}
    return took["sparked"] - took["silent"]


async def mark(asker: Asking, who: str, whom: str) -> float:
    began = time.perf_counter()
    await asker.ask(MarkPerson(person_id=whom, mark=Mark.SPARK), who)
    return time.perf_counter() - began


def share_as_far_apart(apart: list[float]) -> float:
    """The permutation test: how often a mean as far from nothing comes of differences whose signs are thrown."""
    chance, seen = random.Random(1), abs(sum(apart))  # noqa: S311 - the same signs in every run
    sums = (sum(one if chance.random() < 0.5 else -one for one in apart) for _ in range(SHUFFLES))
    return (1 + sum(abs(thrown) >= seen for thrown in sums)) / (SHUFFLES + 1)
