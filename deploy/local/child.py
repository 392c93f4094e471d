"""A program as a child process that never outlives whoever started it."""

import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

OPEN_FILES = 20_000
"""A database keeps a file open for every collection and index, and dies when it may open no more."""


def allow_open_files() -> None:
    """Children inherit this process's limit, which for people who are not root is often 1,024."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, OPEN_FILES)
    if soft != resource.RLIM_INFINITY and soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))


def leash() -> list[str]:
    """The prefix that has the kernel kill a child when the *thread* that started it ends (Linux only).

    So a child must be started from a thread that lives as long as the child should.
    """
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "KILL"] if setpriv else []


class Child:
    """Starts, watches and ends one program; what it prints goes to its log file."""

    def __init__(
        self, command: Sequence[str], *, log: Path, env: Mapping[str, str] | None = None, folder: Path | None = None
    ) -> None:
        self.command = [*leash(), *command]
        self.log = log
        self.env = dict(os.environ if env is None else env)
        self.folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._was_told_to_end = False

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    @property
    def exit_code(self) -> int | None:
        return self._process.poll() if self._process else None

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def has_ended_by_itself(self) -> bool:
        """It crashed, gave up, or somebody else killed it: the system for want of memory, say."""
        return self.exit_code is not None and not self._was_told_to_end

    def start(self) -> None:
        self._was_told_to_end = False
        self.log.parent.mkdir(parents=True, exist_ok=True)
        allow_open_files()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command,
                env=self.env,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # A session of its own: Ctrl-C reaches only the parent, which stops its children in order.
                start_new_session=True,
            )

    def ask_to_stop(self) -> None:
        if self.is_running and self._process:
            self._was_told_to_end = True
            self._process.send_signal(signal.SIGTERM)

    def stop(self, patience: float = 20.0) -> None:
        """SIGTERM, then SIGKILL when it has not gone within `patience` seconds."""
        self.ask_to_stop()
        if self._process:
            try:
                self._process.wait(patience)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self) -> None:
        if self._process:
            self._was_told_to_end |= self.is_running
            self._process.kill()
            self._process.wait()

    def last_words(self, lines: int = 15) -> str:
        """The end of the log, for a message that says why it did not start."""
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
