"""Pairs, as the facts told them: their standing from matching, their story from journal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, IndexModel, UpdateOne

from libs.common.contracts import AnyEvent, Event
from libs.common.contracts.conflicts import ConflictFound
from libs.common.contracts.pairs import (
    MilestoneReached,
    PairChanged,
    PairEnded,
    PairFormed,
    PairPhase,
    PairPhaseChanged,
    SessionHeld,
)
from libs.common.contracts.sessions import SessionCancelled, SessionLapsed, SessionMissed, SessionPlanned
from libs.common.mongo import Row
from services.gateway.views.declared import Place, View, into, known, merge, newest_first, place, plain

STORY = ("phase", "sessions_held", "next_owner_id")
SESSION = ("session_id", "number", "held_at", "next_owner_id", "initiator_id")
PLAN = ("session_id", "starts_at", "minutes", "channel", "flipped")
MILESTONE = ("milestone", "side", "phase", "evidence")
MOMENT = "formed_at"


@dataclass(frozen=True, slots=True)
class PairView:
    """A pair: its standing from matching, its story from journal."""

    org: str
    pair_id: str
    standing: str
    members: tuple[dict[str, str], ...]
    direction: str
    topics: tuple[str, ...]
    reasons: tuple[dict[str, Any], ...]
    formed_at: datetime
    since: datetime | None = None
    request_id: str | None = None
    programme_id: str | None = None
    paused_until: datetime | None = None
    planned_until: datetime | None = None
    ends_at: datetime | None = None
    turn: dict[str, str] | None = None
    ending: str | None = None
    ended_at: datetime | None = None
    phase: str | None = None
    sessions_held: int = 0
    next_owner_id: str | None = None
    sessions: tuple[dict[str, Any], ...] = ()
    planned_sessions: tuple[dict[str, Any], ...] = ()
    milestones: tuple[dict[str, Any], ...] = ()

    @property
    def place(self) -> Place:
        """Where it stands among others."""
        return place(self.formed_at, self.org, self.pair_id)

    @property
    def member_ids(self) -> tuple[str, ...]:
        """Both members."""
        return tuple(member["person_id"] for member in self.members)

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "PairView":
        """From its row."""
        found = known(cls, row) | {"planned_sessions": _still_planned(row)}
        for name, key in (("sessions", "number"), ("milestones", "at")):
            found[name] = tuple(sorted(found.get(name, ()), key=lambda item: item[key]))
        return cls(**found)


def _formed(event: Event[PairFormed]) -> list[UpdateOne]:
    fact = event.data
    row = fact.model_dump(exclude={"pair_id"}) | {"member_ids": sorted(fact.concerns()), "formed_at": event.time}
    return _on(event, fact.pair_id, "standing_rank", row)


def _stands(event: Event[PairChanged | PairEnded]) -> list[UpdateOne]:
    fact = event.data
    over: Row = {"paused_until": None, "turn": None}
    row = over | fact.model_dump(exclude={"pair_id", "change", "left_id"}) | {"member_ids": sorted(fact.concerns())}
    return _on(event, fact.pair_id, "standing_rank", row)


def _moved_on(event: Event[PairPhaseChanged]) -> list[UpdateOne]:
    moved = _on(event, event.data.pair_id, "story_rank", plain(event.data, *STORY))
    is_fading = event.data.phase is PairPhase.FADING
    return [*moved, *_noted(event, event.data.pair_id, {"$min": {"faded_at": event.time}})] if is_fading else moved


def _in_conflict(event: Event[ConflictFound]) -> list[UpdateOne]:
    """It is known of which state of the pair it was found: whatever the two changed since then came after it."""
    fact = event.data
    return _noted(event, fact.pair_id, {"$max": {"conflict_as_of": fact.as_of}}) if fact.pair_id else []


def _planned(event: Event[SessionPlanned]) -> list[UpdateOne]:
    return _into_set(event, event.data.pair_id, "plans", _plan(event, plain(event.data, *PLAN)))


def _lapsed(event: Event[SessionLapsed]) -> list[UpdateOne]:
    return _into_set(event, event.data.pair_id, "plans", _plan(event, {"session_id": event.data.session_id}))


def _held(event: Event[SessionHeld]) -> list[UpdateOne]:
    fact = event.data
    held = _into_set(event, fact.pair_id, "sessions", plain(fact, *SESSION))
    over = _plan(event, {"session_id": fact.session_id})
    return [*held, *_into_set(event, fact.pair_id, "plans", over)] if fact.planned else held


def _reached(event: Event[MilestoneReached]) -> list[UpdateOne]:
    return _into_set(event, event.data.pair_id, "milestones", plain(event.data, *MILESTONE) | {"at": event.time})


def _on(event: AnyEvent, pair_id: str, rank_field: str, news: Row) -> list[UpdateOne]:
    row = {"org": event.org, "pair_id": pair_id} | news
    return into(event, pair_id, merge(rank_field, (0, event.sequence or 0), row))


def _into_set(event: AnyEvent, pair_id: str, name: str, item: Row) -> list[UpdateOne]:
    return _noted(event, pair_id, {"$addToSet": {name: item}})


def _noted(event: AnyEvent, pair_id: str, update: Row) -> list[UpdateOne]:
    """What needs no rank, since any order ends in the same."""
    return into(event, pair_id, {"$set": {"org": event.org, "pair_id": pair_id}} | update)


def _plan(event: AnyEvent, row: Row) -> Row:
    """What a fact says of one session's plan: without a time, that it is over."""
    return row | {"place": event.sequence or 0}


def _still_planned(row: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    """What the newest fact of each session leaves to be held, as long as the pair goes on."""
    newest: dict[str, dict[str, Any]] = {}
    for plan in sorted(row.get("plans", ()), key=lambda plan: int(plan["place"])):
        newest[plan["session_id"]] = plan
    planned = [plan for plan in newest.values() if "starts_at" in plan and not row.get("ending")]
    return tuple(sorted(planned, key=lambda plan: (plan["starts_at"], plan["session_id"])))


VIEW = View(
    name="view_pairs",
    indexes=[IndexModel([("org", ASCENDING), ("member_ids", ASCENDING), *newest_first(MOMENT)])],
    changes={
        PairFormed: _formed,
        PairChanged: _stands,
        PairEnded: _stands,
        PairPhaseChanged: _moved_on,
        ConflictFound: _in_conflict,
        SessionPlanned: _planned,
        SessionCancelled: _lapsed,
        SessionMissed: _lapsed,
        SessionHeld: _held,
        MilestoneReached: _reached,
    },
)
