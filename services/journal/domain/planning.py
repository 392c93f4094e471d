"""Plans of sessions: made, changed and flipped, as long as the session was not held."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.journal.domain.codes import Code, RuleBroken
from services.journal.domain.keys import SealedText
from services.journal.domain.sessions import (
    CLOCKS_DIFFER_BY,
    Calendar,
    Plan,
    Session,
    State,
    new_session,
    not_held,
    told,
    whole_milliseconds,
)
from services.journal.domain.stories import Standing

FURTHEST_AHEAD = timedelta(days=366)
MOST_PLANNED = 20


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody wants a plan to be. None leaves a part of it as it is."""

    starts_at: datetime | None = None
    minutes: int | None = None
    channel: str | None = None
    link: SealedText | None = None
    drops_link: bool = False


def plan(calendar: Calendar, session_id: str, person_id: str, wanted: Plan, now: datetime) -> Calendar:
    """With one session more to come, or as it was where that one is known."""
    if calendar.find(session_id):
        return calendar
    if len(calendar.planned()) >= MOST_PLANNED:
        raise RuleBroken(Code.TOO_MANY_PLANNED)
    at = _possible(calendar, wanted.starts_at, now)
    session = new_session(calendar.story, session_id, person_id)
    return calendar.having(told(replace(session, plan=replace(wanted, starts_at=at))))


def change(calendar: Calendar, session_id: str, wish: Wish, now: datetime) -> Calendar:
    """The plan as it is wished for. A time brings back what was called off or missed."""
    session = calendar.get(session_id)
    not_held(session)
    before = session.plan
    if before is None:
        raise AssertionError("what was not planned was held")
    after = Plan(
        starts_at=_possible(calendar, wish.starts_at, now) if wish.starts_at else before.starts_at,
        minutes=wish.minutes or before.minutes,
        channel=wish.channel or before.channel,
        link=None if wish.drops_link else wish.link or before.link,
    )
    lapse = None if wish.starts_at else session.lapse
    if (after, lapse) == (before, session.lapse):
        return calendar
    return calendar.having(_told_if_planned(replace(session, plan=after, lapse=lapse)))


def rebook(calendar: Calendar, session_id: str, slot: datetime, now: datetime) -> Calendar:
    """At one of the times that were proposed. Again at the same one: nothing new."""
    session = calendar.get(session_id)
    if session.state is State.PLANNED and session.plan and session.plan.starts_at == slot:
        return calendar
    if session.lapse is None or slot not in session.lapse.slots:
        raise RuleBroken(Code.NO_SUCH_SLOT)
    return change(calendar, session_id, Wish(starts_at=slot), now)


def flip(calendar: Calendar, session_id: str, is_flipped: bool) -> Calendar:
    """Roles are swapped for this session, or as usual again."""
    session = calendar.get(session_id)
    if session.is_flipped is is_flipped:
        return calendar
    not_held(session)
    return calendar.having(_told_if_planned(replace(session, is_flipped=is_flipped)))


def _told_if_planned(session: Session) -> Session:
    return told(session) if session.state is State.PLANNED else session


def _possible(calendar: Calendar, starts_at: datetime, now: datetime) -> datetime:
    """When they want to meet, if that can be."""
    if calendar.story.standing is Standing.ENDED:
        raise RuleBroken(Code.PAIR_ENDED)
    if starts_at < now - CLOCKS_DIFFER_BY:
        raise RuleBroken(Code.SESSION_IN_THE_PAST)
    if starts_at > now + FURTHEST_AHEAD:
        raise RuleBroken(Code.SESSION_TOO_FAR_AHEAD)
    return whole_milliseconds(starts_at)
