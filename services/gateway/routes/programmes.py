"""Programmes of an organisation: seen by whom they are open to, run by their organisers and by administrators."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel

from libs.common.contracts.programme_facts import ProgrammeSettings
from services.gateway.claiming import new_id_once
from services.gateway.deps import (
    Edge,
    EdgeDep,
    IdempotencyKey,
    IfMatchDep,
    Member,
    MemberDep,
    PathId,
    may,
    may_run_all,
    require_json,
    tag,
)
from services.gateway.domain.access import Permission
from services.gateway.domain.programme_templates import ALL
from services.gateway.domain.programmes import Programme
from services.gateway.paging import PagingDep
from services.gateway.problems import Problem, changed_meanwhile
from services.gateway.schemas.programmes import (
    NewProgramme,
    Organisers,
    ProgrammePatch,
    ProgrammeShown,
    ProgrammesShown,
    ProgrammeWritten,
    TemplateShown,
    TemplatesShown,
)
from services.gateway.store import Reader
from services.gateway.use_cases.programmes import ChangedMeanwhile, Edit, SetUp

router = APIRouter(tags=["programmes"])
PROGRAMMES, ONE = "/v1/programmes", "/v1/programmes/{programme_id}"
JSON = [Depends(require_json)]
BESIDE_SETTINGS = frozenset({"template", "starts_at", "organiser_ids"})

SetsUp = Annotated[Member, Depends(may(Permission.SET_UP_PROGRAMMES))]
Runs = Annotated[Member, Depends(may(Permission.RUN_PROGRAMME))]


@router.get("/v1/programme-templates")
async def list_programme_templates(_: MemberDep) -> TemplatesShown:
    """What a programme can begin as."""
    return TemplatesShown(data=[TemplateShown.of(template) for template in ALL.values()])


@router.post(PROGRAMMES, status_code=201, dependencies=JSON)
async def set_up_programme(
    body: NewProgramme, person: SetsUp, edge: EdgeDep, response: Response, key: IdempotencyKey = None
) -> ProgrammeShown:
    """A draft from a template, of which nobody hears before it opens. With the same Idempotency-Key it is one."""
    content = body.model_dump_json(exclude_unset=True).encode()
    programme_id = await new_id_once(edge, person, "programme", key, content)
    wanted = SetUp(
        org=person.org,
        programme_id=programme_id,
        made_by=person.person_id,
        template=body.template,
        said=body.model_dump(exclude=set(BESIDE_SETTINGS), exclude_none=True),
        starts_at=body.starts_at,
        organiser_ids=body.organiser_ids,
        ticket=person.ticket,
    )
    async with edge.work.place():
        made = await edge.core.programmes.set_up(wanted)
    response.headers["Location"] = f"{PROGRAMMES}/{programme_id}"
    return await _shown(edge, person, made, response)


@router.get(PROGRAMMES)
async def list_programmes(person: MemberDep, edge: EdgeDep, paging: PagingDep) -> ProgrammesShown:
    """Those that are open to you, that you are in or invited to, or that you run; administrators see all."""
    stores, now = edge.core.stores, edge.house.clock.now()
    own = await stores.enrolments_of(person.org, person.person_id)
    after, count = paging.after or "", paging.limit + 1
    if await may_run_all(edge, person):
        found = await stores.list_programmes(person.org, after, count)
    else:
        found = await stores.list_programmes_shown(Reader(person.org, person.person_id, own.keys()), after, count)
    page, next_cursor = paging.cut(found, lambda one: one.programme_id)
    return ProgrammesShown(
        data=[ProgrammeShown.of(one, own.get(one.programme_id), now) for one in page],
        next_cursor=next_cursor,
    )


@router.get(ONE)
async def read_programme(programme_id: PathId, person: MemberDep, edge: EdgeDep, response: Response) -> ProgrammeShown:
    """One that you may see."""
    return await _shown(edge, person, await seen(edge, person, programme_id), response)


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody sent for which version."""

    person: Runs
    edge: EdgeDep
    programme_id: PathId
    version: IfMatchDep
    response: Response


ChangeDep = Annotated[Change, Depends()]


