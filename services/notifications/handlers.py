"""Events in: whom notifications tells of each, and what it remembers."""

from dataclasses import dataclass

from libs.common.contracts.administrators import AdministratorsChanged
from libs.common.contracts.blocks import BlocksChanged
from libs.common.contracts.circles import CircleChanged, CircleEnded, CircleFormed, CircleProposed, CircleReminded
from libs.common.contracts.conflicts import ConflictFound
from libs.common.contracts.erasure import PersonErased
from libs.common.contracts.ledgers import ExchangeLogged, ExchangeWithdrawn
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
from libs.common.contracts.programme_facts import (
    ProgrammeChanged,
    ProgrammeClosed,
    ProgrammeEntered,
    ProgrammeEntryAsked,
    ProgrammeInvited,
    ProgrammeLeft,
    ProgrammeOpened,
)
from libs.common.contracts.recognitions import RecognitionChanged, RecognitionReminded
from libs.common.contracts.requests import (
    RequestChanged,
    RequestClosed,
    RequestOpened,
    RequestProposed,
    RequestReminded,
)
from libs.common.contracts.safeguarding import SuspensionChanged
from libs.common.erasing import Erasing
from libs.common.messaging import Subscriptions
from services.notifications.domain import circles
from services.notifications.domain.moments import requests as moments
from services.notifications.domain.moments.facts import BY_ITSELF, DONE_BY, OF_PAIR
from services.notifications.use_cases.blocking import Blocking
from services.notifications.use_cases.circles import Circles
from services.notifications.use_cases.conflicts import Conflicts
from services.notifications.use_cases.joining import Joining
from services.notifications.use_cases.launching import Launching
from services.notifications.use_cases.organising import Organising
from services.notifications.use_cases.pairs import Pairs
from services.notifications.use_cases.people import People
from services.notifications.use_cases.requests import Requests
from services.notifications.use_cases.sessions import Sessions
from services.notifications.use_cases.suspending import Suspending
from services.notifications.use_cases.telling import Telling


@dataclass(frozen=True, slots=True)
class UseCases:
    """Of everything that notifications hears of."""

    people: People
    joining: Joining
    blocking: Blocking
    suspending: Suspending
    telling: Telling
    requests: Requests
    pairs: Pairs
    plans: Sessions
    circles: Circles
    conflicts: Conflicts
    organising: Organising
    launching: Launching
    erasing: Erasing


def subscribe(events: Subscriptions, use_cases: UseCases) -> None:
    """The whole behaviour of the service on one screen; `domain/moments/facts.py` says the simple part of it."""
    telling, requests, pairs = use_cases.telling, use_cases.requests, use_cases.pairs
    joining, tell_circle = use_cases.joining, use_cases.circles.of
    for fact, moment_of in BY_ITSELF.items():
        events.on(fact, telling.of(moment_of))
    for fact, moment_of_pair in OF_PAIR.items():
        events.on(fact, pairs.of(moment_of_pair))
    for fact, moment_by in DONE_BY.items():
        events.on(fact, use_cases.plans.followed(pairs.by(moment_by)))
    events.on(PersonJoined, joining.join)
    events.on(PersonChanged, joining.change)
    events.on(PersonLeft, use_cases.people.let_go)
    events.on(PersonErased, use_cases.erasing.begin)
    events.on(AdministratorsChanged, use_cases.organising.keep)
    for changed in (ProgrammeOpened, ProgrammeChanged, ProgrammeClosed):
        events.on(changed, use_cases.launching.programme)
    for enrolled in (ProgrammeEntryAsked, ProgrammeInvited, ProgrammeEntered, ProgrammeLeft):
        events.on(enrolled, use_cases.launching.enrolment)
    events.on(BlocksChanged, use_cases.blocking.keep)
    events.on(SuspensionChanged, use_cases.suspending.keep)
    events.on(RequestProposed, telling.of_request(moments.request_proposed))
    events.on(RequestOpened, telling.of_request(moments.request_opened))
    events.on(RequestChanged, telling.of_request(moments.request_changed))
    events.on(RequestReminded, telling.of_request(moments.request_reminded))
    events.on(RequestClosed, requests.close)
    events.on(RecognitionChanged, telling.recognition)
    events.on(RecognitionReminded, telling.recognition)
    events.on(CircleProposed, tell_circle(circles.proposed))
    events.on(CircleFormed, tell_circle(circles.formed))
    events.on(CircleChanged, tell_circle(circles.changed))
    events.on(CircleReminded, tell_circle(circles.reminded))
    events.on(CircleEnded, tell_circle(circles.ended))
    events.on(ConflictFound, use_cases.conflicts.tell)
    events.on(PairFormed, pairs.form)
    events.on(PairChanged, pairs.follow_change)
    events.on(PairReminded, pairs.remind)
    events.on(PairEnded, use_cases.plans.ended(pairs.follow_end))
    events.on(PairPhaseChanged, pairs.follow_phase)
    events.on(SessionHeld, pairs.follow_session)
    events.on(ExchangeLogged, pairs.follow_exchange)
    events.on(ExchangeWithdrawn, pairs.follow_exchange)
    events.on(MilestoneReached, pairs.celebrate)
