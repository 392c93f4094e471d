"""What members write: who reads it, and how that changes by an act of its author alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from libs.common.contracts.entries import EntryKind, Level
from services.journal.domain.codes import Code, RuleBroken
from services.journal.domain.farewells import is_completed
from services.journal.domain.keys import SealedText
from services.journal.domain.stories import Standing, Story

ZONES_DIFFER_BY = timedelta(days=1)
"""A day is as its author's calendar says: somewhere it may be tomorrow already."""

LONGEST_WAIT = timedelta(days=3660)
READABLE = (Level.MINE, Level.PAIR)
"""What the house encrypts and can decrypt for those who may read it. Everything else clients open themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something that a member wrote. Days are dates as ISO 8601 writes them; of what is private no instant is kept."""

    org: str
    entry_id: str
    author_id: str
    reader_ids: tuple[str, ...]
    level: Level
    kind: EntryKind
    day: str
    pair_id: str | None = None
    shared_at: datetime | None = None
    text: SealedText | None = None
    tags: SealedText | None = None
    jwe: str | None = None
    opens_on: str | None = None
    is_open: bool = True
    """False: a letter whose day has not come. It is withheld from both, its author included."""

    revision: int = 0

    @property
    def is_shared(self) -> bool:
        """The partner reads it."""
        return len(self.reader_ids) > 1


def require_day(day: date, today: date) -> None:
    """Of what has been, as far as calendars tell."""
    if day > today + ZONES_DIFFER_BY:
        raise RuleBroken(Code.DAY_TO_COME)


def require_opening(opens_on: date, today: date) -> None:
    """A letter waits, and not for ever."""
    if not today < opens_on <= today + LONGEST_WAIT:
        raise RuleBroken(Code.LETTER_OPENS_WHEN)


def require_going_on(story: Story) -> None:
    """After a goodbye nothing new reaches the other side: behind it may be a flight."""
    if story.standing is Standing.ENDED:
        raise RuleBroken(Code.PAIR_ENDED)


def require_recipients(sealed_for: Sequence[str], readers: Sequence[str]) -> None:
    """Exactly those who are to read it, each once, by the thumbprints of their keys."""
    if sorted(sealed_for) != sorted(readers):
        raise RuleBroken(Code.SEALED_FOR_OTHERS)


def edited(before: Note, draft: Note) -> Note:
    """`draft` in the place of `before`, for the same readers."""
    if before.level is Level.SEALED_UNTIL:
        raise RuleBroken(Code.LETTER_STAYS)
    if draft.level is not before.level or (before.is_shared and draft.pair_id != before.pair_id):
        raise RuleBroken(Code.READERS_STAY)
    return replace(draft, shared_at=before.shared_at, revision=before.revision)


def shared(note: Note, story: Story, now: datetime) -> Note:
    """Both of the pair read it. The same again changes nothing."""
    if note.level not in READABLE:
        raise RuleBroken(Code.SEALED_STAYS)
    if note.is_shared:
        if note.pair_id != story.pair_id:
            raise RuleBroken(Code.SHARED_ELSEWHERE)
        return note
    require_going_on(story)
    return replace(note, level=Level.PAIR, pair_id=story.pair_id, reader_ids=story.member_ids, shared_at=now)


def withdrawn(note: Note) -> Note:
    """Its author's alone again. What nobody else reads stays as it is."""
    if note.level is Level.SEALED_UNTIL:
        raise RuleBroken(Code.LETTER_STAYS)
    if not note.is_shared:
        return note
    return replace(note, level=Level.MINE, reader_ids=(note.author_id,), shared_at=None)


def opened(letter: Note, story: Story, now: datetime) -> Note:
    """The day has come: for both; for its author alone where the pair did not come to its end as the two meant it."""
    if story.standing is Standing.ENDED and not is_completed(story):
        return replace(letter, is_open=True)
    return replace(letter, is_open=True, reader_ids=story.member_ids, shared_at=now)


def earlier_days(day: date) -> tuple[str, ...]:
    """This day of the eleven months before, and of the fifty years before."""
    months = (*range(1, 12), *range(12, 51 * 12, 12))
    days = (_months_before(day, back) for back in months)
    return tuple(one.isoformat() for one in days if one)


def _months_before(day: date, back: int) -> date | None:
    """None where that month has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - back, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return None