@router.put(ONE, dependencies=JSON)
async def put_programme(body: ProgrammeWritten, change: ChangeDep) -> ProgrammeShown:
    """Put this in the place of what was there.

    It holds from now on: an open request is held against it when it is answered, and pairs stay as they are.
    """
    settings = ProgrammeSettings.model_validate(body.model_dump())
    return await _changed(change, body, lambda _: settings)


@router.patch(ONE, dependencies=JSON)
async def change_programme(body: ProgrammePatch, change: ChangeDep) -> ProgrammeShown:
    """Change some of it, as `PUT` does all of it."""
    return await _changed(change, body, body.over)


@router.put(f"{ONE}/organisers", dependencies=JSON)
async def name_organisers(
    body: Organisers, programme_id: PathId, person: SetsUp, edge: EdgeDep, version: IfMatchDep, response: Response
) -> ProgrammeShown:
    """These run it from now on, and nobody else does."""
    change = Change(person, edge, programme_id, version, response)
    await known(edge, person, programme_id)
    try:
        async with edge.work.place():
            after = await edge.core.programmes.name_organisers(_edit(change), body.organiser_ids)
    except ChangedMeanwhile as meanwhile:
        raise await _outdated(change, meanwhile, body) from None
    return await _shown(edge, person, after, response)


@router.post(f"{ONE}/opening")
async def open_programme(programme_id: PathId, person: Runs, edge: EdgeDep, response: Response) -> ProgrammeShown:
    """People may ask in it from now on, and hear of it. Once open it stays so until it is closed."""
    await known(edge, person, programme_id)
    async with edge.work.place():
        after = await edge.core.programmes.open(Edit(person.org, programme_id, person.person_id, ticket=person.ticket))
    return await _shown(edge, person, after, response)


@router.post(f"{ONE}/closing")
async def close_programme(programme_id: PathId, person: Runs, edge: EdgeDep, response: Response) -> ProgrammeShown:
    """Nobody asks in it any more, for good. Its pairs go on."""
    await known(edge, person, programme_id)
    async with edge.work.place():
        after = await edge.core.programmes.close(Edit(person.org, programme_id, person.person_id, ticket=person.ticket))
    return await _shown(edge, person, after, response)


async def seen(edge: Edge, person: Member, programme_id: str) -> Programme:
    """A programme that this person may see."""
    programme = await known(edge, person, programme_id)
    own = await edge.core.stores.enrolment(person.org, programme_id, person.person_id)
    if not programme.is_shown_to(person.person_id, is_known=own.is_known) and not await may_run_all(edge, person):
        raise Problem("not-found")
    return programme


@dataclass(frozen=True, slots=True)
class Organising:
    """Whoever organises something: for the whole organisation, or within the one programme that they run."""

    person: Member
    programme_id: str | None = None


async def within_programme(programme_id: PathId, person: Runs, edge: EdgeDep) -> Organising:
    """One of its organisers, or an administrator."""
    await known(edge, person, programme_id)
    return Organising(person, programme_id)


async def known(edge: Edge, person: Member, programme_id: str) -> Programme:
    """Any of their organisation, for whoever may run it."""
    programme = await edge.core.stores.programmes.find(person.org, programme_id)
    if programme is None:
        raise Problem("not-found")
    return programme


async def _changed(
    change: Change, body: BaseModel, settings: Callable[[ProgrammeSettings], ProgrammeSettings]
) -> ProgrammeShown:
    edge, person = change.edge, change.person
    await known(edge, person, change.programme_id)
    try:
        async with edge.work.place():
            after = await edge.core.programmes.change(_edit(change), settings)
    except ChangedMeanwhile as meanwhile:
        raise await _outdated(change, meanwhile, body) from None
    return await _shown(edge, person, after, change.response)


def _edit(change: Change) -> Edit:
    return Edit(change.person.org, change.programme_id, change.person.person_id, change.version, change.person.ticket)


async def _outdated(change: Change, meanwhile: ChangedMeanwhile, yours: BaseModel) -> Problem:
    return changed_meanwhile(await _shown(change.edge, change.person, meanwhile.current), yours)


async def _shown(edge: Edge, person: Member, programme: Programme, response: Response | None = None) -> ProgrammeShown:
    if response:
        tag(response, programme.version)
    own = await edge.core.stores.enrolment(person.org, programme.programme_id, person.person_id)
    return ProgrammeShown.of(programme, own, edge.house.clock.now())
