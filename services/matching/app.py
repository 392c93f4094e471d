"""The only wiring of matching."""

from libs.common.house import House, Parts
from services.matching.handlers import subscribe
from services.matching.store import INDEXES, Store
from services.matching.use_cases.pairs import PAUSE, Pairs
from services.matching.use_cases.people import People
from services.matching.use_cases.requests import Requests


async def build(house: House) -> Parts:
    """Stores, use cases, subscriptions, timers."""
    store = Store(house.database)
    pairs = Pairs(store, house.units)
    subscribe(house.events, People(store, house.units, pairs), Requests(store, house.units), pairs)
    return Parts(indexes=INDEXES, timers={PAUSE: pairs.come_back})
