"""A changed reporting line: every open request and pair of everybody concerned is looked at again."""

from itertools import islice

from libs.common.contracts.conflicts import ConflictFound, ConflictOption
from libs.common.unit import Timer, Unit, Units
from services.matching.domain.conflicts import Conflict, Kind, Two, differences
from services.matching.domain.reporting import ReportingLines
from services.matching.store import Store
from services.matching.use_cases.keeping import REQUEST_LINE

LINE = "reporting-line"
"""Somebody has another manager: they and everybody below them."""

PAIR_LINE = "pair-line"
"""A pair was formed or ended while lines may have moved, or a conflict of it was found: this pair alone."""

AT_ONCE = 200
"""Changes in one unit; what is left is found again by the next."""

LOOK_AGAIN = {Kind.PAIR: PAIR_LINE, Kind.REQUEST: REQUEST_LINE}

OPTIONS = {Kind.PAIR: tuple(ConflictOption), Kind.REQUEST: (ConflictOption.HAND_OVER,)}
"""A request in one line can only go to somebody else: nobody can say yes to it."""


class Reorganising:
    """Use cases about conflicts. By timers, so that they see what is committed and survive a kill."""

    def __init__(self, store: Store, units: Units) -> None:
        self.store, self.units = store, units

    async def look_below(self, timer: Timer) -> Unit:
        """The moved person and everybody below, as the lines are now."""
        unit = self.units.after_timer(timer)
        person = await self.store.people.get(timer.org, timer.subject)
        reporting, concerned = await self.store.lines_around(person)
        twos = await self.store.list_twos(timer.org, concerned)
        if await self._settle(unit, twos, reporting):
            unit.set_timer(LINE, timer.subject, unit.now)
        return unit

    async def look_at_pair(self, timer: Timer) -> Unit:
        """Both are committed by now, the pair and whatever moved beside it. With its end a conflict is forgotten."""
        unit = self.units.after_timer(timer)
        pair = await self.store.pairs.get(timer.org, timer.subject)
        two = Two.of_pair(pair)
        if pair.end:
            over = await self.store.conflicts.find(timer.org, two.key)
            unit.write(*(self.store.conflicts.remove(one) for one in (over,) if one))
            return unit
        mentor = await self.store.people.get(timer.org, two.mentor_id)
        mentee = await self.store.people.get(timer.org, two.mentee_id)
        await self._settle(unit, [two], await self.store.lines_between(mentor, mentee))
        return unit

    async def look_at_request(self, timer: Timer) -> Unit:
        """It has ended, or was in one line when it may have been ending: with its end a conflict is forgotten."""
        unit = self.units.after_timer(timer)
        request = await self.store.requests.get(timer.org, timer.subject)
        over = await self.store.conflicts.find(timer.org, Two.of_request(request).key)
        if over and request.state.is_terminal:
            unit.write(self.store.conflicts.remove(over))
        return unit

    async def _settle(self, unit: Unit, twos: list[Two], reporting: ReportingLines) -> bool:
        """Tell what is new and forget what is over; whether something is left for the next unit."""
        known = await self.store.conflicts_of(unit.org, twos)
        news = differences(twos, known, reporting)
        for two, above_id in islice(news.found, AT_ONCE):
            self._tell(unit, two, above_id, known.get(two.key))
        unit.write(*(self.store.conflicts.remove(one) for one in news.over[:AT_ONCE]))
        return max(len(news.found), len(news.over)) > AT_ONCE

    def _tell(self, unit: Unit, two: Two, above_id: str, before: Conflict | None) -> None:
        conflict = Conflict(
            org=unit.org,
            conflict_key=two.key,
            above_id=above_id,
            found_at=unit.now,
            revision=before.revision if before else 0,
        )
        unit.write(self.store.conflicts.save(conflict))
        # It may be ending at this moment: whichever of the two units comes last sees to it.
        unit.set_timer(LOOK_AGAIN[two.kind], two.subject_id, unit.now)
        fact = ConflictFound(
            pair_id=two.subject_id if two.kind is Kind.PAIR else None,
            request_id=two.subject_id if two.kind is Kind.REQUEST else None,
            mentor_id=two.mentor_id,
            mentee_id=two.mentee_id,
            above_id=above_id,
            options=OPTIONS[two.kind],
            as_of=two.sequence,
        )
        unit.publish(fact, two.subject_id)
