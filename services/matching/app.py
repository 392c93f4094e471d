"""The only wiring of matching."""

from libs.common.house import House, Parts
from services.matching.handlers import subscribe
from services.matching.store import INDEXES, Store
from services.matching.use_cases.checking import Checking
from services.matching.use_cases.clocks import Clocks
from services.matching.use_cases.keeping import CLOCK, FOLLOW_UP, SUPERSEDE
from services.matching.use_cases.people import People
from services.matching.use_cases.requests import Requests
from services.matching.use_cases.suggesting import Suggesting


async def build(house: House) -> Parts:
    """Stores, use cases, subscriptions, timers."""
    store = Store(house.database)
    checking, suggesting = Checking(store), Suggesting(store)
    clocks = Clocks(store, house.units, checking, suggesting)
    subscribe(house.events, People(store, house.units), Requests(store, house.units, checking, suggesting))
    timers = {CLOCK: clocks.tick, SUPERSEDE: clocks.supersede, FOLLOW_UP: clocks.follow_up}
    return Parts(indexes=INDEXES, timers=timers)
