"""What the bearer of a link may ask of notifications in its person's name, without having signed in."""

from libs.common.contracts.asks import Ask, Reply
from libs.common.contracts.base import Id, Service
from libs.common.contracts.notifications import Channel, Kind


class NoticeTitle(Reply):
    """What its mail said above all."""

    title: str


class ReadTitle(Ask[NoticeTitle], to=Service.NOTIFICATIONS, reply=NoticeTitle):
    """Nothing but the title, and nothing is changed: it is no sign that somebody has read."""

    notice_id: Id


class SwitchedOff(Reply):
    """What does not come any more."""

    kind: Kind | None
    channel: Channel


class SwitchOff(Ask[SwitchedOff], to=Service.NOTIFICATIONS, reply=SwitchedOff):
    """No more of a kind through a channel; without a kind, no more of all that is no answer to what somebody did."""

    kind: Kind | None = None
    channel: Channel
