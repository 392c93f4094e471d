"""The house's communication plan, read from `plan/`: one file for each phase."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter

from services.notifications.domain.plan import Plan, Row

FOLDER = Path(__file__).parent / "plan"
PHASES = ("launch", "find", "start", "go", "risk", "end", "run")
ROW = TypeAdapter(Row)


def row_of(written: dict[str, Any]) -> Row:
    """A row as somebody wrote it; without `follows` it is said of the occasion of its own name."""
    return ROW.validate_python({"follows": written.get("name"), **written})


@cache
def house_plan() -> Plan:
    """All rows, by name."""
    rows = [
        row_of({"phase": phase, **written})
        for phase in PHASES
        for written in yaml.safe_load((FOLDER / f"{phase}.yaml").read_text()) or ()
    ]
    return Plan({row.name: row for row in rows})
