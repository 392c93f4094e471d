"""Reports and suspensions as people hear of them: whom it concerns hears it plainly, and nobody what it says."""

from typing import Any

import pytest

from libs.common.contracts.notifications import Channel
from libs.common.contracts.safeguarding import (
    ConductWarned,
    Misuse,
    MisuseReported,
    ReportClosed,
    ReportWaits,
    SuspensionChanged,
)
from tests.support.notifications import ADA, BOB, dividend_ready, mentors_suggested, pair_formed, session_suggested
from tests.support.running import eventually
from tests.support.told import SERVICE, Told

pytestmark = pytest.mark.feature("platform.safeguarding")
REPORT = "report_1"


async def rows_said(told: Told, count: int) -> dict[str, set[tuple[str, str]]]:
    """By row of the plan: to whom, by which channel."""

    async def enough() -> dict[str, set[tuple[str, str]]]:
        found: dict[str, set[tuple[str, str]]] = {}
        for notice in await told.notices(state="said"):
            rows = await told.rows(notice_id=notice["notice_id"])
            found[notice["row"]] = found.get(notice["row"], set()) | {
                (row["person_id"], row["channel"]) for row in rows
            }
        return found if len(found) >= count else {}

    return await eventually(enough, what=f"{count} rows")


async def suspend(told: Told, person_id: str, sequence: int, *, suspended: bool, **fields: Any) -> None:
    fact = SuspensionChanged(person_id=person_id, is_suspended=suspended, **fields)
    await told.say(fact, person_id, times=2, sequence=sequence)

    async def kept() -> bool:
        row = await told.bench.database(SERVICE)["people"].find_one({"person_id": person_id})
        return bool(row and row["suspension_sequence"] >= sequence)

    await eventually(kept, what=f"the suspension of {person_id}")


async def test_who_reported_hears_in_their_inbox_alone_and_moderators_that_it_came(told: Told) -> None:
    async with told.running():
        await told.joins(ADA, BOB, "mod", "chief")
        came = MisuseReported(report_id=REPORT, kind=Misuse.THREAT, reporter_id=ADA, moderator_ids=("mod",))
        await told.say(came, REPORT, times=3)
        await told.say(ReportWaits(report_id=REPORT, administrator_ids=("chief",)), REPORT, times=2)
        await told.say(ReportClosed(report_id=REPORT, reporter_id=ADA), REPORT, times=2)
        await told.say(ConductWarned(person_id=BOB), BOB, times=2)
        said = await rows_said(told, 5)
    inbox, mail = Channel.INBOX.value, Channel.MAIL.value
    assert said == {
        "report-received": {(ADA, inbox)},
        "report-came": {("mod", inbox), ("mod", mail)},
        "report-waits": {("chief", inbox), ("chief", mail)},
        "report-closed": {(ADA, inbox)},
        "conduct-warned": {(BOB, inbox), (BOB, mail)},
    }
    assert len(await told.notices()) == len(said), "each once"


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 1, 2), (2, 3, 1)])
async def test_whatever_the_order_the_newest_word_is_kept_and_none_older_is_said_after_it(
    told: Told, order: tuple[int, ...]
) -> None:
    async with told.running():
        await told.joins(ADA)
        for sequence in order:
            await suspend(told, ADA, sequence, suspended=sequence != 2)

        async def all_written() -> bool:
            return len(await told.notices()) == 3

        await eventually(all_written, what="three notices")
        (person,) = [row async for row in told.bench.database(SERVICE)["people"].find({"person_id": ADA})]
        notices = await told.notices()
    assert person["is_suspended"] is True
    after_the_newest = order[order.index(3) + 1 :]
    assert [one["code"] for one in notices if one["state"] == "dropped"] == ["overtaken"] * len(after_the_newest)


async def test_nothing_of_ours_comes_to_who_is_suspended_or_leads_to_them(told: Told) -> None:
    async with told.running():
        await told.joins(ADA, BOB, "cleo")
        await suspend(told, BOB, 1, suspended=True)
        await told.joins(BOB, title="Engineer")
        await told.say(dividend_ready(BOB), BOB)
        (dropped,) = await told.silenced(1, row="dividend-ready")
        assert dropped["code"] == "suspended"
        await told.say(pair_formed(), "pair_1", sequence=1)
        await told.say(session_suggested(ADA), "pair_1")
        about = await told.silenced(1, person_id=ADA)
        assert [one["code"] for one in about] == ["suspended"], "nor do others hear an idea of ours about them"
        await told.say(mentors_suggested(BOB, "cleo", mentee_id=ADA), "req_1")
        (suggested,) = await told.noticed("mentors-suggested")
        assert suggested["about"]["suggested_ids"] == ["cleo"]
        await suspend(told, BOB, 2, suspended=False)
        await told.by_day()
        await told.say(dividend_ready(BOB, month="2026-06"), BOB)
        _, later = await told.noticed("dividend-ready", 2)
        assert later["code"] != "suspended"
