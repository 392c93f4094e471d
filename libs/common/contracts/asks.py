"""Questions of the gateway to one service, and their answers. Encrypted on the way; never events."""

from typing import Annotated, Any, ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from libs.common.contracts.base import Id, Instant, Service, Words

R = TypeVar("R", bound=BaseModel)


class Reply(BaseModel):
    """What a service answers."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class Ask(BaseModel, Generic[R]):
    """A question: whom it is for and what the answer looks like stand in the class line."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    to: ClassVar[Service]
    name: ClassVar[str]
    reply: ClassVar[type[BaseModel]]

    def __init_subclass__(
        cls, *, to: Service | None = None, reply: type[BaseModel] | None = None, **kwargs: Any
    ) -> None:
        super().__init_subclass__(**kwargs)
        if to is not None and reply is not None:
            cls.to, cls.reply, cls.name = to, reply, cls.__name__


class SessionKept(Reply):
    """The session as journal keeps it."""

    session_id: Id
    held_at: Instant
    number: int
    next_owner_id: Id


class ReportSession(Ask[SessionKept], to=Service.JOURNAL, reply=SessionKept):
    """We met. The same `session_id` again answers the same."""

    pair_id: Id
    session_id: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    held_at: Instant


class StoryEntry(Reply):
    """One entry of a pair's story as one of its members may read it."""

    entry_id: Id
    kind: Id
    at: Instant
    words: Words


class Story(Reply):
    """What journal shows a member of their pair."""

    pair_id: Id
    phase: Id
    sessions_held: int
    next_owner_id: Id
    entries: tuple[StoryEntry, ...]


class ReadStory(Ask[Story], to=Service.JOURNAL, reply=Story):
    """A member opens their pair's story."""

    pair_id: Id


class InboxItem(Reply):
    """One message in a person's inbox, in their language."""

    delivery_id: Id
    template: Id
    at: Instant
    title: str
    text: str
    why: str
    subject_id: Id
    cause_id: Id


class Inbox(Reply):
    """The newest first."""

    items: tuple[InboxItem, ...]


class ReadInbox(Ask[Inbox], to=Service.NOTIFICATIONS, reply=Inbox):
    """What was said to the person who asks."""

    limit: int = Field(default=50, ge=1, le=100)
