"""Rounds: made, previewed and adjusted by organisers, published pair by pair; nobody is paired by them."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from libs.common import audit
from libs.common.asks import Asker, NotFound, Outdated
from libs.common.audit import Act
from libs.common.contracts import rounds as wire
from libs.common.errors import Conflict, Refused
from libs.common.handling import Handling
from libs.common.unit import Unit, Units
from services.matching.domain import rounds as domain
from services.matching.domain.codes import Code, explain
from services.matching.domain.directions import Direction
from services.matching.domain.errors import RuleBroken
from services.matching.domain.named_programmes import Way
from services.matching.domain.people import Person, wishes_for
from services.matching.domain.previews import Placed, Preview
from services.matching.domain.reporting import ReportingLines
from services.matching.domain.rounds import Couple, Pool, Round, Weights
from services.matching.domain.suggestions import Search, Suggestion, suggest
from services.matching.rounds.cohort import Cohort
from services.matching.rounds.solving import solve
from services.matching.store import Store
from services.matching.use_cases.publishing import PUBLISH
from services.matching.use_cases.showing_rounds import left_out_shown, line_shown, pair_shown, round_shown

OfRound = wire.ReadRound | wire.ReadRoundPairs | wire.ReadLeftOut | wire.AdjustRound | wire.PublishRound
Decide = Callable[[Unit], Awaitable[tuple[Round, Preview]]]


class Rounds:
    """Use cases about rounds, all of them asks. The gateway has seen to it that who asks may, within what they say."""

    def __init__(self, store: Store, units: Units, handling: Handling) -> None:
        self.store, self.units, self.handling = store, units, handling

    async def make(self, ask: wire.MakeRound, asker: Asker) -> wire.RoundShown:
        """A draft with its preview. Making it again answers what became of it."""

        async def decide(unit: Unit) -> tuple[Round, Preview]:
            planned = _planned(ask, asker, unit)
            known = await self.store.rounds.find(asker.org, ask.round_id)
            if known is None:
                return planned, await self._solve(unit, planned, None)
            if not _is_same_plan(known, planned):
                raise RuleBroken(Code.ROUND_ALREADY_MADE)
            return known, await self._preview(known)

        return await self._settle(asker, decide, Act.ROUND_MADE)

    async def adjust(self, ask: wire.AdjustRound, asker: Asker) -> wire.RoundShown:
        """Another preview, under other locks and exclusions and with everybody as they are now."""

        async def decide(unit: Unit) -> tuple[Round, Preview]:
            known = await self._get(asker, ask)
            locked, forbidden = _couples(ask.adjustments.locked), _couples(ask.adjustments.forbidden)
            adjusted = domain.adjust(known, locked, forbidden)
            preview = await self._preview(known)
            if adjusted == known:
                return known, preview
            if known.version != ask.version:
                raise Outdated(round_shown(known, preview))
            return adjusted, await self._solve(unit, adjusted, preview)

        return await self._settle(asker, decide, Act.ROUND_ADJUSTED)

    async def publish(self, ask: wire.PublishRound, asker: Asker) -> wire.RoundShown:
        """Begin to propose the pairs that were seen; a timer goes on with it, however often this process ends."""

        async def decide(unit: Unit) -> tuple[Round, Preview]:
            known = await self._get(asker, ask)
            published = domain.publish(known, ask.version)
            if published != known:
                unit.set_timer(PUBLISH, known.round_id, unit.now)
            return published, await self._preview(known)

        return await self._settle(asker, decide, Act.ROUND_PUBLISHED)

    async def list_(self, ask: wire.ListRounds, asker: Asker) -> wire.RoundList:
        query = {"programme_id": ask.within} if ask.within else {}
        page, following = await self.store.rounds.newest_page(asker.org, query, ask.cursor, ask.limit, by="made_at")
        return wire.RoundList(rounds=tuple(map(line_shown, page)), next_cursor=following)

    async def read(self, ask: wire.ReadRound, asker: Asker) -> wire.RoundShown:
        known = await self._get(asker, ask)
        return round_shown(known, await self._preview(known))

    async def read_pairs(self, ask: wire.ReadRoundPairs, asker: Asker) -> wire.RoundPairs:
        """Some of the pairs, with reasons that are true of both as they are now."""
        known = await self._get(asker, ask)
        placed = (await self._preview(known)).solution.placed
        page = placed[ask.after : ask.after + ask.limit]
        reasons = await asyncio.gather(*(self._suggestion(known, one) for one in page))
        return wire.RoundPairs(
            version=known.version,
            pairs=tuple(pair_shown(one, why) for one, why in zip(page, reasons, strict=True)),
            next_after=_next(ask.after + len(page), len(placed)),
        )

    async def read_left_out(self, ask: wire.ReadLeftOut, asker: Asker) -> wire.PeopleLeftOut:
        known = await self._get(asker, ask)
        left_out = (await self._preview(known)).solution.left_out
        page = left_out[ask.after : ask.after + ask.limit]
        return wire.PeopleLeftOut(
            version=known.version,
            people=tuple(left_out_shown(one) for one in page),
            next_after=_next(ask.after + len(page), len(left_out)),
        )

    async def _settle(self, asker: Asker, decide: Decide, act: Act) -> wire.RoundShown:
        """Write what was decided, if anything was, and show it."""

        async def settled() -> tuple[Unit, wire.RoundShown]:
            unit = self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)
            try:
                one, preview = await decide(unit)
            except RuleBroken as broken:
                raise Refused(broken.code.value, explain(broken.code)) from broken
            if one != await self.store.rounds.find(asker.org, one.round_id):
                unit.write(self.store.rounds.save(one))
                audit.done(unit, act, one.round_id, asker.ticket)
                if preview != await self.store.previews.find(asker.org, one.round_id):
                    unit.write(self.store.previews.save(preview))
            return unit, round_shown(one, preview)

        return await self.handling.settled(settled)

    async def _solve(self, unit: Unit, one: Round, before: Preview | None) -> Preview:
        """In a thread of its own: a large round takes seconds, in which this process goes on with everything else."""
        everybody = await self.store.people.list_(one.org, {})
        mentees, mentors = domain.enter(one, await self._pool(one, everybody), unit.now)
        programme = await self.store.within(one.org, one.programme_id)
        cohort = Cohort(
            org=one.org,
            mentees=mentees,
            mentors=mentors,
            direction=one.direction,
            reporting=ReportingLines.of(everybody),
            at=unit.now,
            weights=one.weights.beside(programme.weights),
            musts=programme.musts,
            locked=frozenset(one.locked),
            forbidden=frozenset(one.forbidden) | await self._apart(one.org),
            preferred=frozenset(one.preferred),
        )
        solution = await asyncio.to_thread(solve, cohort)
        known = before or Preview(org=one.org, round_id=one.round_id, solution=solution)
        return replace(known, solution=solution)

    async def _pool(self, one: Round, everybody: list[Person]) -> list[Person]:
        """A round of a programme places those who are in it, also where others may ask in it, too."""
        if one.programme_id is None:
            return everybody
        code = (await self.store.named_programmes.get(one.org, one.programme_id)).objection(Way.ROUND)
        if code is not None:
            raise RuleBroken(code)
        members = await self.store.members(one.org, one.programme_id)
        return [person for person in everybody if person.person_id in members]

    async def _apart(self, org: str) -> frozenset[Couple]:
        """Who are or were a pair, and whom a block keeps apart: an organiser is not to tell which."""
        return await self.store.list_paired(org) | await self.store.list_walled(org)

    async def _get(self, asker: Asker, ask: OfRound) -> Round:
        known = await self.store.rounds.find(asker.org, ask.round_id)
        if known is None or ask.within not in (None, known.programme_id):
            raise NotFound
        return known

    async def _preview(self, one: Round) -> Preview:
        """Written with its round, so that it is there; a round that has just changed is read again."""
        preview = await self.store.previews.find(one.org, one.round_id)
        if preview is None:
            raise Conflict("previews")
        return preview

    async def _suggestion(self, one: Round, placed: Placed) -> Suggestion | None:
        mentee, mentor = await asyncio.gather(*(self._person(one, person_id) for person_id in _ids(placed.couple)))
        if mentee is None or mentor is None:
            return None
        programme = await self.store.within(one.org, one.programme_id)
        search = Search(
            mentee=mentee,
            wanted=wishes_for(mentee, ()),
            direction=one.direction,
            reporting=await self.store.lines_between(one.org, mentee, mentor),
            at=self.units.clock.now(),
            weights=programme.weights,
            musts=programme.musts,
        )
        return next(iter(suggest(search, [mentor])), None)

    async def _person(self, one: Round, person_id: str) -> Person | None:
        return await self.store.people.find(one.org, person_id)


def _ids(couple: Couple) -> tuple[str, str]:
    return couple.mentee_id, couple.mentor_id


def _planned(ask: wire.MakeRound, asker: Asker, unit: Unit) -> Round:
    plan = ask.plan
    return Round(
        org=asker.org,
        round_id=ask.round_id,
        name=plan.name,
        made_by=asker.person_id,
        made_at=unit.now,
        direction=Direction(plan.direction.value),
        mentees=Pool(**plan.mentees.model_dump()),
        mentors=Pool(**plan.mentors.model_dump()),
        weights=Weights(**plan.weights.model_dump()),
        locked=_couples(plan.locked),
        forbidden=_couples(plan.forbidden),
        preferred=_couples(plan.preferred),
        programme_id=plan.programme_id,
    )


def _is_same_plan(known: Round, planned: Round) -> bool:
    """But for what may be adjusted, and for who made it when."""
    return all(
        getattr(known, name) == getattr(planned, name)
        for name in ("name", "direction", "mentees", "mentors", "weights", "preferred", "programme_id")
    )


def _couples(couples: tuple[wire.Couple, ...]) -> tuple[Couple, ...]:
    return tuple(sorted({Couple(one.mentee_id, one.mentor_id) for one in couples}))


def _next(after: int, count: int) -> int | None:
    return after if after < count else None
