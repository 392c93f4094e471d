"""Reads the table of features."""

import tomllib
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict

FILE = Path(__file__).resolve().parent / "table.toml"


class Kind(StrEnum):
    MUST = "MUST"
    DIFF = "DIFF"
    OURS = "OURS"


class Row(BaseModel):
    """One promise."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    area: str
    words: str
    kind: Kind


def rows() -> list[Row]:
    """In the table's order."""
    return [Row.model_validate(row) for row in tomllib.loads(FILE.read_text())["row"]]
