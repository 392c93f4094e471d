"""What people hear of their circles: who is invited, that it has formed, who joined or left, and its end."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from libs.common.contracts.circles import (
    CircleChange,
    CircleChanged,
    CircleEnded,
    CircleEnding,
    CircleFact,
    CircleFormed,
    CircleProposed,
    CircleReminded,
    CircleState,
)
from services.notifications.domain.occasions import Occasion
from services.notifications.domain.plan import About, Moment

INVITING = (
    Occasion.CIRCLE_PROPOSED,
    Occasion.CIRCLE_INVITED,
    Occasion.CIRCLE_REMINDED,
    Occasion.CIRCLE_REMINDED_AGAIN,
)
"""Said to those who are invited; all else to those who are in it."""


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle by the sequence of its newest fact: who was in it then, and who was invited."""

    org: str
    circle_id: str
    sequence: int = 0
    members: tuple[str, ...] = ()
    invited: tuple[str, ...] = ()
    """Nobody is in it or invited, once it has ended."""

    revision: int = 0

    def overtakes(self, sequence: int) -> bool:
        """Whether a newer fact is known."""
        return sequence < self.sequence

    def has_lost_one_of(self, person_ids: Collection[str]) -> bool:
        """One of these is out of it by now."""
        return not {*self.members, *self.invited} >= set(person_ids)


def advanced(circle: Circle, fact: CircleFact, sequence: int) -> Circle:
    """As of `fact`, unless a newer one is known."""
    if sequence <= circle.sequence:
        return circle
    if fact.state is CircleState.ENDED:
        return replace(circle, sequence=sequence, members=(), invited=())
    return replace(circle, sequence=sequence, members=fact.members, invited=fact.invited)


def parted(circle: Circle, moment: Moment) -> tuple[Moment, Moment]:
    """A moment that a newer fact overtook: for those to whom it still matters, and for the others."""
    there = circle.invited if moment.occasion in INVITING else circle.members
    still, gone = ([one for one in moment.each if (one in there) is is_there] for is_there in (True, False))
    return replace(moment, each=tuple(still)), replace(moment, each=tuple(gone))


def proposed(fact: CircleProposed) -> Moment:
    """Everybody who is invited is asked for a yes of their own."""
    return _of(Occasion.CIRCLE_PROPOSED, fact, fact.invited)


def changed(fact: CircleChanged) -> Moment | None:
    """Who is invited later is asked, too; members hear who they are now. Of a no to an invitation nobody hears."""
    is_formed, others = fact.state is CircleState.FORMED, set(fact.members) - set(fact.people)
    match fact.change:
        case CircleChange.INVITED:
            return _of(Occasion.CIRCLE_INVITED if is_formed else Occasion.CIRCLE_PROPOSED, fact, fact.people)
        case CircleChange.JOINED if is_formed:
            moment = _of(Occasion.CIRCLE_JOINED, fact, others)
            return replace(moment, about=replace(moment.about, newcomer_id=fact.people[0]))
        case CircleChange.LEFT if is_formed:
            return _of(Occasion.CIRCLE_LEFT, fact, others)
        case _:
            return None


def answered(fact: CircleChanged) -> Moment | None:
    """Nobody asks them any more, whatever they said."""
    if fact.change is CircleChange.INVITED:
        return None
    return Moment(Occasion.CIRCLE_ANSWERED, fact.circle_id, {}, About(), by=fact.people)


def reminded(fact: CircleReminded) -> Moment:
    """Who has not answered hears until when there is time, and that no answer is one, too."""
    occasion = Occasion.CIRCLE_REMINDED if fact.number == 1 else Occasion.CIRCLE_REMINDED_AGAIN
    moment = _of(occasion, fact, fact.people)
    return replace(moment, about=replace(moment.about, until=fact.expires_at))


def formed(fact: CircleFormed) -> Moment:
    """Enough have said yes: everybody in it hears so."""
    return _of(Occasion.CIRCLE_FORMED, fact, fact.members)


def ended(fact: CircleEnded) -> Moment:
    """Everybody who said yes hears of the end; who never answered is not told of what never began."""
    occasion = Occasion.CIRCLE_LAPSED if fact.ending is CircleEnding.LAPSED else Occasion.CIRCLE_ENDED
    return _of(occasion, fact, fact.members)


def _of(occasion: Occasion, fact: CircleFact, told: Collection[str]) -> Moment:
    """Of what has not begun yet, those who are invited are named as well: they are all that it could be."""
    could_be = fact.invited if fact.state is CircleState.PROPOSED else ()
    about = About(circle=(*fact.members, *could_be), topics=fact.topics, path=f"/circles/{fact.circle_id}")
    return Moment(occasion, fact.circle_id, {}, about, each=tuple(sorted(told)))
