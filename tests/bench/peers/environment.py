"""Installs the peers into an environment of their own, from hashed locks, once per lock."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import uv

from deploy.local.places import ROOT, cache_folder
from deploy.local.trouble import Trouble

LOCKS = ROOT / "deploy" / "requirements"
NODE = Path(__file__).parent / "node"


def python(extra: str = "bench") -> Path:
    """The interpreter of the environment of one extra's peers."""
    lock = LOCKS / f"{extra}.txt"
    folder = _folder("python", lock)
    program = folder / "bin" / "python"
    if not (folder / "complete").exists():
        environment = {**os.environ, "UV_SYSTEM_CERTS": "1", "VIRTUAL_ENV": str(folder)}
        tool = uv.find_uv_bin()
        _run([tool, "venv", "--quiet", "--clear", "--python", sys.executable, str(folder)], environment)
        _run([tool, "pip", "install", "--quiet", "--require-hashes", "-r", str(lock)], environment)
        (folder / "complete").touch()
    return program


def node_modules() -> Path | None:
    """Node's packages; None where there is no Node."""
    npm = shutil.which("npm")
    if not shutil.which("node") or not npm:
        return None
    folder = _folder("node", NODE / "package-lock.json")
    if not (folder / "complete").exists():
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(NODE / name, folder)
        _run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(folder)], dict(os.environ))
        (folder / "complete").touch()
    return folder / "node_modules"


def _folder(kind: str, lock: Path) -> Path:
    return cache_folder().parent / "bench" / f"{kind}-{sha256(lock.read_bytes()).hexdigest()[:12]}"


def _run(command: Sequence[str], environment: dict[str, str]) -> None:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Trouble(
            f"The peers could not be installed:\n{done.stderr[-2000:]}", "Try again, or measure with --no-peers"
        )
