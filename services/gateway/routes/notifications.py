"""What people want to hear, how and when; and what holds for those who have not said."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from libs.common.contracts.preferences import (
    Chosen,
    Defaults,
    Notifications,
    ReadDefaults,
    ReadPreferences,
    SetDefaults,
    SetPreferences,
)
from services.gateway.deps import EdgeDep, IfMatchDep, Member, MemberDep, ask, edit, may, require_json, tagged
from services.gateway.domain.access import Permission

router = APIRouter(tags=["notifications"])

DefaultsDep = Annotated[Member, Depends(may(Permission.SET_COMMUNICATION))]
OWN = "/v1/me/notifications"
OF_ALL = "/v1/programme/notifications"


@router.get(OWN)
async def read_notifications(person: MemberDep, edge: EdgeDep, response: Response) -> Notifications:
    """Every kind and channel as it holds for you, and whether the house, your organisation or you set it so."""
    return tagged(response, await ask(edge, ReadPreferences(), person))


@router.put(OWN, dependencies=[Depends(require_json)])
async def choose_notifications(
    body: Chosen, person: MemberDep, version: IfMatchDep, edge: EdgeDep, response: Response
) -> Notifications:
    """Put this in the place of what you had chosen; what is left out is as your organisation has it.

    It holds from the next message on, also for what waits. The language and the clock are those of your record.
    """
    return tagged(response, await edit(edge, SetPreferences(chosen=body, version=version), person, body))


@router.delete(OWN)
async def forget_notifications(
    person: MemberDep, version: IfMatchDep, edge: EdgeDep, response: Response
) -> Notifications:
    """All of it as your organisation has it."""
    nothing = Chosen()
    return tagged(response, await edit(edge, SetPreferences(chosen=nothing, version=version), person, nothing))


@router.get(OF_ALL)
async def read_defaults(person: DefaultsDep, edge: EdgeDep, response: Response) -> Notifications:
    """What holds for everybody who has chosen nothing."""
    return tagged(response, await ask(edge, ReadDefaults(), person))


@router.put(OF_ALL, dependencies=[Depends(require_json)])
async def set_defaults(
    body: Defaults, person: DefaultsDep, version: IfMatchDep, edge: EdgeDep, response: Response
) -> Notifications:
    """Put this in the place of what was there; what is left out is as the house has it."""
    return tagged(response, await edit(edge, SetDefaults(defaults=body, version=version), person, body))
