"""How long a message that failed has to wait, and when it is given up."""

import pytest

from libs.common.deliveries import RetryPolicy
from libs.common.errors import Permanent, Refused, Retryable, Unavailable

POLICY = RetryPolicy((1, 5, 30, 300, 1800))


def test_each_failure_waits_longer_until_the_last() -> None:
    delays = [POLICY.delay_after(Retryable("not-yet"), attempt) for attempt in range(6)]
    assert delays == [1, 5, 30, 300, 1800, None]


def test_a_bug_is_retried_like_anything_that_may_mend() -> None:
    assert POLICY.delay_after(KeyError("bug"), 0) == 1


@pytest.mark.parametrize("error", [Permanent("broken"), Refused("no", {"en": "No.", "de": "Nein."})])
def test_what_can_never_succeed_does_not_wait(error: Exception) -> None:
    assert POLICY.delay_after(error, 0) is None


def test_an_outage_of_our_own_kills_no_message_and_is_looked_at_often() -> None:
    delays = [POLICY.delay_after(Unavailable("database-unavailable"), waited) for waited in range(100)]
    assert delays[:4] == [1, 5, 30, 30]
    assert delays[-1] == 30
