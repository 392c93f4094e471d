"""The plan of an organisation: looked at by everybody there, made otherwise by its administrators."""

from collections.abc import Iterator
from dataclasses import replace

from libs.common import audit
from libs.common.asks import Asker, Outdated
from libs.common.audit import Act
from libs.common.contracts import plans as wire
from libs.common.errors import Refused
from libs.common.handling import Handling
from libs.common.unit import Unit, Units
from services.notifications.domain.plan import Plan, Row
from services.notifications.domain.programmes import UNFIT, OwnPlan, UnfitRow, waiting_of, with_own
from services.notifications.plans import house_plan, plan_with
from services.notifications.store import Store

PLAN = "plan"
"""There is one for each organisation."""


class Planning:
    """Use cases of those who run a programme. The gateway has seen to it that who sets is an administrator."""

    def __init__(self, store: Store, units: Units, handling: Handling) -> None:
        self.store, self.units, self.handling = store, units, handling

    async def read(self, _: wire.ReadPlan, asker: Asker) -> wire.PlanShown:
        """As it counts now."""
        return shown(await own_plan(self.store, asker.org))

    async def set(self, ask: wire.SetPlan, asker: Asker) -> wire.PlanShown:
        """It counts for what happens from now on; what waits already is said as it was meant.

        Outdated where somebody changed it since it was read.
        """
        try:
            with_own(house_plan(), ask.plan.rows)
        except UnfitRow as unfit:
            raise Refused(UNFIT, unfit.words) from unfit

        async def decide() -> Unit:
            unit = self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)
            known = await own_plan(self.store, asker.org)
            if known.rows != ask.plan.rows:
                if known.revision != ask.version:
                    raise Outdated(shown(known))
                unit.write(self.store.plans.save(replace(known, rows=ask.plan.rows, set_by=asker.person_id)))
                audit.done(unit, Act.PLAN_CHANGED, asker.org, asker.ticket)
            return unit

        await self.handling.settle(decide)
        return shown(await own_plan(self.store, asker.org))


async def own_plan(store: Store, org: str) -> OwnPlan:
    """What an organisation does otherwise, which may be nothing."""
    return await store.plans.find(org, PLAN) or OwnPlan(org, PLAN)


async def plan_of(store: Store, org: str) -> Plan:
    """The rows that count in an organisation."""
    return plan_with((await own_plan(store, org)).rows)


def shown(own: OwnPlan) -> wire.PlanShown:
    """All rows, those that are off as well."""
    return wire.PlanShown(version=own.revision, rows=tuple(_rows(own)), own=wire.PlanWritten(rows=own.rows))


def _rows(own: OwnPlan) -> Iterator[wire.RowShown]:
    house, counting, written = house_plan().rows, plan_with(own.rows).rows, {row.name for row in own.rows}
    for name, row in (house | counting).items():
        is_new = name not in house
        origin = wire.Origin.ADDED if is_new else wire.Origin.CHANGED if name in written else wire.Origin.HOUSE
        yield _shown(row, origin, is_off=name not in counting)


def _shown(row: Row, origin: wire.Origin, *, is_off: bool) -> wire.RowShown:
    return wire.RowShown(
        name=row.name,
        origin=origin,
        is_off=is_off,
        phase=row.phase,
        follows=row.follows,
        purpose=row.purpose,
        kind=row.kind,
        importance=row.importance,
        channels=row.channels,
        to=tuple(dict.fromkeys(line.part.value for line in row.to)),
        delay=waiting_of(row.delay),
        expires=waiting_of(row.expires) if row.expires else None,
        unless=row.unless,
        holds=row.holds,
        every_days=row.every_days,
    )
