"""The end of a pair and what is after it: whom a fact concerns."""

from dataclasses import replace

from libs.common.contracts.endings import ClosingAsked, EchoAsked, EchoGiven, KudosGiven, LetterWritten
from services.notifications.domain.moments.shapes import done, to_both, to_one
from services.notifications.domain.occasions import Occasion
from services.notifications.domain.pairs import Pair
from services.notifications.domain.plan import Moment


def closing_asked(fact: ClosingAsked, pair: Pair) -> Moment:
    """Both may write a closing letter, until a day."""
    moment = to_both(Occasion.CLOSING_ASKED, pair)
    return replace(moment, about=replace(moment.about, until=fact.until), times={"until": fact.until})


def letter_written(fact: LetterWritten) -> Moment:
    """Who has written theirs is not asked any more."""
    return done(Occasion.LETTER_WRITTEN, fact.pair_id, fact.author_id)


def kudos_given(fact: KudosGiven, pair: Pair) -> Moment:
    """Who was thanked hears of it, and finds it among all that they were ever thanked for."""
    moment = to_one(Occasion.KUDOS_GIVEN, pair, fact.to_id)
    return replace(moment, about=replace(moment.about, path="/journal/kudos"))


def echo_asked(fact: EchoAsked, pair: Pair) -> Moment:
    """Both are asked what still helps."""
    moment = to_both(Occasion.ECHO_ASKED, pair)
    return replace(moment, about=replace(moment.about, days=fact.days))


def echo_given(fact: EchoGiven, pair: Pair) -> Moment:
    """The other can read what still helps."""
    moment = to_one(Occasion.ECHO_GIVEN, pair, pair.who.partner_of(fact.author_id))
    return replace(moment, about=replace(moment.about, days=fact.days), by=(fact.author_id,))
