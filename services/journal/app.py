"""The only wiring of journal."""

from libs.common.crypto import Keyring
from libs.common.house import House, Parts
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
from services.journal.use_cases.course import COURSE, Course
from services.journal.use_cases.dividends import DIVIDEND, Dividends
from services.journal.use_cases.echoes import ECHO, Echoes
from services.journal.use_cases.entries import OPEN_LETTERS, Entries
from services.journal.use_cases.erasure import ERASE, Erasure
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
from services.journal.use_cases.winding import PULSE_CLOCK, RHYTHM_CLOCK


async def build(house: House) -> Parts:
    """Stores, use cases, subscriptions, answers, timers."""
    settings = house.settings
    if not isinstance(settings, Settings):
        raise TypeError("journal needs its own settings")
    units, handling = house.units, house.handling
    store, keyring = Store(house.database), Keyring(settings.masters)
    sealing, milestones = Sealing(store.keys, keyring), Milestones(store)
    writing = (store, units, handling, sealing)
    keys = Keys(store, units, handling, keyring, sealing)
    erasure = Erasure(store, units, house.dead_letters)

    stories, calendars = Stories(store, units, sealing), Calendars(store, milestones, load_prompts())
    sessions, views = Sessions(calendars, units, handling), SessionViews(calendars, sealing)
    subscribe(house.events, stories, sessions, Requests(store, units), erasure)
    answers.of_stories(house.answers, stories, sessions)
    plans, agendas = SessionPlans(views, units, handling), Agendas(views, units, handling)
    answers.of_sessions(house.answers, sessions, views, plans, agendas)

    preparations = Preparations(store, units, milestones)
    tracks, expecting = Tracks(*writing, load_tracks()), Expecting(*writing, load_alignment())
    answers.of_preparation(house.answers, tracks, expecting, Library(store, load_resources()))

    going_live = GoingLive(store, units, milestones, preparations.unprepared)
    agreements = Agreements(store, units, handling, AgreementTexts(sealing), going_live)
    answers.of_agreements(house.answers, agreements, Goals(*writing, milestones))

    ledgers, dividends = Ledgers(*writing, milestones), Dividends(store, units, sealing)
    threads, actions = Threads(*writing), Actions(*writing, milestones)
    answers.of_writing(house.answers, ledgers, dividends, threads, actions)
    gathering = Gathering(store, preparations.unprepared)
    healths, pulses = Healths(store, units, gathering), Pulses(store, units, handling)
    answers.of_care(house.answers, pulses, Fits(*writing), healths)

    echoes = Echoes(*writing)
    answers.of_endings(house.answers, Reviews(*writing), Farewells(*writing), echoes, Certificates(store))

    searching, member_keys = Searching(store, sealing), MemberKeys(store, units, handling)
    answers.of_entries(house.answers, Entries(*writing), searching, member_keys)

    return Parts(
        indexes=INDEXES,
        check=keys.require_masters,
        timers={
            ERASE: erasure.go_on,
            PREPARED_PERSON: preparations.look_at_person,
            PREPARED_PAIR: preparations.look_at_pair,
            AGREEMENT_CHECK: going_live.check,
            COURSE: Course(store, units).tick,
            ECHO: echoes.ask,
            FORWARD: PayingForward(store, units, milestones).look,
            OPEN_LETTERS: Letters(store, units).open,
            DIVIDEND: dividends.make,
            WAITING: threads.tell,
            RHYTHM_CLOCK: Rhythms(store, units, gathering, healths).tick,
            PULSE_CLOCK: pulses.tick,
        },
        tasks=(keys.rewrap,),
    )
