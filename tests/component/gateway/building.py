"""The core of the gateway as a service, and facts for it to write down."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from libs.common import outbox
from libs.common.contracts import AnyEvent, Service
from libs.common.contracts.pairs import (
    Member,
    Milestone,
    MilestoneReached,
    PairFormed,
    PairPhase,
    PairPhaseChanged,
    PairRole,
    SessionHeld,
)
from libs.common.contracts.requests import (
    Direction,
    Reason,
    RequestClosed,
    RequestFollowedUp,
    RequestOpened,
    RequestState,
    Suggestion,
)
from libs.common.house import House, Parts
from services.gateway.core import Core, build_core, indexes_of
from tests.support.running import Bench, eventually

ADA, BOB = "ada", "bob"
MEMBERS = (Member(person_id=ADA, role=PairRole.MENTOR), Member(person_id=BOB, role=PairRole.MENTEE))


@dataclass(slots=True)
class Built:
    """Hands the running core to its test."""

    made: Core | None = None

    async def __call__(self, house: House) -> Parts:
        """As `app.build`, without a web side."""
        self.made = build_core(house)
        indexes = await indexes_of(house.database)
        return Parts(indexes=indexes, is_idle=lambda: self.core.projector.is_idle, closing=[self.core.projector.close])

    @property
    def core(self) -> Core:
        """The core, once it is built."""
        assert self.made
        return self.made


async def until_published(bench: Bench) -> None:
    """Until nothing waits for the broker: who begins to listen now hears none of what was done before."""

    async def is_empty() -> bool:
        return await bench.database(Service.GATEWAY)[outbox.COLLECTION].count_documents({}) == 0

    await eventually(is_empty, what="an empty outbox")


def pair_formed(bench: Bench, pair_id: str, **attributes: Any) -> AnyEvent:
    """Two people said yes."""
    data = PairFormed(pair_id=pair_id, members=MEMBERS, direction=Direction.FORWARD, topics=("Python",))
    return bench.event(data, pair_id, **({"sequence": 1} | attributes))


def phase_changed(bench: Bench, pair_id: str, sequence: int, sessions_held: int) -> AnyEvent:
    """The story after some sessions."""
    data = PairPhaseChanged(
        pair_id=pair_id,
        members=(ADA, BOB),
        phase=PairPhase.ACTIVE if sessions_held else PairPhase.PREPARING,
        sessions_held=sessions_held,
        next_owner_id=ADA if sessions_held % 2 else BOB,
    )
    return bench.event(data, pair_id, sequence=sequence)


def session_held(bench: Bench, pair_id: str, number: int, **attributes: Any) -> AnyEvent:
    """They met."""
    data = SessionHeld(
        pair_id=pair_id,
        members=(ADA, BOB),
        session_id=f"session-{number}",
        held_at=datetime(2026, 11, number, tzinfo=UTC),
        number=number,
        next_owner_id=ADA,
    )
    return bench.event(data, pair_id, **attributes)


def milestone_reached(bench: Bench, pair_id: str) -> AnyEvent:
    """The first talk."""
    data = MilestoneReached(
        pair_id=pair_id,
        members=(ADA, BOB),
        milestone=Milestone.FIRST_TALK_HELD,
        side="both",
        phase="active",
        evidence=("evt",),
    )
    return bench.event(data, pair_id)


def request_fact(bench: Bench, request_id: str, sequence: int, state: RequestState, **fields: Any) -> AnyEvent:
    """Where a request stands."""
    kind = RequestOpened if state is RequestState.OPEN else RequestClosed
    data = kind(
        request_id=request_id,
        mentee_id=BOB,
        mentor_id=ADA,
        direction=Direction.FORWARD,
        topics=("$Python",),
        state=state,
        **fields,
    )
    return bench.event(data, request_id, sequence=sequence)


def followed_up(bench: Bench, request_id: str) -> AnyEvent:
    """What is said to who asked and got no yes."""
    reason = Reason(code="gives", words={"en": "Gives.", "de": "Gibt."})
    data = RequestFollowedUp(
        request_id=request_id,
        mentee_id=BOB,
        mentor_id=ADA,
        direction=Direction.FORWARD,
        topics=("$Python",),
        state=RequestState.EXPIRED,
        suggestions=(Suggestion(mentor_id="eve", score=0.5, reasons=(reason,), gap=reason, rules="1"),),
    )
    return bench.event(data, request_id)
