"""Only one `make up` at a time: a lock that the kernel frees whatever happens, and who holds it."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from deploy.local.places import state_folder
from deploy.local.trouble import Trouble


@contextmanager
def held() -> Iterator[None]:
    """While held, this process is the stack; raises `Trouble` when another one is."""
    state_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = FileLock(_lock_file())
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise _already_running() from None
    try:
        _ready_file().unlink(missing_ok=True)
        _pid_file().write_text(str(os.getpid()))
        yield
    finally:
        _ready_file().unlink(missing_ok=True)
        _pid_file().unlink(missing_ok=True)
        lock.release()


def require_none() -> None:
    if _is_locked():
        raise _already_running()


def declare_ready() -> None:
    """Everything is up; who waits for it, such as `--detach` or a test, may go on."""
    _ready_file().touch()


def is_ready() -> bool:
    return _ready_file().exists() and _is_locked()


def holder() -> int | None:
    """The process that is the stack now."""
    if not _is_locked():
        return None
    try:
        return int(_pid_file().read_text())
    except (FileNotFoundError, ValueError):
        return None


def stop_holder(patience: float = 60.0) -> bool:
    """Asks the running stack to stop and waits until it has; False when there was none."""
    pid = holder()
    if pid is None:
        return False
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + patience
    while _is_locked():
        if time.monotonic() > deadline:
            raise Trouble(f"Process {pid} has not stopped within {patience:.0f} s.", f"kill -9 {pid}")
        time.sleep(0.05)
    return True


def _already_running() -> Trouble:
    return Trouble(f"Bothways is already running here (process {holder() or 'that is starting'}).", "make down")


def _is_locked() -> bool:
    if not _lock_file().exists():
        return False
    try:
        with FileLock(_lock_file(), blocking=False):
            return False
    except Timeout:
        return True


def _lock_file() -> Path:
    return state_folder() / "up.lock"


def _ready_file() -> Path:
    return state_folder() / "up.ready"


def _pid_file() -> Path:
    return state_folder() / "up.pid"
