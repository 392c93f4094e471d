"""A thousand nudges fall due at once, and replicas are killed while they share them."""

import pytest

from tests.chaos.nudges import Load, play
from tests.support.browsers import PushService
from tests.support.processes import Processes
from tests.support.receiver import receiving
from tests.support.told import Told


@pytest.mark.timeout(300)
@pytest.mark.feature("communication.nudges")
async def test_of_a_thousand_due_nudges_with_kills_each_is_said_once_and_no_mail_is_lost(
    told: Told, processes: Processes, capsys: pytest.CaptureFixture[str]
) -> None:
    pushes = PushService()
    processes.lease = "PT10S"
    with receiving(pushes):
        verdict = await play(told, processes, pushes, Load(nudges=1_000, kills=4, within_s=200))
    with capsys.disabled():
        print(f"\n{verdict.words}")  # noqa: T201
    assert verdict.wrong == []
