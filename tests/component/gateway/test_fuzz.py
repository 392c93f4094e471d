"""Whatever is sent by whomever: no 5xx, nothing that the document does not say, nothing of what was sent.

The same requests at each run, some of each kind; `make fuzz` sends all of them, and others by chance.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from random import Random

import pytest
import pytest_asyncio

from tests.component.gateway.callers import populate
from tests.component.gateway.front import open_front
from tests.component.gateway.fuzzing import (
    WITHOUT_LIMITS,
    Fuzzer,
    Operation,
    Request,
    fuzzer_of,
    hostile,
    sample,
    systematic,
)
from tests.support.stack import TestStack

OF_EACH_KIND = 2


@pytest_asyncio.fixture
async def fuzzer(stack: TestStack) -> AsyncIterator[Fuzzer]:
    async with open_front(stack, **WITHOUT_LIMITS) as front:
        await populate(front)
        yield await fuzzer_of(front)


# The gateway in the same process rolls dice while cases are made, which looks as if they did.
@pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisDeprecationWarning")
@pytest.mark.timeout(900)
async def test_no_request_brings_a_gateway_to_say_what_it_must_not(fuzzer: Fuzzer) -> None:
    chance = Random(6)  # noqa: S311 the same at each run

    def cases(operation: Operation) -> Iterable[Request]:
        some = sample(systematic(operation), OF_EACH_KIND, chance)
        return some + sample(hostile(some[0]), OF_EACH_KIND, chance)

    await asyncio.to_thread(fuzzer.run, cases)
    assert not fuzzer.findings.found, str(fuzzer.findings)
    assert {200, 201, 202, 401, 403, 404, 422} <= fuzzer.findings.sent.keys()
