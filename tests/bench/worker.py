"""A process that is measured: stopped while its queue is filled, let go, and its CPU counted with its children's."""

import os
import signal
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from deploy.local.child import Child
from deploy.local.places import ROOT


class Worker:
    """A running worker with all its processes."""

    def __init__(self, child: Child) -> None:
        self._child = child

    def freeze(self) -> None:
        """It does nothing until `thaw`; what the broker sends it meanwhile waits in its socket."""
        os.killpg(self._group, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go."""
        os.killpg(self._group, signal.SIGCONT)

    def cpu_s(self) -> float:
        """CPU seconds that its processes have used so far."""
        root = psutil.Process(self._group)
        times = [process.cpu_times() for process in (root, *root.children(recursive=True))]
        return sum(one.user + one.system for one in times)

    def put_on(self, cores: Collection[int]) -> None:
        """Its processes run there and nowhere else."""
        put_on(cores, psutil.Process(self._group))

    def require_alive(self) -> None:
        """Say why it ended, if it did."""
        if not self._child.is_running:
            raise AssertionError(f"{' '.join(self._child.command)} ended:\n{self._child.last_words(30)}")

    def last_words(self) -> str:
        """The end of its log."""
        return self._child.last_words(30)

    @property
    def _group(self) -> int:
        assert self._child.pid
        return self._child.pid


def put_on(cores: Collection[int], root: psutil.Process) -> None:
    """A process, its children, and every thread of theirs run on these cores; what they start later does, too."""
    for process in (root, *root.children(recursive=True)):
        for thread in process.threads():
            with suppress(ProcessLookupError):
                os.sched_setaffinity(thread.id, cores)


@contextmanager
def working(command: Sequence[str], environment: Mapping[str, str], log: Path) -> Iterator[Worker]:
    """A worker that ends with the block, and all its processes with it."""
    child = Child(command, log=log, env={**os.environ, "PYTHONPATH": str(ROOT), **environment}, folder=ROOT)
    child.start()
    worker = Worker(child)
    try:
        yield worker
    finally:
        with suppress(ProcessLookupError):
            worker.thaw()
        child.stop(2)  # nothing is under way that would be worth more
        with suppress(ProcessLookupError):
            os.killpg(child.pid or 0, signal.SIGKILL)
