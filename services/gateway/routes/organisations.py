"""Organisations: registered by the operator, and what their own administrators see and set of theirs."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from services.gateway.deps import EdgeDep, IfMatchDep, Member, Operator, PathId, TicketHeader, may, require_json, tagged
from services.gateway.domain.access import Permission
from services.gateway.domain.organisations import Organisation
from services.gateway.paging import Paging, paged
from services.gateway.problems import also, changed_meanwhile
from services.gateway.running import doer
from services.gateway.schemas.organisations import (
    RegisterOrganisation,
    SetOrganisation,
    SetOwnOrganisation,
    ShownOrganisation,
    ShownOrganisations,
)
from services.gateway.use_cases.organisations import Secret, Stale

router = APIRouter(prefix="/v1", tags=["running the house"])

ManagerDep = Annotated[Operator, Depends(may(Permission.MANAGE_ORGANISATIONS))]
OwnDep = Annotated[Member, Depends(may(Permission.SET_ORGANISATION))]


@router.post("/organisations", status_code=201, dependencies=[Depends(require_json)])
async def register_organisation(
    body: RegisterOrganisation, caller: ManagerDep, edge: EdgeDep, response: Response, ticket: TicketHeader = None
) -> ShownOrganisation:
    """Its people are known by its mail domains, and sign in at its provider. It may have people without either."""
    async with edge.work.place():
        wanted = body.organisation(body.org)
        made = await edge.sign_in.organising.register(wanted, _secret(body), doer(caller, ticket))
    response.headers["Location"] = f"/v1/organisations/{made.org}"
    return _shown(response, made)


@router.get("/organisations")
async def list_organisations(
    _: ManagerDep, edge: EdgeDep, paging: Annotated[Paging, Depends(paged(50, most=100))]
) -> ShownOrganisations:
    """All that are registered, by their ids."""
    found = await edge.sign_in.organising.page(paging.after or "", paging.limit + 1)
    page, next_cursor = paging.cut(found, lambda one: one.org)
    return ShownOrganisations(data=[ShownOrganisation.of(one) for one in page], next_cursor=next_cursor)


@router.get("/organisations/{org}")
async def read_organisation(org: PathId, _: ManagerDep, edge: EdgeDep, response: Response) -> ShownOrganisation:
    """One of them."""
    return _shown(response, await edge.sign_in.organising.find(org))


@router.put("/organisations/{org}", dependencies=[Depends(require_json)])
async def set_organisation(
    org: PathId,
    body: SetOrganisation,
    caller: ManagerDep,
    version: IfMatchDep,
    edge: EdgeDep,
    response: Response,
    ticket: TicketHeader = None,
) -> ShownOrganisation:
    """Put this in the place of what was there. Where people are led to another provider, all sessions end."""
    async with edge.work.place():
        try:
            wanted = body.organisation(org, version)
            after = await edge.sign_in.organising.change(wanted, _secret(body), doer(caller, ticket))
        except Stale as stale:
            raise changed_meanwhile(ShownOrganisation.of(stale.current), _open(body)) from None
    return _shown(response, after)


@router.delete("/organisations/{org}/people/{person_id}/account", status_code=204)
async def release_account(
    org: PathId, person_id: PathId, caller: ManagerDep, edge: EdgeDep, ticket: TicketHeader = None
) -> None:
    """Somebody has a new account at their provider: let go of the old one, and end their sessions in browsers.

    Their next sign-in links them anew, by their mail address.
    """
    async with edge.work.place():
        await edge.sign_in.linking.release(org, person_id, doer(caller, ticket))


@router.get("/organisation", responses=also(404))
async def read_own_organisation(person: OwnDep, edge: EdgeDep, response: Response) -> ShownOrganisation:
    """Yours, and where its people sign in."""
    return _shown(response, await edge.sign_in.organising.find(person.org))


@router.put("/organisation", dependencies=[Depends(require_json)])
async def set_own_organisation(
    body: SetOwnOrganisation,
    person: OwnDep,
    version: IfMatchDep,
    edge: EdgeDep,
    response: Response,
    ticket: TicketHeader = None,
) -> ShownOrganisation:
    """Its name, and a new secret at its provider. Which provider that is, and the mail domains, the operator sets."""
    async with edge.work.place():
        try:
            wanted = Organisation(person.org, body.name, revision=version)
            secret = Secret(body.client_secret.get_secret_value()) if body.client_secret else None
            after = await edge.sign_in.organising.set_own(wanted, secret, doer(person, ticket))
        except Stale as stale:
            raise changed_meanwhile(ShownOrganisation.of(stale.current), _open(body)) from None
    return _shown(response, after)


def _shown(response: Response, organisation: Organisation) -> ShownOrganisation:
    return tagged(response, ShownOrganisation.of(organisation))


def _secret(body: SetOrganisation) -> Secret | None:
    """What was said of it: nothing leaves it as it is."""
    said = body.provider
    return Secret(said.secret) if said and "client_secret" in said.model_fields_set else None


def _open(body: SetOrganisation | SetOwnOrganisation) -> SetOrganisation | SetOwnOrganisation:
    """What was sent, without what must not be shown."""
    if isinstance(body, SetOrganisation):
        provider = body.provider and body.provider.model_copy(update={"client_secret": None})
        return body.model_copy(update={"provider": provider})
    return body.model_copy(update={"client_secret": None})
