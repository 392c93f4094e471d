"""Journal's stand-in for agreements and goals: one pair of Ada and Bob for each id, all in memory."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from libs.common.asks import Asker, NotFound, Outdated
from libs.common.contracts.agreements import (
    Agreement,
    AgreementVersion,
    Goal,
    GoalAgreed,
    Goals,
    MarkGoal,
    PartShown,
    ReadAgreement,
    ReadAgreementVersion,
    ReadGoals,
    SharedShown,
    SignAgreement,
    Signature,
    WritePart,
    WriteShared,
)
from libs.common.house import House
from tests.component.gateway.paged import next_cursor

AT = datetime(2026, 11, 1, tzinfo=UTC)
EMPTY = SharedShown(cadence_days=None, session_minutes=None, channel="", confidentiality="", ending="")


@dataclass(slots=True)
class AgreeingNeighbour:
    """Every change is a version, and whoever did not read the last one is told."""

    known: dict[str, Agreement] = field(default_factory=dict)

    def answer(self, house: House) -> None:
        house.answers.on(ReadAgreement, self._read)
        house.answers.on(ReadAgreementVersion, self._version)
        house.answers.on(WritePart, self._part)
        house.answers.on(WriteShared, self._shared)
        house.answers.on(SignAgreement, self._sign)
        house.answers.on(ReadGoals, self._goals)
        house.answers.on(MarkGoal, self._mark)

    def _of(self, pair_id: str, asker: Asker) -> Agreement:
        if (asker.org, asker.person_id) not in (("acme", "ada"), ("acme", "bob")):
            raise NotFound
        empty = Agreement(
            pair_id=pair_id,
            number=1,
            version=0,
            parts=(),
            shared=EMPTY,
            is_live=False,
            signatures=(),
            gaps=(),
            unprepared=(),
            live=None,
        )
        return self.known.setdefault(pair_id, empty)

    def _changed(self, known: Agreement, version: int, **fields: object) -> Agreement:
        if version != known.version:
            raise Outdated(known)
        after = known.model_copy(update={"version": known.version + 1, **fields})
        self.known[known.pair_id] = after
        return after

    async def _read(self, ask: ReadAgreement, asker: Asker) -> Agreement:
        return self._of(ask.pair_id, asker)

    async def _version(self, ask: ReadAgreementVersion, asker: Asker) -> AgreementVersion:
        self._of(ask.pair_id, asker)
        raise NotFound

    async def _part(self, ask: WritePart, asker: Asker) -> Agreement:
        known = self._of(ask.pair_id, asker)
        goals = tuple(
            GoalAgreed(goal_id=f"goal_{one.text}", **one.model_dump(exclude={"goal_id"})) for one in ask.part.goals
        )
        part = PartShown(person_id=asker.person_id, goals=goals, **ask.part.model_dump(exclude={"goals"}))
        return self._changed(known, known.version, parts=(part,))

    async def _shared(self, ask: WriteShared, asker: Asker) -> Agreement:
        shared = SharedShown(**ask.shared.model_dump())
        return self._changed(self._of(ask.pair_id, asker), ask.version, shared=shared)

    async def _sign(self, ask: SignAgreement, asker: Asker) -> Agreement:
        signature = Signature(person_id=asker.person_id, at=AT)
        return self._changed(self._of(ask.pair_id, asker), ask.version, signatures=(signature,))

    async def _goals(self, ask: ReadGoals, asker: Asker) -> Goals:
        self._of(ask.pair_id, asker)
        return Goals(data=(), next_cursor=next_cursor(ask))

    async def _mark(self, ask: MarkGoal, asker: Asker) -> Goal:
        self._of(ask.pair_id, asker)
        return Goal(
            goal_id=ask.goal_id,
            person_id=asker.person_id,
            text="Lead a meeting",
            measure="",
            state=ask.state,
            line=ask.line,
            number=1,
            marked_at=AT,
        )
