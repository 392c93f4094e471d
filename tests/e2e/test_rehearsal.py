"""Six weeks of pairs in stepped time: what becomes of them, and what they are told, is what is said beforehand."""

from pathlib import Path

import pytest

from tests.rehearsal.run import Rehearsal


@pytest.mark.timeout(600)
@pytest.mark.feature("pair.milestones", "insight.auto-conclude", "ours.dry-run")
async def test_scripted_pairs_live_as_the_model_says_and_are_told_what_the_dry_run_says(tmp_path: Path) -> None:
    verdict = await Rehearsal(pairs=7, days=42).run(tmp_path)
    assert verdict.wrong == []
    assert verdict.unforeseen == []
    assert verdict.messages > 80
    lived = [outcome for outcomes in verdict.lived.values() for outcome in outcomes]
    assert len(lived) == 7
    assert {"third-session-held", "agreement-live", "learned-from-other"} <= {
        milestone for outcome in lived for milestone, _ in outcome.milestones
    }
    assert any(outcome.fades for outcome in lived)
