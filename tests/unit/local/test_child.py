"""What a child process is given."""

import os
import resource
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.local.child import OPEN_FILES, Child

FEW = 512


@pytest.fixture
def few_open_files() -> Iterator[int]:
    """This process may open as few files as people who are not root; how many it could be allowed."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (FEW, hard))
    yield OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, OPEN_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_child_may_open_as_many_files_as_the_system_allows(few_open_files: int, tmp_path: Path) -> None:
    asking = "import resource; print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])"
    child = started(asking, tmp_path)
    until_ended(child)
    assert int(child.last_words()) == few_open_files


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_a_child_that_somebody_else_ended_is_told_from_one_we_ended(end: signal.Signals, tmp_path: Path) -> None:
    child = started("import time; time.sleep(60)", tmp_path)
    assert child.pid
    os.kill(child.pid, end)
    until_ended(child)
    crashed = child.has_ended_by_itself
    child.start()
    runs = child.has_ended_by_itself
    child.kill() if end is signal.SIGKILL else child.stop()
    assert (crashed, runs, child.has_ended_by_itself, child.is_running) == (True, False, False, False)


def test_a_child_that_was_over_before_it_was_told_to_end_has_ended_by_itself(tmp_path: Path) -> None:
    child = started("raise SystemExit(3)", tmp_path)
    until_ended(child)
    child.stop()
    child.kill()
    assert (child.exit_code, child.has_ended_by_itself) == (3, True)


def started(program: str, folder: Path) -> Child:
    child = Child([sys.executable, "-c", program], log=folder / "child.log")
    child.start()
    return child


def until_ended(child: Child) -> None:
    end = time.monotonic() + 30
    while child.is_running and time.monotonic() < end:
        time.sleep(0.01)
