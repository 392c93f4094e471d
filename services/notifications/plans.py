"""The house's communication plan, read from `plan/`: one file for each phase."""

from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter

from libs.common.contracts.plans import RowWritten
from services.notifications.domain.plan import Plan, Row
from services.notifications.domain.programmes import fitting, with_own

FOLDER = Path(__file__).parent / "plan"
PHASES = ("launch", "find", "start", "go", "risk", "end", "run")
ROW = TypeAdapter(Row)


def row_of(written: dict[str, Any]) -> Row:
    """A row as somebody wrote it; without `follows` it is said of the occasion of its own name."""
    return ROW.validate_python({"follows": written.get("name"), **written})


@lru_cache(maxsize=64)
def plan_with(written: tuple[RowWritten, ...]) -> Plan:
    """The plan of an organisation that does this otherwise."""
    return with_own(house_plan(), fitting(house_plan(), written))


@cache
def house_plan() -> Plan:
    """All rows, by name."""
    rows = [
        row_of({"phase": phase, **written})
        for phase in PHASES
        for written in yaml.load((FOLDER / f"{phase}.yaml").read_text(), Loader=yaml.CSafeLoader) or ()
    ]
    return Plan({row.name: row for row in rows})
