"""The only wiring of journal."""

from libs.common.asks import Answers
from libs.common.contracts.agreements import (
    MarkGoal,
    ReadAgreement,
    ReadAgreementVersion,
    ReadGoals,
    SignAgreement,
    WritePart,
    WriteShared,
)
from libs.common.contracts.asks import ReadStory, ReportSession
from libs.common.contracts.preparation import (
    AnswerStep,
    LeaveStepOut,
    ListTracks,
    ReadExpectations,
    ReadStep,
    ReadTrack,
    SetExpectations,
)
from libs.common.contracts.resources import ListResources, ReadResource
from libs.common.crypto import Keyring
from libs.common.house import House, Parts
from services.journal.handlers import subscribe
from services.journal.preparation.alignment import load_alignment
from services.journal.preparation.tracks import load_tracks
from services.journal.resources.library import load_resources
from services.journal.sealing import Sealing
from services.journal.settings import Settings
from services.journal.store import INDEXES, Store
from services.journal.use_cases.agreement_texts import AgreementTexts
from services.journal.use_cases.agreements import Agreements
from services.journal.use_cases.erasure import ERASE, Erasure
from services.journal.use_cases.expectations import Expecting
from services.journal.use_cases.goals import Goals
from services.journal.use_cases.going_live import AGREEMENT_CHECK, GoingLive
from services.journal.use_cases.keys import Keys
from services.journal.use_cases.milestones import Milestones
from services.journal.use_cases.preparation import OF_A_PAIR, OF_A_PERSON, Preparations
from services.journal.use_cases.resources import Library
from services.journal.use_cases.sessions import Sessions
from services.journal.use_cases.stories import Stories
from services.journal.use_cases.tracks import Tracks


async def build(house: House) -> Parts:
    """Stores, use cases, subscriptions, answers."""
    settings = house.settings
    if not isinstance(settings, Settings):
        raise TypeError("journal needs its own settings")
    store, keyring = Store(house.database), Keyring(settings.masters)
    sealing = Sealing(store.keys, keyring)
    keys = Keys(store, house.units, house.handling, keyring, sealing)
    stories = Stories(store, house.units)
    milestones = Milestones(store)
    sessions = Sessions(store, house.units, house.handling, milestones)
    preparations = Preparations(store, house.units, milestones)
    erasure = Erasure(store, house.units, house.dead_letters)
    subscribe(house.events, stories, sessions, erasure)
    house.answers.on(ReportSession, sessions.report)
    house.answers.on(ReadStory, stories.read)
    going_live = GoingLive(store, house.units, milestones, preparations.unprepared)
    agreements = Agreements(store, house.units, house.handling, AgreementTexts(sealing), going_live)
    answer_agreements(house.answers, agreements, Goals(store, house.units, house.handling, sealing, milestones))
    tracks = Tracks(store, house.units, house.handling, sealing, load_tracks())
    answer_preparation(house.answers, tracks)
    expecting = Expecting(store, house.units, house.handling, sealing, load_alignment())
    house.answers.on(ReadExpectations, expecting.read)
    house.answers.on(SetExpectations, expecting.set)
    library = Library(store, load_resources())
    house.answers.on(ListResources, library.list_)
    house.answers.on(ReadResource, library.read)
    return Parts(
        indexes=INDEXES,
        timers={
            OF_A_PERSON: preparations.look_at_person,
            OF_A_PAIR: preparations.look_at_pair,
            ERASE: erasure.go_on,
            AGREEMENT_CHECK: going_live.check,
        },
        check=keys.require_masters,
        tasks=(keys.rewrap,),
    )


def answer_preparation(answers: Answers, tracks: Tracks) -> None:
    """What people ask about preparing themselves."""
    answers.on(ListTracks, tracks.list_)
    answers.on(ReadTrack, tracks.read)
    answers.on(ReadStep, tracks.read_step)
    answers.on(AnswerStep, tracks.answer)
    answers.on(LeaveStepOut, tracks.leave_out)


def answer_agreements(answers: Answers, agreements: Agreements, goals: Goals) -> None:
    """What the two of a pair ask about what they agree on."""
    answers.on(ReadAgreement, agreements.read)
    answers.on(ReadAgreementVersion, agreements.read_version)
    answers.on(WritePart, agreements.write_part)
    answers.on(WriteShared, agreements.write_shared)
    answers.on(SignAgreement, agreements.sign)
    answers.on(ReadGoals, goals.read)
    answers.on(MarkGoal, goals.mark)
