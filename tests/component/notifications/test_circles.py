"""Circles are told to whoever they concern, once, each reading of the others."""

from collections import Counter

import pytest

from libs.common.contracts.circles import CircleEnding
from tests.support.notifications import ADA, BOB, circle_ended, circle_formed, circle_proposed
from tests.support.told import Told


@pytest.mark.feature("programme.circles")
async def test_each_reads_of_the_others_once_however_often_the_facts_come(told: Told) -> None:
    async with told.running(replicas=2):
        await told.joins(ADA, BOB, "eve")
        for sequence, fact in enumerate((circle_proposed(), circle_formed(), circle_ended(CircleEnding.COMPLETED)), 1):
            await told.say(fact, "circle_1", times=3, sequence=sequence)
        rows = await told.settled(16)
        bob = {item.template: item for item in await told.inbox(BOB)}
        ada = {item.template: item for item in await told.inbox(ADA)}
    assert Counter((row["template"], row["channel"]) for row in rows) == {
        ("circle-proposed-each", "inbox"): 2,
        ("circle-proposed-each", "mail"): 2,
        ("circle-formed-each", "inbox"): 3,
        ("circle-formed-each", "mail"): 3,
        ("circle-ended-each", "inbox"): 3,
        ("circle-ended-each", "mail"): 3,
    }
    assert "circle-proposed-each" not in bob, "who started it is not asked"
    assert "Ada Example und Eve Example und du" in bob["circle-formed-each"].text
    assert ada["circle-proposed-each"].text.startswith("Bob Example and Eve Example and you")
