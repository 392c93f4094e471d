"""Events in: what matching does about each."""

from dataclasses import dataclass

from libs.common.contracts.blocks import BlocksChanged
from libs.common.contracts.circles import CircleAnswered, CircleAsked, CircleEndAsked, CircleInviteAsked
from libs.common.contracts.erasure import PersonErased
from libs.common.contracts.pairs import PairEndAsked, PairExtendAsked, PairPauseAsked, PairTurnAsked, SessionHeld
from libs.common.contracts.people import PersonChanged, PersonJoined, PersonLeft
from libs.common.contracts.programme_facts import (
    ProgrammeChanged,
    ProgrammeClosed,
    ProgrammeEntered,
    ProgrammeInvited,
    ProgrammeLeft,
    ProgrammeOpened,
)
from libs.common.contracts.recognitions import MentoringRecognised, RecognitionAnswered
from libs.common.contracts.requests import MentoringOffered, MentorRequested, RequestAnswered, RequestWithdrawn
from libs.common.contracts.safeguarding import PairEndOrdered, SuspensionChanged
from libs.common.erasing import Erasing
from libs.common.messaging import Subscriptions
from services.matching.use_cases.blocking import Blocking
from services.matching.use_cases.circling import Circling
from services.matching.use_cases.following import Following
from services.matching.use_cases.pairs import Pairs
from services.matching.use_cases.people import People
from services.matching.use_cases.recognising import Recognising
from services.matching.use_cases.requests import Requests
from services.matching.use_cases.suspending import Suspending


@dataclass(frozen=True, slots=True)
class UseCases:
    """Of everything that matching hears of."""

    people: People
    blocking: Blocking
    suspending: Suspending
    requests: Requests
    pairs: Pairs
    recognising: Recognising
    circling: Circling
    following: Following
    erasing: Erasing


def subscribe(events: Subscriptions, use_cases: UseCases) -> None:
    """The whole behaviour of the service on one screen."""
    people, requests, pairs = use_cases.people, use_cases.requests, use_cases.pairs
    recognising, circling = use_cases.recognising, use_cases.circling
    events.on(PersonJoined, people.keep)
    events.on(PersonChanged, people.keep)
    events.on(PersonLeft, people.let_go)
    for fact in (ProgrammeOpened, ProgrammeChanged, ProgrammeClosed):
        events.on(fact, use_cases.following.programme)
    for told in (ProgrammeInvited, ProgrammeEntered, ProgrammeLeft):
        events.on(told, use_cases.following.enrolment)
    events.on(PersonErased, use_cases.erasing.begin)
    events.on(BlocksChanged, use_cases.blocking.keep)
    events.on(SuspensionChanged, use_cases.suspending.keep)
    events.on(MentorRequested, requests.ask)
    events.on(MentoringOffered, requests.offer)
    events.on(RequestAnswered, requests.answer)
    events.on(RequestWithdrawn, requests.withdraw)
    events.on(MentoringRecognised, recognising.name)
    events.on(RecognitionAnswered, recognising.answer)
    events.on(PairEndAsked, pairs.end)
    events.on(PairEndOrdered, pairs.break_off)
    events.on(PairPauseAsked, pairs.pause)
    events.on(PairExtendAsked, pairs.extend)
    events.on(PairTurnAsked, pairs.turn)
    events.on(SessionHeld, pairs.follow_session)
    events.on(CircleAsked, circling.start)
    events.on(CircleInviteAsked, circling.invite)
    events.on(CircleAnswered, circling.answer)
    events.on(CircleEndAsked, circling.end)
