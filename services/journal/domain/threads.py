"""Threads: messages of two, counted without a gap; who has read how far; and when a reader is told of what waits."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.journal.domain.keys import SealedText

TOLD_AFTER = timedelta(minutes=5)
"""So long a message may stay unread before its reader hears of it: two who write to each other at once need no mail."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one of the two has written and read, by the numbers of messages."""

    person_id: str
    written_up_to: int = 0
    read_up_to: int = 0
    is_told: bool = False
    """A word about what is unread was said, or is about to be: there is no second one before all of it is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """Of a pair, and of the request from which it came."""

    org: str
    thread_id: str
    sides: tuple[Side, ...]
    last_number: int = 0
    revision: int = 0

    def side(self, person_id: str) -> Side:
        """Of this member."""
        return next(side for side in self.sides if side.person_id == person_id)

    def other(self, person_id: str) -> Side:
        """Of the other one."""
        return next(side for side in self.sides if side.person_id != person_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message. A deleted one keeps its place and has no words any more."""

    org: str
    message_id: str
    thread_id: str
    number: int
    author_id: str
    text: SealedText | None
    at: datetime
    deleted_at: datetime | None = None
    revision: int = 0


def thread_id(pair_id: str | None, request_id: str | None) -> str:
    """A pair that came from a request goes on with the request's thread."""
    return f"request/{request_id}" if request_id else f"pair/{pair_id}"


def opened(org: str, id: str, members: tuple[str, ...]) -> Thread:
    """Nobody has written yet."""
    return Thread(org=org, thread_id=id, sides=tuple(Side(person_id) for person_id in sorted(members)))


def written(thread: Thread, author_id: str) -> Thread:
    """With one more message; from now on the other side is told of it, or has been of earlier ones."""
    number = thread.last_number + 1
    author = replace(thread.side(author_id), written_up_to=number)
    reader = replace(thread.other(author_id), is_told=True)
    return replace(_with(thread, author, reader), last_number=number)


def read(thread: Thread, reader_id: str, number: int) -> Thread:
    """As far as this message; a mark never goes back. Who has read everything is told of the next one again."""
    side = thread.side(reader_id)
    mark = max(side.read_up_to, number)
    is_told = side.is_told and mark < thread.other(reader_id).written_up_to
    return _with(thread, replace(side, read_up_to=mark, is_told=is_told), thread.other(reader_id))


def untold(thread: Thread, reader_id: str) -> Thread:
    """Nothing was said after all: what was to be told of is gone."""
    return _with(thread, replace(thread.side(reader_id), is_told=False), thread.other(reader_id))


def deleted(message: Message, at: datetime) -> Message:
    """Without its words, which nobody can bring back."""
    return replace(message, text=None, deleted_at=at)


def _with(thread: Thread, *sides: Side) -> Thread:
    return replace(thread, sides=tuple(sorted(sides, key=lambda side: side.person_id)))
