"""The only wiring of journal."""

from libs.common.contracts.asks import ReadStory, ReportSession
from libs.common.house import House, Parts
from services.journal.handlers import subscribe
from services.journal.store import INDEXES, Store
from services.journal.use_cases.milestones import Milestones
from services.journal.use_cases.sessions import Sessions
from services.journal.use_cases.stories import Stories


async def build(house: House) -> Parts:
    """Stores, use cases, subscriptions, answers."""
    store = Store(house.database)
    stories = Stories(store, house.units)
    sessions = Sessions(store, house.units, house.handling, Milestones(store))
    subscribe(house.events, stories, sessions)
    house.answers.on(ReportSession, sessions.report)
    house.answers.on(ReadStory, stories.read)
    return Parts(indexes=INDEXES)
