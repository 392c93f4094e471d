"""Circles are told to whoever they concern, once, each reading of the others."""

from collections import Counter
from datetime import timedelta

import pytest

from libs.common.contracts import Service
from libs.common.contracts.circles import CircleChange, CircleEnding
from tests.support.notifications import (
    ADA,
    BOB,
    circle_changed,
    circle_conflict_found,
    circle_ended,
    circle_formed,
    circle_proposed,
    circle_reminded,
)
from tests.support.running import eventually
from tests.support.told import Told


@pytest.mark.feature("programme.circles")
async def test_each_reads_of_the_others_once_however_often_the_facts_come(told: Told) -> None:
    async with told.running(replicas=2):
        await told.joins(ADA, BOB, "eve")
        facts = (circle_proposed(), circle_formed(), circle_ended(CircleEnding.COMPLETED))
        for sequence, (fact, so_far) in enumerate(zip(facts, (4, 10, 16), strict=True), 1):
            await told.say(fact, "circle_1", times=3, sequence=sequence)
            rows = await told.settled(so_far)
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


@pytest.mark.feature("ours.reorganisation")
async def test_two_in_one_line_hear_it_once_and_nobody_of_a_circle_that_one_of_them_has_left(told: Told) -> None:
    async with told.running(replicas=2):
        await told.joins(ADA, BOB, "eve")
        await told.say(circle_formed(), "circle_1", sequence=3)
        await told.settled(6)
        await told.say(circle_conflict_found(as_of=3), "circle_1", times=3)
        await told.settled(10)
        left = circle_changed(CircleChange.LEFT, BOB, members=(ADA, "eve", "zoe"))
        await told.joins("zoe")
        await told.say(left, "circle_1", sequence=4)
        await told.settled(13)
        await told.say(circle_conflict_found(as_of=3), "circle_1")
        silent = await told.silenced(2, template="circle-conflict-each")
        rows = await told.settled(4, template="circle-conflict-each")
    assert Counter(row["person_id"] for row in rows) == {ADA: 2, BOB: 2}
    assert {(row["person_id"], row["code"]) for row in silent} == {(ADA, "overtaken"), (BOB, "overtaken")}


async def test_an_invitation_that_comes_late_is_said_to_those_alone_who_are_still_invited(told: Told) -> None:
    async with told.running():
        await told.joins(ADA, BOB, "eve")
        joined = circle_changed(CircleChange.JOINED, ADA, state="proposed", members=(BOB, ADA), invited=("eve",))
        await told.say(joined, "circle_1", sequence=2)
        await eventually(lambda: has_circle(told, 2), what="the yes known")
        await told.say(circle_proposed(), "circle_1", sequence=1)
        rows = await told.settled(2)
        (silent,) = await told.silenced(1)
    assert {row["person_id"] for row in rows} == {"eve"}
    assert silent["person_id"] == ADA


@pytest.mark.feature("programme.circles")
async def test_who_has_not_answered_is_reminded_once_each_time_and_who_answered_meanwhile_is_not(told: Told) -> None:
    async with told.running(replicas=2):
        await told.joins(ADA, BOB, "eve")
        await told.by_day()
        await told.say(circle_reminded(ADA, "eve"), "circle_1", times=3, sequence=2)
        await told.settled(4)
        await told.step(timedelta(days=4))
        joined = circle_changed(CircleChange.JOINED, ADA, state="proposed", members=(BOB, ADA), invited=("eve",))
        await told.say(joined, "circle_1", sequence=4)
        await eventually(lambda: has_circle(told, 4), what="the yes known")
        await told.say(circle_reminded(ADA, "eve", number=2), "circle_1", times=3, sequence=3)
        (silent,) = await told.silenced(1, row="circle-reminded-again")
        rows = await told.settled(6, template={"$regex": "^circle-"})
        (again, first) = [item for item in await told.inbox("eve") if item.template.startswith("circle-")]
    assert Counter((row["person_id"], row["template"]) for row in rows if row["channel"] == "mail") == {
        (ADA, "circle-reminded-each"): 1,
        ("eve", "circle-reminded-each"): 1,
        ("eve", "circle-reminded-again-each"): 1,
    }
    assert (silent["person_id"], silent["template"]) == (ADA, "circle-reminded-again-each")
    assert "No answer is an answer, too" in first.text
    assert again.title == "Until 12 March 2026: your invitation to a circle"


async def has_circle(told: Told, sequence: int) -> bool:
    circle = await told.bench.database(Service.NOTIFICATIONS)["circles"].find_one({"circle_id": "circle_1"})
    return circle is not None and circle["sequence"] == sequence
