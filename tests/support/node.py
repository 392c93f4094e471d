"""What tests run in Node: commands of packages, and scripts, of tests/node."""

import json
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.local.child import Child
from deploy.local.node import environment, install, node
from deploy.local.places import ROOT

HERE = ROOT / "tests" / "node"
PACKAGES = HERE / "node_modules"
READY = "ready "
"""A script says so on a line of its own, with what is worth knowing about it as JSON: `ready {"port": 20100}`."""


def tool(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a package's command to its end."""
    return _ran(PACKAGES / ".bin" / name, *arguments)


def script(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a script of tests/node to its end."""
    return _ran(HERE / name, *arguments)


def _ran(program: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Without asking anybody on the network for news."""
    install(HERE)
    command = [str(node()), str(program), *arguments]
    settings = environment({"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"})
    return subprocess.run(command, env=settings, capture_output=True, text=True, timeout=120, check=False)


@dataclass(frozen=True, slots=True)
class Script:
    """A script of tests/node that runs, and what it said about itself when it was ready."""

    child: Child
    told: Mapping[str, Any]


@contextmanager
def running(script: str, log: Path, settings: Mapping[str, str] | None = None, seconds: float = 20) -> Iterator[Script]:
    """It has said that it is ready, and ends with the block."""
    install(HERE)
    child = Child([str(node()), str(HERE / script)], log=log, env=environment(settings or {}), folder=HERE)
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
