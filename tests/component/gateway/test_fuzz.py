"""Whatever is sent by whomever: no 5xx, nothing that the document does not say, nothing of what was sent."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.component.gateway.callers import PAIR, callers, populate
from tests.component.gateway.front import open_front
from tests.component.gateway.fuzzing import Fuzzer
from tests.support.stack import TestStack

A_SEED = 6
WITHOUT_LIMITS = dict.fromkeys(
    (
        "requests_per_person",
        "costly_requests_per_person",
        "requests_per_key",
        "requests_per_organisation",
        "sign_ins_per_address",
    ),
    1_000_000,
)


@pytest_asyncio.fixture
async def fuzzer(stack: TestStack) -> AsyncIterator[Fuzzer]:
    async with open_front(stack, **WITHOUT_LIMITS) as front:
        await populate(front)
        known = {"pair_id": PAIR, "person_id": "ada"}
        yield Fuzzer(front.url, await callers(front), known)
