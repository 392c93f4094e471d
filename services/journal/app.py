"""The only wiring of journal."""

from libs.common.contracts import care
from libs.common.contracts.asks import ReadStory, ReportSession
from libs.common.crypto import Keyring
from libs.common.house import House, Parts
from libs.common.timers import TimerUseCase
from services.journal.handlers import subscribe
from services.journal.sealing import Sealing
from services.journal.settings import Settings
from services.journal.store import INDEXES, Store
from services.journal.use_cases.erasure import ERASE, Erasure
from services.journal.use_cases.fits import Fits
from services.journal.use_cases.healths import Healths
from services.journal.use_cases.keys import Keys
from services.journal.use_cases.milestones import Milestones
from services.journal.use_cases.pulses import Pulses
from services.journal.use_cases.rhythms import Rhythms
from services.journal.use_cases.sessions import Sessions
from services.journal.use_cases.stories import Stories
from services.journal.use_cases.winding import PULSE_CLOCK, RHYTHM_CLOCK


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
    timers = {ERASE: erasure.go_on} | _caring(house, store, sealing)
    return Parts(indexes=INDEXES, check=keys.require_masters, tasks=(keys.rewrap,), timers=timers)


def _caring(house: House, store: Store, sealing: Sealing) -> dict[str, TimerUseCase]:
    """How it goes: rhythm, health, pulse, and whether it fits."""
    healths, pulses = Healths(store, house.units), Pulses(store, house.units, house.handling)
    fits = Fits(store, house.units, house.handling, sealing)
    house.answers.on(care.ReadHealth, healths.read)
    house.answers.on(care.ReadPulse, pulses.read)
    house.answers.on(care.GivePulse, pulses.give)
    house.answers.on(care.ReadFit, fits.read)
    house.answers.on(care.GiveFit, fits.give)
    return {RHYTHM_CLOCK: Rhythms(store, house.units, healths).tick, PULSE_CLOCK: pulses.tick}
