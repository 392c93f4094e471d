"""To have met: which session is meant, how it counts, and what follows for the pair."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from libs.common.contracts.requests import Direction
from services.journal.domain.codes import Code, RuleBroken
from services.journal.domain.sessions import (
    CLOCKS_DIFFER_BY,
    Calendar,
    Held,
    Session,
    State,
    members_only,
    new_session,
    told,
    whole_milliseconds,
)
from services.journal.domain.stories import Story

SAME_MEETING = timedelta(hours=12)
"""Who says "we met" this close to a planned session means that one."""

FLIPS_TO_OFFER = 3
ONE_WAY = (Direction.FORWARD, Direction.REVERSE)


@dataclass(frozen=True, slots=True)
class Report:
    """Somebody says that they met, or a platform says it of them. Without a time, as planned."""

    session_id: str
    person_id: str
    held_at: datetime | None = None


def hold(calendar: Calendar, report: Report, now: datetime) -> Calendar:
    """With one more session held, or as it was where that one is known. The next step changes hands.

    A pair for one talk is active with it; every other one when its agreement comes into force.
    """
    story = calendar.story
    members_only(story, (report.person_id,))
    known = _meant(calendar, report)
    if known and not known.is_called(report.session_id):
        known = replace(known, told_as=(*known.told_as, report.session_id))
    if known and known.held:
        return calendar.having(known)
    session = known or new_session(story, report.session_id, report.person_id)
    held_at = _possible(story, report.held_at or _as_planned(session, now), now)
    owner_id = story.other(story.next_owner_id)
    held = Held(held_at, story.sessions_held + 1, owner_id, report.person_id)
    after = calendar.having(told(replace(session, held=held)))
    return replace(after, story=_with_one_more(after, held, now))


def flips_held(calendar: Calendar) -> int:
    """How often they met the other way round."""
    return sum(one.is_flipped for one in calendar.sessions if one.held)


def _with_one_more(calendar: Calendar, held: Held, now: datetime) -> Story:
    story = calendar.story
    is_due = Direction(story.direction) in ONE_WAY and flips_held(calendar) >= FLIPS_TO_OFFER
    return replace(
        story,
        active_since=story.active_since or (now if story.direction == Direction.FLASH else None),
        sessions_held=held.number,
        last_held_at=max(held.at, story.last_held_at or held.at),
        next_owner_id=held.next_owner_id,
        lapses=(),
        reciprocal_offered=story.reciprocal_offered or is_due,
    )


def _meant(calendar: Calendar, report: Report) -> Session | None:
    """The session of this id, or the planned one close by; one that was called off only where there is no other."""
    named = calendar.find(report.session_id)
    if named or report.held_at is None:
        return named
    near = [
        ((one.state in (State.CANCELLED, State.MISSED), abs(report.held_at - one.plan.starts_at), one.session_id), one)
        for one in calendar.sessions
        if one.plan and abs(report.held_at - one.plan.starts_at) <= SAME_MEETING
    ]
    return min(near, key=lambda each: each[0])[1] if near else None


def _as_planned(session: Session, now: datetime) -> datetime:
    return min(session.plan.starts_at, now) if session.plan else now


def _possible(story: Story, held_at: datetime, now: datetime) -> datetime:
    """When they met, if that can have been."""
    if held_at > now + CLOCKS_DIFFER_BY:
        raise RuleBroken(Code.SESSION_IN_THE_FUTURE)
    if held_at < story.formed_at - CLOCKS_DIFFER_BY:
        raise RuleBroken(Code.SESSION_BEFORE_THE_PAIR)
    if story.ended_at and held_at > story.ended_at + CLOCKS_DIFFER_BY:
        raise RuleBroken(Code.SESSION_AFTER_THE_PAIR)
    return whole_milliseconds(held_at)
