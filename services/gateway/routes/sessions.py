"""Sessions of a pair, kept by journal: planned, held, called off, with an agenda and prompts for each reader.

To everybody but the two there is no such pair.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from libs.common.contracts.asks import Ask, ReportSession, SessionKept
from libs.common.contracts.session_asks import (
    AddAgendaItem,
    CancelSession,
    ChangeSession,
    FlipSession,
    HoldSession,
    ListSessions,
    MissSession,
    PlanSession,
    ReadSession,
    RebookSession,
    ReviseAgenda,
    SessionList,
    SessionShown,
)
from services.gateway.claiming import new_id_once
from services.gateway.deps import (
    Edge,
    EdgeDep,
    IdempotencyKey,
    IfMatchDep,
    Member,
    MemberDep,
    PathId,
    ReachingDep,
    ask,
    edit,
    locate,
    require_json,
    tagged,
)
from services.gateway.paging import PagingDep
from services.gateway.schemas.sessions import (
    AddLine,
    AgendaOfBoth,
    CallOff,
    ChangePlan,
    ConfirmHeld,
    PlanAhead,
    ReportHeld,
    TakeSlot,
    TellAbsence,
)
from services.gateway.schemas.shown import Body

router = APIRouter(prefix="/v1/pairs/{pair_id}/sessions", tags=["sessions"])
JSON = [Depends(require_json)]
SessionId = Annotated[str, Path(max_length=100)]


@dataclass(frozen=True, slots=True)
class One:
    """One session of a pair, and who is at it."""

    pair_id: str
    session_id: str
    person: Member
    edge: Edge
    response: Response

    @property
    def ids(self) -> dict[str, str]:
        """As every question about it names it."""
        return {"pair_id": self.pair_id, "session_id": self.session_id}

    async def ask(self, question: Ask[SessionShown]) -> SessionShown:
        """The session as it is then, with its tag."""
        return tagged(self.response, await ask(self.edge, question, self.person))

    async def edit(self, question: Ask[SessionShown], yours: Body) -> SessionShown:
        """The same, if nobody changed it since it was read."""
        return tagged(self.response, await edit(self.edge, question, self.person, yours))


async def one(pair_id: PathId, session_id: SessionId, person: MemberDep, edge: EdgeDep, response: Response) -> One:
    """The session that the address names."""
    return One(pair_id, session_id, person, edge, response)


async def own_word(
    pair_id: PathId, session_id: SessionId, person: ReachingDep, edge: EdgeDep, response: Response
) -> One:
    """The same, for whoever says something of it."""
    return One(pair_id, session_id, person, edge, response)


OneDep = Annotated[One, Depends(one)]
OwnWordDep = Annotated[One, Depends(own_word)]


@router.get("")
async def list_sessions(pair_id: PathId, person: MemberDep, edge: EdgeDep, paging: PagingDep) -> SessionList:
    """All of them: what lies ahead, the soonest first, then the past, the newest first."""
    return paging.sealed(await ask(edge, ListSessions(pair_id=pair_id, **paging.asked), person))


@router.post("", status_code=201, dependencies=JSON)
async def report_session(
    pair_id: PathId, person: ReachingDep, edge: EdgeDep, body: ReportHeld | None = None, key: IdempotencyKey = None
) -> SessionKept:
    """We met. With the same Idempotency-Key it is one session, however often it is sent.

    Within twelve hours of a session that you had planned, it is that one, whoever of you says it first.
    """
    report = body or ReportHeld()
    held_at = report.held_at or edge.house.clock.now()
    content = f"{pair_id} {report.model_dump_json(exclude_unset=True)}"
    session_id = await new_id_once(edge, person, "session", key, content.encode())
    return await ask(edge, ReportSession(pair_id=pair_id, session_id=session_id, held_at=held_at), person)


@router.post("/planned", status_code=201, dependencies=JSON)
async def plan_session(
    pair_id: PathId, body: PlanAhead, person: ReachingDep, edge: EdgeDep, response: Response, key: IdempotencyKey = None
) -> SessionShown:
    """A session to come. With the same Idempotency-Key it is one."""
    content = f"planned {pair_id} {body.model_dump_json(exclude_unset=True)}"
    session_id = await new_id_once(edge, person, "session", key, content.encode())
    question = PlanSession(pair_id=pair_id, session_id=session_id, **body.model_dump())
    locate(response, f"/v1/pairs/{pair_id}/sessions/{session_id}")
    return tagged(response, await ask(edge, question, person))


@router.get("/{session_id}")
async def read_session(session: OneDep) -> SessionShown:
    """One of them, with its agenda, and a few prompts for you in your role of this session."""
    return await session.ask(ReadSession(**session.ids))


@router.patch("/{session_id}", dependencies=JSON)
async def change_session(session: OwnWordDep, body: ChangePlan, version: IfMatchDep) -> SessionShown:
    """Another time, length, channel or link. 412 where it was changed since you read it, with both versions."""
    return await session.edit(ChangeSession(**session.ids, version=version, **body.model_dump()), body)


@router.post("/{session_id}/held", dependencies=JSON)
async def hold_session(session: OwnWordDep, body: ConfirmHeld | None = None) -> SessionKept:
    """We met, as planned. However often either of you says it, it was once."""
    question = HoldSession(**session.ids, held_at=body.held_at if body else None)
    return await ask(session.edge, question, session.person)


@router.post("/{session_id}/cancellation", dependencies=JSON)
async def cancel_session(session: OneDep, body: CallOff | None = None) -> SessionShown:
    """Call it off. Whoever does finds the new time; a senior of a reverse pair finds three in `slots`."""
    return await session.ask(CancelSession(**session.ids, by_id=body.by_id if body else None))


@router.post("/{session_id}/absence", dependencies=JSON)
async def tell_absence(session: OwnWordDep, body: TellAbsence | None = None) -> SessionShown:
    """You did not meet, and nobody had called it off."""
    return await session.ask(MissSession(**session.ids, absent_id=body.absent_id if body else None))


@router.post("/{session_id}/rebooking", dependencies=JSON)
async def rebook_session(session: OwnWordDep, body: TakeSlot) -> SessionShown:
    """Take one of the times that were proposed after a senior could not come."""
    return await session.ask(RebookSession(**session.ids, slot=body.slot))


@router.put("/{session_id}/flip")
async def flip_session(session: OwnWordDep) -> SessionShown:
    """Swap roles for this session: who brings the agenda and leads, and who is asked what."""
    return await session.ask(FlipSession(**session.ids, flipped=True))


@router.delete("/{session_id}/flip")
async def flip_session_back(session: OwnWordDep) -> SessionShown:
    """Roles as usual."""
    return await session.ask(FlipSession(**session.ids, flipped=False))


@router.post("/{session_id}/agenda", status_code=201, dependencies=JSON)
async def add_to_agenda(session: OwnWordDep, body: AddLine, key: IdempotencyKey = None) -> SessionShown:
    """One more thing to talk about; it never gets in the way of what the other adds. Same Idempotency-Key: once."""
    content = f"{session.pair_id} {session.session_id} {body.text}"
    item_id = await new_id_once(session.edge, session.person, "item", key, content.encode())
    return await session.ask(AddAgendaItem(**session.ids, item_id=item_id, text=body.text))


@router.put("/{session_id}/agenda", dependencies=JSON)
async def revise_agenda(session: OwnWordDep, body: AgendaOfBoth, version: IfMatchDep) -> SessionShown:
    """The agenda as a whole: reworded, in another order, ticked, struck. 412 with both versions, as for any change."""
    return await session.edit(ReviseAgenda(**session.ids, version=version, items=body.items), body)
