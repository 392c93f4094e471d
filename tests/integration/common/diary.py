"""The smallest service there can be: it writes down every pair that forms. For tests of the bones alone."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from libs.common import topology
from libs.common.contracts import AnyEvent, Event
from libs.common.contracts.entries import EntryWritten
from libs.common.contracts.pairs import PairFormed, SessionReported
from libs.common.errors import Refused
from libs.common.house import House, Parts
from libs.common.mongo import Documents
from libs.common.unit import Timer, Unit, Units


@dataclass(frozen=True, slots=True)
class Page:
    """How often a pair was written down."""

    org: str
    pair_id: str
    times: int = 0
    revision: int = 0


class Diary:
    """Two use cases and a timer."""

    def __init__(self, pages: Documents[Page], units: Units) -> None:
        self.pages, self.units = pages, units
        self.before: Callable[[Event[PairFormed]], Awaitable[None]] | None = None

    async def write_down(self, event: Event[PairFormed]) -> Unit:
        """One more time, and say so."""
        if self.before:
            await self.before(event)
        page = await self.pages.find(event.org, event.data.pair_id) or Page(event.org, event.data.pair_id)
        unit = self.units.after(event)
        unit.write(self.pages.save(replace(page, times=page.times + 1)))
        unit.publish(written(event.data.pair_id, page.times + 1), event.data.pair_id, sequence=page.revision + 1)
        return unit

    async def refuse(self, event: Event[SessionReported]) -> Unit:
        """Nobody meets here."""
        raise Refused("never", {"en": "Never.", "de": "Niemals."})

    async def ignore(self, event: AnyEvent) -> Unit:
        """What else the queue is bound to."""
        return self.units.after(event)

    async def remind(self, timer: Timer) -> Unit:
        """Write down that it fired."""
        unit = self.units.after_timer(timer)
        page = await self.pages.find(timer.org, timer.subject) or Page(timer.org, timer.subject)
        unit.write(self.pages.save(replace(page, times=page.times + 1)))
        return unit


def written(pair_id: str, times: int) -> EntryWritten:
    """What the diary says of itself."""
    return EntryWritten(
        pair_id=pair_id, members=("ada", "bob"), entry_id=f"{pair_id}-{times}", kind="welcome", reader_id="ada"
    )


@dataclass(slots=True)
class Built:
    """Hands the running diary to its test."""

    diary: Diary | None = None

    async def __call__(self, house: House) -> Parts:
        """As a service's `app.build`."""
        self.diary = Diary(Documents(house.database, "pages", Page, "pair_id"), house.units)
        house.events.on(PairFormed, self.diary.write_down)
        house.events.on(SessionReported, self.diary.refuse)
        for contract in topology.SUBSCRIPTIONS[house.service]:
            if contract not in (PairFormed, SessionReported):
                house.events.on(contract, self.diary.ignore)
        return Parts(indexes={"pages": []}, timers={"remind": self.diary.remind})
