"""When a pair last met and whose turn it is. The same facts give the same answer, in whatever order they come."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

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

SESSION_GAP = timedelta(days=14)
"""So long without a session, and the next owner hears of it."""


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
class Anchor:
    """From when the gap is counted, and the fact that says so; its id settles a tie."""

    at: datetime
    event_id: str


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
    session: Anchor | None = None
    turn_by_session: Turn | None = None
    turn_by_phase: Turn | None = None
    standing: str = "consented"
    standing_sequence: int = 1
    resumed: Anchor | None = None
    """The end of the last pause."""

    nudged: Anchor | None = None
    """The gap that was spoken of, or kept silent about for good."""

    revision: int = 0

    @property
    def has_ended(self) -> bool:
        """Nothing is expected of the two any more."""
        return self.standing == "ended"

    @property
    def anchor(self) -> Anchor | None:
        """The last session, or the beginning or the end of a pause where that is later."""
        beginning = Anchor(self.formed.at, self.formed.event_id) if self.formed else None
        return max(filter(None, (beginning, self.session, self.resumed)), default=None)

    @property
    def nudge_at(self) -> datetime | None:
        """When the gap will be too long; None where nothing is known, it was spoken of, or nobody expects a session."""
        anchor = self.anchor
        if anchor is None or anchor == self.nudged or self.standing != "consented":
            return None
        return anchor.at + SESSION_GAP

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


def with_standing(pair: Pair, fact: PairChanged | PairEnded, sequence: int, event_id: str) -> Pair:
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
        resumed=_resumed(pair, fact.resumed_at, event_id),
    )


def _resumed(pair: Pair, at: datetime | None, event_id: str) -> Anchor | None:
    """Later facts repeat when the last pause ended: the anchor stays the one that a gap may have been told of."""
    if at is None or (pair.resumed and pair.resumed.at == whole_ms(at)):
        return pair.resumed
    return Anchor(whole_ms(at), event_id)


def _by_role(members: Iterable[Member]) -> dict[PairRole, str]:
    people = {member.role: member.person_id for member in members}
    if set(people) != set(PairRole):
        raise NotAPair
    return people


def with_session(pair: Pair, fact: SessionHeld, event_id: str) -> Pair:
    """They met: the latest session counts from when it was held, the highest number says whose turn it is."""
    held = Anchor(whole_ms(fact.held_at), event_id)
    turn = Turn(fact.number, 0, event_id, fact.next_owner_id)
    return replace(
        pair,
        session=max(filter(None, (pair.session, held))),
        turn_by_session=max(filter(None, (pair.turn_by_session, turn))),
    )


def with_phase(pair: Pair, fact: PairPhaseChanged, sequence: int, event_id: str) -> Pair:
    """Journal's newest word on the pair."""
    if pair.turn_by_phase and sequence <= pair.turn_by_phase.sequence:
        return pair
    return replace(pair, turn_by_phase=Turn(fact.sessions_held, sequence, event_id, fact.next_owner_id))


def spoken_of(pair: Pair) -> Pair:
    """Not again before they have met."""
    return replace(pair, nudged=pair.anchor)


def whole_ms(at: datetime) -> datetime:
    """What the database keeps, so that a time compares as it was written."""
    return at.replace(microsecond=at.microsecond // 1000 * 1000)
