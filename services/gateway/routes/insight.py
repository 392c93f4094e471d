"""Insight for organisers: of one programme for those who run it, of the whole organisation for administrators."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Response

from libs.common.contracts.base import Day
from services.gateway.deps import Edge, EdgeDep, Member, PathId, may
from services.gateway.domain.access import Permission
from services.gateway.domain.disclosure import Group, masked, step_of
from services.gateway.domain.insight import Counts, Period, months, period, table
from services.gateway.domain.programmes import Programme
from services.gateway.languages import best_language
from services.gateway.paging import Paging, PagingDep
from services.gateway.routes.programmes import Runs, known
from services.gateway.schemas.insight import Insight, PairNeeding, PairsNeeding, Series, Uptake
from services.gateway.spreadsheet import written
from services.gateway.views.counting import IN_GROUPS, Came, Scope

router = APIRouter(tags=["insight"])
WHOLE, OF_ONE = "/v1/insight", "/v1/programmes/{programme_id}/insight"
CSV = "text/csv"
AS_CSV: dict[int | str, dict[str, Any]] = {
    200: {"description": "A table.", "content": {CSV: {"schema": {"type": "string"}}}}
}

Administers = Annotated[Member, Depends(may(Permission.SEE_INSIGHT))]
Language = Annotated[str | None, Header(alias="Accept-Language")]


class Span(StrEnum):
    """What a row of a series is about."""

    WEEK = "week"
    MONTH = "month"


async def asked_days(
    edge: EdgeDep,
    since: Annotated[
        Day | None,
        Query(alias="from", description="From the week in which this day is; from the beginning without it."),
    ] = None,
    until: Annotated[
        Day | None, Query(description="To the week in which this day is; to the last that is over without it.")
    ] = None,
) -> Period:
    """Whole weeks from Monday to Sunday, in UTC."""
    return period(since, until, edge.house.clock.now().date())


PeriodDep = Annotated[Period, Depends(asked_days)]
By = Annotated[Span, Query(description="A month is made of the weeks that begin in it.")]


@dataclass(frozen=True, slots=True)
class Asked:
    """Of what somebody wants to know how it goes."""

    scope: Scope
    programmes: Sequence[Programme]
    """Whose promises to their members hold for what is told."""

    @property
    def step(self) -> int:
        """In which counts are told."""
        return step_of(one.settings.privacy.smallest_group for one in self.programmes)


async def of_all(person: Administers, edge: EdgeDep) -> Asked:
    """The whole organisation."""
    return Asked(Scope(person.org), await edge.core.stores.list_told_programmes(person.org))


async def of_one(programme_id: PathId, person: Runs, edge: EdgeDep) -> Asked:
    """A programme."""
    return Asked(Scope(person.org, programme_id), [await known(edge, person, programme_id)])


All = Annotated[Asked, Depends(of_all)]
One = Annotated[Asked, Depends(of_one)]


@router.get(WHOLE)
async def read_insight(asked: All, edge: EdgeDep, when: PeriodDep) -> Insight:
    """How it goes in the whole organisation: people step by step, requests, first talks, endings and benefit.

    All of it is counted from facts, by the weeks in which they happened; each number says from which. Nothing that
    anybody wrote or answered is looked at, and no number tells of fewer people than every programme promised.
    """
    return await _insight(edge, asked, when)


@router.get(OF_ONE)
async def read_programme_insight(asked: One, edge: EdgeDep, when: PeriodDep) -> Insight:
    """The same of a programme: of requests and pairs in it, and of people who entered it."""
    return await _insight(edge, asked, when)


@router.get(f"{WHOLE}/series")
async def read_insight_series(asked: All, edge: EdgeDep, when: PeriodDep, by: By = Span.WEEK) -> Series:
    """The numbers behind plots, by week or by month."""
    return await _series(edge, asked, when, by)


@router.get(f"{OF_ONE}/series")
async def read_programme_insight_series(asked: One, edge: EdgeDep, when: PeriodDep, by: By = Span.WEEK) -> Series:
    """The numbers behind plots of a programme, by week or by month."""
    return await _series(edge, asked, when, by)


@router.get(f"{WHOLE}/uptake")
async def read_uptake(asked: All, edge: EdgeDep) -> Uptake:
    """Who takes part, by department, site and seniority, as of last Sunday."""
    return await _uptake(edge, asked)


@router.get(f"{OF_ONE}/uptake")
async def read_programme_uptake(asked: One, edge: EdgeDep) -> Uptake:
    """Of the people of each department, site and seniority, who takes part in a programme, as of last Sunday."""
    return await _uptake(edge, asked)


@router.get(f"{WHOLE}/pairs-needing-a-person")
async def list_pairs_needing_a_person(asked: All, edge: EdgeDep, paging: PagingDep) -> PairsNeeding:
    """Pairs that may need a person, why, and what may help: of programmes that told their members so, and no other."""
    return await _needing(edge, asked, paging)


@router.get(f"{OF_ONE}/pairs-needing-a-person")
async def list_pairs_of_programme_needing_a_person(asked: One, edge: EdgeDep, paging: PagingDep) -> PairsNeeding:
    """Of a programme; none where it did not tell its members so (`privacy.pairs_in_need`)."""
    return await _needing(edge, asked, paging)


@router.get(f"{WHOLE}.csv", response_class=Response, responses=AS_CSV)
async def read_insight_table(asked: All, edge: EdgeDep, when: PeriodDep, language: Language = None) -> Response:
    """All numbers in one table: of the period, of each of its weeks, and of each group as of last Sunday.

    Each row is one number: what it is about, its measure, its group, the Monday of its week, and the number, if it is
    told. With semicolons where `Accept-Language` is German, as spreadsheets open it.
    """
    return await _table(edge, asked, when, language)


@router.get(f"{OF_ONE}.csv", response_class=Response, responses=AS_CSV)
async def read_programme_insight_table(
    asked: One, edge: EdgeDep, when: PeriodDep, language: Language = None
) -> Response:
    """All numbers of a programme in one table."""
    return await _table(edge, asked, when, language)


async def _insight(edge: Edge, asked: Asked, when: Period) -> Insight:
    counts, _ = await _counted(edge, asked)
    return Insight.within(counts, when, asked.step)


async def _series(edge: Edge, asked: Asked, when: Period, by: Span) -> Series:
    counts, _ = await _counted(edge, asked)
    told = counts.told_of(when)
    return Series.of(counts, months(told) if by is Span.MONTH else told.weeks(), asked.step)


async def _uptake(edge: Edge, asked: Asked) -> Uptake:
    over = _all_weeks(edge).until
    async with edge.work.place():
        came = await edge.core.counting.people(asked.scope, over)
    return Uptake.of(_masked(came, asked.step), over - timedelta(days=1), asked.step)


async def _needing(edge: Edge, asked: Asked, paging: Paging) -> PairsNeeding:
    told_of = sorted(one.programme_id for one in asked.programmes if one.settings.privacy.pairs_in_need)
    now = edge.house.clock.now()
    async with edge.work.place():
        found = await edge.core.counting.in_need(asked.scope.org, told_of, now, paging.after or "", paging.limit + 1)
    page, next_cursor = paging.cut(found, lambda pair: pair.pair_id)
    data = [PairNeeding.of(pair) for pair in page]
    return PairsNeeding(told_of=tuple(told_of), data=data, next_cursor=next_cursor)


async def _table(edge: Edge, asked: Asked, when: Period, language: str | None) -> Response:
    counts, came = await _counted(edge, asked)
    chosen = best_language(language)
    text = written(table(counts, when, _masked(came, asked.step), chosen), chosen)
    headers = {"Content-Disposition": 'attachment; filename="insight.csv"'}
    return Response(text, media_type=f"{CSV}; charset=utf-8", headers=headers)


async def _counted(edge: Edge, asked: Asked) -> tuple[Counts, Came]:
    """All that happened in weeks that are over, whatever is told of it."""
    over, counting = _all_weeks(edge).until, edge.core.counting
    async with edge.work.place():
        came, requests, pairs = await asyncio.gather(
            counting.people(asked.scope, over), counting.requests(asked.scope, over), counting.pairs(asked.scope, over)
        )
    return Counts.of(came.weekly, requests, pairs, asked.step), came


def _masked(came: Came, step: int) -> dict[str, tuple[Group, ...]]:
    return {name: masked(groups, IN_GROUPS, step) for name, groups in came.groups.items()}


def _all_weeks(edge: Edge) -> Period:
    return period(None, None, edge.house.clock.now().date())
