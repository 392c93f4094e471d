"""Where the one-machine stack keeps its things."""

import os
from pathlib import Path

from deploy.local.trouble import Trouble

ROOT = Path(__file__).resolve().parents[2]


def state_folder() -> Path:
    """Data, logs and credentials of `make up`; `make reset` empties it."""
    return Path(os.environ.get("BOTHWAYS_STATE") or ROOT / ".local").absolute()


def cache_folder() -> Path:
    """Unpacked servers, which outlive `make reset`."""
    return Path(os.environ.get("BOTHWAYS_CACHE") or ROOT / ".cache" / "servers").absolute()


def require_no_blank(path: Path, variable: str) -> None:
    """RabbitMQ's start scripts break at a blank in a path."""
    if any(letter.isspace() for letter in str(path)):
        problem = f"RabbitMQ cannot work in a folder with a blank in its name: {path}"
        raise Trouble(problem, f"export {variable}=$HOME/.bothways/{variable.rsplit('_', 1)[-1].lower()}")
