"""Where somebody is signed in in browsers: theirs to see and to end."""

from fastapi import APIRouter

from libs.common.pages import newest
from services.gateway.deps import EdgeDep, MemberDep, PathId
from services.gateway.paging import PagingDep
from services.gateway.schemas.sign_in import OpenSession, OpenSessions

router = APIRouter(prefix="/v1/me/sessions", tags=["you"])


@router.get("")
async def list_own_sessions(person: MemberDep, edge: EdgeDep, paging: PagingDep) -> OpenSessions:
    """Every browser in which you are signed in. Apps with tokens are not among them: your provider knows those."""
    found = await edge.sign_in.sessions.list_(person.org, person.person_id)
    page, next_cursor = paging.of(found, lambda session: [newest(session.started_at), session.session_id])
    shown = [OpenSession.of(session, person.session_id) for session in page]
    return OpenSessions(data=shown, next_cursor=next_cursor)


@router.delete("", status_code=204)
async def end_other_sessions(person: MemberDep, edge: EdgeDep) -> None:
    """Sign out everywhere but here."""
    async with edge.work.place():
        await edge.sign_in.sessions.end_others(person.org, person.person_id, person.session_id)


@router.delete("/{session_id}", status_code=204)
async def end_own_session(session_id: PathId, person: MemberDep, edge: EdgeDep) -> None:
    """Sign out in one browser."""
    async with edge.work.place():
        await edge.sign_in.sessions.end(person.org, person.person_id, session_id)
