"""The only wiring of journal."""

from libs.common.contracts.asks import ReadStory, ReportSession
from libs.common.crypto import Keyring
from libs.common.house import House, Parts
from services.journal.handlers import subscribe
from services.journal.sealing import Sealing
from services.journal.settings import Settings
from services.journal.store import INDEXES, Store
from services.journal.use_cases.course import COURSE, Course
from services.journal.use_cases.erasure import ERASE, Erasure
from services.journal.use_cases.keys import Keys
from services.journal.use_cases.milestones import Milestones
from services.journal.use_cases.sessions import Sessions
from services.journal.use_cases.stories import Stories


async def build(house: House) -> Parts:
    """Stores, use cases, subscriptions, answers."""
    settings = house.settings
    if not isinstance(settings, Settings):
        raise TypeError("journal needs its own settings")
    store, keyring = Store(house.database), Keyring(settings.masters)
    sealing = Sealing(store.keys, keyring)
    keys = Keys(store, house.units, house.handling, keyring, sealing)
    stories = Stories(store, house.units)
    sessions = Sessions(store, house.units, house.handling, Milestones(store))
    erasure = Erasure(store, house.units, house.dead_letters)
    subscribe(house.events, stories, sessions, erasure)
    house.answers.on(ReportSession, sessions.report)
    house.answers.on(ReadStory, stories.read)
    timers = {ERASE: erasure.go_on, COURSE: Course(store, house.units).tick}
    return Parts(indexes=INDEXES, check=keys.require_masters, timers=timers, tasks=(keys.rewrap,))
