"""Action items: what one of a pair, or both, mean to do until they meet again."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from libs.common.contracts.asks import Ask, AskForPage, Page, Reply
from libs.common.contracts.base import Audience, Day, Id, Instant, Service
from libs.common.contracts.pairs import PairFact

What = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
OwnerIds = Annotated[tuple[Id, ...], Field(min_length=1, max_length=2)]
"""One of the two, or both."""


class ActionState(StrEnum):
    """Where an action item is."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class ActionDone(PairFact, by=[Service.JOURNAL], audience=[Audience.PAIR]):
    """It is done. What it was is in no event."""

    action_id: Id
    owner_ids: OwnerIds


class Action(Reply):
    """An action item as the two of the pair read it."""

    action_id: Id
    version: int
    written_by: Id
    """Whose words they are: of the two, who wrote them last."""

    what: str
    owner_ids: OwnerIds
    due: Day | None
    state: ActionState
    added_at: Instant
    done_at: Instant | None


class Actions(Page):
    """All of a pair: what is open first, by its day; then the others, the newest first."""

    data: tuple[Action, ...]


class AddAction(Ask[Action], to=Service.JOURNAL, reply=Action):
    """One of the two writes it down. The same id again answers the same."""

    pair_id: Id
    action_id: Id
    what: What
    owner_ids: OwnerIds
    due: Day | None = None


class ReadActions(AskForPage[Actions], to=Service.JOURNAL, reply=Actions):
    """One of the two looks at them."""

    pair_id: Id


class ChangeAction(Ask[Action], to=Service.JOURNAL, reply=Action):
    """Only what is named changes; `version` is that which was read."""

    pair_id: Id
    action_id: Id
    version: int
    what: What | None = None
    owner_ids: OwnerIds | None = None
    due: Day | None = None
    without_due: bool = False
    """It has no day any more."""

    state: ActionState | None = None
