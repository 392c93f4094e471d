"""The only wiring of matching."""

from libs.common.house import House, Parts
from services.matching.handlers import subscribe
from services.matching.store import INDEXES, Store
from services.matching.use_cases.people import People
from services.matching.use_cases.requests import Requests


async def build(house: House) -> Parts:
    """Stores, use cases, subscriptions."""
    store = Store(house.database)
    subscribe(house.events, People(store, house.units), Requests(store, house.units))
    return Parts(indexes=INDEXES)
