"""What people want to hear, how and when; and what holds for those who have not said."""

from typing import Annotated

from fastapi import APIRouter, Depends

from libs.common.contracts.preferences import (
    Chosen,
    Defaults,
    Notifications,
    ReadDefaults,
    ReadPreferences,
    SetDefaults,
    SetPreferences,
)
from services.gateway.deps import EdgeDep, Member, MemberDep, ask, may, require_json
from services.gateway.domain.access import Permission

router = APIRouter(tags=["notifications"])

DefaultsDep = Annotated[Member, Depends(may(Permission.SET_COMMUNICATION))]
OWN = "/v1/me/notifications"
OF_ALL = "/v1/programme/notifications"


@router.get(OWN)
async def read_notifications(person: MemberDep, edge: EdgeDep) -> Notifications:
    """Every kind and channel as it holds for you, and whether the house, your organisation or you set it so."""
    return await ask(edge, ReadPreferences(), person)


@router.put(OWN, dependencies=[Depends(require_json)])
async def choose_notifications(body: Chosen, person: MemberDep, edge: EdgeDep) -> Notifications:
    """Put this in the place of what you had chosen; what is left out is as your organisation has it.

    It holds from the next message on, also for what waits. The language and the clock are those of your record.
    """
    return await ask(edge, SetPreferences(chosen=body), person)


@router.delete(OWN)
async def forget_notifications(person: MemberDep, edge: EdgeDep) -> Notifications:
    """All of it as your organisation has it."""
    return await ask(edge, SetPreferences(chosen=Chosen()), person)


@router.get(OF_ALL)
async def read_defaults(person: DefaultsDep, edge: EdgeDep) -> Notifications:
    """What holds for everybody who has chosen nothing."""
    return await ask(edge, ReadDefaults(), person)


@router.put(OF_ALL, dependencies=[Depends(require_json)])
async def set_defaults(body: Defaults, person: DefaultsDep, edge: EdgeDep) -> Notifications:
    """Put this in the place of what was there; what is left out is as the house has it."""
    return await ask(edge, SetDefaults(defaults=body), person)
