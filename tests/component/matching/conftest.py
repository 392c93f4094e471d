"""A running matching for each test."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio

from libs.common.contracts import Service
from tests.component.matching.speaking import HEARD, MIA, Matching
from tests.support.running import Bench


@pytest.fixture
def services() -> tuple[Service, ...]:
    """Nobody else's queues: most of a test's beginning would be to make them."""
    return (Service.MATCHING,)


@pytest_asyncio.fixture
async def matching(bench: Bench) -> AsyncIterator[Matching]:
    """One replica that knows Mia, on a broker and a database of the test's own."""
    async with AsyncExitStack() as stack:
        made = Matching(bench, await bench.listen(*HEARD))
        await made.start(stack)
        await made.know(MIA)
        yield made
