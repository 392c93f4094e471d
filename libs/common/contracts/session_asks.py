"""What the two of a pair ask of journal about their sessions, and what it answers."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from libs.common.contracts.asks import Ask, AskForPage, Page, Reply, SessionKept
from libs.common.contracts.base import Id, Instant, Service, Value, Words
from libs.common.contracts.sessions import Channel

LONGEST_LINE = 300
MOST_LINES = 50

SessionId = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Minutes = Annotated[int, Field(ge=5, le=480)]
Link = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_LINE)]


class AgendaItem(Reply):
    """One thing to talk about, and whose words it is in."""

    item_id: Id
    author_id: Id
    text: str
    done: bool


class SessionPrompt(Reply):
    """A question from the library."""

    prompt_id: Id
    purpose: Id
    words: Words


class SessionLine(Reply):
    """A session as the list has it: nothing that somebody wrote."""

    session_id: Id
    state: Id = Field(description="planned, held, cancelled or missed")
    starts_at: Instant | None = Field(description="None of a session that was not planned.")
    minutes: int | None
    channel: Channel | None
    initiator_id: Id
    flipped: bool = Field(description="Roles are swapped for this session.")
    leads_id: Id = Field(description="Who brings the agenda and leads.")
    held_at: Instant | None
    number: int | None = Field(description="Of a session that was held: the how manieth it was told of.")
    lapsed_by: Id | None = Field(description="Who called it off or did not come.")
    version: int


class SessionShown(SessionLine):
    """A session as one of the two may read it."""

    pair_id: Id
    link: str | None = Field(description="Where to meet. For the two alone.")
    agenda: tuple[AgendaItem, ...]
    to_ask: tuple[SessionPrompt, ...] = Field(description="For this reader, in this session's roles.")
    to_reflect: tuple[SessionPrompt, ...] = Field(description="To think about alone, afterwards.")
    slots: tuple[Instant, ...] = Field(description="For the senior who called off: near times to choose from.")


class SessionList(Page):
    """What lies ahead first, the soonest first; then the past, the newest first."""

    sessions: tuple[SessionLine, ...]


class ListSessions(AskForPage[SessionList], to=Service.JOURNAL, reply=SessionList):
    """All of a pair."""

    pair_id: Id


class ReadSession(Ask[SessionShown], to=Service.JOURNAL, reply=SessionShown):
    """One of them."""

    pair_id: Id
    session_id: SessionId


class PlanSession(Ask[SessionShown], to=Service.JOURNAL, reply=SessionShown):
    """A session to come. The same `session_id` again answers the same."""

    pair_id: Id
    session_id: SessionId
    starts_at: Instant
    minutes: Minutes
    channel: Channel | None = None
    link: Link = ""


class ChangeSession(Ask[SessionShown], to=Service.JOURNAL, reply=SessionShown):
    """Another time, length, channel or link; None leaves it as it is. A time brings back what was called off."""

    pair_id: Id
    session_id: SessionId
    version: int
    starts_at: Instant | None = None
    minutes: Minutes | None = None
    channel: Channel | None = None
    link: Link | None = None


class RebookSession(Ask[SessionShown], to=Service.JOURNAL, reply=SessionShown):
    """One of the slots that were proposed to the senior."""

    pair_id: Id
    session_id: SessionId
    slot: Instant


class HoldSession(Ask[SessionKept], to=Service.JOURNAL, reply=SessionKept):
    """We met as planned. However often it is said, it was once."""

    pair_id: Id
    session_id: SessionId
    held_at: Instant | None = None


class CancelSession(Ask[SessionShown], to=Service.JOURNAL, reply=SessionShown):
    """It is called off, by who asks unless somebody else is named."""

    pair_id: Id
    session_id: SessionId
    by_id: Id | None = None


class MissSession(Ask[SessionShown], to=Service.JOURNAL, reply=SessionShown):
    """It was not held, and nobody had called it off. Without `absent_id`, neither came."""

    pair_id: Id
    session_id: SessionId
    absent_id: Id | None = None


class FlipSession(Ask[SessionShown], to=Service.JOURNAL, reply=SessionShown):
    """Swap roles for this session, or swap them back."""

    pair_id: Id
    session_id: SessionId
    flipped: bool


class AddAgendaItem(Ask[SessionShown], to=Service.JOURNAL, reply=SessionShown):
    """One more thing to talk about. The same `item_id` again answers the same."""

    pair_id: Id
    session_id: SessionId
    item_id: Id
    text: Line


class AgendaLine(Value):
    """A line of an agenda as somebody wants it. Without an id it is new."""

    item_id: Id | None = None
    text: Line
    done: bool = False


def _each_once(items: tuple[AgendaLine, ...]) -> tuple[AgendaLine, ...]:
    named = [item.item_id for item in items if item.item_id]
    if len(set(named)) != len(named):
        raise ValueError("each item once")
    return items


AgendaLines = Annotated[tuple[AgendaLine, ...], Field(max_length=MOST_LINES), AfterValidator(_each_once)]


class ReviseAgenda(Ask[SessionShown], to=Service.JOURNAL, reply=SessionShown):
    """The whole agenda in the place of the one that was read. What is left out is struck."""

    pair_id: Id
    session_id: SessionId
    version: int
    items: AgendaLines
