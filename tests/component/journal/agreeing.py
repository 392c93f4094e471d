"""A pair that writes, signs and prepares, as its two members do it."""

import asyncio
from dataclasses import dataclass
from typing import Any

from libs.common.asks import Asker
from libs.common.contracts import AnyEvent
from libs.common.contracts.agreements import (
    Agreement,
    AgreementVersion,
    Goal,
    Goals,
    GoalState,
    MarkGoal,
    PartWritten,
    ReadAgreement,
    ReadAgreementVersion,
    ReadGoals,
    SharedWritten,
    SignAgreement,
    WritePart,
    WriteShared,
)
from libs.common.contracts.asks import Ask, R
from libs.common.contracts.pairs import PairFormed
from libs.common.contracts.preparation import TrackName
from services.journal.domain.preparation import Finished, Preparation
from services.journal.store import Store
from services.journal.use_cases.preparation import PREPARED_PERSON
from tests.component.journal.speaking import Speaking

PARTS: dict[str, dict[str, Any]] = {
    "a": {"goals": [{"text": "Understand what juniors see"}], "gives": ["System design"]},
    "b": {"goals": [{"text": "Lead a meeting", "measure": "Did it twice"}], "gives": ["Rust", "An honest view"]},
}
"""What Ada brings and what Bob does, and whoever has their initial."""

SHARED: dict[str, Any] = {"cadence_days": 14, "session_minutes": 45, "channel": "Video"}


@dataclass(frozen=True, slots=True)
class Agreeing:
    """What the two of one pair do about their agreement."""

    speaking: Speaking
    pair: AnyEvent

    @property
    def pair_id(self) -> str:
        return self.pair.subject

    @property
    def both(self) -> tuple[str, str]:
        """Who gives, and who learns."""
        formed = self.pair.data
        assert isinstance(formed, PairFormed)
        mentor, mentee = sorted(member.person_id for member in formed.members)
        return mentor, mentee

    async def ask(self, question: Ask[R], person_id: str, org: str = "acme") -> R:
        return await self.speaking.questions.ask(question, Asker(org, person_id, f"tap-of-{person_id}"))

    async def read(self, person_id: str = "ada") -> Agreement:
        return await self.ask(ReadAgreement(pair_id=self.pair_id), person_id)

    async def version(self, number: int, person_id: str = "ada") -> AgreementVersion:
        return await self.ask(ReadAgreementVersion(pair_id=self.pair_id, number=number), person_id)

    async def write(self, person_id: str, **fields: Any) -> Agreement:
        part = PartWritten.model_validate(PARTS[person_id[0]] | fields)
        return await self.ask(WritePart(pair_id=self.pair_id, part=part), person_id)

    async def arrange(self, person_id: str, version: int, **fields: Any) -> Agreement:
        shared = SharedWritten.model_validate(SHARED | fields)
        return await self.ask(WriteShared(pair_id=self.pair_id, version=version, shared=shared), person_id)

    async def sign(self, person_id: str, version: int | None = None) -> Agreement:
        read = (await self.read(person_id)).version if version is None else version
        return await self.ask(SignAgreement(pair_id=self.pair_id, version=read), person_id)

    async def goals(self, person_id: str = "ada") -> Goals:
        return await self.ask(ReadGoals(pair_id=self.pair_id), person_id)

    async def mark(self, person_id: str, goal_id: str, state: GoalState, line: str = "") -> Goal:
        question = MarkGoal(pair_id=self.pair_id, goal_id=goal_id, state=state, line=line)
        return await self.ask(question, person_id)

    async def prepare(self, person_id: str) -> None:
        """Every track is behind them, as the unit that ends the last of them says it."""
        house = self.speaking.houses[0]
        finished = tuple(Finished(track, f"{track}-of-{person_id}") for track in TrackName)
        unit = house.units.start("acme", actor_id=person_id)
        prepared = Preparation(org="acme", person_id=person_id, finished=finished)
        unit.write(Store(house.database, house.tombstones).preparations.save(prepared))
        unit.set_timer(PREPARED_PERSON, person_id, unit.now)
        await house.committer.commit(unit)

    async def filled(self) -> Agreement:
        """Everything is written, and nobody has signed."""
        ada, bob = self.both
        await self.write(ada)
        return await self.arrange(bob, (await self.write(bob)).version)

    async def live(self) -> Agreement:
        """Both have prepared and signed."""
        ada, bob = self.both
        await asyncio.gather(self.prepare(ada), self.prepare(bob))
        await self.filled()
        await self.sign(ada)
        return await self.sign(bob)
