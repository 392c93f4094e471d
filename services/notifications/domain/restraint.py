"""Whether something is said now, later or never. The same function decides in the service and in the dry run."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from libs.common.contracts.notifications import Channel, Digest, Importance
from services.notifications.domain.attention import Attention, Nudged, next_of_kind, room_from, spent
from services.notifications.domain.digests import GATHERED, gathered, window_end
from services.notifications.domain.notices import Notice, NoticeState, needless
from services.notifications.domain.pairs import Pair
from services.notifications.domain.people import Person
from services.notifications.domain.plan import Hold
from services.notifications.domain.preferences import Wishes
from services.notifications.domain.quiet import loud_from

LEFT = "person-left"
PARTNER_LEFT = "partner-left"
DONE = "already-done"
EXPIRED = "expired"
NOT_NEXT = "not-next"
IS_NEXT = "is-next"
PAIR_RESTS = "pair-rests"
SWITCHED_OFF = "switched-off"
PAUSED = "paused"
QUIET = "quiet-hours"
TOO_SOON = "too-soon"
OVER_BUDGET = "over-budget"
STALE = "stale"
KNOWN = "known-already"
SUSPENDED = "suspended"

STALE_AFTER = timedelta(days=14)
"""A nudge that would come so long after its time is not worth anybody's attention."""


@dataclass(frozen=True, slots=True)
class Say:
    """Now, through these channels, each not before its time."""

    channels: Mapping[Channel, datetime]
    digest_at: datetime | None = None
    """What is missing in `channels` comes with the digest of this time."""


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
    """With what was followed: see `attention.followed`."""

    marks: Mapping[str, datetime]
    pair: Pair | None = None
    """Of which the notice speaks, where it speaks of one."""

    partner_has_left: bool = False
    is_suspended: bool = False
    """The reader, or somebody whom it names."""

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
    if notice.importance is Importance.CRITICAL:
        return Say(dict.fromkeys(channels, now))
    held = _held(notice, situation, now) if notice.importance is Importance.NUDGE else None
    return held or _said(notice, channels, situation, now)


def why_kept(notice: Notice, channel: Channel, situation: Situation, now: datetime) -> str | None:
    """Why what was said does not go out by a channel any more, up to the moment of sending."""
    if notice.state is NoticeState.DROPPED:
        return notice.code
    if channel is Channel.CALENDAR:
        # Whether it is still the newest of its session, a mark cannot say: who makes the entry does.
        situation = replace(situation, marks={})
    code = _needless(notice, situation, now)
    # Of what comes with a digest, each is asked by itself.
    if code or notice.items or notice.importance is Importance.CRITICAL:
        return code
    if not _takes(notice, situation, channel):
        return SWITCHED_OFF
    if channel in GATHERED and (notice.read_at or notice.done_at):
        return KNOWN
    paused_until = situation.wishes.paused_until
    if notice.importance is Importance.NUDGE and paused_until and now < paused_until:
        return PAUSED
    return None


def taken(attention: Attention, notice: Notice, verdict: Say, now: datetime) -> Attention:
    """What its reader's attention is once it is said."""
    after = replace(attention, digest_at=verdict.digest_at or attention.digest_at)
    if notice.importance is not Importance.NUDGE:
        return after
    return spent(after, Nudged(now, notice.kind, notice.notice_id, notice.unless))


def _held(notice: Notice, situation: Situation, now: datetime) -> Move | Drop | None:
    """What keeps a nudge from being said now: the first of these that does."""
    wishes, attention, kind = situation.wishes, situation.attention, notice.kind
    if wishes.budget <= 0:
        return Drop(OVER_BUDGET)
    if wishes.paused_until and wishes.paused_until > now:
        return _later(notice, wishes.paused_until, PAUSED)
    loud = loud_from(wishes.quiet, situation.reader.time_zone, now)
    if loud > now:
        return _later(notice, loud, QUIET)
    free = next_of_kind(attention, kind, now, less=kind in wishes.less)
    if free > now:
        return _later(notice, free, TOO_SOON)
    room = room_from(attention, wishes.budget, now)
    return _later(notice, room, OVER_BUDGET) if room > now else None


def _later(notice: Notice, until: datetime, code: str) -> Move | Drop:
    """Then, if it is worth anything by then."""
    if notice.expires_at and until >= notice.expires_at:
        return Drop(code)
    # A morning is never too late, also for what was heard of late.
    if code != QUIET and until > notice.due + STALE_AFTER:
        return Drop(STALE)
    return Move(until, code)


def _said(notice: Notice, channels: list[Channel], situation: Situation, now: datetime) -> Say:
    """The inbox at once. Of the others: by themselves, where they make no sound at night, or all together."""
    wishes, zone = situation.wishes, situation.reader.time_zone
    loud = loud_from(wishes.quiet, zone, now) if wishes.own_quiet else now
    times = {channel: now if channel is Channel.INBOX else loud for channel in channels}
    is_gathered = notice.importance is Importance.NUDGE or wishes.gathers_personal
    if not is_gathered or wishes.digest is Digest.OFF or not gathered(channels):
        return Say(times)
    open_until = situation.attention.digest_at
    end = open_until if open_until and open_until > now else window_end(wishes.digest, zone, now)
    return Say({channel: at for channel, at in times.items() if channel not in GATHERED}, end)


def _takes(notice: Notice, situation: Situation, channel: Channel) -> bool:
    """The reader wants this kind there, or is not asked."""
    return notice.importance is Importance.CRITICAL or situation.wishes.hears(notice.kind, notice.importance, channel)


def _needless(notice: Notice, situation: Situation, now: datetime) -> str | None:
    """Why it is not said any more, whatever anybody wishes."""
    if situation.reader.has_left:
        return LEFT
    if notice.importance is Importance.NUDGE and situation.is_suspended:
        return SUSPENDED
    if notice.expires_at and now >= notice.expires_at:
        return EXPIRED
    if needless(notice, situation.marks, now):
        return DONE
    return _does_not_hold(notice, situation) if notice.holds else None


def _does_not_hold(notice: Notice, situation: Situation) -> str | None:
    """What its pair is by now that it was not to be."""
    pair = situation.pair
    if situation.partner_has_left:
        return PARTNER_LEFT
    if Hold.PAIR_GOES_ON in notice.holds and pair and not pair.goes_on:
        return PAIR_RESTS
    if Hold.IS_NEXT_OWNER in notice.holds and pair and pair.next_owner_id not in (None, notice.person_id):
        return NOT_NEXT
    if Hold.IS_NOT_NEXT_OWNER in notice.holds and pair and pair.next_owner_id in (None, notice.person_id):
        return IS_NEXT
    return None
