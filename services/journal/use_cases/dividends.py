"""What mentoring brought a mentor: once for each person and month in which something happened."""

from libs.common.asks import Asker, NotFound
from libs.common.contracts import ledgers as wire
from libs.common.unit import Timer, Unit, Units
from services.journal.domain.dividends import (
    Counts,
    Dividend,
    counted,
    dividend_id,
    goes_on,
    lived_in,
    mentors_of,
    speaks_of,
)
from services.journal.domain.months import Month
from services.journal.domain.stories import Story
from services.journal.sealing import Sealing
from services.journal.store import Store
from services.journal.use_cases.ledgers import shown_lines

DIVIDEND = "dividend"


def expect_dividends(unit: Unit, story: Story) -> None:
    """This month will be looked at, for each mentor of a pair that goes on."""
    if goes_on(story):
        for person_id in mentors_of(story):
            _expect(unit, person_id, Month.of(unit.now))


def _expect(unit: Unit, person_id: str, month: Month) -> None:
    """Each month has a timer of its own: one that is set again is due at the same time."""
    unit.set_timer(DIVIDEND, dividend_id(person_id, month), month.end, person_id=person_id, month=str(month))


class Dividends:
    """Use cases about them."""

    def __init__(self, store: Store, units: Units, sealing: Sealing) -> None:
        self.store, self.units, self.sealing = store, units, sealing

    async def make(self, timer: Timer) -> Unit:
        """A month is over: count it, and look forward to the next one while any of their pairs goes on."""
        unit = self.units.after_timer(timer)
        if await self.store.tombstones.find(timer.org, timer.facts["person_id"]):
            return unit
        person_id, month = timer.facts["person_id"], Month.named(timer.facts["month"])
        stories = await self.store.list_stories_of(timer.org, person_id)
        stories = [story for story in stories if person_id in mentors_of(story)]
        if any(goes_on(story) for story in stories):
            _expect(unit, person_id, month.next)
        if not await self.store.dividends.find(timer.org, dividend_id(person_id, month)):
            await self._count(unit, person_id, month, [story for story in stories if lived_in(story, month)])
        return unit

    async def read(self, ask: wire.ReadDividend, asker: Asker) -> wire.DividendShown:
        """The numbers as they were then, and what lines still stand."""
        month = Month.named(ask.month)
        dividend = await self.store.dividends.find(asker.org, dividend_id(asker.person_id, month))
        if dividend is None:
            raise NotFound
        lines = await self.store.list_lines(asker.org, dividend.pair_ids, month.start, month.end)
        told = [line for line in lines if speaks_of(line, asker.person_id, month)]
        return wire.DividendShown(
            month=ask.month,
            counts=_shown(dividend.counts),
            lines=await shown_lines(self.sealing, asker.org, told),
            entry_ids=await self._learnings(asker.org, asker.person_id, month, dividend.pair_ids),
        )

    async def _learnings(self, org: str, person_id: str, month: Month, pair_ids: tuple[str, ...]) -> tuple[str, ...]:
        """What the others shared with them in a month about what they learned from them."""
        shared = await self.store.list_learned_from_you(org, pair_ids, month.start, month.end)
        return tuple(note.entry_id for note in shared if note.author_id != person_id)

    async def _count(self, unit: Unit, person_id: str, month: Month, stories: list[Story]) -> None:
        pair_ids = tuple(story.pair_id for story in stories)
        held = await self.store.count_sessions(unit.org, pair_ids, month.start, month.end)
        lines = await self.store.list_lines(unit.org, pair_ids, month.start, month.end)
        entries = await self._learnings(unit.org, person_id, month, pair_ids)
        counts = counted(person_id, month, lines, sessions_held=held, entries=len(entries))
        if not counts.is_anything:
            return
        dividend = Dividend(
            org=unit.org,
            dividend_id=dividend_id(person_id, month),
            person_id=person_id,
            month=str(month),
            counts=counts,
            pair_ids=pair_ids,
            made_at=unit.now,
        )
        unit.write(self.store.dividends.save(dividend))
        fact = wire.DividendReady(person_id=person_id, month=str(month), counts=_shown(counts))
        unit.publish(fact, person_id)


def _shown(counts: Counts) -> wire.Dividend:
    return wire.Dividend(
        sessions_held=counts.sessions_held,
        learnings_named=counts.learnings_named,
        thanks=counts.thanks,
        gets=counts.gets,
    )
