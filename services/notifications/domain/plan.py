"""The communication plan: what may happen, and the rows that say who hears what of it, when, and unless what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from libs.common.contracts.notifications import Channel, Importance, Kind, Step
from libs.common.contracts.requests import Direction
from services.notifications.domain.occasions import Occasion


class Part(StrEnum):
    """What somebody is in an occasion: it chooses their words."""

    MENTOR = "mentor"
    MENTEE = "mentee"
    CLAIMANT = "claimant"
    ASKED = "asked"
    EACH = "each"
    """Of those whom something concerns alike: `About.both` says who the two are, or `Moment.each` who they are."""

    OTHER = "other"
    """Of two, the one who did not do it: whoever did is then `each`."""

    INVITER = "inviter"
    INVITED = "invited"


EVERYWHERE = (Channel.INBOX, Channel.MAIL, Channel.PUSH, Channel.CHAT)


@dataclass(frozen=True, slots=True)
class Line:
    """One part hears of it, in words of its own for some directions; of `only` some directions, where that is said."""

    part: Part
    own_words: frozenset[Direction] = frozenset()
    words: str = ""
    """Whose words they are where both parts hear the same; else their own."""

    only: frozenset[Direction] = frozenset()
    channels: tuple[Channel, ...] = ()
    """Instead of the row's."""

    def template(self, row: str, direction: Direction | None) -> str:
        """The name of the words."""
        plain = f"{row}-{self.words or self.part}"
        return f"{plain}-{direction}" if direction in self.own_words else plain


class Tie(StrEnum):
    """What a block, or hiding, does to a message: see `domain/sight.py`."""

    NONE = "none"
    INTRODUCTION = "introduction"
    ERRAND = "errand"


class Hold(StrEnum):
    """What must be so when a message is said."""

    IS_NEXT_OWNER = "is-next-owner"
    IS_NOT_NEXT_OWNER = "is-not-next-owner"
    PAIR_GOES_ON = "pair-goes-on"


@dataclass(frozen=True, slots=True)
class Delay:
    """From a moment to a time. Elapsed (`hours`, also negative), or so many calendar days on at a local time."""

    start: str = ""
    """One of the moment's `times`, such as `starts_at`; without it, when it happened."""

    hours: float = 0
    days: int = 0
    at: str = ""
    """`08:30` where the reader is, on that day. Without it, days are of 24 hours."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the plan: the fact it follows, the time it waits, whom it tells, and what makes it needless."""

    name: str
    follows: str
    """The occasion that it follows."""

    to: tuple[Line, ...]
    kind: Kind
    phase: str = ""
    purpose: dict[str, str] = field(default_factory=dict)
    """Why it is in the plan, for organisers, by language."""

    importance: Importance = Importance.NUDGE
    channels: tuple[Channel, ...] = EVERYWHERE
    tie: Tie = Tie.NONE
    when: dict[str, tuple[str | int | bool, ...]] = field(default_factory=dict)
    """Only where each of these details of the moment is one of these."""

    delay: Delay = Delay()
    expires: Delay | None = None
    """After this it is worth nothing: counted from when it is due, or from one of the moment's times."""

    unless: tuple[str, ...] = ()
    """What makes it needless once it happened after the fact, as names of marks: see `Moment.marks`."""

    holds: tuple[Hold, ...] = ()
    every_days: int = 0
    """Again and again after so many days, until one of `unless` happens: `About.number` counts."""

    unless_lately: tuple[str, ...] = ()
    """What makes it needless where it happened within `lately_days` before."""

    lately_days: int = 0
    actions: tuple[Step, ...] | None = None
    """What its mail lets one do at once; without a word of it, nudges can be put off or ticked off."""

    says: str = ""
    """The row whose words it says, where it has none of its own."""

    once: bool = False
    """Once of its subject and until the same day, however often its fact comes back (a phase, after a silence)."""

    is_off: bool = False

    @property
    def words(self) -> str:
        """With what the names of its words begin."""
        return self.says or self.name

    @property
    def offers(self) -> tuple[Step, ...]:
        """The links in its mail."""
        if self.actions is not None:
            return self.actions
        return (Step.SNOOZE, Step.DONE) if self.importance is Importance.NUDGE else ()

    @property
    def is_at_once(self) -> bool:
        """It is said with the fact itself."""
        return self.delay == Delay()


