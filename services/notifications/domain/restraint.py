"""Whether something is said now, later or never. The same function decides in the service and in the dry run."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from libs.common.contracts.notifications import Channel, Importance
from services.notifications.domain.attention import Attention
from services.notifications.domain.notices import Notice, NoticeState, needless
from services.notifications.domain.pairs import Pair
from services.notifications.domain.people import Person
from services.notifications.domain.plan import Hold
from services.notifications.domain.preferences import Wishes

LEFT = "person-left"
PARTNER_LEFT = "partner-left"
DONE = "already-done"
EXPIRED = "expired"
NOT_NEXT = "not-next"
IS_NEXT = "is-next"
PAIR_RESTS = "pair-rests"
SWITCHED_OFF = "switched-off"
MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Say:
    """Now, through these channels, each not before its time."""

    channels: Mapping[Channel, datetime]


@dataclass(frozen=True, slots=True)
class Move:
    """Not now; look again then."""

    until: datetime
    code: str


@dataclass(frozen=True, slots=True)
class Drop:
    """Never."""

    code: str


Verdict = Say | Move | Drop


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything that a verdict depends on."""

    reader: Person
    wishes: Wishes
    attention: Attention
    marks: Mapping[str, datetime]
    pair: Pair | None = None
    """Of which the notice speaks, where it speaks of one."""

    partner_has_left: bool = False
    ways: frozenset[Channel] = frozenset({Channel.INBOX, Channel.MAIL})
    """Channels through which the reader can be reached."""


def decide(notice: Notice, situation: Situation, now: datetime) -> Verdict:
    """What is to become of a notice whose time has come."""
    code = _needless(notice, situation, now)
    if code:
        return Drop(code)
    channels = [channel for channel in notice.channels if channel in situation.ways]
    channels = [channel for channel in channels if _takes(notice, situation, channel)]
    if not channels:
        return Drop(SWITCHED_OFF)
    return Say(dict.fromkeys(channels, now))


def why_kept(notice: Notice, channel: Channel, situation: Situation, now: datetime) -> str | None:
    """Why what was said does not go out by a channel any more, up to the moment of sending."""
    if notice.state is NoticeState.DROPPED:
        return notice.code
    if notice.digest_id and channel is Channel.MAIL:
        return MERGED
    return _needless(notice, situation, now) or (None if _takes(notice, situation, channel) else SWITCHED_OFF)


def _takes(notice: Notice, situation: Situation, channel: Channel) -> bool:
    """The reader wants this kind there, or is not asked."""
    return notice.importance is Importance.CRITICAL or situation.wishes.takes(notice.kind, channel)


def _needless(notice: Notice, situation: Situation, now: datetime) -> str | None:
    """Why it is not said any more, whatever anybody wishes."""
    if situation.reader.has_left:
        return LEFT
    if notice.expires_at and now >= notice.expires_at:
        return EXPIRED
    if needless(notice, situation.marks, now):
        return DONE
    pair = situation.pair
    if notice.holds and situation.partner_has_left:
        return PARTNER_LEFT
    if Hold.PAIR_GOES_ON in notice.holds and pair and not pair.goes_on:
        return PAIR_RESTS
    if Hold.IS_NEXT_OWNER in notice.holds and pair and pair.next_owner_id not in (None, notice.person_id):
        return NOT_NEXT
    if Hold.IS_NOT_NEXT_OWNER in notice.holds and pair and pair.next_owner_id in (None, notice.person_id):
        return IS_NEXT
    return None
