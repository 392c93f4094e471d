"""Mutual interest is told to both, once, each in their own words."""

from collections import Counter

import pytest

from libs.common.contracts.interest import InterestBecameMutual
from libs.common.contracts.notifications import NotificationSent
from tests.support.notifications import ADA, BOB
from tests.support.told import Told


@pytest.mark.feature("ours.spark")
async def test_both_read_of_the_other_however_often_the_fact_comes(told: Told) -> None:
    async with told.running(replicas=2):
        await told.joins(ADA, BOB)
        fact = InterestBecameMutual(interest_id="spark_1", people=(ADA, BOB))
        await told.say(fact, "spark_1", times=3)
        rows = await told.settled(4)
        await told.heard.expect(NotificationSent, 4)
        ada, bob = await told.inbox(ADA), await told.inbox(BOB)
    assert Counter((row["person_id"], row["channel"]) for row in rows) == Counter(
        (who, channel) for who in (ADA, BOB) for channel in ("inbox", "mail")
    )
    assert [item.title for item in ada] == ["You and Bob Example would both like to talk"]
    assert [item.title for item in bob] == ["Du und Ada Example möchtet beide miteinander reden"]
    assert set(told.server.message_ids().values()) == {1}
