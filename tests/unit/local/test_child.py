"""What a child process is given."""

import resource
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
    child = Child([sys.executable, "-c", asking], log=tmp_path / "child.log")
    child.start()
    end = time.monotonic() + 30
    while child.is_running and time.monotonic() < end:
        time.sleep(0.01)
    assert int(child.last_words()) == few_open_files
