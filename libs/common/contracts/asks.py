"""Questions of the gateway to one service, and their answers. Encrypted on the way; never events."""

from enum import StrEnum
from typing import Annotated, Any, ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from libs.common.contracts.base import Id, Instant, Service, ShortText, Value, Words
from libs.common.contracts.requests import Topic

R = TypeVar("R", bound=BaseModel)


Cursor = Annotated[str, StringConstraints(max_length=2000)] | None
"""Where the page before ended, as the service that is asked wrote it; None for the first."""

PageSize = Annotated[int, Field(ge=1, le=200)]


class Reply(BaseModel):
    """What a service answers."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class VersionedReply(Reply):
    """What two may edit."""

    version: int = Field(default=0, description="Of what can be edited here; 0: it never was.")


class Page(Reply):
    """Some of a list."""

    next_cursor: str | None = None
    """What the next page is asked for with; None at the end."""


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


class AskForPage(Ask[R], Generic[R]):
    """For some of a list, from the beginning or from behind a page."""

    cursor: Cursor = None
    limit: PageSize = 100


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
    """One entry of a pair's story as one of its members may read it: the house's words, or what a member shared."""

    entry_id: Id
    kind: Id
    at: Instant
    words: Words = Field(default={})
    author_id: Id | None = None
    text: str | None = None
    """None also of a letter that has opened: clients open it themselves."""

    tags: tuple[str, ...] = ()


class Story(Reply):
    """What journal shows a member of their pair."""

    pair_id: Id
    phase: Id
    sessions_held: int
    next_owner_id: Id
    entries: tuple[StoryEntry, ...]
    """The welcome, and the latest that the two shared; all of that is in their journal."""


class ReadStory(Ask[Story], to=Service.JOURNAL, reply=Story):
    """A member opens their pair's story."""

    pair_id: Id


class TopicTerm(Value):
    """A topic and what people call it. "~" in front of a name: not to be looked for inside sentences."""

    name: Topic
    german: Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)] = ""
    also: tuple[Topic, ...] = Field(default=(), max_length=30)


class OwnTopics(VersionedReply):
    """What an organisation adds to the house's vocabulary."""

    terms: tuple[TopicTerm, ...] = Field(default=(), max_length=1000)


class ReadOwnTopics(Ask[OwnTopics], to=Service.MATCHING, reply=OwnTopics):
    """An administrator looks at it."""


class SetOwnTopics(Ask[OwnTopics], to=Service.MATCHING, reply=OwnTopics):
    """An administrator puts this in the place of what was there. Outdated where somebody changed it since `version`."""

    version: int = 0
    terms: tuple[TopicTerm, ...] = Field(max_length=1000)


class FoundTopics(Reply):
    """Topics by their names in every language, in the order of the text."""

    topics: tuple[Words, ...]


class TopicInWords(Reply):
    """A topic as somebody wrote it, and what it is called in each language; as written, where nobody knows more."""

    topic: str
    words: Words


class TopicWords(Reply):
    """In the order in which they were named."""

    data: tuple[TopicInWords, ...]


class ReadTopicWords(Ask[TopicWords], to=Service.MATCHING, reply=TopicWords):
    """What the words of others are called in the reader's language."""

    topics: tuple[Topic, ...] = Field(min_length=1, max_length=100)


class FindTopics(Ask[FoundTopics], to=Service.MATCHING, reply=FoundTopics):
    """What a sentence about a goal speaks of. The sentence is kept nowhere."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=2000)]


class FoundPerson(Reply):
    """Somebody who chose to be visible."""

    person_id: Id
    name: str
    department: str
    gives: tuple[str, ...]
    gets: tuple[str, ...]


class FoundPeople(Page):
    """A page; the next one starts at `next_cursor`."""

    people: tuple[FoundPerson, ...]


class FindPeople(Ask[FoundPeople], to=Service.MATCHING, reply=FoundPeople):
    """Somebody looks for people. Without `q` all are browsed by name."""

    q: ShortText | None = None
    topic: Topic | None = None
    department: ShortText | None = None
    cursor: Cursor = None
    limit: int = Field(default=20, ge=1, le=50)


class Mark(StrEnum):
    """What somebody thinks of a colleague. Nobody else ever learns of it, but of two sparks both do."""

    SPARK = "spark"
    FAVOURITE = "favourite"
    DISMISS = "dismiss"


class Marked(Reply):
    """A colleague as the asker marked them."""

    person_id: Id
    mark: Mark | None
    is_mutual: bool = False
    """Both would like to talk, and both have been told."""


class MarkPerson(Ask[Marked], to=Service.MATCHING, reply=Marked):
    """Mark a colleague, or take the mark back. The answer tells nothing of what they think of the asker."""

    person_id: Id
    mark: Mark | None


class Marks(Page):
    """Whom the asker marked, in the order of their ids."""

    marks: tuple[Marked, ...]


class ReadMarks(AskForPage[Marks], to=Service.MATCHING, reply=Marks):
    """Somebody looks at their own marks."""
