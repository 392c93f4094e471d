"""Erasing somebody: wished for, waited out, begun here and told to the house, followed until all have answered."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from libs.common import audit, topology
from libs.common.audit import Act
from libs.common.contracts.erasure import ErasureAsked, ErasureTakenBack, PersonErased
from libs.common.dead_letters import DeadLetters
from libs.common.erasing import ERASE, Erasing, Remains
from libs.common.handling import Handling
from libs.common.timers import TimerUseCase
from libs.common.unit import Timer, Unit, Units
from services.gateway import remains as rows
from services.gateway.domain import erasures as domain
from services.gateway.domain.access import Doer
from services.gateway.domain.erasures import AskedBy, Erasure, State
from services.gateway.domain.refusals import NotTaken
from services.gateway.store import Stores
from services.gateway.use_cases.provisioning import leave_groups
from services.gateway.use_cases.suspending import SUSPENSION_OVER

ERASURE_DUE = "erasure-due"

Dismiss = Callable[[Unit, str], Awaitable[None]]
"""Take every role from somebody, in this unit."""


@dataclass(frozen=True, slots=True)
class Remaining:
    """What the gateway does beside removing rows."""

    stores: Stores
    erasures: rows.Erasures
    traces: rows.Traces
    dismiss: Dismiss
    dead_letters: DeadLetters

    @property
    def remains(self) -> Remains:
        """Their record goes with the tombstone: from then on no session of theirs opens anything."""
        return Remains(
            rows=rows.OF_A_PERSON,
            timers=(SUSPENSION_OVER,),
            begin=self._let_go,
            more_rows=self.traces.messages_of,
        )

    async def forget_letters(self, org: str, person_id: str) -> int:
        """Also those that platforms of this organisation sent in vain."""
        platforms = await self.stores.platforms.list_(org, {})
        exchanges = [topology.inbound_exchange(one.platform_id) for one in platforms]
        return await self.dead_letters.forget(org, person_id, exchanges)

    async def _let_go(self, unit: Unit, person_id: str) -> Counter[str]:
        await self.dismiss(unit, person_id)
        await leave_groups(self.stores, unit, person_id)
        record = await self.stores.people.find(unit.org, person_id)
        unit.write(*(self.stores.people.remove(one) for one in (record,) if one))
        return Counter(people=1 if record else 0)


class Erasures:
    """Use cases about the rights of people to be forgotten."""

    def __init__(self, remaining: Remaining, erasing: Erasing, units: Units, handling: Handling) -> None:
        self._stores, self._erasures, self._traces = remaining.stores, remaining.erasures, remaining.traces
        self._erasing, self._units, self._handling = erasing, units, handling

    @property
    def timers(self) -> dict[str, TimerUseCase]:
        """What comes by itself."""
        return {ERASURE_DUE: self.begin, ERASE: self._erasing.go_on}

    async def of(self, org: str, person_id: str) -> Erasure | None:
        """What was last asked for somebody."""
        return await self._erasures.find(org, self._id_of(org, person_id))

    async def ask(self, org: str, person_id: str) -> Erasure:
        """By the person."""
        return await self._ask(org, person_id, AskedBy.ONESELF, domain.WAIT, Doer(person_id))

    async def ask_for(self, org: str, person_id: str, by: Doer, *, at_once: bool) -> Erasure:
        """By an administrator, for somebody without access. NotTaken: unknown-person, person-erased."""
        if await self._stores.people.find(org, person_id) is None:
            erased = await self._stores.tombstones.find(org, person_id)
            raise NotTaken("person-erased" if erased else "unknown-person")
        return await self._ask(org, person_id, AskedBy.ADMINISTRATOR, timedelta(0) if at_once else domain.WAIT, by)

    async def take_back(self, org: str, erasure_id: str, by: Doer) -> Erasure | None:
        """They stay; None where nobody asked. NotTaken: erasure-begun, erasure-not-yours."""

        async def decide() -> tuple[Unit, Erasure | None]:
            unit = self._units.start(org, actor_id=by.actor_id)
            before = await self._erasures.find(org, erasure_id)
            if before is None or before.state is State.TAKEN_BACK:
                return unit, before
            after = domain.taken_back(before)
            is_own = by.actor_id == before.person_id
            if before.asked_by is AskedBy.ONESELF and not is_own:
                raise NotTaken("erasure-not-yours")
            unit.write(self._erasures.save(after))
            unit.cancel_timer(ERASURE_DUE, erasure_id)
            if before.person_id:
                unit.publish(ErasureTakenBack(person_id=before.person_id), before.person_id)
            if not is_own:
                audit.done(unit, Act.ERASURE_TAKEN_BACK, erasure_id, by.ticket)
            return unit, after

        return await self._handling.settled(decide)

    async def begin(self, timer: Timer) -> Unit:
        """Nobody took it back: the gateway forgets, and tells the house in the same unit."""
        unit = self._units.after_timer(timer)
        erasure = await self._erasures.find(timer.org, timer.subject)
        if erasure is None or erasure.state is not State.WAITING or erasure.person_id is None:
            return unit
        event = unit.publish(PersonErased(person_id=erasure.person_id), erasure.person_id)
        unit.cause_id = event.id
        unit.write(self._erasures.save(domain.begun(erasure, event.id, unit.now)))
        await self._erasing.bury(unit, erasure.person_id)
        return unit

    async def page(self, org: str, after: str | None, limit: int) -> list[Erasure]:
        """Those of an organisation, in the order of their ids."""
        query = {"erasure_id": {"$gt": after}} if after else {}
        return await self._erasures.list_(org, query, limit=limit)

    async def find(self, org: str, erasure_id: str) -> Erasure | None:
        """With the newest answers."""
        erasure = await self._erasures.find(org, erasure_id)
        return await self._with_answers(erasure) if erasure else None

    async def under_way(self) -> list[Erasure]:
        """Those of all organisations that have begun and have no receipt, with the newest answers."""
        return [await self._with_answers(one) for one in await self._erasures.under_way()]

    async def finish(self, erasure: Erasure) -> None:
        """The receipt. Whoever was faster has written it."""

        async def decide() -> Unit:
            unit = self._units.start(erasure.org)
            current = await self._erasures.find(erasure.org, erasure.erasure_id)
            if current and current.state is State.UNDER_WAY:
                answered = domain.answered(current, erasure.answers)
                unit.write(self._erasures.save(domain.done(answered, unit.now)))
            return unit

        await self._handling.settle(decide)

    async def _ask(self, org: str, person_id: str, asked_by: AskedBy, wait: timedelta, by: Doer) -> Erasure:
        async def decide() -> tuple[Unit, Erasure]:
            unit = self._units.start(org, actor_id=by.actor_id)
            fresh = Erasure(
                org=org,
                erasure_id=self._id_of(org, person_id),
                person_id=person_id,
                asked_by=asked_by,
                asked_at=unit.now,
                due_at=unit.now + wait,
            )
            before = await self._erasures.find(org, fresh.erasure_id)
            after = domain.asked_again(before, fresh)
            if after != before:
                unit.write(self._erasures.save(after))
                unit.set_timer(ERASURE_DUE, after.erasure_id, after.due_at)
                if after.due_at > unit.now:
                    unit.publish(ErasureAsked(person_id=person_id, due_at=after.due_at), person_id)
                if asked_by is AskedBy.ADMINISTRATOR:
                    audit.done(unit, Act.ERASURE_ASKED, after.erasure_id, by.ticket)
            return unit, after

        return await self._handling.settled(decide)

    async def _with_answers(self, erasure: Erasure) -> Erasure:
        if erasure.event_id is None or erasure.is_answered:
            return erasure
        return domain.answered(erasure, await self._traces.answers(erasure.org, erasure.event_id))

    def _id_of(self, org: str, person_id: str) -> str:
        """One erasure for each person, under an id that tells nobody whose it is."""
        return self._stores.box.mark(person_id, f"erasure:{org}")[:32]
