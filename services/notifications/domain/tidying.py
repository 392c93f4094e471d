"""What a reader makes of what was said to them. A repeat changes nothing."""

from dataclasses import replace
from datetime import datetime, timedelta

from libs.common.contracts.notifications import Importance
from services.notifications.domain.codes import Code, RuleBroken
from services.notifications.domain.notices import Notice, NoticeState

LONGEST_SNOOZE = timedelta(days=180)


def read(notice: Notice, now: datetime) -> Notice:
    """Seen. What is snoozed comes back unread."""
    if notice.read_at or notice.snoozed_until:
        return notice
    return replace(notice, read_at=now)


def done(notice: Notice, now: datetime) -> Notice:
    """Nothing is left to do about it, and it does not come again."""
    if notice.done_at:
        return notice
    kept = replace(notice, state=NoticeState.SAID, code=None, snoozed_until=None)
    return replace(kept, read_at=notice.read_at or now, done_at=now)


def not_useful(notice: Notice, now: datetime) -> Notice:
    """Done, and of no use."""
    return replace(done(notice, now), not_useful=True)


def snoozed(notice: Notice, until: datetime, now: datetime) -> Notice:
    """It waits once more, by its reader's own wish: no budget of the house's ideas keeps it back then."""
    if until == notice.snoozed_until:
        return notice
    if not now < until <= now + LONGEST_SNOOZE:
        raise RuleBroken(Code.SNOOZE_TIME)
    is_nudge = notice.importance is Importance.NUDGE
    return replace(
        notice,
        state=NoticeState.WAITING,
        importance=Importance.PERSONAL if is_nudge else notice.importance,
        not_before=until,
        moves=0,
        snoozed_until=until,
        times_snoozed=notice.times_snoozed + (notice.snoozed_until is None),
        read_at=None,
        done_at=None,
        not_useful=False,
    )
