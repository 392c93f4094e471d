"""Programmes of an organisation: set up, changed, opened and closed; and who is in them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from libs.common import audit
from libs.common.audit import Act
from libs.common.contracts.programme_facts import ProgrammeSettings
from libs.common.handling import Handling
from libs.common.unit import Timer, Unit, Units
from services.gateway.domain import programmes as domain
from services.gateway.domain.programme_templates import ALL, settings_from
from services.gateway.domain.programmes import Programme, State
from services.gateway.store import Stores
from services.gateway.use_cases.people import People

CLOSE = "close-programme"
"""The timer of a programme that is open and has an end."""

Decision = Callable[[Programme, datetime], Programme]


class ChangedMeanwhile(Exception):
    """Somebody changed it since it was read."""

    def __init__(self, current: Programme) -> None:
        super().__init__("changed-meanwhile")
        self.current = current


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUp:
    """What somebody wants to set up, in one request."""

    org: str
    programme_id: str
    made_by: str
    template: str
    said: Mapping[str, Any]
    starts_at: datetime | None = None
    organiser_ids: tuple[str, ...] = ()
    ticket: str | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """Whose change of which version of what."""

    org: str
    programme_id: str
    by: str
    version: int | None = None
    """That was read; None where a repeat changes nothing anyhow."""

    ticket: str | None = None


class Programmes:
    """Use cases of administrators, and of organisers for their own."""

    def __init__(self, stores: Stores, people: People, units: Units, handling: Handling) -> None:
        self._stores, self._people, self._units, self._handling = stores, people, units, handling

    async def set_up(self, wanted: SetUp) -> Programme:
        """A draft, of which nobody hears. The same id again answers what became of it.

        NotTaken: stages-unfit, unknown-person, person-left.
        """

        async def decide() -> tuple[Unit, Programme]:
            unit = self._units.start(wanted.org, actor_id=wanted.made_by)
            known = await self._stores.programmes.find(wanted.org, wanted.programme_id)
            if known:
                return unit, known
            await self._require_here(wanted.org, wanted.organiser_ids)
            made = _made(wanted, unit.now)
            unit.write(self._stores.programmes.save(made))
            audit.done(unit, Act.PROGRAMME_SET_UP, made.programme_id, wanted.ticket)
            return unit, made

        return await self._handling.settled(decide)

    async def change(self, edit: Edit, change: Callable[[ProgrammeSettings], ProgrammeSettings]) -> Programme:
        """Other settings. NotTaken: programme-closed, stages-unfit, privacy-loosened."""
        act = Act.PROGRAMME_CHANGED
        return await self._settle(edit, act, lambda before, _: domain.change(before, change(before.settings)))

    async def name_organisers(self, edit: Edit, organiser_ids: tuple[str, ...]) -> Programme:
        """These from now on. NotTaken: programme-closed, unknown-person, person-left."""
        await self._require_here(edit.org, organiser_ids)
        act = Act.ORGANISERS_NAMED
        return await self._settle(edit, act, lambda before, _: domain.name_organisers(before, organiser_ids))

    async def open(self, edit: Edit) -> Programme:
        """People may ask in it, and hear of it. NotTaken: programme-closed, programme-is-over."""
        return await self._settle(edit, Act.PROGRAMME_OPENED, domain.open)

    async def close(self, edit: Edit) -> Programme:
        """Nobody asks in it any more; its pairs go on. NotTaken: programme-not-open."""
        return await self._settle(edit, Act.PROGRAMME_CLOSED, domain.close)

    async def end(self, timer: Timer) -> Unit:
        """Its end has come, unless it was moved."""
        unit = self._units.after_timer(timer)
        before = await self._stores.programmes.get(timer.org, timer.subject)
        ends_at = before.settings.ends_at
        if before.state is State.OPEN and ends_at is not None and ends_at <= unit.now:
            self._keep(unit, before, domain.close(before, unit.now))
        return unit

    async def _settle(self, edit: Edit, act: Act, decide_on: Decision) -> Programme:
        async def decide() -> tuple[Unit, Programme]:
            unit = self._units.start(edit.org, actor_id=edit.by)
            before = await self._stores.programmes.get(edit.org, edit.programme_id)
            if edit.version not in (None, before.version):
                raise ChangedMeanwhile(before)
            after = decide_on(before, unit.now)
            self._keep(unit, before, after)
            if after != before:
                audit.done(unit, act, after.programme_id, edit.ticket)
            return unit, after

        return await self._handling.settled(decide)

    def _keep(self, unit: Unit, before: Programme, after: Programme) -> None:
        if after == before:
            return
        unit.write(self._stores.programmes.save(after))
        fact, ends_at = domain.news(before, after), after.settings.ends_at
        if fact:
            unit.publish(fact, after.programme_id, sequence=after.version)
        if after.state is State.OPEN and ends_at is not None:
            unit.set_timer(CLOSE, after.programme_id, ends_at)
        elif before.state is State.OPEN:
            unit.cancel_timer(CLOSE, after.programme_id)

    async def _require_here(self, org: str, person_ids: tuple[str, ...]) -> None:
        for person_id in person_ids:
            await self._people.require_here(org, person_id)


def _made(wanted: SetUp, at: datetime) -> Programme:
    settings = settings_from(ALL[wanted.template], wanted.starts_at or at, wanted.said)
    made = Programme(
        org=wanted.org,
        programme_id=wanted.programme_id,
        template=wanted.template,
        settings=settings,
        made_by=wanted.made_by,
    )
    return domain.begun(made, wanted.organiser_ids)
