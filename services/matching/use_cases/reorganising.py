"""A changed reporting line: every open request and pair of everybody concerned is looked at again."""

from collections.abc import Mapping
from itertools import islice

from libs.common.contracts.conflicts import ConflictFound, ConflictOption
from libs.common.unit import Timer, Unit, Units
from services.matching.domain.conflicts import Conflict, Kind, Two, above_of, differences
from services.matching.domain.reporting import ReportingLines
from services.matching.store import Store

LINE = "reporting-line"
"""Somebody has another manager: they and everybody below them."""

PAIR_LINE = "pair-line"
"""A pair was recognised or ended while lines may have moved, or a conflict of it was found: this pair alone."""

AT_ONCE = 200
"""Changes in one unit; what is left is found again by the next."""

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
        requests, pairs = await self.store.list_together(timer.org, concerned)
        twos = [*map(Two.of_pair, pairs), *map(Two.of_request, requests)]
        known = await self.store.conflicts_of(timer.org, twos)
        if self._settle(unit, twos, known, reporting):
            unit.set_timer(LINE, timer.subject, unit.now)
        # Kept as they were read: a yes that was decided by the lines of before is decided again.
        in_line = (one for one in requests if above_of(Two.of_request(one), reporting))
        unit.write(*map(self.store.requests.save, in_line))
        return unit

    async def look_at_pair(self, timer: Timer) -> Unit:
        """Both are committed by now, the pair and whatever moved beside it. With its end a conflict is forgotten."""
        unit = self.units.after_timer(timer)
        pair = await self.store.pairs.get(timer.org, timer.subject)
        two = Two.of_pair(pair)
        known = await self.store.conflicts.find_all(timer.org, (two.key,))
        if pair.end:
            unit.write(*map(self.store.conflicts.remove, known.values()))
            return unit
        both = await self.store.people.get_all(timer.org, (two.mentor_id, two.mentee_id))
        self._settle(unit, [two], known, await self.store.lines_between(timer.org, *both.values()))
        return unit

    def _settle(self, unit: Unit, twos: list[Two], known: Mapping[str, Conflict], reporting: ReportingLines) -> bool:
        """Tell what is new and forget what is over; whether something is left for the next unit."""
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
        if two.kind is Kind.PAIR:
            unit.set_timer(PAIR_LINE, two.subject_id, unit.now)  # it may be ending at this moment
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
