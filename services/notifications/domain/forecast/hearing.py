"""What a fact means to notifications: the moments it is, and what is known of the pair after it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from libs.common.contracts import Contract
from libs.common.contracts.agreements import AgreementChanged, AgreementWentLive, GoalMarked
from libs.common.contracts.care import (
    ClosingOffered,
    FitAsked,
    PairCareOffered,
    PulseAsked,
    PulseGiven,
    SessionSuggested,
)
from libs.common.contracts.endings import ClosingAsked, EchoAsked, EchoGiven, KudosGiven, LetterWritten, ReviewHeld
from libs.common.contracts.entries import EntryWritten
from libs.common.contracts.ledgers import DividendReady, ExchangeLogged
from libs.common.contracts.pairs import (
    Milestone,
    MilestoneReached,
    PairEnded,
    PairFormed,
    PairPhaseChanged,
    SessionHeld,
)
from libs.common.contracts.people import PersonJoined
from libs.common.contracts.preparation import PreparationFinished
from libs.common.contracts.requests import RequestClosed, RequestFact, RequestFollowedUp, RequestOpened, RequestReminded
from libs.common.contracts.sessions import SeniorCancelled, SessionCancelled, SessionPlanned
from services.notifications.domain import balance
from services.notifications.domain.forecast.cast import Fact
from services.notifications.domain.moments import care, endings, goals, learning, pairs, people, requests, sessions
from services.notifications.domain.notices import Cause
from services.notifications.domain.pairs import (
    Pair,
    with_exchange,
    with_formed,
    with_phase,
    with_session,
    with_standing,
)
from services.notifications.domain.plan import Moment

SIMPLY: dict[type[Contract], Callable[[Any], Moment | None]] = {
    RequestFollowedUp: requests.request_followed_up,
    DividendReady: learning.dividend_ready,
    AgreementChanged: goals.goal_written,
    GoalMarked: goals.goal_marked,
    PreparationFinished: goals.prepared,
    ReviewHeld: goals.review_held,
    PulseGiven: care.pulse_given,
    LetterWritten: endings.letter_written,
}
"""Facts that say it all themselves."""

OF_REQUESTS: dict[type[Contract], Callable[[Any], Moment | None]] = {
    RequestOpened: requests.request_opened,
    RequestReminded: requests.request_reminded,
    RequestClosed: requests.request_closed,
}
"""States of a request: each makes needless what was to be said of the one before."""

OF_PAIRS: dict[type[Contract], Callable[[Any, Pair], Moment | None]] = {
    SessionPlanned: lambda fact, pair: sessions.session_planned(fact, pair, fact.initiator_id),
    SessionCancelled: lambda fact, pair: sessions.session_cancelled(fact, pair, fact.by_id),
    SessionSuggested: sessions.session_suggested,
    SeniorCancelled: sessions.senior_cancelled,
    EntryWritten: learning.entry_written,
    AgreementWentLive: goals.agreement_live,
    FitAsked: care.fit_asked,
    PulseAsked: care.pulse_asked,
    PairCareOffered: care.care_offered,
    ClosingOffered: care.closing_offered,
    ClosingAsked: endings.closing_asked,
    KudosGiven: endings.kudos_given,
    EchoAsked: endings.echo_asked,
    EchoGiven: endings.echo_given,
}
"""Facts of which it matters who has which role."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A moment with its cause."""

    moment: Moment | None
    cause: Cause


@dataclass(slots=True)
class Hearing:
    """One pair, as notifications knows it."""

    org: str
    pair: Pair | None = None

    def of(self, fact: Fact) -> Iterator[Heard]:
        """The moments of a fact."""
        data, cause = fact.data, cause_of(fact)
        if type(data) in SIMPLY:
            yield Heard(SIMPLY[type(data)](data), cause)
        elif isinstance(data, RequestFact):
            yield Heard(requests.request_went_on(data), cause)
            yield Heard(OF_REQUESTS[type(data)](data), cause)
        elif isinstance(data, PersonJoined):
            yield Heard(people.person_joined(data.person_id, complete=people.is_complete(data)), cause)
        elif isinstance(data, PairFormed):
            self.pair = with_formed(Pair(self.org, data.pair_id), data, fact.at, fact.fact_id)
            yield Heard(pairs.pair_formed(self.pair), cause)
            yield Heard(pairs.pair_begun(self.pair), cause)
        elif self.pair:
            before, self.pair = self.pair, _followed(self.pair, fact)
            yield from _of_pair(fact, before, self.pair)


def cause_of(fact: Fact) -> Cause:
    """A fact as the cause of what is said about it."""
    return Cause(fact.fact_id, fact.fact_id, (fact.fact_id,), fact.fact_id, fact.at)


def _followed(pair: Pair, fact: Fact) -> Pair:
    """The pair as it is after a fact."""
    match fact.data:
        case PairEnded() as ended:
            return with_standing(pair, ended, fact.sequence or 0)
        case SessionHeld() as held:
            return with_session(pair, held, fact.fact_id)
        case PairPhaseChanged() as changed:
            return with_phase(pair, changed, fact.sequence or 0, fact.fact_id)
        case ExchangeLogged() as logged:
            return with_exchange(pair, logged, fact.at, fact.fact_id)
        case _:
            return pair


def _of_pair(fact: Fact, before: Pair, pair: Pair) -> Iterator[Heard]:
    data, cause = fact.data, cause_of(fact)
    match data:
        case SessionHeld():
            yield Heard(sessions.session_held(data), cause)
            for what, one in balance.shown(before.balance, pair.balance, data.members, data.number):
                key = f"{what}/{one.person_id}/{one.first}"
                yield Heard(sessions.ONE_SIDED[what](pair, one), replace(cause, key=key))
        case MilestoneReached():
            yield Heard(learning.milestone_reached(data, pair), cause)
            if data.milestone is Milestone.LEARNED_FROM_OTHER:
                yield Heard(learning.learned(data, pair), replace(cause, key=data.evidence[0]))
        case PairEnded():
            yield Heard(pairs.over(data), cause)
            yield Heard(pairs.pair_ended(data, pair), cause)
        case PairPhaseChanged() if pair.phase != before.phase and pairs.is_told(data):
            yield Heard(pairs.phase_changed(data, pair, fact.at), cause)
        case _ if type(data) in OF_PAIRS:
            yield Heard(OF_PAIRS[type(data)](data, pair), cause)


HEARD: frozenset[type[Contract]] = frozenset(
    {
        *(*SIMPLY, *OF_REQUESTS, *OF_PAIRS),
        *(PersonJoined, PairFormed, PairEnded, PairPhaseChanged, MilestoneReached),
        *(SessionHeld, ExchangeLogged),
    }
)
"""All that means anything here."""
