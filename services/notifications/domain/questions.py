"""Whoever lets a kind of nudges go by is asked with the next of them, once, whether less would be better."""

from libs.common.contracts.notifications import Importance
from services.notifications.domain.attention import is_time_to_ask
from services.notifications.domain.moments.people import ignored_often
from services.notifications.domain.notices import Cause, Notice, notice_of
from services.notifications.domain.plan import Plan
from services.notifications.domain.restraint import Situation


def less_often(notice: Notice, situation: Situation, plan: Plan) -> Notice | None:
    """The question, where it is time for it: its cause is that of the nudge with which it comes."""
    kind, reader, at = notice.kind, situation.reader, notice.said_at
    if at is None or notice.importance is not Importance.NUDGE or kind in situation.wishes.less:
        return None
    if not is_time_to_ask(situation.attention, kind, at):
        return None
    moment = ignored_often(reader.person_id, kind)
    cause = Cause(notice.cause_id, moment.subject_id, notice.facts, notice.correlation_id, at, notice.trace)
    made = (notice_of(message, moment, cause, reader, at) for message in plan.messages(moment))
    return next(filter(None, made), None)
