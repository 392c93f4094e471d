"""The agenda of a session: lines of both sides, and what is open goes on to the next one."""

from dataclasses import replace
from datetime import datetime

from services.journal.domain.codes import Code, RuleBroken
from services.journal.domain.sessions import Calendar, Item, Session, State

MOST_ITEMS = 50


def added(session: Session, item: Item) -> Session:
    """With one line more, at the end; as it was where that line was added before, whatever became of it."""
    if item.item_id in session.item_ids:
        return session
    if len(session.items) >= MOST_ITEMS:
        raise RuleBroken(Code.AGENDA_IS_FULL)
    return replace(session, items=(*session.items, item), item_ids=(*session.item_ids, item.item_id))


def carried(calendar: Calendar, now: datetime) -> Calendar:
    """What is open on the agenda of a session that is over goes to the next one that is planned."""
    ahead = [one for at, one in calendar.planned() if at > now]
    over = [one for one in calendar.sessions if one.state is not State.PLANNED and _open(one)]
    if not ahead or not over:
        return calendar
    moving = [item for one in over for item in _open(one)]
    after = [replace(one, items=tuple(item for item in one.items if item.is_done)) for one in over]
    return calendar.having(*after, replace(ahead[0], items=(*moving, *ahead[0].items)))


def settled(calendar: Calendar, now: datetime) -> Calendar:
    """What follows from any change: open lines go on, and the story knows what comes next."""
    after = carried(calendar, now)
    starts = [at for at, _ in after.planned()]
    changes = after.story.calendar_changes + 1
    story = replace(after.story, next_session_at=starts[0] if starts else None, calendar_changes=changes)
    return replace(after, story=story)


def _open(session: Session) -> tuple[Item, ...]:
    return tuple(item for item in session.items if not item.is_done)
