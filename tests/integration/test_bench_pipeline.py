"""The pipeline benchmark runs, counts what it did, and says what came out. With tiny numbers."""

import asyncio
import json
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from tests.bench.cases import Kind, Sample, WrongCount, limits, require
from tests.bench.house_cases import house_cases
from tests.bench.pipeline import Plan, measure
from tests.bench.rig import rig
from tests.support.stack import TestStack

SOME = {"consume", "transactions", "deliver", "matching"}


async def test_limits_and_the_real_handler_are_measured_and_counted(stack: TestStack, tmp_path: Path) -> None:
    async with rig(stack, tmp_path) as made:
        cases = [case for case in [*limits(made), *house_cases(made)] if case.name in SOME]
        report = await measure(stack, cases, Plan(rounds=1, messages=30))
    assert {name for name, samples in report.samples.items() if len(samples) == 1} == SOME
    assert all(sample.per_s > 0 and sample.cpu_us > 0 for (sample,) in report.samples.values())
    printed = StringIO()
    report.print(Console(file=printed, width=140))
    assert "matching accepts a request" in printed.getvalue()
    assert {case["name"] for case in json.loads(json.dumps(report.as_json()))["cases"]} == SOME


@dataclass(frozen=True, slots=True)
class Slow:
    """A case that takes its time."""

    name: str = "slow"
    words: str = "slow"
    kind: Kind = Kind.LIMIT

    async def measure(self, messages: int) -> Sample:
        await asyncio.sleep(0.05)
        return Sample(messages, 0.05, 0.01)


async def test_no_round_begins_that_would_end_too_late(stack: TestStack) -> None:
    report = await measure(stack, [Slow()], Plan(rounds=40, messages=10, minutes=0.2 / 60))
    assert 1 <= len(report.samples["slow"]) < 10


def test_a_wrong_count_is_no_measurement() -> None:
    require("effects", 3, 3)
    with pytest.raises(WrongCount, match="effects: 2 instead of 3"):
        require("effects", 2, 3)
