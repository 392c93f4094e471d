"""Pairs in stepped time: what becomes of them, and what they are told, is what is said beforehand."""

from pathlib import Path

import pytest

from tests.rehearsal.run import Rehearsal


@pytest.mark.timeout(900)
@pytest.mark.feature("pair.milestones", "insight.auto-conclude")
async def test_what_becomes_of_scripted_pairs_in_two_months_is_what_the_plain_model_says(tmp_path: Path) -> None:
    verdict = await Rehearsal(pairs=20, days=61).run(tmp_path)
    assert verdict.wrong == []
    lived = [outcome for outcomes in verdict.lived.values() for outcome in outcomes]
    assert len(lived) == 20
    assert {"third-session-held", "agreement-live", "learned-from-other"} <= {
        milestone for outcome in lived for milestone, _ in outcome.milestones
    }
    assert any(outcome.fades for outcome in lived)


@pytest.mark.timeout(900)
@pytest.mark.feature("ours.dry-run")
async def test_people_are_told_what_the_dry_run_says_and_nothing_else(tmp_path: Path) -> None:
    verdict = await Rehearsal(pairs=0, days=42, foretold=True).run(tmp_path)
    assert verdict.unforeseen == []
    assert verdict.messages > 80
