"""Golden samples: one real event per type and version. They are only ever added, never changed or removed."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from libs.common.contracts import Contract

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tests" / "contract" / "golden"


@dataclass(frozen=True, slots=True)
class Sample:
    """A file as it is, or as it once was committed."""

    name: str
    body: bytes

    @property
    def plain(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


def path_of(contract: type[Contract]) -> Path:
    return FOLDER / f"{contract.type}.json"


def sample_of(contract: type[Contract]) -> Sample:
    path = path_of(contract)
    return Sample(path.name, path.read_bytes())


def samples() -> list[Sample]:
    return [Sample(path.name, path.read_bytes()) for path in sorted(FOLDER.iterdir())]


def committed(root: Path, folder: str) -> list[Sample]:
    """Every version of every file that was ever committed below `folder`; none where there is no history."""
    versions = dict(_versions(root, folder))
    return [Sample(Path(path).name, _git(root, "cat-file", "blob", blob)) for blob, path in versions.items()]


def _versions(root: Path, folder: str) -> Iterator[tuple[str, str]]:
    """(blob, path) of what a commit added or changed."""
    raw = _git(root, "log", "--full-history", "-m", "--format=", "--raw", "--no-renames", "--abbrev=40", "--", folder)
    for line in raw.decode().splitlines():
        facts, _, path = line.partition("\t")
        status, blob = facts.split()[-1], facts.split()[3]
        if status != "D":
            yield blob, path


def _git(root: Path, *arguments: str) -> bytes:
    if not (root / ".git").exists() or not shutil.which("git"):
        return b""
    return subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True).stdout
