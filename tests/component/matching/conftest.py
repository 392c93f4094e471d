"""A running matching for each test."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio
from filelock import FileLock

from libs.common.contracts import Service
from services.matching.index.warming import warm_up
from tests.component.matching.speaking import HEARD, MIA, Matching
from tests.conftest import WORKER
from tests.support.running import PATIENT_RETRIES, Bench


@pytest.fixture(scope="session", autouse=True)
def kernels(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Compiled by one worker before anybody waits for an index: in a fresh clone that takes most of a minute."""
    folder = tmp_path_factory.getbasetemp()
    if WORKER != "main":
        folder = folder.parent
    with FileLock(folder / "kernels.lock"):
        warm_up()


@pytest.fixture
def services() -> tuple[Service, ...]:
    """Nobody else's queues: most of a test's beginning would be to make them."""
    return (Service.MATCHING,)


@pytest.fixture
def bench(bench: Bench) -> Bench:
    """Many tests tell of people and ask about them at once."""
    bench.retry_delays = PATIENT_RETRIES
    return bench


@pytest_asyncio.fixture
async def matching(bench: Bench) -> AsyncIterator[Matching]:
    """One replica that knows Mia, on a broker and a database of the test's own."""
    async with AsyncExitStack() as stack:
        made = Matching(bench, await bench.listen(*HEARD))
        await made.start(stack)
        await made.know(MIA)
        yield made
