"""The only wiring of matching."""

from libs.common.house import House, Parts
from services.matching.handlers import subscribe
from services.matching.store import INDEXES, Store
from services.matching.use_cases.pairs import PAUSE, Pairs
from services.matching.use_cases.people import People
from services.matching.use_cases.recognising import Recognising
from services.matching.use_cases.reorganising import LINE, PAIR_LINE, Reorganising
from services.matching.use_cases.requests import Requests


async def build(house: House) -> Parts:
    """Stores, use cases, subscriptions, timers."""
    store = Store(house.database)
    pairs, reorganising = Pairs(store, house.units), Reorganising(store, house.units)
    subscribe(
        house.events,
        People(store, house.units, pairs),
        Requests(store, house.units),
        pairs,
        Recognising(store, house.units),
    )
    timers = {PAUSE: pairs.come_back, LINE: reorganising.look_below, PAIR_LINE: reorganising.look_at_pair}
    return Parts(indexes=INDEXES, timers=timers)
