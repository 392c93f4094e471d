"""The only wiring of journal."""

from dataclasses import dataclass

from libs.common.crypto import Keyring
from libs.common.erasing import ERASE, Erasing
from libs.common.handling import Handling
from libs.common.house import House, Parts
from libs.common.timers import TimerUseCase
from libs.common.unit import Units
from services.journal import answers
from services.journal.handlers import subscribe
from services.journal.preparation.alignment import load_alignment
from services.journal.preparation.tracks import load_tracks
from services.journal.prompts.library import load as load_prompts
from services.journal.resources.library import load_resources
from services.journal.sealing import Sealing
from services.journal.settings import Settings
from services.journal.store import INDEXES, Store
from services.journal.use_cases.actions import Actions
from services.journal.use_cases.agendas import Agendas
from services.journal.use_cases.agreement_texts import AgreementTexts
from services.journal.use_cases.agreements import Agreements
from services.journal.use_cases.calendars import Calendars
from services.journal.use_cases.certificates import Certificates
from services.journal.use_cases.clocks import PULSE_CLOCK, RHYTHM_CLOCK
from services.journal.use_cases.course import COURSE, Course
from services.journal.use_cases.dividends import DIVIDEND, Dividends
from services.journal.use_cases.echoes import ECHO, Echoes
from services.journal.use_cases.entries import OPEN_LETTERS, Entries
from services.journal.use_cases.erasure import Erasure
from services.journal.use_cases.expectations import Expecting
from services.journal.use_cases.farewells import Farewells
from services.journal.use_cases.fits import Fits
from services.journal.use_cases.gathering import Gathering
from services.journal.use_cases.goals import Goals
from services.journal.use_cases.going_live import AGREEMENT_CHECK, GoingLive
from services.journal.use_cases.healths import Healths
from services.journal.use_cases.keys import Keys
from services.journal.use_cases.ledgers import Ledgers
from services.journal.use_cases.letters import Letters
from services.journal.use_cases.member_keys import MemberKeys
from services.journal.use_cases.milestones import Milestones
from services.journal.use_cases.paying_forward import FORWARD, PayingForward
from services.journal.use_cases.preparation import PREPARED_PAIR, PREPARED_PERSON, Preparations
from services.journal.use_cases.pulses import Pulses
from services.journal.use_cases.requests import Requests
from services.journal.use_cases.resources import Library
from services.journal.use_cases.reviews import Reviews
from services.journal.use_cases.rhythms import Rhythms
from services.journal.use_cases.searching import Searching
from services.journal.use_cases.session_plans import SessionPlans
from services.journal.use_cases.session_views import SessionViews
from services.journal.use_cases.sessions import Sessions
from services.journal.use_cases.stories import Stories
from services.journal.use_cases.threads import WAITING, Threads
from services.journal.use_cases.tracks import Tracks


@dataclass(frozen=True, slots=True)
class Kit:
    """What use cases are made from."""

    house: House
    store: Store
    sealing: Sealing
    milestones: Milestones
    preparations: Preparations

    @property
    def writing(self) -> tuple[Store, Units, Handling, Sealing]:
        """For whatever takes in what people write."""
        return self.store, self.house.units, self.house.handling, self.sealing


TimerUseCases = dict[str, TimerUseCase]


async def build(house: House) -> Parts:
    """Stores, use cases, subscriptions, answers, timers."""
    settings = house.settings
    if not isinstance(settings, Settings):
        raise TypeError("journal needs its own settings")
    store, keyring = Store(house.database, house.tombstones), Keyring(settings.masters)
    sealing, milestones = Sealing(store.keys, keyring), Milestones(store)
    keys = Keys(store, house.units, house.handling, keyring, sealing)
    kit = Kit(house, store, sealing, milestones, Preparations(store, house.units, milestones))
    parts = (_stories, _preparation, _agreements, _writing, _care, _endings, _entries)
    return Parts(
        indexes=INDEXES,
        check=keys.require_masters,
        timers={kind: use_case for part in parts for kind, use_case in part(kit).items()},
        tasks=(keys.rewrap,),
    )


def _stories(kit: Kit) -> TimerUseCases:
    house, store, units, handling = kit.house, kit.store, kit.house.units, kit.house.handling
    stories, calendars = Stories(store, units, kit.sealing), Calendars(store, kit.milestones, load_prompts())
    sessions, views = Sessions(calendars, units, handling), SessionViews(calendars, kit.sealing)
    erasing = Erasing(house.database, house.tombstones, units, house.dead_letters.forget, Erasure(store).remains)
    subscribe(house.events, stories, sessions, Requests(store, units), erasing)
    answers.of_stories(house.answers, stories, sessions)
    plans, agendas = SessionPlans(views, units, handling), Agendas(views, units, handling)
    answers.of_sessions(house.answers, sessions, views, plans, agendas)
    return {ERASE: erasing.go_on}


def _preparation(kit: Kit) -> TimerUseCases:
    tracks, expecting = Tracks(*kit.writing, load_tracks()), Expecting(*kit.writing, load_alignment())
    answers.of_preparation(kit.house.answers, tracks, expecting, Library(kit.store, load_resources()))
    return {PREPARED_PERSON: kit.preparations.look_at_person, PREPARED_PAIR: kit.preparations.look_at_pair}


def _agreements(kit: Kit) -> TimerUseCases:
    units, handling = kit.house.units, kit.house.handling
    going_live = GoingLive(kit.store, units, kit.milestones, kit.preparations.unprepared)
    agreements = Agreements(kit.store, units, handling, AgreementTexts(kit.sealing), going_live)
    answers.of_agreements(kit.house.answers, agreements, Goals(*kit.writing, kit.milestones))
    return {AGREEMENT_CHECK: going_live.check}


def _writing(kit: Kit) -> TimerUseCases:
    ledgers, actions = Ledgers(*kit.writing, kit.milestones), Actions(*kit.writing, kit.milestones)
    dividends, threads = Dividends(kit.store, kit.house.units, kit.sealing), Threads(*kit.writing)
    answers.of_writing(kit.house.answers, ledgers, dividends, threads, actions)
    return {DIVIDEND: dividends.make, WAITING: threads.tell}


def _care(kit: Kit) -> TimerUseCases:
    store, units = kit.store, kit.house.units
    gathering = Gathering(store, kit.preparations.unprepared)
    healths, pulses = Healths(store, units, gathering), Pulses(store, units, kit.house.handling)
    answers.of_care(kit.house.answers, pulses, Fits(*kit.writing), healths)
    return {RHYTHM_CLOCK: Rhythms(store, units, gathering, healths).tick, PULSE_CLOCK: pulses.tick}


def _endings(kit: Kit) -> TimerUseCases:
    store, units, echoes = kit.store, kit.house.units, Echoes(*kit.writing)
    reviews, farewells = Reviews(*kit.writing), Farewells(*kit.writing)
    answers.of_endings(kit.house.answers, reviews, farewells, echoes, Certificates(store))
    forward = PayingForward(store, units, kit.milestones)
    return {COURSE: Course(store, units).tick, ECHO: echoes.ask, FORWARD: forward.look}


def _entries(kit: Kit) -> TimerUseCases:
    searching, member_keys = (
        Searching(kit.store, kit.sealing),
        MemberKeys(kit.store, kit.house.units, kit.house.handling),
    )
    answers.of_entries(kit.house.answers, Entries(*kit.writing), searching, member_keys)
    return {OPEN_LETTERS: Letters(kit.store, kit.house.units).open}
