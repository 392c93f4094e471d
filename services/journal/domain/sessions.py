"""Sessions: planned, held, called off or missed, each of them once."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from libs.common.contracts.requests import Direction
from services.journal.domain.codes import Code, RuleBroken
from services.journal.domain.keys import SealedText
from services.journal.domain.stories import Role, Story

CLOCKS_DIFFER_BY = timedelta(minutes=5)
"""A phone's clock may be a little off ours, either way."""


class State(StrEnum):
    """How a session stands. To have met is the last word, whatever was said before."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Plan:
    """When and where."""

    starts_at: datetime
    minutes: int
    channel: str | None = None
    link: SealedText | None = None
    """Where to meet, for the two alone."""


@dataclass(frozen=True, slots=True)
class Held:
    """They met. `number` counts the pair's sessions in the order in which they were told."""

    at: datetime
    number: int
    next_owner_id: str
    reported_by: str


@dataclass(frozen=True, slots=True)
class Lapse:
    """A planned session that was cancelled or missed: by whom, and how often now in a row. Nobody: both stayed away."""

    state: State
    person_id: str | None = None
    in_a_row: int = 0
    slots: tuple[datetime, ...] = ()
    """Of a senior in a reverse pair: near times to choose a new one from."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the agenda. Its author is whose words stand there now."""

    item_id: str
    author_id: str
    text: SealedText
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Prompted:
    """The ids of what one side was given for this session."""

    person_id: str
    to_ask: tuple[str, ...] = ()
    to_reflect: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One meeting of a pair, from its plan to what became of it."""

    org: str
    session_key: str
    pair_id: str
    session_id: str
    initiator_id: str
    plan: Plan | None = None
    is_flipped: bool = False
    lapse: Lapse | None = None
    held: Held | None = None
    told_as: tuple[str, ...] = ()
    """Other ids under which somebody told that it was held."""

    items: tuple[Item, ...] = ()
    item_ids: tuple[str, ...] = ()
    """Of every line that was ever added here: one that is sent again is not added again."""

    prompts: tuple[Prompted, ...] = ()
    facts: int = 0
    """How many were told of it: their order."""

    revision: int = 0

    @property
    def state(self) -> State:
        """What counts."""
        if self.held:
            return State.HELD
        return self.lapse.state if self.lapse else State.PLANNED

    def given_to(self, person_id: str) -> Prompted:
        """What one side is asked."""
        return next((one for one in self.prompts if one.person_id == person_id), Prompted(person_id))

    def is_called(self, session_id: str) -> bool:
        """Whether this is the session that somebody means by this id."""
        return session_id == self.session_id or session_id in self.told_as


@dataclass(frozen=True, slots=True)
class Calendar:
    """A pair's story with all its sessions. What changes one of them goes from one calendar to the next."""

    story: Story
    sessions: tuple[Session, ...] = ()

    def find(self, session_id: str) -> Session | None:
        """The one that is called so."""
        return next((one for one in self.sessions if one.is_called(session_id)), None)

    def get(self, session_id: str) -> Session:
        """The one that is called so, which is there."""
        return next(one for one in self.sessions if one.is_called(session_id))

    def planned(self) -> tuple[tuple[datetime, Session], ...]:
        """What is still to be held, the soonest first."""
        found = [(one.plan.starts_at, one) for one in self.sessions if one.plan and one.state is State.PLANNED]
        return tuple(sorted(found, key=lambda each: (each[0], each[1].session_id)))

    def having(self, *changed: Session) -> "Calendar":
        """With these sessions in the place of the ones of the same id."""
        news = {one.session_id: one for one in changed}
        kept = tuple(news.pop(one.session_id, one) for one in self.sessions)
        return replace(self, sessions=(*kept, *news.values()))

    def changed_since(self, before: "Calendar") -> tuple[Session, ...]:
        """The sessions that are new or different."""
        known = {one.session_id: one for one in before.sessions}
        return tuple(one for one in self.sessions if one != known.get(one.session_id))


def session_key(pair_id: str, session_id: str) -> str:
    """One document per session of a pair."""
    return f"{pair_id}:{session_id}"


def new_session(story: Story, session_id: str, initiator_id: str) -> Session:
    """Nothing is known of it yet."""
    return Session(
        org=story.org,
        session_key=session_key(story.pair_id, session_id),
        pair_id=story.pair_id,
        session_id=session_id,
        initiator_id=initiator_id,
    )


def role_in(story: Story, session: Session, person_id: str) -> Role:
    """A member's part in this session."""
    return story.role_of(story.other(person_id) if session.is_flipped else person_id)


def leader_of(story: Story, session: Session) -> str:
    """Who brings the agenda: the mentee, who drives; of a reverse pair, the mentor; among equals, each in turn."""
    turn = story.other(session.held.next_owner_id) if session.held else story.next_owner_id
    leads = {Direction.REVERSE: Role.MENTOR, Direction.RECIPROCAL: None, Direction.PEER: None}
    role = leads.get(Direction(story.direction), Role.MENTEE)
    leader = next((one.person_id for one in story.members if one.role is role), turn)
    return story.other(leader) if session.is_flipped else leader


def senior_of(story: Story) -> str | None:
    """Who learns from somebody more junior: only in a reverse pair."""
    mentee = next(one.person_id for one in story.members if one.role is Role.MENTEE)
    return mentee if story.direction == Direction.REVERSE else None


def whole_milliseconds(at: datetime) -> datetime:
    """As the database keeps it, so that a repeat is answered the same."""
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def not_held(session: Session) -> None:
    """RuleBroken where the session has been held: nothing about it can be changed any more."""
    if session.held:
        raise RuleBroken(Code.SESSION_WAS_HELD)


def told(session: Session) -> Session:
    """One fact more."""
    return replace(session, facts=session.facts + 1)


def members_only(story: Story, person_ids: Iterable[str | None]) -> None:
    """RuleBroken where somebody else is named."""
    if not all(one is None or story.is_member(one) for one in person_ids):
        raise RuleBroken(Code.NOT_A_MEMBER)
