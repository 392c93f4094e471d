"""The Chromium that tests drive, the machine's own; `python -m deploy.local.chromium` installs a missing one."""

import os
import shutil
from pathlib import Path

from rich.console import Console

from deploy.local.apt import install, install_line, may_install
from deploy.local.trouble import Trouble, troubles_in_words

VARIABLE = "BOTHWAYS_CHROMIUM"
PROGRAMS = ("chromium", "google-chrome-stable", "google-chrome")
PACKAGE = "chromium"
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""It asks nobody on the network for anything of its own."""


def find_chromium() -> Path:
    """`BOTHWAYS_CHROMIUM`, else the one on the path."""
    given = os.environ.get(VARIABLE)
    found = next(filter(None, map(shutil.which, [given] if given else PROGRAMS)), None)
    if found is None:
        problem = f"{VARIABLE} names no program: {given}." if given else "There is no Chromium on this machine."
        raise Trouble(problem, f"unset {VARIABLE}" if given else install_line([PACKAGE]))
    return Path(found)


def flags() -> list[str]:
    """Root's processes cannot have Chromium's sandbox."""
    return [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]


def require(console: Console) -> Path:
    """Safe to repeat; with one there it only looks."""
    is_there = os.environ.get(VARIABLE) or any(map(shutil.which, PROGRAMS))
    if not is_there and may_install():
        install(console, [PACKAGE], "shows the web client to its tests")
    return find_chromium()


if __name__ == "__main__":
    with troubles_in_words():
        require(Console())
