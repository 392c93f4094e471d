"""Sessions: whom a fact concerns, before a session and after it."""

from dataclasses import replace
from datetime import datetime

from libs.common.contracts.care import SessionSuggested
from libs.common.contracts.pairs import SessionHeld
from libs.common.contracts.sessions import (
    ReciprocalOffered,
    SeniorCancelled,
    SessionCancelled,
    SessionMissed,
    SessionPlanned,
)
from services.notifications.domain.moments.shapes import done, of_pair, to_both, to_one
from services.notifications.domain.occasions import Occasion
from services.notifications.domain.pairs import Pair, whole_ms
from services.notifications.domain.plan import Moment, Part


def session_planned(fact: SessionPlanned, pair: Pair, actor_id: str | None) -> Moment:
    """It is to be held then: who did not plan it hears so, and before and after it both do."""
    doer = actor_id if actor_id in fact.members else fact.initiator_id
    number, starts_at = pair.sessions_held + 1, whole_ms(fact.starts_at)
    moment = _of_session(to_both(Occasion.SESSION_PLANNED, pair), fact.session_id)
    return replace(
        moment,
        parts={**moment.parts, Part.OTHER: pair.who.partner_of(doer)},
        each=(doer,),
        about=replace(moment.about, at=starts_at, number=number),
        details={"change": fact.change.value, "number": number, "flipped": fact.flipped},
        times={"starts_at": starts_at},
    )


def session_cancelled(fact: SessionCancelled, pair: Pair, actor_id: str | None) -> Moment:
    """The other hears of it, but a junior never of a senior's: they hear of the new date alone."""
    told = fact.concerns() - {fact.by_id, actor_id}
    parts = dict.fromkeys([Part.OTHER], *told) if told else {}
    moment = _of_session(of_pair(Occasion.SESSION_CANCELLED, pair, parts), fact.session_id)
    about = replace(moment.about, at=whole_ms(fact.starts_at))
    return replace(moment, about=about, each=tuple(sorted(fact.concerns() - told)), by=(fact.by_id,))


def session_dropped(pair: Pair, session_id: str, starts_at: datetime) -> Moment:
    """Its pair has ended before it. That is said by itself: this concerns calendars alone."""
    who = pair.who
    moment = _of_session(of_pair(Occasion.SESSION_DROPPED, pair, {}), session_id)
    return replace(
        moment,
        about=replace(moment.about, at=starts_at),
        each=(who.mentor_id, who.mentee_id),
        times={"starts_at": starts_at},
    )


def session_missed(fact: SessionMissed) -> Moment:
    """Nobody asks any more whether they met."""
    return _of_session(done(Occasion.SESSION_MISSED, fact.pair_id), fact.session_id)


def session_held(fact: SessionHeld) -> Moment:
    """They met: much that was to be said is needless."""
    moment = done(Occasion.SESSION_HELD, fact.pair_id)
    return replace(_of_session(moment, fact.session_id), details={"number": fact.number})


def senior_cancelled(fact: SeniorCancelled, pair: Pair) -> Moment:
    """The senior finds the new time, and hears so alone."""
    moment = _of_session(to_one(Occasion.SENIOR_CANCELLED, pair, fact.senior_id), fact.session_id)
    about = replace(moment.about, number=fact.in_a_row)
    return replace(moment, about=about, details={"in_a_row": fact.in_a_row, "again": fact.in_a_row > 1})


def reciprocal_offered(fact: ReciprocalOffered, pair: Pair) -> Moment:
    """Both may learn for good, if they like."""
    moment = to_both(Occasion.RECIPROCAL_OFFERED, pair)
    return replace(moment, about=replace(moment.about, number=fact.flips))


def session_suggested(fact: SessionSuggested, pair: Pair) -> Moment:
    """Too long without a session: who is to take the next step hears of it, and nobody else."""
    occasion = Occasion.SESSION_GAP if pair.sessions_held else Occasion.FIRST_SESSION_GAP
    moment = to_one(occasion, pair, fact.next_owner_id)
    days = fact.days_since
    return replace(moment, about=replace(moment.about, days=days), details={"days": days})


def _of_session(moment: Moment, session_id: str) -> Moment:
    """A session's own, that leaves its marks on the pair as well."""
    about = replace(moment.about, path=f"/pairs/{moment.subject_id}/sessions/{session_id}")
    return replace(moment, subject_id=session_id, subjects=(moment.subject_id,), about=about)
