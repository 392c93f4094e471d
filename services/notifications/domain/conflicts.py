"""What two hear who are in one reporting line now: of a pair, of a request, and of a circle that both are in."""

from libs.common.contracts.conflicts import ConflictFound, ConflictOption
from services.notifications.domain.occasions import Occasion
from services.notifications.domain.plan import About, Moment, Part


def found(fact: ConflictFound) -> Moment:
    """Both hear the same of a pair and of a circle; of a request, what it means for each."""
    if fact.circle_id:
        about = About(both=(fact.mentor_id, fact.mentee_id), path=f"/circles/{fact.circle_id}")
        return Moment(_in_circle(fact), fact.circle_id, {}, about)
    occasion = Occasion.PAIR_CONFLICT if fact.pair_id else Occasion.REQUEST_CONFLICT
    path = f"/pairs/{fact.pair_id}" if fact.pair_id else f"/requests/{fact.request_id}"
    parts = {Part.MENTOR: fact.mentor_id, Part.MENTEE: fact.mentee_id}
    about = About(fact.mentor_id, fact.mentee_id, path=path)
    return Moment(occasion, fact.pair_id or fact.request_id or "", parts, about)


def _in_circle(fact: ConflictFound) -> Occasion:
    """Where one of them has not said yes yet, they cannot go on."""
    if ConflictOption.CONTINUE not in fact.options:
        return Occasion.CIRCLE_CONFLICT_WAITING
    return Occasion.CIRCLE_CONFLICT_PEERS if fact.among_peers else Occasion.CIRCLE_CONFLICT
