"""Half-way a pair is looked at, near its planned end it winds down, in a pause its clock stands. On real servers."""

from datetime import UTC, datetime

from libs.common.contracts.pairs import PairChange
from libs.common.house import House
from services.journal.use_cases.course import COURSE
from tests.component.journal.ending import DAYS, changed, formed_ago, phases_of, until_phases
from tests.component.journal.speaking import Speaking


async def test_its_review_falls_due_then_it_winds_down_and_an_extension_takes_that_back(
    journal: House, speaking: Speaking
) -> None:
    """All of it within four weeks: in a longer silence the pair would be told that it fades."""
    async with speaking.running():
        pair = await speaking.open(formed_ago(speaking, 20 * DAYS))
        told = ["preparing"]
        for sequence, days, phase in ((2, 15, "review-due"), (3, 2, "winding-down"), (4, 500, "review-due")):
            until = datetime.now(UTC) + days * DAYS
            extended = changed(speaking, pair, sequence, PairChange.EXTENDED, planned_until=until)
            await speaking.bench.publish(extended, times=2)
            await until_phases(speaking, pair, *told, phase)
            told.append(phase)
        await speaking.tell(pair, "s1", "ada", datetime.now(UTC))
        await speaking.step(22 * DAYS)
        await until_phases(speaking, pair, *told, "review-due", "preparing")


async def test_what_would_fall_due_in_a_pause_falls_due_after_it(journal: House, speaking: Speaking) -> None:
    pair = await speaking.open(formed_ago(speaking, 20 * DAYS))
    until = datetime.now(UTC) + 25 * DAYS
    for sequence, change in ((2, PairChange.EXTENDED), (3, PairChange.PAUSED)):
        await speaking.bench.publish(changed(speaking, pair, sequence, change, planned_until=until))
    await speaking.quiet()
    assert COURSE not in {row["kind"] for row in await speaking.rows("timers")}, "a clock that stands"
    await speaking.step(5 * DAYS)
    await speaking.quiet()
    assert phases_of(speaking, pair) == ["preparing"]
    await speaking.bench.publish(changed(speaking, pair, 4, PairChange.RESUMED, planned_until=until))
    await until_phases(speaking, pair, "preparing", "review-due")
