"""What is due to one person at one moment: decided in one order, whichever timer fires first, on any replica."""

from datetime import timedelta

import pytest

from libs.common.mongo import Row
from services.notifications.domain.notices import NoticeState
from tests.support.notifications import ADA, dividend_ready, place_freed, request_reminded
from tests.support.running import eventually
from tests.support.told import SERVICE, Told

WEEK, SOON = timedelta(days=7), timedelta(minutes=1)
ROWS = {"row": {"$in": ["dividend-ready", "place-freed", "request-reminded"]}}


@pytest.mark.feature("communication.nudge-budget", "ours.dry-run")
async def test_of_two_for_which_there_is_room_but_once_the_one_whose_turn_it_is_is_said(told: Told) -> None:
    people = [f"person{number}" for number in range(8)]
    async with told.running(replicas=2):
        budget = {"_id": f"{told.bench.org}/", "org": told.bench.org, "person_id": "", "budget": 1, "revision": 1}
        await told.bench.database(SERVICE)["preferences"].insert_one(budget)
        await told.joins(ADA, *people)
        await told.by_day()
        for one in people:
            await told.say(request_reminded(request_id=f"of {one}", mentor_id=one, mentee_id=ADA), one, sequence=2)
            await told.say(dividend_ready(one), one)
            await told.say(place_freed(request_id=f"by {one}", mentee_id=one, mentor_id=ADA), one)
        await told.noticed(ROWS["row"], 3 * len(people))
        waiting = await told.notices(**ROWS, state=NoticeState.WAITING)
        next_ones = {one: min((row for row in waiting if row["person_id"] == one), key=turn) for one in people}
        await told.step(WEEK + SOON)

        async def said() -> list[Row]:
            rows = await told.notices(**ROWS, state=NoticeState.SAID)
            return rows if len(rows) == 2 * len(people) else []

        rows = await eventually(said, what="one more for each")
        assert {row["notice_id"] for row in rows} >= {row["notice_id"] for row in next_ones.values()}


def turn(row: Row) -> tuple[object, ...]:
    return row["not_before"], row["due"], row["row"]
