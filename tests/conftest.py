"""The fixtures of the servers: one RabbitMQ and one MongoDB a run, a virtual host and databases a test."""

import os
import uuid
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pymongo
import pytest
import pytest_asyncio
import structlog

from libs.common.logs import plain_console
from tests.support.stack import BootFailed, TestStack, find_stack

CONTROLLER = "BOTHWAYS_TEST_CONTROLLER"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
NO_SERVERS = 3  # the run's exit code then
used_servers = pytest.StashKey[str]()
missing_servers = pytest.StashKey[str]()
LONGEST_FIRST = ("component", "browser", "e2e", "integration", "contract", "unit")
"""For several workers: what is short fills the end. Else one would wait there for the last long file of the other."""

SLOWEST = 10


def pytest_configure(config: pytest.Config) -> None:
    structlog.configure(processors=[structlog.stdlib.add_log_level, plain_console(colors=False)])
    if not hasattr(config, "workerinput"):  # workers inherit it: the servers live as long as the controller
        os.environ[CONTROLLER] = str(os.getpid())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if WORKER != "main":
        levels = [f"tests/{level}/" for level in LONGEST_FIRST]
        items.sort(key=lambda item: next((n for n, one in enumerate(levels) if item.nodeid.startswith(one)), 0))


@pytest.fixture(scope="session")
def stack(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> TestStack:
    """The servers of this run. Without them the run ends: nothing is skipped."""
    folder = tmp_path_factory.getbasetemp()
    if WORKER != "main":
        folder = folder.parent
    try:
        found = find_stack(folder, int(os.environ[CONTROLLER]))
    except BootFailed as failure:
        if WORKER == "main":
            pytest.exit(str(failure), returncode=NO_SERVERS)
        request.config.stash[missing_servers] = str(failure)  # only the controller can end a run of many workers
        pytest.fail(str(failure), pytrace=False)
    words = f"RabbitMQ {found.broker_version}, MongoDB {found.database_version} ({found.backend})"
    request.config.stash[used_servers] = words
    return found


@pytest.fixture
def vhost(stack: TestStack) -> Iterator[str]:
    """A virtual host of the test's own, in which the administrator may do everything."""
    name = f"t-{WORKER}-{uuid.uuid4().hex[:12]}"
    stack.api("PUT", f"/vhosts/{name}", {})
    yield name
    stack.api("DELETE", f"/vhosts/{name}")


@pytest.fixture
def database_prefix() -> str:
    """Put before the name of every database of a test."""
    return f"t_{WORKER}_{uuid.uuid4().hex[:12]}"


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def mongo_client(stack: TestStack) -> AsyncIterator[pymongo.AsyncMongoClient[dict[str, Any]]]:
    async with pymongo.AsyncMongoClient[dict[str, Any]](stack.mongo_url, tz_aware=True) as client:
        yield client


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker tells the controller which servers it ran on, or why on none."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["servers"] = session.config.stash.get(used_servers, "")
        output["no_servers"] = session.config.stash.get(missing_servers, "")
    elif session.config.stash.get(missing_servers, ""):
        session.exitstatus = NO_SERVERS


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    told = getattr(node, "workeroutput", {})
    for key, words in ((used_servers, told.get("servers")), (missing_servers, told.get("no_servers"))):
        if words:
            node.config.stash[key] = words


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    words = config.stash.get(used_servers, "") or config.stash.get(missing_servers, "")
    terminalreporter.write_line(f"servers: {words or 'none, this run needed none'}")
    took: defaultdict[str, float] = defaultdict(float)
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                took[report.nodeid.partition("::")[0]] += report.duration
    for file, seconds in sorted(took.items(), key=lambda one: -one[1])[:SLOWEST]:
        terminalreporter.write_line(f"{seconds:7.1f} s  {file}")
