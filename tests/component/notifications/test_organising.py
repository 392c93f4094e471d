"""Those who run a programme hear once a week how it goes, and otherwise nothing."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from libs.common.contracts.administrators import AdministratorsChanged
from libs.common.contracts.notices import InboxItem
from libs.common.contracts.notifications import Digest
from libs.common.contracts.preferences import Defaults, SetDefaults
from services.notifications.domain.organising import next_look
from services.notifications.use_cases.organising import ORGANISER_WEEK
from tests.support.notifications import ADA, BOB, pair_formed, request_opened
from tests.support.running import eventually
from tests.support.told import SERVICE, Told

CHIEF, WEEK = "chief", "organiser-week-each"
DAY = timedelta(days=1)


async def looks_at(told: Told, after: datetime) -> None:
    """Until the next look stands there."""

    async def is_set() -> bool:
        timer = await told.bench.database(SERVICE)["timers"].find_one({"kind": ORGANISER_WEEK})
        return timer is not None and timer["due_at"] == next_look(after)

    await eventually(is_set, what="the next look")


async def weeks_of(told: Told, person_id: str) -> list[InboxItem]:
    """What somebody has read of weeks."""
    return [item for item in await told.inbox(person_id) if item.template == WEEK]


async def step_to(told: Told, at: datetime) -> None:
    """Business time is then at this instant, or a little later."""
    await told.step(at - told.houses[0].clock.now())


async def test_a_week_is_told_to_each_on_their_monday_once_on_any_number_of_replicas_and_silence_is_silent(
    told: Told,
) -> None:
    async with told.running(replicas=2):
        await told.joins(ADA, BOB, CHIEF, time_zone="Asia/Tokyo")
        fact = AdministratorsChanged(administrator_ids=(CHIEF,))
        await told.say(fact, told.bench.org, sequence=2, times=2)
        start = told.houses[0].clock.now()
        await looks_at(told, start)
        await told.say(AdministratorsChanged(administrator_ids=(ADA,)), told.bench.org, sequence=1)
        first = next_look(start)
        await step_to(told, first + DAY)
        await looks_at(told, first + DAY)
        assert await weeks_of(told, CHIEF) == [], "nothing has happened"
        await told.say(pair_formed(), "pair_1", sequence=1, time=first + 2 * DAY)
        await told.say(request_opened(), "req_1", sequence=1, time=start - DAY)
        for subject_id, count in (("pair_1", 4), ("req_1", 2)):
            await told.settled(count, subject_id=subject_id, channel={"$in": ["inbox", "mail"]})
        second = first + timedelta(days=7)
        await step_to(told, second + DAY)
        await looks_at(told, second + DAY)

        async def is_told() -> list[InboxItem]:
            return await weeks_of(told, CHIEF)

        (item,) = await eventually(is_told, what="the week")
        rows: list[Any] = [row for row in await told.rows(person_id=CHIEF, channel="mail", template=WEEK)]
        others = await told.rows(person_id=ADA, template=WEEK)
        notice = await told.bench.database(SERVICE)["notices"].find_one({"template": WEEK})
    assert (len(rows), others) == (1, [])
    assert notice
    assert notice["about"]["counts"]["unanswered"] == 1
    assert notice["about"]["counts"]["formed"] == 1
    local = notice["due"].astimezone(ZoneInfo("Asia/Tokyo"))
    assert (local.isoweekday(), local.hour) == (1, 8)
    assert notice["due"].astimezone(UTC) > second
    assert "Example" not in item.text, "no names"


async def test_whom_a_programme_does_not_reach_is_said_of_departments_once_a_month(told: Told) -> None:
    async with told.running():
        await told.joins(CHIEF)
        await told.joins(*(f"sales{n}" for n in range(5)), department="Sales")
        await told.joins(*(f"it{n}" for n in range(6)), department="IT")
        await told.joins("board1", department="Board")
        await told.say(pair_formed("pair_1", "it0", "it1"), "pair_1", sequence=1)
        await told.say(pair_formed("pair_2", "it2", "board1"), "pair_2", sequence=1)
        await told.settled(8, channel={"$in": ["inbox", "mail"]})
        await told.say(AdministratorsChanged(administrator_ids=(CHIEF,)), told.bench.org, sequence=1)
        look = told.houses[0].clock.now()
        await looks_at(told, look)
        mondays = []
        for _ in range(6):
            look = next_look(look)
            await step_to(told, look + DAY)
            await looks_at(told, look + DAY)
            mondays.append(look + DAY)
        gaps = told.bench.database(SERVICE)["notices"].find({"row": "uptake-gap"})
        found = [row async for row in gaps]
    assert {tuple(row["about"]["groups"]) for row in found} == {("Sales", "IT")}
    assert {row["about"]["counts"]["most_share"] for row in found} == {50}
    months = [f"{row['due']:%Y-%m}" for row in found]
    assert sorted(months) == sorted({f"{monday:%Y-%m}" for monday in mondays})


async def test_what_is_late_and_said_at_once_comes_together_and_the_next_look_is_set(told: Told) -> None:
    async with told.running():
        await told.ask(SetDefaults(defaults=Defaults(digest=Digest.DAILY, gathers_personal=True)), CHIEF)
        await told.joins(CHIEF, time_zone="UTC")
        await told.joins(*(f"sales{n}" for n in range(5)), department="Sales")
        await told.joins(*(f"it{n}" for n in range(6)), department="IT")
        await told.say(AdministratorsChanged(administrator_ids=(CHIEF,)), told.bench.org, sequence=1)
        start = told.houses[0].clock.now()
        await looks_at(told, start)
        late = next_look(start) + 2 * DAY
        await told.say(pair_formed("pair_1", "it0", "it1"), "pair_1", sequence=1, time=next_look(start) - DAY)
        await told.noticed("pair-formed", 2)
        await step_to(told, late)
        await looks_at(told, late)
        rows = {row["row"]: row for row in await told.notices(person_id=CHIEF)}
    assert {"organiser-week", "uptake-gap"} <= rows.keys()
    assert {rows[one]["digest_id"] for one in ("organiser-week", "uptake-gap")} == {rows["digest"]["notice_id"]}
