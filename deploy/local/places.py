"""Where the one-machine stack keeps its things."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def state_folder() -> Path:
    """Data, logs and credentials of `make up`; `make reset` empties it."""
    return Path(os.environ.get("BOTHWAYS_STATE") or ROOT / ".local").absolute()


def cache_folder() -> Path:
    """Unpacked servers, which outlive `make reset`."""
    return Path(os.environ.get("BOTHWAYS_CACHE") or ROOT / ".cache" / "servers").absolute()
