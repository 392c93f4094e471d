"""Events in: whom notifications tells of each, and what it remembers."""

from dataclasses import dataclass

from libs.common.contracts.blocks import BlocksChanged
from libs.common.contracts.care import SessionSuggested
from libs.common.contracts.circles import CircleChanged, CircleEnded, CircleFormed, CircleProposed, CircleReminded
from libs.common.contracts.conflicts import ConflictFound
from libs.common.contracts.interest import InterestBecameMutual
from libs.common.contracts.ledgers import DividendReady
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
from libs.common.contracts.threads import MessageWaiting
from libs.common.messaging import Subscriptions
from services.notifications.domain import circles, moments
from services.notifications.use_cases.blocking import Blocking
from services.notifications.use_cases.circles import Circles
from services.notifications.use_cases.conflicts import Conflicts
from services.notifications.use_cases.pairs import Pairs
from services.notifications.use_cases.people import People
from services.notifications.use_cases.requests import Requests
from services.notifications.use_cases.telling import Telling


@dataclass(frozen=True, slots=True)
class UseCases:
    """Of everything that notifications hears of."""

    people: People
    blocking: Blocking
    telling: Telling
    requests: Requests
    pairs: Pairs
    circles: Circles
    conflicts: Conflicts


def subscribe(events: Subscriptions, use_cases: UseCases) -> None:
    """The whole behaviour of the service on one screen."""
    people, telling, requests = use_cases.people, use_cases.telling, use_cases.requests
    pairs, tell_circle = use_cases.pairs, use_cases.circles.of
    events.on(PersonJoined, people.keep)
    events.on(PersonChanged, people.keep)
    events.on(PersonLeft, people.let_go)
    events.on(BlocksChanged, use_cases.blocking.keep)
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
    events.on(PairFormed, pairs.form)
    events.on(PairChanged, pairs.follow_change)
    events.on(PairReminded, pairs.remind)
    events.on(PairEnded, pairs.follow_end)
    events.on(CircleProposed, tell_circle(circles.proposed))
    events.on(CircleFormed, tell_circle(circles.formed))
    events.on(CircleChanged, tell_circle(circles.changed))
    events.on(CircleReminded, tell_circle(circles.reminded))
    events.on(CircleEnded, tell_circle(circles.ended))
    events.on(ConflictFound, use_cases.conflicts.tell)
    events.on(PairPhaseChanged, pairs.follow_phase)
    events.on(SessionHeld, pairs.follow_session)
    events.on(SessionSuggested, pairs.suggest_session)
    events.on(MilestoneReached, pairs.celebrate)
    events.on(DividendReady, telling.of(moments.dividend_ready))
    events.on(MessageWaiting, telling.of(moments.message_waiting))
