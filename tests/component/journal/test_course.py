"""Half-way a pair is looked at, near its planned end it winds down, in a pause its clock stands. On real servers."""

from datetime import UTC, datetime

from libs.common.contracts.pairs import PairChange
from libs.common.house import House
from services.journal.use_cases.course import COURSE
from tests.component.journal.ending import DAYS, changed, formed_ago, phases_of, step, until_phases
from tests.component.journal.speaking import Speaking
from tests.support.running import eventually


async def test_its_review_falls_due_then_it_winds_down_and_an_extension_takes_that_back(
    journal: House, speaking: Speaking
) -> None:
    async with speaking.running():
        pair = await speaking.open(formed_ago(speaking, 100 * DAYS))
        await until_phases(speaking, pair, "preparing", "review-due")
        sooner = changed(speaking, pair, 2, PairChange.EXTENDED, planned_until=datetime.now(UTC) + 10 * DAYS)
        await speaking.bench.publish(sooner, times=2)
        await until_phases(speaking, pair, "preparing", "review-due", "winding-down")
        later = changed(speaking, pair, 3, PairChange.EXTENDED, planned_until=datetime.now(UTC) + 500 * DAYS)
        await speaking.bench.publish(later, times=2)
        await until_phases(speaking, pair, "preparing", "review-due", "winding-down", "review-due")
        await step(speaking, 22 * DAYS)
        await until_phases(speaking, pair, "preparing", "review-due", "winding-down", "review-due", "preparing")


async def test_what_would_fall_due_in_a_pause_falls_due_after_it(journal: House, speaking: Speaking) -> None:
    pair = await speaking.open(formed_ago(speaking, 80 * DAYS))
    await speaking.bench.publish(changed(speaking, pair, 2, PairChange.PAUSED))

    async def stands_still() -> bool:
        return COURSE not in {row["kind"] for row in await speaking.rows("timers")}

    await eventually(stands_still, what="a clock that stands")
    await step(speaking, 20 * DAYS)
    await speaking.quiet()
    assert phases_of(speaking, pair) == ["preparing"]
    await speaking.bench.publish(changed(speaking, pair, 3, PairChange.RESUMED))
    await until_phases(speaking, pair, "preparing", "review-due")
