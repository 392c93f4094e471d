"""A mail server for each test, and somebody who tells notifications things and hears what comes of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from libs.common.contracts import Service
from tests.support.processes import Processes
from tests.support.running import Bench
from tests.support.smtp import SmtpServer, smtp_server
from tests.support.told import Told, told_by


@pytest.fixture
def services() -> tuple[Service, ...]:
    """Nobody else's queues: most of a test's beginning would be to make them."""
    return (Service.NOTIFICATIONS,)


@pytest.fixture
def mail_server() -> Iterator[SmtpServer]:
    """A real one, on a port of its own."""
    with smtp_server() as server:
        yield server


@pytest_asyncio.fixture
async def told(bench: Bench, mail_server: SmtpServer) -> Told:
    """On a broker, a database and a mail server of the test's own."""
    return await told_by(bench, mail_server)


@pytest.fixture
def processes(told: Told, tmp_path: Path) -> Iterator[Processes]:
    """None outlives its test."""
    made = Processes(told, tmp_path)
    yield made
    made.kill_all()
