"""Action items of a pair, kept by journal: to everybody but the two there is no such pair."""

from fastapi import APIRouter, Depends, Response

from libs.common.contracts.actions import Action, Actions, AddAction, ChangeAction, ReadActions
from services.gateway.claiming import new_id_once
from services.gateway.deps import (
    EdgeDep,
    IdempotencyKey,
    IfMatchDep,
    MemberDep,
    PathId,
    ReachingDep,
    ask,
    edit,
    require_json,
    tagged,
)
from services.gateway.paging import PagingDep
from services.gateway.schemas.actions import ActionChange, NewAction

router = APIRouter(prefix="/v1/pairs/{pair_id}/actions", tags=["actions"])


@router.post("", status_code=201, dependencies=[Depends(require_json)])
async def add_action(
    pair_id: PathId, body: NewAction, person: ReachingDep, edge: EdgeDep, response: Response, key: IdempotencyKey = None
) -> Action:
    """What one of you, or both, mean to do, perhaps by a day."""
    content = f"{pair_id} {body.model_dump_json()}".encode()
    action_id = await new_id_once(edge, person, "action", key, content)
    return tagged(
        response, await ask(edge, AddAction(pair_id=pair_id, action_id=action_id, **body.model_dump()), person)
    )


@router.get("")
async def list_actions(pair_id: PathId, person: MemberDep, edge: EdgeDep, paging: PagingDep) -> Actions:
    """What is open first, by its day; then what is done or dropped, the newest first."""
    return paging.sealed(await ask(edge, ReadActions(pair_id=pair_id, **paging.asked), person))


@router.patch("/{action_id}", dependencies=[Depends(require_json)])
async def change_action(
    pair_id: PathId,
    action_id: PathId,
    person: ReachingDep,
    edge: EdgeDep,
    body: ActionChange,
    version: IfMatchDep,
    response: Response,
) -> Action:
    """Done, dropped, or otherwise. 412 where the other changed it since you read it: both versions are in the answer.

    `If-Match` is the `ETag`, or the `version` in the list.
    """
    without_due = "due" in body.model_fields_set and body.due is None
    question = ChangeAction(
        pair_id=pair_id, action_id=action_id, version=version, without_due=without_due, **body.model_dump()
    )
    return tagged(response, await edit(edge, question, person, body))
