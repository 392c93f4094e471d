"""Two months of twenty pairs in stepped time: what became of them is what a plain model of the same rules says."""

from pathlib import Path

import pytest

from tests.rehearsal.run import Rehearsal


@pytest.mark.timeout(420)
@pytest.mark.feature("pair.milestones", "insight.auto-conclude")
async def test_what_becomes_of_scripted_pairs_is_what_the_model_says(tmp_path: Path) -> None:
    verdict = await Rehearsal(pairs=20, days=61).run(tmp_path)
    assert verdict.wrong == []
    lived = [outcome for outcomes in verdict.lived.values() for outcome in outcomes]
    assert len(lived) == 20
    assert {"third-session-held", "agreement-live", "learned-from-other"} <= {
        milestone for outcome in lived for milestone, _ in outcome.milestones
    }
    assert any(outcome.fades for outcome in lived)
