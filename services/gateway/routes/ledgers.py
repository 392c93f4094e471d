"""Gives and gets of a pair, and a mentor's months, kept by journal: for everybody else there is no such pair."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from libs.common.contracts.ledgers import (
    DividendShown,
    Exchange,
    LogExchange,
    Month,
    ReadDividend,
    ReadLedger,
    ThankForExchange,
    WithdrawExchange,
)
from services.gateway.claiming import new_id_once
from services.gateway.deps import EdgeDep, IdempotencyKey, MemberDep, PathId, ReachingDep, ask, require_json
from services.gateway.paging import Paging, paged
from services.gateway.schemas.ledgers import LedgerShown, LogLine

router = APIRouter(prefix="/v1", tags=["ledger"])
EXCHANGES = "/pairs/{pair_id}/exchanges"


@router.post(EXCHANGES, status_code=201, dependencies=[Depends(require_json)])
async def log_exchange(
    pair_id: PathId, body: LogLine, person: ReachingDep, edge: EdgeDep, key: IdempotencyKey = None
) -> Exchange:
    """One line about what you gave or got. Both of you read it, and nobody else ever does."""
    content = f"{pair_id} {body.model_dump_json()}".encode()
    exchange_id = await new_id_once(edge, person, "exchange", key, content)
    return await ask(edge, LogExchange(pair_id=pair_id, exchange_id=exchange_id, **body.model_dump()), person)


@router.get(EXCHANGES)
async def read_ledger(
    pair_id: PathId,
    person: MemberDep,
    edge: EdgeDep,
    paging: Annotated[Paging, Depends(paged(50, most=100))],
) -> LedgerShown:
    """What flowed both ways, by months of UTC, and the lines, the newest first."""
    found = await ask(edge, ReadLedger(pair_id=pair_id, before=paging.after, limit=paging.limit), person)
    return LedgerShown(months=found.months, lines=found.lines, next_cursor=paging.next(found.next_cursor))


@router.post(f"{EXCHANGES}/{{exchange_id}}/thanks")
async def thank_for_exchange(pair_id: PathId, exchange_id: PathId, person: ReachingDep, edge: EdgeDep) -> Exchange:
    """Say thanks for a line of the other. Saying it again changes nothing."""
    return await ask(edge, ThankForExchange(pair_id=pair_id, exchange_id=exchange_id), person)


@router.delete(f"{EXCHANGES}/{{exchange_id}}", status_code=204)
async def withdraw_exchange(pair_id: PathId, exchange_id: PathId, person: MemberDep, edge: EdgeDep) -> None:
    """Take a line of yours back: its words are destroyed, and it counts no more, nor do the thanks for it."""
    await ask(edge, WithdrawExchange(pair_id=pair_id, exchange_id=exchange_id), person)


@router.get("/journal/dividends/{month}")
async def read_dividend(
    month: Annotated[Month, Path(description="Of UTC: `2026-05`.")], person: MemberDep, edge: EdgeDep
) -> DividendShown:
    """What your mentoring brought you in a month. 404 where nothing happened, or the month is not over."""
    return await ask(edge, ReadDividend(month=month), person)