@dataclass(frozen=True, slots=True)
class About:
    """What a message speaks of: ids and topics, never names. Names are looked up when it is read."""

    mentor_id: str | None = None
    mentee_id: str | None = None
    suggested_ids: tuple[str, ...] = ()
    both: tuple[str, ...] = ()
    """Two of whom each reads of the other."""
    circle: tuple[str, ...] = ()
    """Everybody of a circle, of whom each reads of the others."""
    newcomer_id: str | None = None
    """Who has joined it."""

    next_id: str | None = None
    """Who was asked next by itself."""

    topics: tuple[str, ...] = ()
    words: dict[str, str] = field(default_factory=dict)
    """What a service said for itself, by locale."""

    since: datetime | None = None
    until: datetime | None = None
    at: datetime | None = None
    """Of something to come, or that was to be: its day and hour."""

    days: int | None = None
    number: int | None = None
    """How many, or which of several."""

    month: str | None = None
    """Of which it speaks: `2026-05`."""

    counts: dict[str, int] = field(default_factory=dict)
    """Numbers of an organisation, by the names under which words have them."""

    groups: tuple[str, ...] = ()
    """Two departments: the one that is reached least, and the one that is reached most."""

    path: str = "/"
    """Where in the product it goes on."""

    @property
    def people(self) -> frozenset[str]:
        """Everybody it names."""
        ones = (self.mentor_id, self.mentee_id, self.newcomer_id, self.next_id)
        return frozenset(filter(None, (*ones, *self.suggested_ids, *self.both, *self.circle)))


HERE_BY, ANYWHERE_BY = "/own", "/anywhere"
"""Ends of a name in `unless`: done by the reader on this very subject, or by the reader on any."""


@dataclass(frozen=True, slots=True)
class Moment:
    """An occasion as it happened, and who has which part in it. Whoever has none hears nothing."""

    occasion: Occasion
    subject_id: str
    parts: Mapping[Part, str]
    about: About
    direction: Direction | None = None
    each: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    """Who did it, or whom alone it concerns."""

    subjects: tuple[str, ...] = ()
    """What else it is a fact of: of a session, its pair."""

    pair_id: str | None = None
    """The pair it is about, where rows ask how that stands."""

    details: Mapping[str, str | int | bool] = field(default_factory=dict)
    times: Mapping[str, datetime] = field(default_factory=dict)

    def people_in(self, part: Part) -> tuple[str, ...]:
        """Who has this part."""
        if part is Part.EACH:
            return self.each or self.about.both
        return (self.parts[part],) if part in self.parts else ()

    @property
    def marks(self) -> frozenset[str]:
        """Under which keys it is remembered that this happened."""
        wholes = [f"{self.occasion}:{subject_id}" for subject_id in (self.subject_id, *self.subjects)]
        owned = [f"{whole}:{one}" for whole in wholes for one in self.by]
        return frozenset([*wholes, *owned, *(f"{self.occasion}@{one}" for one in self.by)])


def mark_of(name: str, subject_id: str, person_id: str) -> str:
    """The key of a mark as a row's `unless` names it, for one reader and subject."""
    if name.endswith(HERE_BY):
        return f"{name.removesuffix(HERE_BY)}:{subject_id}:{person_id}"
    if name.endswith(ANYWHERE_BY):
        return f"{name.removesuffix(ANYWHERE_BY)}@{person_id}"
    return f"{name}:{subject_id}"


@dataclass(frozen=True, slots=True)
class Message:
    """What one person is to be told."""

    row: Row
    person_id: str
    template: str
    subject_id: str
    about: About
    channels: tuple[Channel, ...]


class Plan:
    """Rows, found by the occasion that they follow."""

    def __init__(self, rows: Mapping[str, Row]) -> None:
        self.rows = dict(rows)
        self._by_occasion: dict[str, list[Row]] = {}
        for row in self.rows.values():
            self._by_occasion.setdefault(row.follows, []).append(row)
        ends = (HERE_BY, ANYWHERE_BY)
        names = [name for row in self.rows.values() for name in (*row.unless, *row.unless_lately)]
        self._watched = frozenset(name.removesuffix(ends[0]).removesuffix(ends[1]) for name in names)

    def watches(self, occasion: str) -> bool:
        """Some row is needless once this has happened."""
        return occasion in self._watched

    def messages(self, moment: Moment) -> Iterator[Message]:
        """What the plan says to a moment, at once or later."""
        for row in self._by_occasion.get(moment.occasion, ()):
            if all(moment.details.get(name) in values for name, values in row.when.items()):
                yield from _messages(row, moment)

    @property
    def templates(self) -> frozenset[str]:
        """Every set of words that it can ask for."""
        directions = (None, *Direction)
        return frozenset(
            line.template(row.words, direction)
            for row in self.rows.values()
            for line in row.to
            for direction in directions
            if not line.only or direction in line.only
        )


def _messages(row: Row, moment: Moment) -> Iterator[Message]:
    about = replace(moment.about, number=1) if row.every_days else moment.about
    for line in row.to:
        if line.only and moment.direction not in line.only:
            continue
        template = line.template(row.words, moment.direction)
        for person_id in moment.people_in(line.part):
            yield Message(row, person_id, template, moment.subject_id, about, line.channels or row.channels)
