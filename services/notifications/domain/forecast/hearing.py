"""What a fact means to notifications: the moments it is, and what is known of the pair after it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from libs.common.contracts import Contract
from libs.common.contracts.ledgers import ExchangeLogged
from libs.common.contracts.pairs import (
    Milestone,
    MilestoneReached,
    PairEnded,
    PairFormed,
    PairPhaseChanged,
    SessionHeld,
)
from libs.common.contracts.people import PersonJoined
from libs.common.contracts.requests import RequestClosed, RequestFact, RequestOpened, RequestReminded
from services.notifications.domain.forecast.cast import Fact
from services.notifications.domain.moments import learning, pairs, people, requests, sessions
from services.notifications.domain.moments.facts import BY_ITSELF, DONE_BY, OF_PAIR
from services.notifications.domain.moments.uneven import uneven_after
from services.notifications.domain.notices import Cause, Happened
from services.notifications.domain.pairs import (
    Pair,
    with_exchange,
    with_formed,
    with_phase,
    with_session,
    with_standing,
)
from services.notifications.domain.plan import Moment

OF_REQUESTS: dict[type[Contract], Callable[[Any], Moment | None]] = {
    RequestOpened: requests.request_opened,
    RequestReminded: requests.request_reminded,
    RequestClosed: requests.request_closed,
}


@dataclass(slots=True)
class Hearing:
    """One pair, as notifications knows it."""

    org: str
    pair: Pair | None = None

    def of(self, fact: Fact) -> Iterator[Happened]:
        """The moments of a fact."""
        data, cause = fact.data, cause_of(fact)
        if type(data) in BY_ITSELF:
            yield Happened(BY_ITSELF[type(data)](data), cause)
        elif isinstance(data, RequestFact):
            yield Happened(requests.request_went_on(data), cause)
            yield Happened(OF_REQUESTS[type(data)](data), cause)
        elif isinstance(data, PersonJoined):
            yield Happened(people.person_joined(data.person_id, complete=people.is_complete(data)), cause)
        elif isinstance(data, PairFormed):
            self.pair = with_formed(Pair(self.org, data.pair_id), data, fact.at, fact.fact_id)
            yield Happened(pairs.pair_formed(self.pair), cause)
            yield Happened(pairs.pair_begun(self.pair), cause)
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


def _of_pair(fact: Fact, before: Pair, pair: Pair) -> Iterator[Happened]:
    data, cause = fact.data, cause_of(fact)
    match data:
        case SessionHeld():
            yield Happened(sessions.session_held(data), cause)
            yield from uneven_after(data, before, pair, cause)
        case MilestoneReached():
            yield Happened(learning.milestone_reached(data, pair), cause)
            if data.milestone is Milestone.LEARNED_FROM_OTHER:
                yield Happened(learning.learned(data, pair), replace(cause, key=data.evidence[0]))
        case PairEnded():
            yield Happened(pairs.over(data), cause)
            yield Happened(pairs.pair_ended(data, pair), cause)
        case PairPhaseChanged() if pair.phase != before.phase and pairs.is_told(data):
            yield Happened(pairs.phase_changed(data, pair, fact.at), cause)
        case _ if type(data) in OF_PAIR:
            yield Happened(OF_PAIR[type(data)](data, pair), cause)
        case _ if type(data) in DONE_BY:
            yield Happened(DONE_BY[type(data)](data, pair, fact.actor_id), cause)


HEARD: frozenset[type[Contract]] = frozenset(
    {
        *(*BY_ITSELF, *OF_PAIR, *DONE_BY, *OF_REQUESTS),
        *(PersonJoined, PairFormed, PairEnded, PairPhaseChanged, MilestoneReached, SessionHeld, ExchangeLogged),
    }
)
"""All that means anything here."""
