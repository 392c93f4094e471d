"""The only wiring of matching."""

from libs.common.contracts import rounds as asks
from libs.common.house import House, Parts
from services.matching.handlers import subscribe
from services.matching.store import INDEXES, Store
from services.matching.use_cases.people import People
from services.matching.use_cases.publishing import PUBLISH, Publishing
from services.matching.use_cases.requests import Requests
from services.matching.use_cases.rounds import Rounds


async def build(house: House) -> Parts:
    """Stores, use cases, subscriptions, answers, timers."""
    store = Store(house.database)
    subscribe(house.events, People(store, house.units), Requests(store, house.units))
    _answer(house, Rounds(store, house.units, house.handling))
    return Parts(indexes=INDEXES, timers={PUBLISH: Publishing(store, house.units).go_on})


def _answer(house: House, rounds: Rounds) -> None:
    house.answers.on(asks.MakeRound, rounds.make)
    house.answers.on(asks.ListRounds, rounds.list_)
    house.answers.on(asks.ReadRound, rounds.read)
    house.answers.on(asks.ReadRoundPairs, rounds.read_pairs)
    house.answers.on(asks.ReadLeftOut, rounds.read_left_out)
    house.answers.on(asks.AdjustRound, rounds.adjust)
    house.answers.on(asks.PublishRound, rounds.publish)
