"""SIGKILL of each service, the broker and the database in the middle of 200 accepted requests."""

from pathlib import Path

import pytest

from tests.chaos.run import Storm


@pytest.mark.timeout(900)
async def test_nothing_is_lost_or_doubled_whatever_is_killed(tmp_path: Path) -> None:
    verdict = await Storm(requests=200).blow(tmp_path)
    print({what: count for what, count in verdict.counts.items()})  # noqa: T201 - the raw counts belong to the report
    assert verdict.wrong == []
    assert verdict.counts["kills"] == 6
    assert verdict.counts["pairs"] == 200
    assert verdict.counts["welcomes"] == 400
