"""Holds a run's servers: boots them, writes down where they are, ends with the run that asked for them.

`python -m tests.support.stack_server READY_FILE PROCESS`: lives no longer than that process, however it ends.
"""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from deploy.local.trouble import Trouble
from tests.support import containers, stack


def serve(ready: Path, process: int) -> None:
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stopped.set())
    try:
        with _servers() as servers:
            _announce(ready, servers.model_dump_json())
            _wait_for_the_end(process, stopped)
    except Trouble as trouble:
        _announce(ready, f"{trouble.problem}\nTry: {trouble.remedy}")


@contextmanager
def _servers() -> Iterator[stack.TestStack]:
    if os.environ.get("BOTHWAYS_TEST_BACKEND") == "docker":
        with containers.running() as servers:
            yield servers
    else:
        with stack.own_servers() as own:
            yield own.stack


def _announce(ready: Path, text: str) -> None:
    unfinished = ready.with_suffix(".unfinished")
    unfinished.touch(mode=0o600)
    unfinished.write_text(text)
    unfinished.rename(ready)


def _wait_for_the_end(process: int, stopped: threading.Event) -> None:
    try:
        awaited = psutil.Process(process)
    except psutil.NoSuchProcess:
        return
    while awaited.is_running() and awaited.status() != psutil.STATUS_ZOMBIE and not stopped.wait(0.2):
        pass


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]))
