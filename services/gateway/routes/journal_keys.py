"""The keys with which clients seal: public halves for who seals, and a backup for who lost a device."""

from fastapi import APIRouter, Depends, Response

from libs.common.contracts.entries import MemberKey, PairKeys, ReadKey, ReadPairKeys, SetKey
from services.gateway.deps import EdgeDep, IfMatchDep, MemberDep, PathId, ask, edit, require_json, tagged
from services.gateway.problems import also
from services.gateway.schemas.journal import PublishKey

router = APIRouter(tags=["journal"])


@router.get("/v1/journal/keys", responses=also(404))
async def read_key(person: MemberDep, edge: EdgeDep, response: Response) -> MemberKey:
    """Your own key, with its backup as you left it. 404 as long as there is none."""
    return tagged(response, await ask(edge, ReadKey(), person))


@router.put("/v1/journal/keys", dependencies=[Depends(require_json)])
async def publish_key(
    body: PublishKey, person: MemberDep, version: IfMatchDep, edge: EdgeDep, response: Response
) -> MemberKey:
    """Publish a key, the first one with `If-Match: "0"`.

    Another one in its place opens nothing that was sealed for the one before: seal that anew first.
    """
    question = SetKey(jwk=body.jwk, backup=body.backup, version=version)
    return tagged(response, await edit(edge, question, person, body))


@router.get("/v1/pairs/{pair_id}/keys")
async def read_pair_keys(pair_id: PathId, person: MemberDep, edge: EdgeDep) -> PairKeys:
    """The public keys of the two, to seal a letter for both. Who has none yet is missing."""
    return await ask(edge, ReadPairKeys(pair_id=pair_id), person)
