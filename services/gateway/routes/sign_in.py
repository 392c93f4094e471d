"""Sign-in without proof, for trying things out. It exists only where nobody's data depend on it."""

from fastapi import APIRouter, Request

from services.gateway.deps import EdgeDep
from services.gateway.problems import Problem
from services.gateway.schemas.sign_in import Session, SignIn

router = APIRouter(tags=["you"])


@router.post("/v1/sign-in")
async def sign_in(body: SignIn, edge: EdgeDep, request: Request) -> Session:
    """A token for anybody who is here; `BOTHWAYS_ENV` local or test only, 404 elsewhere."""
    if not edge.settings.has_local_sign_in:
        raise Problem("not-found")
    await edge.metering.address(request)
    record = await edge.core.people.find(body.org, body.person_id)
    if record is None or not record.is_here:
        raise Problem("not-found")
    token = edge.tokens.issue(body.org, body.person_id)
    return Session(access_token=token, expires_in=int(edge.tokens.lifetime.total_seconds()))
