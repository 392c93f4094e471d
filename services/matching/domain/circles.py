"""Circles: one mentor with several, or peers. Nobody is in one without a yes of their own, and each can leave alone."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import combinations

from libs.common.contracts.circles import LARGEST, SMALLEST
from services.matching.domain.codes import Code
from services.matching.domain.errors import ConsentMissing, NotYours, WrongState
from services.matching.domain.pairs import Consent, Means
from services.matching.domain.people import Person, Role
from services.matching.domain.rules import Around, Occasion, objection


class CircleState(StrEnum):
    """Where a circle stands."""

    PROPOSED = "proposed"
    FORMED = "formed"
    ENDED = "ended"


class Change(StrEnum):
    """What became of a circle."""

    PROPOSED = "proposed"
    FORMED = "formed"
    ENDED = "ended"
    INVITED = "invited"
    JOINED = "joined"
    LEFT = "left"
    FEWER_INVITED = "fewer-invited"
    REMINDED = "reminded"


class Ending(StrEnum):
    """How a circle ended."""

    COMPLETED = "completed"
    TOO_FEW = "too-few"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Invitation:
    """Somebody was asked and has not said anything yet."""

    person_id: str
    at: datetime
    reminded: int = 0
    """How often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """Refuses to be formed unless enough have said yes, its mentor among them. At sequence 0 it is not yet made."""

    org: str
    circle_id: str
    started_by: str
    topics: tuple[str, ...]
    mentor_id: str | None = None
    programme_id: str | None = None
    consents: tuple[Consent, ...] = ()
    invitations: tuple[Invitation, ...] = ()
    state: CircleState = CircleState.PROPOSED
    proposed_at: datetime | None = None
    formed_at: datetime | None = None
    ended_at: datetime | None = None
    ending: Ending | None = None
    sequence: int = 0
    revision: int = 0
    """How often it was saved; guards concurrent changes."""

    def __post_init__(self) -> None:
        if self.state is CircleState.FORMED and not self.has_enough:
            raise ConsentMissing

    @property
    def members(self) -> tuple[str, ...]:
        """Who has said yes."""
        return tuple(consent.person_id for consent in self.consents)

    @property
    def invited(self) -> tuple[str, ...]:
        return tuple(invitation.person_id for invitation in self.invitations)

    @property
    def couples(self) -> tuple[tuple[str, str], ...]:
        """All who learn from each other in it, whether they have said yes yet or not. Its mentor comes first."""
        everybody = sorted((*self.members, *self.invited), key=lambda one: one != self.mentor_id)
        return tuple((one, other) for one, other in combinations(everybody, 2) if self.joins(one, other))

    @property
    def has_enough(self) -> bool:
        """It could begin, or go on."""
        return len(set(self.members)) >= SMALLEST and self.mentor_id in (None, *self.members)

    @property
    def can_have_enough(self) -> bool:
        """Once everybody who is invited has said yes."""
        everybody = (*self.members, *self.invited)
        return len(everybody) >= SMALLEST and self.mentor_id in (None, *everybody)

    @property
    def place_of(self) -> str | None:
        """Whose place it takes: its mentor's, once, from their own yes until its end."""
        is_taken = self.mentor_id in self.members and self.state is not CircleState.ENDED
        return self.mentor_id if is_taken else None

    def joins(self, one_id: str, other_id: str) -> bool:
        """Whether these two learn from each other in it: the mentor and each, or any two peers."""
        return self.mentor_id in (None, one_id, other_id)


@dataclass(frozen=True, slots=True)
class Step:
    """What a wish came to. Without a change it was so before: nothing is written and nothing is to be told."""

    circle: Circle
    change: Change | None = None
    people: tuple[str, ...] = ()
    """Whom it is about."""

    @property
    def newcomers(self) -> frozenset[str]:
        """Of whom the hard rules are asked now: when they are invited, and when they say yes."""
        if self.change is Change.PROPOSED:
            return frozenset({*self.circle.members, *self.people})
        is_about_them = self.change in (Change.INVITED, Change.JOINED, Change.FORMED)
        return frozenset(self.people if is_about_them else ())


def propose(circle: Circle, invited_ids: Iterable[str], at: datetime) -> Step:
    """Who starts it is in it; everybody else is asked."""
    if circle.sequence:
        raise WrongState(Code.CIRCLE_ALREADY_MADE)
    asked = _asked(invited_ids, {circle.started_by}, at)
    made = replace(
        circle,
        consents=(Consent(circle.started_by, Means.ASKED, at),),
        invitations=asked,
        proposed_at=at,
        sequence=1,
    )
    if circle.mentor_id not in (None, circle.started_by, *made.invited):
        raise WrongState(Code.MENTOR_NOT_IN_CIRCLE)
    return Step(_of_size(made), Change.PROPOSED, made.invited)


