"""How it goes for a pair: what both are asked, and what is offered to one alone."""

from dataclasses import replace

from libs.common.contracts.care import ClosingOffered, FitAsked, PairCareOffered, PulseAsked, PulseGiven
from services.notifications.domain.moments.shapes import done, to_both
from services.notifications.domain.occasions import Occasion
from services.notifications.domain.pairs import Pair
from services.notifications.domain.plan import About, Moment


def fit_asked(fact: FitAsked, pair: Pair) -> Moment:
    """Does it feel right so far? Both are asked, each alone."""
    moment = to_both(Occasion.FIT_ASKED, pair)
    about = replace(moment.about, number=fact.number, path=f"/pairs/{fact.pair_id}/fit")
    return replace(moment, about=about)


def pulse_asked(fact: PulseAsked, pair: Pair) -> Moment:
    """Two questions to both."""
    moment = to_both(Occasion.PULSE_ASKED, pair)
    about = replace(moment.about, number=fact.number, path=f"/pairs/{fact.pair_id}/pulse")
    return replace(moment, about=about)


def pulse_given(fact: PulseGiven) -> Moment:
    """Who has answered is not asked any more."""
    return done(Occasion.PULSE_GIVEN, fact.pair_id, fact.person_id)


def care_offered(fact: PairCareOffered, pair: Pair) -> Moment:
    """One of the two alone, because of what they said themselves."""
    about = About(both=(fact.person_id, pair.who.partner_of(fact.person_id)), path=f"/pairs/{fact.pair_id}/pulse")
    return Moment(Occasion.CARE_OFFERED, fact.pair_id, {}, about, each=(fact.person_id,), pair_id=fact.pair_id)


def closing_offered(_: ClosingOffered, pair: Pair) -> Moment:
    """Silent for very long: both may close kindly."""
    return to_both(Occasion.CLOSING_OFFERED, pair)
