"""The only wiring of matching."""

from concurrent.futures import ThreadPoolExecutor

from libs.common.house import House, Parts
from services.matching.handlers import subscribe
from services.matching.index.organisations import Index
from services.matching.live import Live
from services.matching.store import INDEXES, Store
from services.matching.use_cases.finding import Finder
from services.matching.use_cases.pairs import PAUSE, Pairs
from services.matching.use_cases.people import People
from services.matching.use_cases.recognising import Recognising
from services.matching.use_cases.reorganising import LINE, PAIR_LINE, Reorganising
from services.matching.use_cases.requests import Requests


async def build(house: House) -> Parts:
    """Stores, the index, use cases, subscriptions, timers."""
    store, helpers = Store(house.database), ThreadPoolExecutor(1, "index")
    index = Index(helpers)
    pairs, reorganising = Pairs(store, house.units), Reorganising(store, house.units)
    subscribe(
        house.events,
        People(store, house.units, pairs),
        Requests(store, house.units, Finder(store, index)),
        pairs,
        Recognising(store, house.units),
    )

    async def is_ready() -> dict[str, bool]:
        return {"index": index.is_ready}

    async def close() -> None:
        helpers.shutdown()

    return Parts(
        indexes=INDEXES,
        timers={PAUSE: pairs.come_back, LINE: reorganising.look_below, PAIR_LINE: reorganising.look_at_pair},
        tasks=(Live(house.database, store, index).watch,),
        is_ready=is_ready,
        closing=(close,),
    )
