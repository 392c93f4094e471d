"""What two learned and wrote: whom a fact concerns."""

from dataclasses import replace

from libs.common.contracts.entries import EntryKind, EntryWritten
from libs.common.contracts.ledgers import DividendReady
from libs.common.contracts.pairs import Milestone, MilestoneReached
from libs.common.contracts.requests import Direction
from libs.common.contracts.threads import MessageWaiting
from services.notifications.domain.moments.shapes import OF_ROLE, of_pair, to_one
from services.notifications.domain.occasions import Occasion
from services.notifications.domain.pairs import Pair
from services.notifications.domain.plan import About, Moment

REACHED = {Milestone.FIRST_TALK_HELD: Occasion.FIRST_TALK_HELD}
"""What is told of by a message of its own. All the others stand in the pair's timeline: silence when all goes well."""


def milestone_reached(fact: MilestoneReached, pair: Pair) -> Moment | None:
    """The side that reached it, or both; of the few that are told. Where one talk was all, the pair's end says so."""
    occasion = REACHED.get(fact.milestone)
    if occasion is None or pair.who.direction is Direction.FLASH:
        return None
    parts = {part: pair.who.of_role(role) for role, part in OF_ROLE.items() if fact.side in ("both", role.value)}
    return of_pair(occasion, pair, parts)


def learned(fact: MilestoneReached, pair: Pair) -> Moment | None:
    """One of the two has named something learned from the other: the other hears so, and not what."""
    if fact.milestone is not Milestone.LEARNED_FROM_OTHER or fact.side == "both":
        return None
    (learner,) = (pair.who.of_role(role) for role in OF_ROLE if role.value == fact.side)
    return to_one(Occasion.LEARNED_FROM_YOU, pair, pair.who.partner_of(learner))


def entry_written(fact: EntryWritten, pair: Pair) -> Moment | None:
    """The partner shared what they learned from the reader."""
    if fact.kind is not EntryKind.LEARNED_FROM_YOU or fact.author_id in (None, fact.reader_id):
        return None
    moment = to_one(Occasion.LEARNED_FROM_YOU, pair, fact.reader_id)
    return replace(moment, about=replace(moment.about, path=f"/journal/entries/{fact.entry_id}"))


def message_waiting(fact: MessageWaiting) -> Moment:
    """Something was written to somebody who has not read it for a while. By whom, and never what."""
    both = (fact.reader_id, fact.author_id)
    if fact.pair_id:
        occasion, path = Occasion.MESSAGE_WAITING, f"/pairs/{fact.pair_id}/thread"
    else:
        occasion, path = Occasion.REQUEST_MESSAGE_WAITING, f"/requests/{fact.request_id}/thread"
    return Moment(occasion, fact.subject_id, {}, About(both=both, path=path), each=(fact.reader_id,))


def dividend_ready(fact: DividendReady) -> Moment:
    """A month of a mentor has something to look back on."""
    about = About(month=fact.month, path=f"/journal/dividends/{fact.month}")
    return Moment(Occasion.DIVIDEND_READY, fact.person_id, {}, about, each=(fact.person_id,))
