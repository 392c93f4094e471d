"""Counts over the views, made by the database: what came in which week, and never who.

The record of a person says in which groups they are. Whoever was forgotten has none, and is not counted any more.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from pymongo import ASCENDING

from libs.common.contracts.pairs import Milestone, PairPhase
from libs.common.mongo import Database, Row
from services.gateway.domain.disclosure import Group
from services.gateway.domain.insight import (
    ALONE_AFTER,
    FIRST_TALK_DAYS,
    NO_TALK_FOR,
    Need,
    OfPairs,
    PairInNeed,
    Step,
    Weekly,
    ended,
    first_talk_within,
)
from services.gateway.store import PEOPLE
from services.gateway.views import enrolments, invitations, pairs, requests
from services.gateway.views.declared import View
from services.gateway.views.sets import Sets

GROUPED_BY = ("department", "site", "seniority")
"""What is asked of records: where somebody works, and how far they are."""

IN_GROUPS = tuple(step for step in Step if step is not Step.INVITED)
WEEK = {"unit": "week", "startOfWeek": "monday"}
DAY_MS = 24 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Scope:
    """A whole organisation, or one programme of it."""

    org: str
    programme_id: str | None = None

    @property
    def query(self) -> Row:
        """As the database asks for it."""
        return {"org": self.org} | ({"programme_id": self.programme_id} if self.programme_id else {})


@dataclass(frozen=True, slots=True)
class Came:
    """How far people came, by weeks, and by groups of those who are here."""

    weekly: Weekly
    groups: Mapping[str, Sequence[Group]]


class Counting:
    """Counts of one organisation, of all that happened before a Monday."""

    def __init__(self, database: Database, sets: Sets | None = None) -> None:
        self._database, self._sets = database, sets or Sets(database)

    async def people(self, scope: Scope, before: date) -> Came:
        """When people came to each step, and how many of each group are there by now."""
        number = await self._sets.live()
        pipeline: list[Row] = [*_steps(scope, number), {"$facet": _faceted(_instant(before))}]
        (found,) = await (await self._database[PEOPLE].aggregate(pipeline)).to_list()
        groups = {name: [_group(row) for row in found[name]] for name in GROUPED_BY}
        return Came(_weekly(found["weeks"]), groups)

    async def requests(self, scope: Scope, before: date) -> Weekly:
        """When requests reached whom they were for, and when and how they ended."""
        marks = [_mark("opened", "$opened_at"), _mark("$state", "$closed_at")]
        opened = {"$match": scope.query | {"opened_at": {"$ne": None}}}
        return await self._counted(requests.VIEW, [opened, {"$project": {"marks": marks}}], before)

    async def pairs(self, scope: Scope, before: date) -> Weekly:
        """When pairs were formed, talked, faded, ended, and named what was learned."""
        stages = [*_pairs(scope), {"$project": {"marks": _marks_of_pairs()}}]
        return await self._counted(pairs.VIEW, stages, before)

    async def in_need(
        self, org: str, programme_ids: Sequence[str], now: datetime, after: str, limit: int
    ) -> list[PairInNeed]:
        """A page of the pairs of these programmes that may need a person, by their ids."""
        going = {"org": org, "programme_id": {"$in": list(programme_ids)}, "standing": "consented"}
        pipeline: list[Row] = [
            {"$match": going | {"pair_id": {"$gt": after}}},
            {"$set": {"needs": _needs(now), "last_talk_at": {"$max": "$sessions.held_at"}}},
            {"$match": {"needs": {"$ne": []}}},
            {"$sort": {"pair_id": ASCENDING}},
            {"$limit": limit},
        ]
        collection = pairs.VIEW.collection(await self._sets.live())
        rows = await (await self._database[collection].aggregate(pipeline)).to_list()
        return [_in_need(row) for row in rows]

    async def _counted(self, view: View, stages: Sequence[Row], before: date) -> Weekly:
        collection = view.collection(await self._sets.live())
        pipeline = [*stages, *_by_week(_instant(before))]
        return _weekly(await (await self._database[collection].aggregate(pipeline)).to_list())


def _steps(scope: Scope, number: int) -> list[Row]:
    """One row for each person who has a record: when they first came to each step, and in which groups they are.

    Beside them, for a whole organisation, one for each colleague who was invited by mail.
    """
    came = {"came": "$joined_at", "here": "$is_here"} | {name: f"$fields.{name}" for name in GROUPED_BY}
    joined = {} if scope.programme_id else {Step.JOINED: "$joined_at"}
    of_requests: list[Row] = [
        {"$match": scope.query | {"opened_at": {"$ne": None}}},
        {"$project": {"_id": 0, "person": ["$mentee_id", "$mentor_id"], Step.ASKED: "$opened_at"}},
        {"$unwind": "$person"},
    ]
    in_pairs = {Step.ASKED: "$formed_at", Step.PAIRED: "$formed_at", Step.MET: "$met", Step.LEARNED: "$learned"}
    of_pairs: list[Row] = [
        *_pairs(scope),
        {"$project": {"_id": 0, "person": "$member_ids"} | in_pairs},
        {"$unwind": "$person"},
    ]
    entered = {Step.JOINED: "$entered_at"} if scope.programme_id else {}
    of_enrolments: list[Row] = [
        {"$match": scope.query},
        {"$project": {"_id": 0, "person": "$person_id", Step.INVITED: "$invited_at"} | entered},
    ]
    by_mail: list[Row] = [
        {"$match": {"org": scope.org}},
        # Somebody who is not here, as far as anybody knows, and in no group: counted, and nobody's step but this one.
        {
            "$project": {
                "_id": 0,
                "person": {"mail": "$delivery_id"},
                Step.INVITED: "$sent_at",
                "here": {"$literal": False},
            }
        },
    ]
    of_mails = [] if scope.programme_id else [_union(invitations.VIEW, number, by_mail)]
    first = {step.value: {"$min": f"${step}"} for step in Step}
    known = {name: {"$max": f"${name}"} for name in ("came", "here", *GROUPED_BY)}
    return [
        {"$match": {"org": scope.org}},
        {"$project": {"_id": 0, "person": "$person_id"} | came | joined},
        _union(requests.VIEW, number, of_requests),
        _union(pairs.VIEW, number, of_pairs),
        _union(enrolments.VIEW, number, of_enrolments),
        *of_mails,
        {"$group": {"_id": "$person"} | first | known},
        {"$match": {"here": {"$ne": None}}},
        {"$set": {Step.JOINED: {"$min": [f"${Step.JOINED}", f"${Step.ASKED}"]}}},
    ]


def _union(view: View, number: int, pipeline: Sequence[Row]) -> Row:
    return {"$unionWith": {"coll": view.collection(number), "pipeline": list(pipeline)}}


def _faceted(before: datetime) -> Row:
    """The same rows by weeks, and those of people who are here by each of their groups."""
    marks = {"$project": {"marks": [_mark(step, f"${step}") for step in Step]}}
    here = {"$match": {"here": True, "came": {"$lt": before}}}
    reached = {step.value: {"$sum": {"$cond": [_is_before(f"${step}", before), 1, 0]}} for step in IN_GROUPS}
    groups = {name: [here, {"$group": {"_id": f"${name}", "people": {"$sum": 1}} | reached}] for name in GROUPED_BY}
    return {"weeks": [marks, *_by_week(before)]} | groups


def _pairs(scope: Scope) -> list[Row]:
    """Pairs with when they met and when learning was named, never before they were formed."""
    sides = {side: _first_learning(side) for side in ("mentor", "mentee")}
    held = {"$min": "$sessions.held_at"}
    met = {"$cond": [{"$eq": [held, None]}, None, {"$max": ["$formed_at", held]}]}
    return [
        {"$match": scope.query | {"standing": {"$exists": True}}},
        {"$set": sides | {"met": met}},
        {"$set": {"learned": _latest("$mentor", "$mentee", "$met")}},
    ]


def _first_learning(side: str) -> Row:
    """When a side first named what it learned from the other."""
    is_it = {"$and": [_is("milestone", Milestone.LEARNED_FROM_OTHER), {"$in": ["$$one.side", [side, "both"]]}]}
    found = {"$filter": {"input": {"$ifNull": ["$milestones", []]}, "as": "one", "cond": is_it}}
    return {"$min": {"$map": {"input": found, "as": "one", "in": "$$one.at"}}}


def _marks_of_pairs() -> Row:
    days = {"$divide": [{"$subtract": ["$met", "$formed_at"]}, DAY_MS]}
    soon = [
        _mark(first_talk_within(limit), {"$cond": [{"$lte": [days, limit]}, "$met", None]}) for limit in FIRST_TALK_DAYS
    ]
    talks = {"input": {"$ifNull": ["$sessions", []]}, "as": "one", "in": _mark(OfPairs.TALK, "$$one.held_at")}
    own = [
        _mark(OfPairs.FORMED, "$formed_at"),
        _mark(OfPairs.FIRST_TALK, "$met"),
        _mark(OfPairs.FADED, "$faded_at"),
        _mark({"$concat": [ended(""), "$ending"]}, "$ended_at"),
        _mark(OfPairs.LEARNED_BY_MENTOR, _latest("$mentor", "$met")),
        _mark(OfPairs.LEARNED_BY_MENTEE, _latest("$mentee", "$met")),
        _mark(OfPairs.LEARNED_BY_BOTH, "$learned"),
    ]
    return {"$concatArrays": [[*own, *soon], {"$map": talks}]}


def _needs(now: datetime) -> Row:
    """The reasons that hold, in the order in which they are said."""
    sessions = {"$ifNull": ["$sessions", []]}
    starters = {"$setUnion": [{"$map": {"input": sessions, "as": "one", "in": "$$one.initiator_id"}}, []]}
    never_met = {"$and": [{"$eq": [sessions, []]}, {"$lte": ["$formed_at", now - NO_TALK_FOR]}]}
    is_alone = {"$and": [{"$gte": [{"$size": sessions}, ALONE_AFTER]}, {"$eq": [{"$size": starters}, 1]}]}
    is_known = {"$ne": [{"$first": starters}, None]}
    newest = {"$arrayElemAt": ["$standing_rank", 1]}
    holds: Mapping[Need, Row] = {
        Need.NO_FIRST_TALK: never_met,
        Need.FADING: {"$eq": ["$phase", PairPhase.FADING]},
        Need.ONE_SIDE_ALONE: {"$and": [is_alone, is_known]},
        Need.ONE_REPORTING_LINE: {"$gte": ["$conflict_as_of", newest]},
    }
    reasons = [{"$cond": [condition, need.value, None]} for need, condition in holds.items()]
    return {"$setDifference": [reasons, [None]]}


def _in_need(row: Row) -> PairInNeed:
    return PairInNeed(
        pair_id=row["pair_id"],
        programme_id=row["programme_id"],
        member_ids=tuple(row["member_ids"]),
        formed_at=row["formed_at"],
        last_talk_at=row["last_talk_at"],
        needs=tuple(need for need in Need if need in row["needs"]),
    )


def _by_week(before: datetime) -> list[Row]:
    """How many marks of each name are in each week."""
    week = {"$dateTrunc": {"date": "$marks.at"} | WEEK}
    return [
        {"$unwind": "$marks"},
        {"$match": {"marks.at": {"$lt": before}}},
        {"$group": {"_id": {"name": "$marks.name", "week": week}, "count": {"$sum": 1}}},
    ]


def _weekly(rows: Iterable[Mapping[str, Any]]) -> Weekly:
    found: defaultdict[str, dict[date, int]] = defaultdict(dict)
    for row in rows:
        found[row["_id"]["name"]][row["_id"]["week"].date()] = row["count"]
    return found


def _group(row: Mapping[str, Any]) -> Group:
    name = None if row["_id"] in (None, "") else str(row["_id"])
    return Group(name, row["people"], {step.value: row[step] for step in IN_GROUPS})


def _mark(name: object, at: object) -> Row:
    return {"name": name, "at": at}


def _is(name: str, value: str) -> Row:
    return {"$eq": [f"$$one.{name}", value]}


def _is_before(at: str, before: datetime) -> Row:
    return {"$lt": [{"$ifNull": [at, before]}, before]}


def _latest(*times: str) -> Row:
    """The latest where all are known."""
    return {"$cond": [{"$in": [None, [{"$ifNull": [at, None]} for at in times]]}, None, {"$max": list(times)}]}


def _instant(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