def invite(circle: Circle, by: str, invited_ids: Iterable[str], at: datetime) -> Step:
    """Any member may; who is in it or invited already is not asked again."""
    _only(circle, by, circle.members)
    asked = _asked(invited_ids, {*circle.members, *circle.invited}, at)
    if not asked:
        return Step(circle)
    after = _of_size(replace(circle, invitations=(*circle.invitations, *asked), sequence=circle.sequence + 1))
    return Step(after, Change.INVITED, tuple(one.person_id for one in asked))


def agree(circle: Circle, by: str, at: datetime) -> Step:
    """One more is in; with enough of them it is formed."""
    _only(circle, by, (*circle.members, *circle.invited))
    if by in circle.members:
        return Step(circle)
    said = (*circle.consents, Consent(by, Means.AGREED, at))
    left = tuple(one for one in circle.invitations if one.person_id != by)
    after = replace(circle, consents=said, invitations=left, sequence=circle.sequence + 1)
    if circle.state is CircleState.PROPOSED and after.has_enough:
        return Step(replace(after, state=CircleState.FORMED, formed_at=at), Change.FORMED, (by,))
    return Step(after, Change.JOINED, (by,))


def leave(circle: Circle, by: str, at: datetime) -> Step:
    """Or say no to being invited: alone, at once, and for no reason that anybody hears."""
    _only(circle, by, (*circle.members, *circle.invited))
    return without(circle, {by}, at)


def end(circle: Circle, by: str, at: datetime) -> Step:
    """By its mentor, or by who started it among peers; anybody else can leave."""
    if by not in (*circle.members, *circle.invited):
        raise NotYours(Code.CIRCLE_UNKNOWN)
    if by != (circle.mentor_id or circle.started_by):
        raise NotYours(Code.CIRCLE_NOT_YOURS)
    return Step(circle) if circle.state is CircleState.ENDED else _ended(circle, Ending.COMPLETED, at)


def without(circle: Circle, person_ids: Collection[str], at: datetime) -> Step:
    """As it is once these are not in it any more, and not invited. Too few are no circle."""
    gone = tuple(one for one in (*circle.members, *circle.invited) if one in person_ids)
    if not gone or circle.state is CircleState.ENDED:
        return Step(circle)
    stay = tuple(one for one in circle.consents if one.person_id not in person_ids)
    left = tuple(one for one in circle.invitations if one.person_id not in person_ids)
    rest = replace(circle, consents=stay, invitations=left, state=CircleState.PROPOSED)
    was_formed = circle.state is CircleState.FORMED
    if not (rest.has_enough if was_formed else rest.can_have_enough):
        return _ended(replace(rest, sequence=circle.sequence), Ending.TOO_FEW if was_formed else Ending.LAPSED, at)
    change = Change.LEFT if set(gone) & set(circle.members) else Change.FEWER_INVITED
    return Step(replace(rest, state=circle.state, sequence=circle.sequence + 1), change, gone)


def objection_to_seat(circle: Circle, one: Person, others: Iterable[Person], around: Around) -> Code | None:
    """What forbids somebody beside these: the rules, between its mentor and each, or between any two peers.

    A block is between any two. Its place is counted once, for the mentor and with their own yes, so that no other is
    turned down for it.
    """
    if one.is_suspended:
        return Code.PERSON_UNKNOWN
    for other in others:
        if other.person_id == one.person_id:
            continue
        if around.walls.part(one.person_id, other.person_id):
            return Code.PERSON_UNKNOWN
        if circle.joins(one.person_id, other.person_id):
            mentee, mentor = (other, one) if one.person_id == circle.mentor_id else (one, other)
            seated = _with_room(mentor if circle.mentor_id else replace(mentor, roles=tuple(Role)))
            code = objection(mentee, seated, around, Occasion.ACCEPTING)
            if code:
                return code
    return None


def _with_room(person: Person) -> Person:
    return replace(person, capacity=person.pairs + 1)


def _asked(person_ids: Iterable[str], but: Collection[str], at: datetime) -> tuple[Invitation, ...]:
    return tuple(Invitation(one, at) for one in dict.fromkeys(person_ids) if one not in but)


def _of_size(circle: Circle) -> Circle:
    everybody = len(circle.members) + len(circle.invited)
    if not SMALLEST <= everybody <= LARGEST:
        raise WrongState(Code.CIRCLE_SIZE)
    return circle


def _ended(circle: Circle, ending: Ending, at: datetime) -> Step:
    over = replace(circle, state=CircleState.ENDED, ended_at=at, ending=ending, sequence=circle.sequence + 1)
    return Step(over, Change.ENDED)


def _only(circle: Circle, by: str, those: Collection[str]) -> None:
    """For everybody else there is no such circle."""
    if by not in those:
        raise NotYours(Code.CIRCLE_UNKNOWN)
    if circle.state is CircleState.ENDED:
        raise WrongState(Code.CIRCLE_ENDED)
