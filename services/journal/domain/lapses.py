"""Sessions that were cancelled or missed: by whom, how often in a row, and whose task the new time is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from services.journal.domain.codes import Code, RuleBroken
from services.journal.domain.sessions import (
    CLOCKS_DIFFER_BY,
    Calendar,
    Lapse,
    Plan,
    State,
    members_only,
    not_held,
    senior_of,
    told,
)

SLOTS = 3
SEARCHED = timedelta(days=10)
NOTICE = timedelta(hours=20)
"""A slot is no sooner than the next day."""

SATURDAY = 5


def cancel(calendar: Calendar, session_id: str, person_id: str, now: datetime) -> Calendar:
    """One of the two calls it off. What has lapsed stays as it was told first."""
    return _lapse(calendar, session_id, Lapse(State.CANCELLED, person_id), now)


def miss(calendar: Calendar, session_id: str, absent_id: str | None, now: datetime) -> Calendar:
    """One of the two did not come, or neither did. Nobody can be late before it begins."""
    session = calendar.get(session_id)
    if session.plan and session.state is State.PLANNED and session.plan.starts_at > now + CLOCKS_DIFFER_BY:
        raise RuleBroken(Code.SESSION_NOT_BEGUN)
    return _lapse(calendar, session_id, Lapse(State.MISSED, absent_id), now)


def _lapse(calendar: Calendar, session_id: str, lapse: Lapse, now: datetime) -> Calendar:
    story, session = calendar.story, calendar.get(session_id)
    members_only(story, (lapse.person_id,))
    not_held(session)
    if session.lapse or session.plan is None:
        return calendar
    who = lapse.person_id
    if who:
        # Whoever let the other down finds the new time: in a reverse pair a junior never has to chase a senior.
        story = replace(story, lapses=(*story.lapses, who), next_owner_id=who)
        slots = near_slots(calendar, session.plan, now) if who == senior_of(story) else ()
        lapse = replace(lapse, in_a_row=story.lapses.count(who), slots=slots)
    return replace(calendar.having(told(replace(session, lapse=lapse))), story=story)


def near_slots(calendar: Calendar, plan: Plan, now: datetime) -> tuple[datetime, ...]:
    """Three times within ten days: the same weekday first, then the nearest, in their order.

    They are at the time of day that suited both once, which is within working hours wherever the two are, and from
    Monday to Friday. What is taken by another session of the two is left out.
    """
    taken = {at for at, _ in calendar.planned()}
    free = [at for at in _days(plan.starts_at, now) if at not in taken]
    best = sorted(free, key=lambda at: (at.weekday() != plan.starts_at.weekday(), at))
    return tuple(sorted(best[:SLOTS]))


def _days(starts_at: datetime, now: datetime) -> Iterator[datetime]:
    """Every working day of the search, at that time of day."""
    first = now.replace(hour=starts_at.hour, minute=starts_at.minute, second=0, microsecond=0)
    for number in range(SEARCHED.days + 1):
        at = first + timedelta(days=number)
        if now + NOTICE <= at <= now + SEARCHED and at.weekday() < SATURDAY and at != starts_at:
            yield at
