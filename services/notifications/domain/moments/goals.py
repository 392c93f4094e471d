"""What two agree on and prepare: whom a fact concerns, and what is needless after it."""

from dataclasses import replace

from libs.common.contracts.agreements import AgreementChanged, AgreementWentLive, GoalMarked
from libs.common.contracts.endings import ReviewHeld
from libs.common.contracts.preparation import PreparationFinished, TrackName
from services.notifications.domain.moments.shapes import done, to_both
from services.notifications.domain.occasions import Occasion
from services.notifications.domain.pairs import Pair
from services.notifications.domain.plan import Moment

FOR_EVERYBODY = (TrackName.CORE, TrackName.ORGANISER)
"""Tracks that prepare nobody for their own part in a pair."""


def goal_written(fact: AgreementChanged) -> Moment:
    """Whoever has a goal of their own by now."""
    return done(Occasion.GOAL_WRITTEN, fact.pair_id, *(one.person_id for one in fact.sides if one.goals))


def agreement_live(fact: AgreementWentLive, pair: Pair) -> Moment:
    """Both have signed the same."""
    moment = to_both(Occasion.AGREEMENT_LIVE, pair)
    return replace(moment, about=replace(moment.about, path=f"/pairs/{fact.pair_id}/agreement"))


def goal_marked(fact: GoalMarked) -> Moment:
    """Its owner has looked at it."""
    return done(Occasion.GOAL_MARKED, fact.pair_id, fact.person_id)


def prepared(fact: PreparationFinished) -> Moment | None:
    """Somebody is prepared for a part."""
    if fact.track in FOR_EVERYBODY:
        return None
    return done(Occasion.PREPARATION_FINISHED, fact.track, fact.person_id)


def review_held(fact: ReviewHeld) -> Moment:
    """Both have looked back half-way."""
    return done(Occasion.REVIEW_HELD, fact.pair_id)
