"""Gives and gets: lines that only the two of a pair read, thanks for them, and the flow both ways."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from libs.common.asks import Asker, NotFound
from libs.common.contracts import ledgers as wire
from libs.common.contracts.pairs import Milestone
from libs.common.contracts.requests import Direction
from libs.common.handling import Handling
from libs.common.unit import Unit, Units
from services.journal.domain.actions import has_done
from services.journal.domain.codes import Code
from services.journal.domain.keys import shared_key
from services.journal.domain.ledgers import (
    GOT,
    Exchange,
    Ledger,
    Tally,
    flows,
    logged,
    taken_back,
    thanked,
    with_thanks,
    without,
)
from services.journal.domain.stories import Role, Story
from services.journal.sealing import Sealing
from services.journal.store import Store
from services.journal.use_cases.milestones import Milestones
from services.journal.use_cases.own import own_story, refusal, require_going_on


class Ledgers:
    """Use cases about lines."""

    def __init__(
        self, store: Store, units: Units, handling: Handling, sealing: Sealing, milestones: Milestones
    ) -> None:
        self.store, self.units, self.handling = store, units, handling
        self.sealing, self.milestones = sealing, milestones

    async def log(self, ask: wire.LogExchange, asker: Asker) -> wire.Exchange:
        """One more line. The same id again changes nothing and answers the same."""

        async def decide() -> tuple[Unit, Exchange]:
            story, unit = await self._begin(asker, ask.pair_id)
            known = await self.store.exchanges.find(asker.org, ask.exchange_id)
            return unit, known or await self._write(unit, story, ask, asker.person_id)

        return await self._shown_alone(await self.handling.settled(decide))

    async def thank(self, ask: wire.ThankForExchange, asker: Asker) -> wire.Exchange:
        """The other side says thanks, once."""

        async def decide() -> tuple[Unit, Exchange]:
            story, unit = await self._begin(asker, ask.pair_id)
            exchange = await self._line(story, ask.exchange_id)
            if exchange.withdrawn_at:
                raise NotFound
            if exchange.author_id == asker.person_id:
                raise refusal(Code.THANKS_TO_ONESELF)
            if exchange.thanked_at:
                return unit, exchange
            require_going_on(story)
            return unit, await self._thank(unit, story, exchange)

        return await self._shown_alone(await self.handling.settled(decide))

    async def withdraw(self, ask: wire.WithdrawExchange, asker: Asker) -> wire.ExchangeGone:
        """Its author takes a line back, also after the end: it counts no more, and its words are gone."""

        async def decide() -> tuple[Unit, wire.ExchangeGone]:
            story, unit = await self._begin(asker, ask.pair_id)
            exchange = await self._line(story, ask.exchange_id)
            if exchange.author_id != asker.person_id:
                raise refusal(Code.NOT_YOUR_WORDS)
            if not exchange.withdrawn_at:
                ledger = without(await self._ledger(story), exchange)
                after = taken_back(exchange, unit.now)
                unit.write(self.store.exchanges.save(after), self.store.ledgers.save(ledger))
                unit.publish(wire.ExchangeWithdrawn(**_fact(story, exchange)), story.pair_id)
            return unit, wire.ExchangeGone()

        return await self.handling.settled(decide)

    async def read(self, ask: wire.ReadLedger, asker: Asker) -> wire.Ledger:
        """The flow over time, and a page of lines."""
        story = await own_story(self.store, asker, ask.pair_id)
        ledger = await self._ledger(story)
        query = {"pair_id": story.pair_id, "withdrawn_at": None}
        page = await self.store.exchanges.newest(asker.org, query, before=ask.before, limit=ask.limit + 1)
        lines, has_more = page[: ask.limit], len(page) > ask.limit
        return wire.Ledger(
            months=_months(ledger, story.member_ids),
            lines=await shown_lines(self.sealing, asker.org, lines),
            next_cursor=lines[-1].number if has_more else None,
        )

    async def _begin(self, asker: Asker, pair_id: str) -> tuple[Story, Unit]:
        story = await own_story(self.store, asker, pair_id)
        return story, self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)

    async def _line(self, story: Story, exchange_id: str) -> Exchange:
        exchange = await self.store.exchanges.find(story.org, exchange_id)
        if exchange is None or exchange.pair_id != story.pair_id:
            raise NotFound
        return exchange

    async def _ledger(self, story: Story) -> Ledger:
        known = await self.store.ledgers.find(story.org, story.pair_id)
        return known or Ledger(org=story.org, pair_id=story.pair_id)

    async def _write(self, unit: Unit, story: Story, ask: wire.LogExchange, author_id: str) -> Exchange:
        require_going_on(story)
        ledger, key = await self._ledger(story), shared_key(story.pair_id, author_id)
        about = await self.sealing.seal(unit, key, ask.about, f"{ask.exchange_id}/about") if ask.about else None
        exchange = Exchange(
            org=story.org,
            exchange_id=ask.exchange_id,
            pair_id=story.pair_id,
            number=ledger.written + 1,
            author_id=author_id,
            direction=ask.direction.value,
            line=await self.sealing.seal(unit, key, ask.line, f"{ask.exchange_id}/line"),
            about=about,
            at=unit.now,
        )
        after = logged(ledger, exchange.month, author_id, exchange.direction)
        unit.write(self.store.exchanges.save(exchange), self.store.ledgers.save(after))
        fact = wire.ExchangeLogged(**_fact(story, exchange), direction=ask.direction)
        await self._earn(unit, story, exchange, unit.publish(fact, story.pair_id).id)
        return exchange

    async def _thank(self, unit: Unit, story: Story, exchange: Exchange) -> Exchange:
        after = thanked(exchange, unit.now)
        ledger = with_thanks(await self._ledger(story), exchange.month, exchange.author_id)
        unit.write(self.store.exchanges.save(after), self.store.ledgers.save(ledger))
        unit.publish(wire.ExchangeThanked(**_fact(story, exchange)), story.pair_id)
        return after

    async def _earn(self, unit: Unit, story: Story, exchange: Exchange, evidence: str) -> None:
        """Who says what they got has learned from the other; a senior who acted before has told of it."""
        if exchange.direction != GOT:
            return
        author_id = exchange.author_id
        await self.milestones.reach(unit, story, Milestone.LEARNED_FROM_OTHER, evidence, by=author_id)
        is_senior = story.direction == Direction.REVERSE and story.role_of(author_id) is Role.MENTEE
        if is_senior and has_done(author_id, await self.store.list_actions(story.org, story.pair_id)):
            await self.milestones.reach(unit, story, Milestone.SENIOR_ACTED, evidence)

    async def _shown_alone(self, exchange: Exchange) -> wire.Exchange:
        (shown,) = await shown_lines(self.sealing, exchange.org, (exchange,))
        return shown


async def shown_lines(sealing: Sealing, org: str, lines: Sequence[Exchange]) -> tuple[wire.Exchange, ...]:
    """With their words, as far as there are any."""
    sealed = {f"{one.exchange_id}/line": one.line for one in lines} | {
        f"{one.exchange_id}/about": one.about for one in lines
    }
    texts = await sealing.open(org, {context: text for context, text in sealed.items() if text})
    return tuple(
        wire.Exchange(
            exchange_id=one.exchange_id,
            number=one.number,
            pair_id=one.pair_id,
            author_id=one.author_id,
            direction=wire.Given(one.direction),
            line=texts.get(f"{one.exchange_id}/line", ""),
            about=texts.get(f"{one.exchange_id}/about"),
            at=one.at,
            thanked_at=one.thanked_at,
        )
        for one in lines
    )


def _fact(story: Story, exchange: Exchange) -> dict[str, object]:
    return {
        "pair_id": story.pair_id,
        "members": story.member_ids,
        "exchange_id": exchange.exchange_id,
        "author_id": exchange.author_id,
    }


def _months(ledger: Ledger, members: tuple[str, ...]) -> tuple[wire.MonthOfLedger, ...]:
    by_month = groupby(ledger.tallies, key=lambda tally: tally.month)
    return tuple(_month(month, list(tallies), members) for month, tallies in by_month)


def _month(month: str, tallies: Iterable[Tally], members: tuple[str, ...]) -> wire.MonthOfLedger:
    known = {tally.person_id: tally for tally in tallies}
    sides = [known.get(person_id, Tally(month, person_id)) for person_id in members]
    return wire.MonthOfLedger(
        month=month,
        sides=tuple(
            wire.SideOfMonth(person_id=one.person_id, gave=one.gave, got=one.got, thanked=one.thanked) for one in sides
        ),
        flows=tuple(
            wire.FlowOfMonth(from_id=one.from_id, to_id=one.to_id, count=one.count) for one in flows(sides, members)
        ),
    )
