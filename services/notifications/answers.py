"""Asks in: what notifications answers to each."""

from libs.common.asks import Answers
from libs.common.contracts import invitations as inviting_asks
from libs.common.contracts import notices, preferences
from services.notifications.use_cases.choosing import Choosing
from services.notifications.use_cases.inbox import Inboxes
from services.notifications.use_cases.inviting import Inviting
from services.notifications.use_cases.tidying import Tidying


def of_inboxes(answers: Answers, inboxes: Inboxes, tidying: Tidying) -> None:
    """What people ask about what was said to them."""
    answers.on(notices.ReadInbox, inboxes.read)
    answers.on(notices.ReadWhy, inboxes.why)
    answers.on(notices.MarkRead, tidying.read)
    answers.on(notices.MarkDone, tidying.done)
    answers.on(notices.MarkNotUseful, tidying.not_useful)
    answers.on(notices.SnoozeNotice, tidying.snooze)


def of_preferences(answers: Answers, choosing: Choosing) -> None:
    """What people ask about what they want to hear, and administrators for everybody."""
    answers.on(preferences.ReadPreferences, choosing.read)
    answers.on(preferences.SetPreferences, choosing.set)
    answers.on(preferences.ReadDefaults, choosing.read_defaults)
    answers.on(preferences.SetDefaults, choosing.set_defaults)


def of_invitations(answers: Answers, inviting: Inviting) -> None:
    """What inviters ask, and the bearers of their links."""
    answers.on(inviting_asks.InviteColleague, inviting.invite)
    answers.on(inviting_asks.ReadInvitations, inviting.list_)
    answers.on(inviting_asks.TakeInvitationBack, inviting.take_back)
    answers.on(inviting_asks.RefuseInvitations, inviting.refuse)
