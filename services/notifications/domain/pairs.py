"""How a pair stands and whose turn it is. The same facts give the same answer, in whatever order they come."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from libs.common.contracts.ledgers import ExchangeLogged, ExchangeWithdrawn
from libs.common.contracts.ledgers import Given as Way
from libs.common.contracts.pairs import (
    Member,
    PairChanged,
    PairEnded,
    PairFormed,
    PairPhaseChanged,
    PairRole,
    SessionHeld,
)
from libs.common.contracts.requests import Direction
from services.notifications.domain.balance import Balance, Given, Met, with_given, with_met


class NotAPair(ValueError):
    """A mentor and a mentee are needed, one of each."""


@dataclass(frozen=True, slots=True)
class Formed:
    """Who the pair is, and since when."""

    at: datetime
    event_id: str
    mentor_id: str
    mentee_id: str
    direction: Direction
    topics: tuple[str, ...]
    since: datetime | None = None
    """Of a mentoring that was there before."""

    @property
    def both(self) -> tuple[str, str]:
        """The two."""
        return self.mentor_id, self.mentee_id

    def of_role(self, role: PairRole) -> str:
        """Who has this role in the pair."""
        return self.mentor_id if role is PairRole.MENTOR else self.mentee_id

    def role_of(self, person_id: str) -> PairRole:
        """The role of a member."""
        return PairRole.MENTOR if person_id == self.mentor_id else PairRole.MENTEE

    def partner_of(self, person_id: str) -> str:
        """The other member."""
        return self.mentee_id if person_id == self.mentor_id else self.mentor_id


@dataclass(frozen=True, slots=True, order=True)
class Turn:
    """Whose turn it is after so many sessions. Where two count the same, journal's phase has the last word."""

    sessions: int
    sequence: int
    """Of the phase that says it; 0 where a session says it."""

    event_id: str
    owner_id: str


@dataclass(frozen=True, slots=True)
class Pair:
    """What is known of a pair so far: of each kind of fact the newest."""

    org: str
    pair_id: str
    formed: Formed | None = None
    turn_by_session: Turn | None = None
    turn_by_phase: Turn | None = None
    phase: str = ""
    """As journal said last."""

    standing: str = "consented"
    standing_sequence: int = 1
    balance: Balance = field(default_factory=Balance)
    revision: int = 0

    @property
    def who(self) -> Formed:
        """Who the two are, once matching has said so; LookupError before."""
        if self.formed is None:
            raise LookupError(self.pair_id)
        return self.formed

    @property
    def sessions_held(self) -> int:
        """As far as anybody has said."""
        return max((turn.sessions for turn in (self.turn_by_session, self.turn_by_phase) if turn), default=0)

    @property
    def last_met_at(self) -> datetime:
        """When they last met, or else began."""
        return max((met.at for met in self.balance.met), default=self.who.at)

    @property
    def has_ended(self) -> bool:
        """Nothing is expected of the two any more."""
        return self.standing == "ended"

    @property
    def goes_on(self) -> bool:
        """Neither ended nor paused."""
        return self.standing == "consented"

    @property
    def next_owner_id(self) -> str | None:
        """Who is to take the next step; None where nobody has said so yet."""
        newest = max(filter(None, (self.turn_by_session, self.turn_by_phase)), default=None)
        return newest.owner_id if newest else None


def with_formed(pair: Pair, fact: PairFormed, at: datetime, event_id: str) -> Pair:
    """Two said yes."""
    if pair.formed:
        return pair
    people = _by_role(fact.members)
    formed = Formed(
        at=whole_ms(at),
        event_id=event_id,
        mentor_id=people[PairRole.MENTOR],
        mentee_id=people[PairRole.MENTEE],
        direction=fact.direction,
        topics=fact.topics,
        since=fact.since,
    )
    return replace(pair, formed=formed)


def with_standing(pair: Pair, fact: PairChanged | PairEnded, sequence: int) -> Pair:
    """Matching's newest word on a pair that is known: whether it goes on, since when, and who gives."""
    if pair.formed is None or sequence <= pair.standing_sequence:
        return pair
    people = _by_role(fact.members)
    formed = replace(
        pair.formed,
        mentor_id=people[PairRole.MENTOR],
        mentee_id=people[PairRole.MENTEE],
        direction=fact.direction,
    )
    return replace(
        pair,
        formed=formed,
        standing=fact.standing,
        standing_sequence=sequence,
    )


def _by_role(members: Iterable[Member]) -> dict[PairRole, str]:
    people = {member.role: member.person_id for member in members}
    if set(people) != set(PairRole):
        raise NotAPair
    return people


def with_session(pair: Pair, fact: SessionHeld, event_id: str) -> Pair:
    """They met: the highest number says whose turn it is."""
    turn = Turn(fact.number, 0, event_id, fact.next_owner_id)
    met = Met(fact.number, whole_ms(fact.held_at), event_id, fact.initiator_id)
    return replace(
        pair,
        turn_by_session=max(filter(None, (pair.turn_by_session, turn))),
        balance=with_met(pair.balance, met),
    )


def with_exchange(pair: Pair, fact: ExchangeLogged | ExchangeWithdrawn, at: datetime, event_id: str) -> Pair:
    """Something went from one to the other, or that line counts no more."""
    giver_id = None
    if isinstance(fact, ExchangeLogged):
        (other_id,) = set(fact.members) - {fact.author_id}
        giver_id = fact.author_id if fact.direction is Way.GAVE else other_id
    given = Given(fact.exchange_id, whole_ms(at), event_id, giver_id, is_withdrawn=giver_id is None)
    return replace(pair, balance=with_given(pair.balance, given))


def with_phase(pair: Pair, fact: PairPhaseChanged, sequence: int, event_id: str) -> Pair:
    """Journal's newest word on the pair."""
    if pair.turn_by_phase and sequence <= pair.turn_by_phase.sequence:
        return pair
    turn = Turn(fact.sessions_held, sequence, event_id, fact.next_owner_id)
    return replace(pair, turn_by_phase=turn, phase=fact.phase.value)


def whole_ms(at: datetime) -> datetime:
    """What the database keeps, so that a time compares as it was written."""
    return at.replace(microsecond=at.microsecond // 1000 * 1000)
