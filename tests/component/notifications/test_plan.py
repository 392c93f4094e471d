"""The communication plan on real servers: rows become due, are needless, and are an organisation's own."""

from datetime import UTC, datetime, timedelta

import pytest

from libs.common.asks import Outdated
from libs.common.contracts.pairs import PairRole
from libs.common.contracts.plans import Origin, PlanWritten, ReadPlan, SetPlan
from libs.common.contracts.requests import Direction
from libs.common.contracts.sessions import PlanChange
from libs.common.errors import Refused
from tests.support.notifications import ADA, BOB, pair_formed, phase_changed
from tests.support.plan import held, senior_cancelled, session_cancelled, session_planned
from tests.support.told import Told

DAY = timedelta(days=1)


async def paired(told: Told, direction: Direction = Direction.FORWARD) -> None:
    """Ada and Bob, and it is Bob's turn."""
    await told.joins(ADA, BOB)
    await told.say(pair_formed(direction=direction), "pair_1", sequence=1)
    await told.say(phase_changed(BOB), "pair_1", sequence=1)
    await told.settled(4)
    await told.turn_known("pair_1")


@pytest.mark.feature("communication.nudges")
async def test_a_session_is_told_of_ahead_and_after_unless_it_moves(told: Told) -> None:
    now = datetime.now(UTC)
    first, moved = now + 9 * DAY, now + 12 * DAY
    async with told.running(replicas=2):
        await paired(told)
        await told.say(session_planned(starts_at=first, initiator_id=ADA), "pair_1", actorid=ADA, sequence=1, time=now)
        await told.noticed("session-ahead", 2)
        fact = session_planned(PlanChange.MOVED, starts_at=moved, initiator_id=ADA)
        await told.say(fact, "pair_1", actorid=ADA, sequence=2, time=now + timedelta(seconds=5))
        await told.noticed("session-ahead", 4)
        await told.step(7.6 * DAY)
        early = await told.silenced(2, row="session-ahead")
        await told.step(3 * DAY)
        (other,) = await told.silenced(1, row="session-ahead", code="not-next")
        (owner,) = await told.silenced(1, row="session-ahead-other", code="is-next")
    assert {(one["person_id"], one["code"]) for one in early} == {(ADA, "already-done"), (BOB, "already-done")}
    assert (other["person_id"], owner["person_id"]) == (ADA, BOB)


async def test_a_junior_hears_the_new_date_alone(told: Told) -> None:
    at = datetime.now(UTC)
    async with told.running():
        await paired(told, Direction.REVERSE)
        await told.say(session_cancelled(BOB, told_id=BOB, in_a_row=1), "pair_1", actorid=BOB, time=at)
        await told.say(senior_cancelled(), "pair_1", actorid=BOB, time=at)
        await told.noticed("session-called-off")
        await told.noticed("senior-cancelled")
        fact = session_planned(PlanChange.MOVED, starts_at=at + 5 * DAY)
        await told.say(fact, "pair_1", actorid=BOB, time=at + timedelta(seconds=1))
        await told.noticed("session-moved", 2)
        notices = [one for one in await told.notices(subject_id="s1") if one["state"] != "waiting"]
    assert {one["row"] for one in notices if one["person_id"] == ADA} == {"session-moved"}
    assert {one["row"] for one in notices if one["person_id"] == BOB} == {
        "session-called-off",
        "senior-cancelled",
        "session-moved",
    }


async def test_who_has_started_none_of_three_sessions_hears_so_once_whatever_comes_first(told: Told) -> None:
    async with told.running(replicas=2):
        await paired(told)
        for number in (3, 1, 2, 2, 4, 1):
            await told.say(held(number, BOB), "pair_1")
        (notice,) = await told.noticed("take-the-next")
        assert notice["person_id"] == ADA
        assert len(notice["facts"]) == 3
        await told.marked("session-held:s4")
        assert len(await told.notices(row="take-the-next")) == 1


async def test_an_organisation_makes_its_plan_its_own(told: Told) -> None:
    purpose = {"en": "One more look.", "de": "Noch ein Blick."}
    rows = [
        {"name": "goal-missing", "off": True},
        {"name": "preparation-open", "delay": {"days": 6, "at": "10:00"}, "to": [PairRole.MENTOR.value]},
        {"name": "plan-soon", "like": "first-session-unplanned", "purpose": purpose, "delay": {"days": 12}},
    ]
    async with told.running():
        wanted = PlanWritten.model_validate({"rows": rows})
        shown = await told.ask(SetPlan(plan=wanted), "boss")
        with pytest.raises(Outdated):
            await told.ask(SetPlan(plan=PlanWritten(rows=())), "boss")
        assert shown == await told.ask(ReadPlan(), ADA)
        assert shown.own == wanted
        origins = {one.name: (one.origin, one.is_off) for one in shown.rows if one.origin is not Origin.HOUSE}
        assert origins == {
            "goal-missing": (Origin.CHANGED, True),
            "preparation-open": (Origin.CHANGED, False),
            "plan-soon": (Origin.ADDED, False),
        }
        await paired(told)
        waiting = [one for one in await told.notices(state="waiting") if one["subject_id"] == "pair_1"]
        told.bench.org = "umbrella"
        await told.joins(ADA, BOB)
        await told.say(pair_formed(), "pair_1", sequence=1)
        await told.noticed("goal-missing", 2)
        others = await told.notices(org="umbrella", state="waiting")
    assert sorted((one["row"], one["person_id"], one["template"]) for one in waiting) == [
        ("first-session-unplanned", ADA, "first-session-unplanned-mentor"),
        ("first-session-unplanned", BOB, "first-session-unplanned-mentee"),
        ("month", ADA, "month-mentor"),
        ("month", BOB, "month-mentee"),
        ("plan-soon", ADA, "first-session-unplanned-mentor"),
        ("plan-soon", BOB, "first-session-unplanned-mentee"),
        ("preparation-open", ADA, "preparation-open-mentor"),
    ]
    assert {"goal-missing", "preparation-open"} <= {one["row"] for one in others}
    assert "plan-soon" not in {one["row"] for one in others}


async def test_a_row_that_cannot_count_changes_nothing(told: Told) -> None:
    async with told.running():
        wanted = PlanWritten.model_validate({"rows": [{"name": "month", "unless": ["no-such-fact"]}]})
        with pytest.raises(Refused) as refused:
            await told.ask(SetPlan(plan=wanted), "boss")
        assert refused.value.code == "plan-unfit"
        assert "month" in refused.value.words["en"]
        assert "no-such-fact" in refused.value.words["de"]
        assert (await told.ask(ReadPlan(), ADA)).own.rows == ()
