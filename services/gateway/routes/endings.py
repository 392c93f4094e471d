"""Half-way, at the end of a pair and after it, kept by journal: to everybody but the two there is no such pair."""

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BeforeValidator

from libs.common.contracts import endings as wire
from services.gateway.claiming import new_id_once
from services.gateway.deps import EdgeDep, IdempotencyKey, MemberDep, PathId, ReachingDep, ask, require_json
from services.gateway.paging import PagingDep
from services.gateway.schemas.endings import (
    CertificateShown,
    DecideNext,
    GiveEcho,
    GiveKudos,
    GiveReview,
    Named,
    WriteLetter,
)

router = APIRouter(tags=["endings"])
PAIR = "/v1/pairs/{pair_id}"
Days = Annotated[wire.EchoDays, BeforeValidator(int)]
"""A part of a path is text."""


@router.get(f"{PAIR}/review")
async def read_review(pair_id: PathId, person: MemberDep, edge: EdgeDep) -> wire.ReviewShown:
    """The mid review: what you said, and what the other said once both have."""
    return await ask(edge, wire.ReadReview(pair_id=pair_id), person)


@router.post(f"{PAIR}/review", dependencies=[Depends(require_json)])
async def give_review(
    pair_id: PathId, body: GiveReview, person: ReachingDep, edge: EdgeDep, key: IdempotencyKey = None
) -> wire.ReviewShown:
    """Keep it so, change something, or end soon. Until both have spoken your last word counts."""
    content = f"{pair_id} {body.model_dump_json()}".encode()
    review_id = await new_id_once(edge, person, "review", key, content)
    question = wire.GiveReview(pair_id=pair_id, review_id=review_id, decision=body.decision, line=body.line)
    return await ask(edge, question, person)


@router.get(f"{PAIR}/farewell")
async def read_farewell(pair_id: PathId, person: MemberDep, edge: EdgeDep) -> wire.FarewellShown:
    """Decisions, letters, kudos and echoes, as far as they are yours to read, and what there is to choose from."""
    return await ask(edge, wire.ReadFarewell(pair_id=pair_id), person)


@router.post(f"{PAIR}/decision", dependencies=[Depends(require_json)])
async def decide_next(
    pair_id: PathId, body: DecideNext, person: ReachingDep, edge: EdgeDep, key: IdempotencyKey = None
) -> wire.FarewellShown:
    """Stay in touch, stop, flip or go on. Until both have decided your last word counts, and nobody reads it."""
    content = f"{pair_id} {body.model_dump_json()}".encode()
    decision_id = await new_id_once(edge, person, "decision", key, content)
    question = wire.DecideNext(pair_id=pair_id, decision_id=decision_id, next=body.next, named=body.named)
    return await ask(edge, question, person)


@router.put(f"{PAIR}/closing-letter", dependencies=[Depends(require_json)])
async def write_letter(pair_id: PathId, body: WriteLetter, person: ReachingDep, edge: EdgeDep) -> wire.FarewellShown:
    """Your closing letter. The other reads it once both have written, or the two of you have completed the pair."""
    return await ask(edge, wire.WriteLetter(pair_id=pair_id, text=body.text), person)


@router.post(f"{PAIR}/kudos", status_code=201, dependencies=[Depends(require_json)])
async def give_kudos(
    pair_id: PathId, body: GiveKudos, person: ReachingDep, edge: EdgeDep, key: IdempotencyKey = None
) -> wire.FarewellShown:
    """Thank the other for a strength, once. They read it at once."""
    content = f"{pair_id} {body.model_dump_json()}".encode()
    kudos_id = await new_id_once(edge, person, "kudos", key, content)
    question = wire.GiveKudos(pair_id=pair_id, kudos_id=kudos_id, strength=body.strength, line=body.line)
    return await ask(edge, question, person)


@router.put(f"{PAIR}/echo/{{days}}", dependencies=[Depends(require_json)])
async def give_echo(
    pair_id: PathId, days: Days, body: GiveEcho, person: ReachingDep, edge: EdgeDep
) -> wire.FarewellShown:
    """What still helps, 30, 90 or 365 days after the end, once you were asked. The other reads it at once."""
    return await ask(edge, wire.AnswerEcho(pair_id=pair_id, days=days, line=body.line), person)


@router.get(f"{PAIR}/certificate")
async def read_certificate(pair_id: PathId, person: MemberDep, edge: EdgeDep) -> CertificateShown:
    """What you can show of a pair that the two of you completed."""
    certificate = await ask(edge, wire.ReadCertificate(pair_id=pair_id), person)
    partner = await edge.core.people.find(person.org, certificate.partner_id)
    named = Named.of(person.person_id, person.record), Named.of(certificate.partner_id, partner)
    return CertificateShown.of(certificate, *named)


@router.get("/v1/journal/kudos")
async def list_kudos(person: MemberDep, edge: EdgeDep, paging: PagingDep) -> wire.KudosList:
    """What others have thanked you for, the newest first."""
    return paging.sealed(await ask(edge, wire.ReadKudos(**paging.asked), person))
