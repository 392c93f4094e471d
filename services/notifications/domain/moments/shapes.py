"""What moments of pairs have in common."""

from libs.common.contracts.pairs import PairRole
from services.notifications.domain.occasions import Occasion
from services.notifications.domain.pairs import Pair
from services.notifications.domain.plan import About, Moment, Part

OF_ROLE = {PairRole.MENTOR: Part.MENTOR, PairRole.MENTEE: Part.MENTEE}


def of_pair(occasion: Occasion, pair: Pair, parts: dict[Part, str]) -> Moment:
    """Of the two, for those who have a part."""
    who = pair.who
    about = About(who.mentor_id, who.mentee_id, topics=who.topics, path=f"/pairs/{pair.pair_id}")
    return Moment(occasion, pair.pair_id, parts, about, who.direction, pair_id=pair.pair_id)


def to_all_but(person_id: str | None, occasion: Occasion, pair: Pair) -> Moment:
    """Each hears of it in their part, but not this one."""
    both = {part: pair.who.of_role(role) for role, part in OF_ROLE.items()}
    return of_pair(occasion, pair, {part: one for part, one in both.items() if one != person_id})


def to_both(occasion: Occasion, pair: Pair) -> Moment:
    """Both hear of it."""
    return to_all_but(None, occasion, pair)


def to_one(occasion: Occasion, pair: Pair, person_id: str) -> Moment:
    """One of them hears of it, in the words of their part."""
    return of_pair(occasion, pair, {OF_ROLE[pair.who.role_of(person_id)]: person_id})


def done(occasion: Occasion, subject_id: str, *people: str) -> Moment:
    """Nobody hears of it: it makes needless what was to be said."""
    return Moment(occasion, subject_id, {}, About(), by=people)
