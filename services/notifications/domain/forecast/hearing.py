"""What a fact means to notifications: the moments it is, and what is known of the pair after it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from libs.common.contracts import Contract
from libs.common.contracts.care import SessionSuggested
from libs.common.contracts.ledgers import DividendReady
from libs.common.contracts.pairs import MilestoneReached, PairEnded, PairFormed, PairPhaseChanged, SessionHeld
from libs.common.contracts.requests import RequestClosed, RequestFollowedUp, RequestOpened, RequestReminded
from services.notifications.domain import moments
from services.notifications.domain.forecast.cast import Fact
from services.notifications.domain.pairs import Formed, Pair, with_formed, with_phase, with_session, with_standing
from services.notifications.domain.plan import Moment

SIMPLY: dict[type[Contract], Callable[[Any], Moment | None]] = {
    RequestOpened: moments.request_opened,
    RequestReminded: moments.request_reminded,
    RequestClosed: moments.request_closed,
    RequestFollowedUp: moments.request_followed_up,
    SessionHeld: moments.session_held,
    DividendReady: moments.dividend_ready,
}
"""Facts that say it all themselves."""


@dataclass(slots=True)
class Hearing:
    """One pair, as notifications knows it."""

    org: str
    pair: Pair | None = None

    def of(self, fact: Fact) -> Iterator[Moment]:
        """The moments of a fact."""
        data = fact.data
        self._remember(fact)
        moment = SIMPLY[type(data)](data) if type(data) in SIMPLY else self._of_pair(data)
        if moment:
            yield moment

    def _remember(self, fact: Fact) -> None:
        match fact.data:
            case PairFormed() as formed:
                self.pair = with_formed(Pair(self.org, formed.pair_id), formed, fact.at, fact.fact_id)
            case PairEnded() as ended if self.pair:
                self.pair = with_standing(self.pair, ended, fact.sequence or 0)
            case SessionHeld() as held if self.pair:
                self.pair = with_session(self.pair, held, fact.fact_id)
            case PairPhaseChanged() as changed if self.pair:
                self.pair = with_phase(self.pair, changed, fact.sequence or 0, fact.fact_id)

    def _of_pair(self, data: Contract) -> Moment | None:
        if self.pair is None or self.pair.formed is None:
            return None
        return _told_of(data, self.pair, self.pair.formed)


def _told_of(data: Contract, pair: Pair, formed: Formed) -> Moment | None:
    """What needs to know who has which role."""
    match data:
        case PairFormed():
            return moments.pair_formed(pair.pair_id, formed)
        case PairEnded():
            return moments.pair_ended(data, formed)
        case SessionSuggested():
            return moments.session_suggested(data, pair, formed)
        case MilestoneReached():
            return moments.milestone_reached(data, formed)
        case _:
            return None
