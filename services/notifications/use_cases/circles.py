"""Facts of circles: told to whom they still concern, whatever came first."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from libs.common.contracts import Event
from libs.common.contracts.circles import CircleChanged, CircleFact
from libs.common.unit import Unit, Units
from services.notifications.domain.circles import Circle, advanced, answered, parted
from services.notifications.domain.notices import Happened
from services.notifications.domain.plan import Moment
from services.notifications.store import Store
from services.notifications.use_cases.telling import OVERTAKEN, Telling, cause_of

F = TypeVar("F", bound=CircleFact)


class Circles:
    """Use cases about circles."""

    def __init__(self, store: Store, units: Units, telling: Telling) -> None:
        self.store, self.units, self.telling = store, units, telling

    def of(self, moment_of: Callable[[F], Moment | None]) -> Callable[[Event[F]], Awaitable[Unit]]:
        """The use case that tells of a fact. Who is out of it by then, or has answered, does not hear of it late."""

        async def tell(event: Event[F]) -> Unit:
            unit, sequence = self.units.after(event), event.sequence or 0
            known = await self._known(event.org, event.data.circle_id)
            newer = advanced(known, event.data, sequence)
            if newer != known:
                unit.write(self.store.circles.save(newer))
            moment, gone = moment_of(event.data), None
            if moment and known.overtakes(sequence):
                moment, gone = parted(known, moment)
            cause = cause_of(event)
            said = answered(event.data) if isinstance(event.data, CircleChanged) else None
            told = [Happened(said, cause), Happened(moment, cause), Happened(gone, cause, OVERTAKEN)]
            await self.telling.fill_all(unit, told)
            return unit

        return tell

    async def _known(self, org: str, circle_id: str) -> Circle:
        return await self.store.circles.find(org, circle_id) or Circle(org, circle_id)
