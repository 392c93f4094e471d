"""What is told of a change of a pair's sessions: worked out from the calendar before and after it."""

from collections.abc import Iterator
from typing import Any

from libs.common.contracts.pairs import PairFact, PairRole, SessionHeld
from libs.common.contracts.sessions import (
    Channel,
    PlanChange,
    ReciprocalOffered,
    SeniorCancelled,
    SessionCancelled,
    SessionMissed,
    SessionPlanned,
)
from services.journal.domain.holding import flips_held
from services.journal.domain.sessions import Calendar, Held, Lapse, Plan, Session, State, senior_of


def facts_of(before: Calendar, after: Calendar) -> Iterator[tuple[PairFact, int | None]]:
    """Each fact with its place among those of its session."""
    for session in after.changed_since(before):
        known = before.find(session.session_id)
        if session.facts != (known.facts if known else 0):
            for fact in _told(after, known, session):
                yield fact, session.facts
    if after.story.reciprocal_offered and not before.story.reciprocal_offered:
        yield ReciprocalOffered(**_pair(after), flips=flips_held(after)), None


def _told(calendar: Calendar, known: Session | None, session: Session) -> Iterator[PairFact]:
    if session.held:
        yield _held(calendar, session, session.held)
    elif session.lapse and session.plan:
        yield from _lapsed(calendar, session, session.plan, session.lapse)
    elif session.plan:
        yield _planned(calendar, known, session, session.plan)


def _held(calendar: Calendar, session: Session, held: Held) -> SessionHeld:
    return SessionHeld(
        **_pair(calendar),
        session_id=session.session_id,
        held_at=held.at,
        number=held.number,
        next_owner_id=held.next_owner_id,
        planned=session.plan is not None,
        flipped=session.is_flipped,
        initiator_id=session.initiator_id,
    )


def _planned(calendar: Calendar, known: Session | None, session: Session, plan: Plan) -> SessionPlanned:
    return SessionPlanned(
        **_pair(calendar),
        session_id=session.session_id,
        starts_at=plan.starts_at,
        minutes=plan.minutes,
        channel=Channel(plan.channel) if plan.channel else None,
        initiator_id=session.initiator_id,
        flipped=session.is_flipped,
        change=_change(known, plan),
    )


def _change(known: Session | None, plan: Plan) -> PlanChange:
    if known is None or known.plan is None:
        return PlanChange.PLANNED
    if (known.plan.starts_at, known.state) != (plan.starts_at, State.PLANNED):
        return PlanChange.MOVED
    return PlanChange.FLIPPED if known.plan == plan else PlanChange.CHANGED


def _lapsed(calendar: Calendar, session: Session, plan: Plan, lapse: Lapse) -> Iterator[PairFact]:
    story, who = calendar.story, lapse.person_id
    is_senior = who is not None and who == senior_of(story)
    said = _pair(calendar) | {
        "session_id": session.session_id,
        "starts_at": plan.starts_at,
        "role": PairRole(story.role_of(who)) if who else None,
        "in_a_row": lapse.in_a_row,
        "told_id": who if is_senior else None,
    }
    if lapse.state is State.CANCELLED and who:
        yield SessionCancelled(**said, by_id=who)
    else:
        yield SessionMissed(**said, absent_id=who)
    if is_senior and who:
        yield SeniorCancelled(
            **_pair(calendar),
            senior_id=who,
            session_id=session.session_id,
            in_a_row=lapse.in_a_row,
            slots=lapse.slots,
        )


def _pair(calendar: Calendar) -> dict[str, Any]:
    return {"pair_id": calendar.story.pair_id, "members": calendar.story.member_ids}
