"""A pair that meets, as its two members plan it and say how it went."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from libs.common.contracts import AnyEvent, Contract
from libs.common.contracts.asks import Ask, R
from libs.common.contracts.session_asks import (
    AddAgendaItem,
    AgendaLine,
    PlanSession,
    ReadSession,
    ReviseAgenda,
    SessionShown,
)
from libs.common.ids import derived_id
from tests.component.journal.speaking import Speaking


@dataclass(frozen=True, slots=True)
class Meeting:
    """What Ada and Bob do about the sessions of one pair."""

    speaking: Speaking
    pair: AnyEvent

    async def ask(self, question: type[Ask[R]], person_id: str, session_id: str, **fields: Any) -> R:
        """One of them taps something."""
        asked = question.model_validate({"pair_id": self.pair.subject, "session_id": session_id, **fields})
        return await self.speaking.questions.ask(asked, self.speaking.asker(person_id))

    async def plan(self, session_id: str = "s1", person_id: str = "bob", **fields: Any) -> SessionShown:
        """In a week, unless it says otherwise."""
        plan = {"starts_at": in_days(7), "minutes": 45} | fields
        return await self.ask(PlanSession, person_id, session_id, **plan)

    async def read(self, person_id: str, session_id: str = "s1") -> SessionShown:
        """One of them looks at it."""
        return await self.ask(ReadSession, person_id, session_id)

    async def add(self, person_id: str, text: str, session_id: str = "s1") -> SessionShown:
        """A line of this person; the same words again are the same line."""
        return await self.ask(AddAgendaItem, person_id, session_id, item_id=id_of(text), text=text)

    async def revise(self, person_id: str, version: int, lines: list[AgendaLine]) -> SessionShown:
        """The agenda of the first session as this person wants it."""
        return await self.ask(ReviseAgenda, person_id, "s1", version=version, items=lines)

    def told(self, contract: type[Contract]) -> list[Any]:
        """What was heard of the pair."""
        return [event.data for event in self.speaking.of(self.pair, contract)]


def id_of(text: str) -> str:
    """Of the line with these words."""
    return derived_id("item", text)


def in_days(days: float) -> datetime:
    """As the database keeps it."""
    at = datetime.now(UTC) + timedelta(days=days)
    return at.replace(microsecond=0)
