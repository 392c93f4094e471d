"""Threads: short messages between the two of a request or of a pair."""

from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from libs.common.contracts.asks import Ask, Reply
from libs.common.contracts.base import LAST_NUMBER, Audience, Contract, Id, Instant, Service
from libs.common.contracts.pairs import MemberIds

MessageText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Number = Annotated[int, Field(ge=1)]
"""Messages of a thread count from one, without a gap: what was deleted keeps its place."""


class ThreadFact(Contract):
    """About a thread: that of a pair, or that of a request from which no pair has formed."""

    pair_id: Id | None = None
    request_id: Id | None = None

    @model_validator(mode="after")
    def _is_of_one_thing(self) -> "ThreadFact":
        if (self.pair_id is None) is (self.request_id is None):
            raise ValueError("a thread is of a pair or of a request")
        return self

    @property
    def subject_id(self) -> str:
        """The pair or the request."""
        return self.pair_id or self.request_id or ""


class MessageFact(ThreadFact):
    """About one message. What it says is in no event."""

    members: MemberIds
    message_id: Id
    author_id: Id

    def concerns(self) -> frozenset[str]:
        """Both sides."""
        return frozenset(self.members)


class MessageWritten(MessageFact, by=[Service.JOURNAL], audience=[Audience.PAIR]):
    """One of the two wrote to the other."""


class MessageDeleted(MessageFact, by=[Service.JOURNAL], audience=[Audience.PAIR]):
    """Its author took it away: its words are destroyed, its place stays."""


class MessageWaiting(ThreadFact, by=[Service.JOURNAL], audience=[Audience.PERSON]):
    """Somebody has not read for a while what the other wrote. Once, until they have read everything."""

    reader_id: Id
    author_id: Id

    def concerns(self) -> frozenset[str]:
        """The reader alone: whether somebody has read is not the author's to know."""
        return frozenset({self.reader_id})


class ThreadOf(Reply):
    """Whose thread: exactly one of the two is given."""

    pair_id: Id | None = None
    request_id: Id | None = None


class Message(Reply):
    """One message; its text is empty where it was deleted, or its author is gone."""

    message_id: Id
    number: Number
    author_id: Id
    at: Instant
    text: str
    is_deleted: bool


class Thread(Reply):
    """A page of messages, the newest last, and how far the reader had read. The other's mark is not shown."""

    messages: tuple[Message, ...]
    last_number: int
    """Of the newest message; 0 where there is none."""

    read_up_to: int
    unread: int
    can_write: bool


class WriteMessage(Ask[Message], to=Service.JOURNAL, reply=Message):
    """One of the two writes. The same id again answers the same."""

    thread: ThreadOf
    message_id: Id
    text: MessageText


class ReadThread(Ask[Thread], to=Service.JOURNAL, reply=Thread):
    """The newest ones, or those after or before a number."""

    thread: ThreadOf
    after: int | None = Field(default=None, ge=0, le=LAST_NUMBER)
    before: int | None = Field(default=None, ge=1, le=LAST_NUMBER)
    limit: int = Field(default=50, ge=1, le=100)


class ReadMark(Reply):
    """How far somebody has read."""

    read_up_to: int
    unread: int


class MarkThreadRead(Ask[ReadMark], to=Service.JOURNAL, reply=ReadMark):
    """The asker has read up to this message. A mark never goes back."""

    thread: ThreadOf
    message_id: Id


class DeleteMessage(Ask[Message], to=Service.JOURNAL, reply=Message):
    """Its author takes it away. Again changes nothing."""

    thread: ThreadOf
    message_id: Id
