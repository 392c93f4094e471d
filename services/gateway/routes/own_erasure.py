"""Being forgotten, by one's own wish: seen before, asked for in words, taken back while there is time."""

from fastapi import APIRouter, Depends

from libs.common.asks import NotFound
from services.gateway.deps import EdgeDep, MemberDep, require_json
from services.gateway.domain.access import Doer
from services.gateway.domain.erasure_words import is_meant
from services.gateway.domain.refusals import NotTaken
from services.gateway.schemas.erasures import EraseMe, OwnErasure

router = APIRouter(tags=["you"])


@router.get("/v1/me/erasure")
async def read_own_erasure(person: MemberDep, edge: EdgeDep) -> OwnErasure:
    """What would go and what would stay if you were forgotten, and whether you asked for it."""
    return OwnErasure.of(await edge.erasures.of(person.org, person.person_id))


@router.delete("/v1/me", status_code=202, dependencies=[Depends(require_json)])
async def erase_me(body: EraseMe, person: MemberDep, edge: EdgeDep) -> OwnErasure:
    """Forget me everywhere: begins after some days, in which you can take it back, and then cannot be undone.

    `GET /v1/me/erasure` says what goes, what stays, and the words that confirm it.
    """
    if not is_meant(body.confirmation):
        raise NotTaken("erasure-not-meant")
    async with edge.work.place():
        return OwnErasure.of(await edge.erasures.ask(person.org, person.person_id))


@router.delete("/v1/me/erasure")
async def take_own_erasure_back(person: MemberDep, edge: EdgeDep) -> OwnErasure:
    """You stay, also where an administrator had asked for it."""
    known = await edge.erasures.of(person.org, person.person_id)
    if known is None:
        raise NotFound
    async with edge.work.place():
        return OwnErasure.of(await edge.erasures.take_back(person.org, known.erasure_id, Doer(person.person_id)))
