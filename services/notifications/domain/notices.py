"""The spine: one row for each thing to say to one person, from when on, until when, unless what, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from libs.common.contracts.notifications import Channel, Importance, Kind, Step
from libs.common.ids import derived_id
from services.notifications.domain.people import Person
from services.notifications.domain.plan import About, Delay, Hold, Message, Moment, Tie, mark_of
from services.notifications.domain.timing import due_at


class NoticeState(StrEnum):
    """Where a notice is. All but the first are its end."""

    WAITING = "waiting"
    SAID = "said"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Cause:
    """Why something is said. `key` makes it one cause, however often it comes."""

    id: str
    key: str
    facts: tuple[str, ...]
    """The ids of the events behind it."""

    correlation_id: str
    at: datetime
    """When it happened."""

    trace: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Happened:
    """A moment with its cause, and why nothing is said of it, where that is so."""

    moment: Moment | None
    cause: Cause
    silence: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Its id is derived from person, row of the plan and cause: a repeat finds it."""

    org: str
    notice_id: str
    person_id: str
    row: str
    kind: Kind
    importance: Importance
    template: str
    about: About
    subject_id: str
    channels: tuple[Channel, ...]
    cause_id: str
    facts: tuple[str, ...]
    correlation_id: str
    created_at: datetime
    since: datetime
    """When its cause happened: what makes it needless counts from then on."""

    not_before: datetime
    due: datetime
    """When the plan wants it said, however often it was moved since."""

    expires_at: datetime | None = None
    unless: tuple[str, ...] = ()
    """The keys of marks."""

    unless_lately: tuple[str, ...] = ()
    lately_days: int = 0
    holds: tuple[Hold, ...] = ()
    tie: Tie = Tie.NONE
    every_days: int = 0
    clock: str = ""
    """The reader's time of day at which it comes again."""

    pair_id: str | None = None
    """Of which `holds` speak."""

    actions: tuple[Step, ...] = ()
    state: NoticeState = NoticeState.WAITING
    code: str | None = None
    """Why it was dropped, or moved the last time."""

    moves: int = 0
    said_at: datetime | None = None
    in_inbox: bool = False
    digest_id: str | None = None
    """The notice with which its mail comes, where its reader wants them together."""

    items: tuple[str, ...] = ()
    """Of such a notice: those that come with it."""

    read_at: datetime | None = None
    done_at: datetime | None = None
    not_useful: bool = False
    snoozed_until: datetime | None = None
    """Its reader has had it and wants it again then: until that time it waits like any other."""

    times_snoozed: int = 0
    trace: dict[str, str] = field(default_factory=dict)
    revision: int = 0

    @property
    def is_open(self) -> bool:
        """It has not come to its end."""
        return self.state is NoticeState.WAITING

    @property
    def was_said(self) -> bool:
        """Its reader has had it, also where it comes again."""
        return self.state is NoticeState.SAID or self.snoozed_until is not None

    @property
    def marks(self) -> frozenset[str]:
        """The keys that can make it needless."""
        return frozenset((*self.unless, *self.unless_lately))


def notice_of(message: Message, moment: Moment, cause: Cause, reader: Person, now: datetime) -> Notice | None:
    """What a row of the plan comes to for one person.

    Nothing where its time was over when its fact happened, or where it is worth nothing when that is heard.
    """
    row, person_id = message.row, message.person_id
    due = due_at(row.delay, cause.at, moment.times, reader.time_zone)
    expires_at = due_at(row.expires, due, moment.times, reader.time_zone) if row.expires else None
    if due < cause.at or (expires_at and expires_at <= now):
        return None
    return Notice(
        org=reader.org,
        notice_id=derived_id("ntc", reader.org, person_id, row.name, _key(message, cause)),
        person_id=person_id,
        row=row.name,
        kind=row.kind,
        importance=row.importance,
        template=message.template,
        about=message.about,
        subject_id=message.subject_id,
        channels=message.channels,
        cause_id=cause.id,
        facts=cause.facts,
        correlation_id=cause.correlation_id,
        created_at=now,
        since=cause.at,
        # What is said with its fact is said now, however late the fact was heard.
        not_before=now if row.is_at_once else due,
        due=due,
        expires_at=expires_at,
        unless=_keys(row.unless, message),
        unless_lately=_keys(row.unless_lately, message),
        lately_days=row.lately_days,
        holds=row.holds,
        tie=row.tie,
        every_days=row.every_days,
        clock=row.delay.at,
        pair_id=moment.pair_id,
        actions=row.offers,
        trace=dict(cause.trace),
    )


def _key(message: Message, cause: Cause) -> str:
    """What makes it the same notice: its cause, or all that it speaks of."""
    return f"{message.subject_id} until {message.about.until}" if message.row.once else cause.key


def _keys(names: Iterable[str], message: Message) -> tuple[str, ...]:
    return tuple(mark_of(name, message.subject_id, message.person_id) for name in names)


def turn(notice: Notice) -> tuple[datetime, datetime, str, str]:
    """In which order it is decided what is due to one person: what has waited longest comes first."""
    return notice.not_before, notice.due, notice.row, notice.notice_id


def said(notice: Notice, now: datetime, *, in_inbox: bool, digest_id: str | None = None) -> Notice:
    """Its reader has it, or it is on its way to them."""
    after = replace(notice, state=NoticeState.SAID, said_at=now, in_inbox=in_inbox, digest_id=digest_id)
    return replace(after, code=None, snoozed_until=None)


def silenced(notice: Notice, code: str) -> Notice:
    """Better not said."""
    return replace(notice, state=NoticeState.DROPPED, code=code, snoozed_until=None)


def moved(notice: Notice, until: datetime, code: str) -> Notice:
    """Not now: at the earliest then."""
    return replace(notice, not_before=until, code=code, moves=notice.moves + 1)


def next_of(notice: Notice, marks: Mapping[str, datetime], zone: str) -> Notice | None:
    """The next time of what is said again and again, at the same time of day where the reader is."""
    if not notice.every_days or notice.times_snoozed or is_settled(notice, marks):
        return None  # of what comes again because its reader asked for it, the first time said what follows
    due = due_at(Delay(days=notice.every_days, at=notice.clock), notice.due, {}, zone)
    notice_id = derived_id("ntc", notice.notice_id, due.isoformat())
    return replace(
        notice,
        notice_id=notice_id,
        about=replace(notice.about, number=(notice.about.number or 1) + 1),
        not_before=due,
        due=due,
        expires_at=notice.expires_at and notice.expires_at + (due - notice.due),
        state=NoticeState.WAITING,
        code=None,
        moves=0,
        said_at=None,
        in_inbox=False,
        digest_id=None,
        read_at=None,
        done_at=None,
        not_useful=False,
        snoozed_until=None,
        times_snoozed=0,
        revision=0,
    )


def is_settled(notice: Notice, marks: Mapping[str, datetime]) -> bool:
    """Something that makes it needless for good happened after its cause. A fact does not cancel itself."""
    return any(marks[key] > notice.since for key in notice.unless if key in marks)


def is_over(notice: Notice, marks: Mapping[str, datetime], now: datetime) -> bool:
    """Of what was said: by now it would not be said any more, whatever comes."""
    return bool(notice.expires_at and now >= notice.expires_at) or is_settled(notice, marks)


def needless(notice: Notice, marks: Mapping[str, datetime], now: datetime) -> bool:
    """Something that makes it so has happened after its cause, or lately."""
    if is_settled(notice, marks):
        return True
    lately = now - timedelta(days=notice.lately_days)
    return any(marks[key] >= lately for key in notice.unless_lately if key in marks)
