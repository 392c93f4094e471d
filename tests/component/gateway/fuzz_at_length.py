"""The requests of `test_fuzz` in full and others by chance. Takes minutes, so `make fuzz` runs it by itself.

It tells where it is, and for everything it finds a command that sends it again. `FUZZ_SEED` makes other requests;
what was found is told with the seed it was found by.
"""

import asyncio
import os
import time
from collections.abc import Iterator

import pytest

from tests.component.gateway.callers import populate
from tests.component.gateway.front import open_front
from tests.component.gateway.fuzzing import WITHOUT_LIMITS, Operation, Request, drawn, fuzzer_of, hostile, systematic
from tests.support.stack import TestStack

SEED = int(os.environ.get("FUZZ_SEED", "1"))
DRAWN = int(os.environ.get("FUZZ_EXAMPLES", "20"))


def cases(operation: Operation) -> Iterator[Request]:
    """All there are, the hostile ones made from the first that fits."""
    first, *others = systematic(operation)
    yield from (first, *others, *hostile(first))
    by_chance = drawn(operation, DRAWN, SEED)
    yield from by_chance
    for one in by_chance[:3]:
        yield from hostile(one)


# The gateway in the same process rolls dice while cases are made, which looks as if they did.
@pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisDeprecationWarning")
@pytest.mark.timeout(7_200)
async def test_nothing_is_found_at_length(stack: TestStack) -> None:
    async with open_front(stack, **WITHOUT_LIMITS) as front:
        await populate(front)
        fuzzer, began = await fuzzer_of(front), time.monotonic()

        told: set[str] = set()

        def tell(label: str) -> None:
            found, sent = fuzzer.findings.found, fuzzer.findings.sent.total()
            for what in found.keys() - told:
                print(f"  {what}\n  {found[what]}")  # noqa: T201
            told.update(found)
            print(f"{time.monotonic() - began:6.0f} s {sent:7} sent {len(found):3} found  {label}", flush=True)  # noqa: T201

        await asyncio.to_thread(fuzzer.run, cases, tell)
    assert not fuzzer.findings.found, f"seed {SEED}\n{fuzzer.findings}"
