"""What an organisation may make of the plan: rows otherwise, off or its own; and promises that nobody takes away."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from libs.common.contracts.notifications import Channel, Importance
from libs.common.contracts.plans import PlanWritten, RowWritten
from services.notifications.domain.plan import Delay, Hold, Plan
from services.notifications.domain.programmes import PROBLEMS, OwnPlan, UnfitRow, with_own
from services.notifications.plans import house_plan, plan_with
from services.notifications.use_cases.planning import shown

HOUSE = house_plan()
PURPOSE = {"en": "Because it helps.", "de": "Weil es hilft."}


def plan(*rows: dict[str, Any]) -> Plan:
    return with_own(HOUSE, PlanWritten.model_validate({"rows": rows}).rows)


def test_without_rows_of_its_own_it_is_the_house_s() -> None:
    assert plan().rows == HOUSE.rows


def test_what_is_not_written_stays_as_the_house_has_it() -> None:
    month = plan({"name": "month", "delay": {"days": 45, "at": "10:00"}, "channels": ["inbox"]}).rows["month"]
    assert month.delay == Delay(days=45, at="10:00")
    assert month.channels == (Channel.INBOX,)
    before = HOUSE.rows["month"]
    assert (month.every_days, month.to, month.unless, month.holds) == (
        before.every_days,
        before.to,
        before.unless,
        before.holds,
    )


def test_a_row_that_is_off_says_nothing() -> None:
    off = plan({"name": "month", "off": True})
    assert set(HOUSE.rows) - set(off.rows) == {"month"}
    (row,) = [one for one in shown(OwnPlan("acme", "plan", (RowWritten(name="month", off=True),))).rows if one.is_off]
    assert (row.name, row.origin) == ("month", "changed")


def test_only_some_of_its_parts_hear_a_row() -> None:
    assert [line.part for line in plan({"name": "goal-missing", "to": ["mentor"]}).rows["goal-missing"].to] == [
        "mentor"
    ]


def test_a_row_of_its_own_says_what_another_says_and_is_a_nudge() -> None:
    own = {"name": "talk-soon", "like": "senior-cancelled", "purpose": PURPOSE, "delay": {"days": 10, "at": "09:00"}}
    row = plan(own).rows["talk-soon"]
    assert (row.follows, row.importance, row.purpose) == ("senior-cancelled", Importance.NUDGE, PURPOSE)
    assert HOUSE.rows["senior-cancelled"].importance is Importance.PERSONAL
    assert plan(own).templates == HOUSE.templates
    assert next(one for one in shown(OwnPlan("acme", "plan", (RowWritten(**own),))).rows if one.name == "talk-soon")


def test_what_makes_a_row_needless_is_added_to_and_never_taken_away() -> None:
    more = {"name": "fading", "unless": ["goal-marked/own", "message-waiting"], "holds": ["is-next-owner"]}
    row, before = plan(more).rows["fading"], HOUSE.rows["fading"]
    assert row.unless == (*before.unless, "goal-marked/own", "message-waiting")
    assert row.holds == (*before.holds, Hold.IS_NEXT_OWNER)
    assert plan(more).watches("message-waiting")


UNFIT: list[tuple[dict[str, Any], str, str]] = [
    ({"name": "unheard-of"}, "like", "unknown-row"),
    ({"name": "unheard-of", "like": "also-unheard-of"}, "like", "unknown-row"),
    ({"name": "month", "like": "fading"}, "like", "known-row"),
    ({"name": "own", "like": "fading"}, "purpose", "purpose-missing"),
    ({"name": "own", "like": "month", "purpose": PURPOSE}, "every_days", "comes-again"),
    ({"name": "mail-refused", "off": True}, "name", "critical"),
    ({"name": "month", "to": ["asked"]}, "to", "unknown-part"),
    ({"name": "month", "channels": ["calendar"]}, "channels", "unknown-channel"),
    ({"name": "month", "unless": ["the-moon-is-full"]}, "unless", "unknown-fact"),
    ({"name": "month", "holds": ["is-rich"]}, "holds", "unknown-hold"),
    ({"name": "month", "delay": {"start": "starts_at"}}, "delay", "unknown-time"),
    ({"name": "session-ahead", "expires": {"start": "until"}}, "expires", "unknown-time"),
    ({"name": "month", "delay": {"days": -1}}, "delay", "before-its-fact"),
]


@pytest.mark.parametrize(("row", "field", "problem"), UNFIT)
def test_a_row_that_cannot_count_is_refused_with_its_field(row: dict[str, Any], field: str, problem: str) -> None:
    with pytest.raises(UnfitRow) as refused:
        plan(row)
    assert (refused.value.row, refused.value.field, refused.value.problem) == (row["name"], field, problem)
    assert set(refused.value.words) == {"en", "de"}
    assert all(f"`{field}`" in words and row["name"] in words for words in refused.value.words.values())


def test_every_problem_is_explained_and_comes_up() -> None:
    assert {problem for _, _, problem in UNFIT} == set(PROBLEMS)
    assert all(set(words) == {"en", "de"} for words in PROBLEMS.values())


def test_of_what_was_kept_a_row_that_the_house_does_not_know_any_more_is_left_out() -> None:
    kept = (RowWritten(name="of-last-year", off=True), RowWritten(name="month", off=True))
    assert set(HOUSE.rows) - set(plan_with(kept).rows) == {"month"}


def test_each_row_is_written_once() -> None:
    with pytest.raises(ValidationError, match="month"):
        PlanWritten.model_validate({"rows": [{"name": "month"}, {"name": "month", "off": True}]})


@given(st.lists(st.sampled_from(sorted(HOUSE.rows)), unique=True, max_size=8), st.integers(1, 700))
def test_whatever_is_otherwise_nothing_is_louder_or_said_in_other_words(names: list[str], days: int) -> None:
    calm = [name for name in names if HOUSE.rows[name].importance is not Importance.CRITICAL]
    changed = plan(*({"name": name, "delay": {"days": days}, "expires": {"days": 3}} for name in calm))
    for name, row in changed.rows.items():
        before = HOUSE.rows[name]
        assert (row.importance, row.tie, row.kind) == (before.importance, before.tie, before.kind)
        assert set(row.unless) >= set(before.unless)
    assert changed.templates == HOUSE.templates
