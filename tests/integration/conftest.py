"""Fixtures of the tests on real servers."""

from collections.abc import AsyncIterator, Collection

import pytest
import pytest_asyncio

from libs.common.contracts import Service
from tests.support.running import Bench, Servers
from tests.support.running import bench as make_bench


@pytest.fixture
def services() -> Collection[Service]:
    """Whose queues there are: of all, where a conftest does not say that its tests need fewer."""
    return frozenset(Service)


@pytest_asyncio.fixture
async def bench(
    stack: Servers, vhost: str, database_prefix: str, services: Collection[Service]
) -> AsyncIterator[Bench]:
    """A virtual host with its topology and databases of the test's own."""
    async with make_bench(stack, vhost, database_prefix, services) as made:
        yield made
        await made.drop_databases()
