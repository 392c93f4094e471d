"""Pairs and how they stand: whom a fact concerns."""

from dataclasses import replace
from datetime import datetime

from libs.common.contracts.pairs import (
    Ending,
    PairChange,
    PairChanged,
    PairEnded,
    PairPhase,
    PairPhaseChanged,
    PairReminded,
)
from libs.common.contracts.requests import Direction
from services.notifications.domain.moments.shapes import done, to_all_but, to_both
from services.notifications.domain.occasions import Occasion
from services.notifications.domain.pairs import Pair
from services.notifications.domain.plan import Moment

CHANGES = {
    PairChange.PAUSED: Occasion.PAIR_PAUSED,
    PairChange.RESUMED: Occasion.PAIR_RESUMED,
    PairChange.EXTENDED: Occasion.PAIR_EXTENDED,
    PairChange.TURN_WISHED: Occasion.PAIR_TURN_WISHED,
    PairChange.TURN_DROPPED: Occasion.PAIR_TURN_DROPPED,
    PairChange.TURNED: Occasion.PAIR_TURNED,
}

ENDINGS = {
    Ending.COMPLETED: Occasion.PAIR_COMPLETED,
    Ending.NO_FAULT: Occasion.PAIR_PARTED,
    Ending.MOVED: Occasion.PAIR_PARTED,
    Ending.LEFT: Occasion.PARTNER_LEFT,
}

PHASES = {
    PairPhase.REVIEW_DUE: Occasion.REVIEW_DUE,
    PairPhase.FADING: Occasion.FADING,
    PairPhase.WINDING_DOWN: Occasion.WINDING_DOWN,
}


def pair_formed(pair: Pair) -> Moment:
    """Both said yes, and each hears it in the words of their role."""
    since = pair.who.since
    moment = to_both(Occasion.PAIR_RECOGNISED if since else Occasion.PAIR_FORMED, pair)
    return replace(moment, about=replace(moment.about, since=since))


def pair_begun(pair: Pair) -> Moment:
    """From now on there is a pair, whichever way it came: what comes in the weeks and months after hangs on this."""
    details = {"one_talk": pair.who.direction is Direction.FLASH, "recognised": pair.who.since is not None}
    members = (pair.who.mentor_id, pair.who.mentee_id)
    return replace(to_both(Occasion.PAIR_BEGUN, pair), by=members, details=details)


def pair_changed(fact: PairChanged, pair: Pair, actor_id: str | None) -> Moment:
    """The other side of who asked hears of it; where time or the house did it, both."""
    moment = to_all_but(actor_id, CHANGES[fact.change], pair)
    return replace(moment, details={"rests": actor_id is None})


def pair_reminded(fact: PairReminded, pair: Pair) -> Moment:
    """Both hear when their pair for one talk ends by itself, while there is time to talk, to extend or to let go."""
    moment = to_both(Occasion.PAIR_REMINDED, pair)
    return replace(moment, about=replace(moment.about, until=fact.ends_at))


def pair_ended(fact: PairEnded, pair: Pair) -> Moment:
    """Both hear of it, who asked for it as well: no message tells the one from the other. Who left hears nothing."""
    moment = to_all_but(fact.left_id, ENDINGS[fact.ending], pair)
    if fact.ending is Ending.COMPLETED:
        return moment
    return replace(moment, about=replace(moment.about, path=f"/pairs/{fact.pair_id}/rematch"))


def over(fact: PairEnded) -> Moment:
    """Whatever was to be said to the two of what is ahead is needless."""
    return done(Occasion.PAIR_ENDED, fact.pair_id)


def is_told(fact: PairPhaseChanged) -> bool:
    """It needs the two: half-way, near the end, or silent for long. All else goes by itself."""
    return fact.phase in PHASES


def phase_changed(fact: PairPhaseChanged, pair: Pair, at: datetime) -> Moment:
    """Both hear of it."""
    moment = to_both(PHASES[fact.phase], pair)
    about = replace(moment.about, until=fact.planned_until, days=(at - pair.last_met_at).days)
    return replace(moment, about=about)
