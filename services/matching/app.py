"""The only wiring of matching."""

from libs.common.contracts.asks import FindPeople, FindTopics, MarkPerson, ReadMarks, ReadOwnTopics, SetOwnTopics
from libs.common.house import House, Parts
from services.matching.handlers import subscribe
from services.matching.store import INDEXES, Store
from services.matching.use_cases.directory import Directory
from services.matching.use_cases.interest import LOOK, Interests
from services.matching.use_cases.people import People
from services.matching.use_cases.requests import Requests
from services.matching.use_cases.vocabularies import REKEY, Vocabularies


async def build(house: House) -> Parts:
    """Stores, use cases, subscriptions, answers, timers."""
    store = Store(house.database)
    vocabularies = Vocabularies(store, house.units, house.handling)
    interests = Interests(store, house.units, house.handling)
    subscribe(house.events, People(store, house.units), Requests(store, house.units))
    house.answers.on(ReadOwnTopics, vocabularies.read)
    house.answers.on(SetOwnTopics, vocabularies.set)
    house.answers.on(FindTopics, vocabularies.find_topics)
    house.answers.on(FindPeople, Directory(store, house.box).find)
    house.answers.on(MarkPerson, interests.mark)
    house.answers.on(ReadMarks, interests.read)
    return Parts(indexes=INDEXES, timers={REKEY: vocabularies.rekey, LOOK: interests.look})
