"""What the sessions of two show when one of them does all of it: told once for each row of sessions."""

from collections.abc import Iterator
from dataclasses import replace

from libs.common.contracts.pairs import SessionHeld
from libs.common.ids import derived_id
from services.notifications.domain.balance import OneSided, flow_one_sided, starts_one_sided
from services.notifications.domain.moments.shapes import to_both, to_one
from services.notifications.domain.notices import Cause, Happened
from services.notifications.domain.occasions import Occasion
from services.notifications.domain.pairs import Pair
from services.notifications.domain.plan import Moment


def uneven_after(fact: SessionHeld, before: Pair, after: Pair, cause: Cause) -> Iterator[Happened]:
    """What a session shows that was not known before it."""
    known = starts_one_sided(before.balance, fact.members)
    for one in sorted(starts_one_sided(after.balance, fact.members) - known, key=lambda one: one.first):
        yield Happened(take_the_next(after, one), _cause("starts", after, one, cause))
    flow = flow_one_sided(after.balance, fact.members, fact.number)
    if flow:
        yield Happened(try_a_flip(after, flow), _cause("flow", after, flow, cause))


def take_the_next(pair: Pair, uneven: OneSided) -> Moment:
    """Who has started none of so many sessions may take the next."""
    moment = to_one(Occasion.INITIATIVE_ONE_SIDED, pair, uneven.person_id)
    return replace(moment, about=replace(moment.about, number=uneven.sessions))


def try_a_flip(pair: Pair, uneven: OneSided) -> Moment:
    """So many sessions in which one of the two gave nothing that was written down: both may try a flip."""
    moment = to_both(Occasion.FLOW_ONE_SIDED, pair)
    return replace(moment, about=replace(moment.about, number=uneven.sessions))


def _cause(what: str, pair: Pair, uneven: OneSided, cause: Cause) -> Cause:
    """Derived from the row of sessions: whichever of its facts is heard last, it is told once."""
    cause_id = derived_id(what, pair.org, pair.pair_id, uneven.person_id, str(uneven.first))
    return replace(cause, id=cause_id, key=cause_id, facts=uneven.facts)
