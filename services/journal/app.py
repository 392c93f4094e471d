"""The only wiring of journal."""

from libs.common.contracts import endings
from libs.common.contracts.asks import ReadStory, ReportSession
from libs.common.crypto import Keyring
from libs.common.house import House, Parts
from libs.common.timers import TimerUseCase
from services.journal.handlers import subscribe
from services.journal.sealing import Sealing
from services.journal.settings import Settings
from services.journal.store import INDEXES, Store
from services.journal.use_cases.certificates import Certificates
from services.journal.use_cases.course import COURSE, Course
from services.journal.use_cases.echoes import ECHO, Echoes
from services.journal.use_cases.erasure import ERASE, Erasure
from services.journal.use_cases.farewells import Farewells
from services.journal.use_cases.keys import Keys
from services.journal.use_cases.milestones import Milestones
from services.journal.use_cases.reviews import Reviews
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
    milestones = Milestones(store)
    stories = Stories(store, house.units, milestones)
    sessions = Sessions(store, house.units, house.handling, milestones)
    erasure = Erasure(store, house.units, house.dead_letters)
    subscribe(house.events, stories, sessions, erasure)
    house.answers.on(ReportSession, sessions.report)
    house.answers.on(ReadStory, stories.read)
    timers = {ERASE: erasure.go_on, **_endings(house, store, sealing)}
    return Parts(indexes=INDEXES, check=keys.require_masters, timers=timers, tasks=(keys.rewrap,))


def _endings(house: House, store: Store, sealing: Sealing) -> dict[str, TimerUseCase]:
    """Half-way, at the end of a pair and after it."""
    answers, parts = house.answers, (store, house.units, house.handling, sealing)
    reviews, farewells, echoes = Reviews(*parts), Farewells(*parts), Echoes(*parts)
    answers.on(endings.ReadReview, reviews.read)
    answers.on(endings.GiveReview, reviews.give)
    answers.on(endings.ReadFarewell, farewells.showing.read)
    answers.on(endings.DecideNext, farewells.decide)
    answers.on(endings.WriteLetter, farewells.write_letter)
    answers.on(endings.GiveKudos, farewells.give_kudos)
    answers.on(endings.ReadKudos, farewells.showing.list_kudos)
    answers.on(endings.AnswerEcho, echoes.answer)
    answers.on(endings.ReadCertificate, Certificates(store).read)
    return {COURSE: Course(store, house.units).tick, ECHO: echoes.ask}
