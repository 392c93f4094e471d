"""Asks in: what notifications answers to each."""

from libs.common.asks import Answers
from libs.common.contracts import announcements, bearers, chat, devices, notices, plans, preferences, wordings
from libs.common.contracts import invitations as inviting_asks
from libs.common.contracts.deliveries import ReadDeliveryStatistics, ReadOwnDeliveries
from libs.common.contracts.dry_runs import DryRun
from services.notifications.use_cases.announcing import Announcing
from services.notifications.use_cases.bearing import Bearing
from services.notifications.use_cases.chatting import OwnChat
from services.notifications.use_cases.choosing import Choosing
from services.notifications.use_cases.devices import OwnDevices
from services.notifications.use_cases.dry_runs import DryRuns
from services.notifications.use_cases.inbox import Inboxes
from services.notifications.use_cases.inviting import Inviting
from services.notifications.use_cases.planning import Planning
from services.notifications.use_cases.statistics import Statistics
from services.notifications.use_cases.tidying import Tidying
from services.notifications.use_cases.wordings import Wordings


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


def of_bearers(answers: Answers, bearing: Bearing) -> None:
    """What whoever clicks a link asks in their person's name."""
    answers.on(bearers.ReadTitle, bearing.title)
    answers.on(bearers.SwitchOff, bearing.switch_off)


def of_announcements(answers: Answers, announcing: Announcing) -> None:
    """What administrators ask who have something to say to many."""
    answers.on(announcements.Announce, announcing.announce)
    answers.on(announcements.PreviewAnnouncement, announcing.preview)
    answers.on(announcements.ListAnnouncements, announcing.list_)
    answers.on(announcements.WithdrawAnnouncement, announcing.withdraw)


def of_invitations(answers: Answers, inviting: Inviting) -> None:
    """What inviters ask, and the bearers of their links."""
    answers.on(inviting_asks.InviteColleague, inviting.invite)
    answers.on(inviting_asks.ReadInvitations, inviting.list_)
    answers.on(inviting_asks.TakeInvitationBack, inviting.take_back)
    answers.on(inviting_asks.RefuseInvitations, inviting.refuse)


def of_wordings(answers: Answers, own: Wordings) -> None:
    """What administrators ask about the words of their organisation."""
    answers.on(wordings.ReadWordings, own.list_)
    answers.on(wordings.ReadWording, own.read)
    answers.on(wordings.SetWording, own.set)
    answers.on(wordings.ResetWording, own.reset)
    answers.on(wordings.PreviewWording, own.preview)


def of_programmes(answers: Answers, planning: Planning, dry_runs: DryRuns, statistics: Statistics) -> None:
    """What those who run a programme ask: its plan, who would hear what, and what became of it."""
    answers.on(plans.ReadPlan, planning.read)
    answers.on(plans.SetPlan, planning.set)
    answers.on(DryRun, dry_runs.run)
    answers.on(ReadDeliveryStatistics, statistics.read)
    answers.on(ReadOwnDeliveries, statistics.read_own)


def of_reach(answers: Answers, own_devices: OwnDevices, own_chat: OwnChat) -> None:
    """Where else people can be reached: what they say about their devices and their chat."""
    answers.on(devices.AddDevice, own_devices.add)
    answers.on(devices.ListDevices, own_devices.list_)
    answers.on(devices.RemoveDevice, own_devices.remove)
    answers.on(chat.ReadChat, own_chat.read)
    answers.on(chat.LinkChat, own_chat.link)
    answers.on(chat.UnlinkChat, own_chat.unlink)
