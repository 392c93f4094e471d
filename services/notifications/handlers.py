"""Events in: whom notifications tells of each, and what it remembers."""

from dataclasses import dataclass

from libs.common.contracts.agreements import AgreementChanged, AgreementWentLive, GoalMarked
from libs.common.contracts.blocks import BlocksChanged
from libs.common.contracts.care import (
    ClosingOffered,
    FitAsked,
    PairCareOffered,
    PulseAsked,
    PulseGiven,
    SessionSuggested,
)
from libs.common.contracts.circles import CircleChanged, CircleEnded, CircleFormed, CircleProposed, CircleReminded
from libs.common.contracts.conflicts import ConflictFound
from libs.common.contracts.endings import (
    ClosingAsked,
    EchoAsked,
    EchoGiven,
    KudosGiven,
    LetterWritten,
    ReviewHeld,
)
from libs.common.contracts.entries import EntryWritten
from libs.common.contracts.interest import InterestBecameMutual
from libs.common.contracts.ledgers import DividendReady, ExchangeLogged, ExchangeWithdrawn
from libs.common.contracts.pairs import (
    MilestoneReached,
    PairChanged,
    PairEnded,
    PairFormed,
    PairPhaseChanged,
    PairReminded,
    SessionHeld,
)
from libs.common.contracts.people import PersonChanged, PersonJoined, PersonLeft
from libs.common.contracts.preparation import PreparationFinished
from libs.common.contracts.recognitions import RecognitionChanged, RecognitionReminded
from libs.common.contracts.requests import (
    ClaimRefused,
    MentorsSuggested,
    PlaceFreed,
    RequestChanged,
    RequestClosed,
    RequestFollowedUp,
    RequestOpened,
    RequestProposed,
    RequestReminded,
)
from libs.common.contracts.sessions import (
    ReciprocalOffered,
    SeniorCancelled,
    SessionCancelled,
    SessionMissed,
    SessionPlanned,
)
from libs.common.contracts.threads import MessageWaiting
from libs.common.messaging import Subscriptions
from services.notifications.domain import circles
from services.notifications.domain.moments import care, endings, goals, learning, sessions
from services.notifications.domain.moments import requests as moments
from services.notifications.use_cases.blocking import Blocking
from services.notifications.use_cases.circles import Circles
from services.notifications.use_cases.conflicts import Conflicts
from services.notifications.use_cases.joining import Joining
from services.notifications.use_cases.pairs import Pairs
from services.notifications.use_cases.people import People
from services.notifications.use_cases.requests import Requests
from services.notifications.use_cases.telling import Telling


@dataclass(frozen=True, slots=True)
class UseCases:
    """Of everything that notifications hears of."""

    people: People
    joining: Joining
    blocking: Blocking
    telling: Telling
    requests: Requests
    pairs: Pairs
    circles: Circles
    conflicts: Conflicts


def subscribe(events: Subscriptions, use_cases: UseCases) -> None:
    """The whole behaviour of the service on three screens."""
    _people(events, use_cases)
    _finding(events, use_cases)
    _pairs(events, use_cases.pairs, use_cases.telling)
    _journal(events, use_cases.pairs, use_cases.telling)


def _people(events: Subscriptions, use_cases: UseCases) -> None:
    events.on(PersonJoined, use_cases.joining.join)
    events.on(PersonChanged, use_cases.joining.change)
    events.on(PersonLeft, use_cases.people.let_go)
    events.on(BlocksChanged, use_cases.blocking.keep)


def _finding(events: Subscriptions, use_cases: UseCases) -> None:
    telling, requests, tell_circle = use_cases.telling, use_cases.requests, use_cases.circles.of
    events.on(MentorsSuggested, telling.of(moments.mentors_suggested))
    events.on(RequestProposed, telling.of_request(moments.request_proposed))
    events.on(RequestOpened, telling.of_request(moments.request_opened))
    events.on(InterestBecameMutual, telling.of(moments.interest_mutual))
    events.on(RequestChanged, telling.of_request(moments.request_changed))
    events.on(RequestReminded, telling.of_request(moments.request_reminded))
    events.on(RequestClosed, requests.close)
    events.on(RequestFollowedUp, telling.of(moments.request_followed_up))
    events.on(PlaceFreed, telling.of(moments.place_freed))
    events.on(ClaimRefused, telling.of(moments.claim_refused))
    events.on(RecognitionChanged, telling.recognition)
    events.on(RecognitionReminded, telling.recognition)
    events.on(CircleProposed, tell_circle(circles.proposed))
    events.on(CircleFormed, tell_circle(circles.formed))
    events.on(CircleChanged, tell_circle(circles.changed))
    events.on(CircleReminded, tell_circle(circles.reminded))
    events.on(CircleEnded, tell_circle(circles.ended))
    events.on(ConflictFound, use_cases.conflicts.tell)


def _pairs(events: Subscriptions, pairs: Pairs, telling: Telling) -> None:
    events.on(PairFormed, pairs.form)
    events.on(PairChanged, pairs.follow_change)
    events.on(PairReminded, pairs.remind)
    events.on(PairEnded, pairs.follow_end)
    events.on(PairPhaseChanged, pairs.follow_phase)
    events.on(SessionHeld, pairs.follow_session)
    events.on(SessionPlanned, pairs.by(sessions.session_planned))
    events.on(SessionCancelled, pairs.by(sessions.session_cancelled))
    events.on(SessionMissed, telling.of(sessions.session_missed))
    events.on(SeniorCancelled, pairs.of(sessions.senior_cancelled))
    events.on(SessionSuggested, pairs.of(sessions.session_suggested))
    events.on(ReciprocalOffered, pairs.of(sessions.reciprocal_offered))


def _journal(events: Subscriptions, pairs: Pairs, telling: Telling) -> None:
    events.on(MilestoneReached, pairs.celebrate)
    events.on(EntryWritten, pairs.of(learning.entry_written))
    events.on(ExchangeLogged, pairs.follow_exchange)
    events.on(ExchangeWithdrawn, pairs.follow_exchange)
    events.on(DividendReady, telling.of(learning.dividend_ready))
    events.on(MessageWaiting, telling.of(learning.message_waiting))
    events.on(AgreementChanged, telling.of(goals.goal_written))
    events.on(AgreementWentLive, pairs.of(goals.agreement_live))
    events.on(GoalMarked, telling.of(goals.goal_marked))
    events.on(PreparationFinished, telling.of(goals.prepared))
    events.on(ReviewHeld, telling.of(goals.review_held))
    events.on(FitAsked, pairs.of(care.fit_asked))
    events.on(PulseAsked, pairs.of(care.pulse_asked))
    events.on(PulseGiven, telling.of(care.pulse_given))
    events.on(PairCareOffered, pairs.of(care.care_offered))
    events.on(ClosingOffered, pairs.of(care.closing_offered))
    events.on(ClosingAsked, pairs.of(endings.closing_asked))
    events.on(LetterWritten, telling.of(endings.letter_written))
    events.on(KudosGiven, pairs.of(endings.kudos_given))
    events.on(EchoAsked, pairs.of(endings.echo_asked))
    events.on(EchoGiven, pairs.of(endings.echo_given))
