"""Fixtures of the tests on real servers."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.support.running import Bench, Servers
from tests.support.running import bench as make_bench


@pytest_asyncio.fixture
async def bench(stack: Servers, vhost: str, database_prefix: str) -> AsyncIterator[Bench]:
    """A virtual host with the whole topology and databases of the test's own."""
    async with make_bench(stack, vhost, database_prefix) as made:
        yield made
        await made.drop_databases()
