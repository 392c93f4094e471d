"""A changed reporting line: every open request, pair and circle of everybody concerned is looked at again."""

from collections.abc import Iterable, Mapping
from itertools import chain, islice

from libs.common.contracts.conflicts import ConflictFound, ConflictOption
from libs.common.unit import Timer, Unit, Units
from services.matching.domain.conflicts import Conflict, Kind, Two, above_of, differences
from services.matching.domain.reporting import ReportingLines
from services.matching.store import Store

LINE = "reporting-line"
"""Somebody has another manager: they and everybody below them."""

PAIR_LINE = "pair-line"
"""A pair was recognised or ended while lines may have moved, or a conflict of it was found: this pair alone."""

CIRCLE_LINE = "circle-line"
"""The same of a circle: who is in it or invited has changed, it has ended, or a conflict was found in it."""

AT_ONCE = 200
"""Changes in one unit; what is left is found again by the next."""

LOOK_AGAIN = {Kind.PAIR: PAIR_LINE, Kind.CIRCLE: CIRCLE_LINE}
"""It may be ending at the moment in which a conflict is found: whichever of the two units comes last sees to it."""


class Reorganising:
    """Use cases about conflicts. By timers, so that they see what is committed and survive a kill."""

    def __init__(self, store: Store, units: Units) -> None:
        self.store, self.units = store, units

    async def look_below(self, timer: Timer) -> Unit:
        """The moved person and everybody below, as the lines are now."""
        unit = self.units.after_timer(timer)
        person = await self.store.people.get(timer.org, timer.subject)
        reporting, concerned = await self.store.lines_around(person)
        requests, pairs, circles = await self.store.list_together(timer.org, concerned)
        circled = chain(*map(Two.of_circle, circles))
        twos = [*map(Two.of_pair, pairs), *map(Two.of_request, requests)]
        twos += (two for two in circled if not concerned.isdisjoint(two.people))
        known = await self.store.conflicts_of(timer.org, twos)
        if self._settle(unit, twos, known, reporting):
            unit.set_timer(LINE, timer.subject, unit.now)
        # Kept as they were read: a yes that was decided by the lines of before is decided again, and an end forgets
        # what is found here.
        in_line = (one for one in requests if above_of(Two.of_request(one), reporting))
        unit.write(*map(self.store.requests.save, in_line))
        return unit

    async def look_at_pair(self, timer: Timer) -> Unit:
        """Both are committed by now, the pair and whatever moved beside it. With its end a conflict is forgotten."""
        unit = self.units.after_timer(timer)
        pair = await self.store.pairs.get(timer.org, timer.subject)
        two = Two.of_pair(pair)
        known = await self.store.conflicts_of(timer.org, [two])
        self._settle(unit, [] if pair.end else [two], known, await self._lines_between(timer.org, two.people))
        return unit

    async def look_at_circle(self, timer: Timer) -> Unit:
        """The same of a circle: what was found between two of whom one is out of it now is forgotten."""
        unit = self.units.after_timer(timer)
        circle = await self.store.circles.get(timer.org, timer.subject)
        known = await self.store.conflicts_in(circle)
        reporting = await self._lines_between(timer.org, (*circle.members, *circle.invited))
        self._settle(unit, Two.of_circle(circle), known, reporting)
        return unit

    async def _lines_between(self, org: str, person_ids: Iterable[str]) -> ReportingLines:
        return await self.store.lines_between(org, *await self.store.find_people(org, person_ids))

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
        if two.kind in LOOK_AGAIN:
            unit.set_timer(LOOK_AGAIN[two.kind], two.subject_id, unit.now)
        unit.publish(_found(two, above_id), two.subject_id)


def _found(two: Two, above_id: str) -> ConflictFound:
    return ConflictFound(
        pair_id=two.subject_id if two.kind is Kind.PAIR else None,
        request_id=two.subject_id if two.kind is Kind.REQUEST else None,
        circle_id=two.subject_id if two.kind is Kind.CIRCLE else None,
        mentor_id=two.mentor_id,
        mentee_id=two.mentee_id,
        among_peers=two.among_peers,
        above_id=above_id,
        options=_options(two),
        as_of=two.sequence,
    )


def _options(two: Two) -> tuple[ConflictOption, ...]:
    """Where somebody's yes is missing, nobody can say it. In a circle of peers there is nothing to hand over."""
    match two.kind:
        case Kind.REQUEST:
            return (ConflictOption.HAND_OVER,)
        case Kind.PAIR:
            return (ConflictOption.CONTINUE, ConflictOption.PAUSE, ConflictOption.HAND_OVER)
        case Kind.CIRCLE if two.is_waiting:
            return (ConflictOption.LEAVE,)
        case _:
            lead = () if two.among_peers else (ConflictOption.HAND_OVER,)
            return (ConflictOption.CONTINUE, ConflictOption.LEAVE, *lead)
