"""What people hear of their circles: who is invited, that it has formed, who joined or left, and its end."""

from collections.abc import Collection

from libs.common.contracts.circles import (
    CircleChange,
    CircleChanged,
    CircleEnded,
    CircleEnding,
    CircleFact,
    CircleFormed,
    CircleProposed,
    CircleState,
)
from services.notifications.domain.plan import About, Moment, Occasion


def proposed(fact: CircleProposed) -> Moment:
    """Everybody who is invited is asked for a yes of their own."""
    return _of(Occasion.CIRCLE_PROPOSED, fact, fact.invited, (*fact.members, *fact.invited))


def changed(fact: CircleChanged) -> Moment | None:
    """Who is invited later is asked, too; members hear who they are now. Of a no to an invitation nobody hears."""
    match fact.change:
        case CircleChange.INVITED:
            return _of(Occasion.CIRCLE_PROPOSED, fact, fact.people, (*fact.members, *fact.invited))
        case CircleChange.JOINED | CircleChange.LEFT if fact.state is CircleState.FORMED:
            return _of(Occasion.CIRCLE_CHANGED, fact, set(fact.members) - set(fact.people), fact.members)
        case _:
            return None


def formed(fact: CircleFormed) -> Moment:
    """Enough have said yes: everybody in it hears so."""
    return _of(Occasion.CIRCLE_FORMED, fact, fact.members, fact.members)


def ended(fact: CircleEnded) -> Moment:
    """Everybody who said yes hears of the end; who never answered is not told of what never began."""
    occasion = Occasion.CIRCLE_LAPSED if fact.ending is CircleEnding.LAPSED else Occasion.CIRCLE_ENDED
    return _of(occasion, fact, fact.members, fact.members)


def _of(occasion: Occasion, fact: CircleFact, told: Collection[str], named: Collection[str]) -> Moment:
    about = About(circle=tuple(named), topics=fact.topics, path=f"/circles/{fact.circle_id}")
    return Moment(occasion, fact.circle_id, {}, about, each=tuple(sorted(told)))
