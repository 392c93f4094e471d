"""What clients read: requests and pairs as the facts told them, the same in whatever order the facts came."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel, UpdateOne

from libs.common.contracts import AnyEvent, Contract, Words
from libs.common.contracts.circles import CircleAsked, CircleChanged, CircleEnded, CircleFormed, CircleProposed
from libs.common.contracts.pairs import (
    MilestoneReached,
    PairChanged,
    PairEnded,
    PairFormed,
    PairPhaseChanged,
    PairRole,
    SessionHeld,
)
from libs.common.contracts.recognitions import MentoringRecognised, RecognitionChanged
from libs.common.contracts.requests import (
    ClaimRefused,
    MentoringOffered,
    MentorRequested,
    MentorsSuggested,
    RequestChanged,
    RequestClosed,
    RequestFact,
    RequestFollowedUp,
    RequestOpened,
    RequestProposed,
    Side,
)
from libs.common.contracts.sessions import SessionLapsed, SessionPlanned
from libs.common.mongo import Database, Row, Save

REQUESTS, PAIRS, RECOGNITIONS = "view_requests", "view_pairs", "view_recognitions"
CIRCLES = "view_circles"
NEWEST_FIRST = [("asked_at", DESCENDING), ("request_id", DESCENDING)]
"""Requests of one millisecond have an order, too."""

INDEXES = {
    REQUESTS: [IndexModel([("org", ASCENDING), ("visible_to", ASCENDING), *NEWEST_FIRST])],
    RECOGNITIONS: [IndexModel([("org", ASCENDING), ("visible_to", ASCENDING), ("named_at", DESCENDING)])],
    CIRCLES: [IndexModel([("org", ASCENDING), ("visible_to", ASCENDING), ("proposed_at", DESCENDING)])],
    PAIRS: [IndexModel([("org", ASCENDING), ("member_ids", ASCENDING), ("formed_at", DESCENDING)])],
}

ASKING = (MentorRequested.type, MentoringOffered.type)
"""The claims that a request begins with."""

ASKED, SUGGESTED, REFUSED = "asked", "suggested", "refused"
"""States of a request that matching never has: it is on the way, or it opened nothing."""

WORDED = ("mentee_id", "mentor_id", "programme_id", "direction", "topics", "has_message")
STORY = ("phase", "sessions_held", "next_owner_id")
SESSION = ("session_id", "number", "held_at", "next_owner_id")
PLAN = ("session_id", "starts_at", "minutes", "channel", "flipped")
MILESTONE = ("milestone", "side", "phase", "evidence")

Change = tuple[str, UpdateOne]
"""A write to the view of this name."""


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request. `state` is `asked` (its claim is on the way), `suggested`, `refused`, or what matching says."""

    org: str
    request_id: str
    state: str
    visible_to: tuple[str, ...]
    """Who may read it: the mentor is not among them before the mentor was asked."""

    mentee_id: str | None = None
    mentor_id: str | None = None
    programme_id: str | None = None
    direction: str = "forward"
    topics: tuple[str, ...] = ()
    started_by: str = Side.MENTEE.value
    then_mentor_ids: tuple[str, ...] = ()
    has_message: bool = False
    claim_id: str | None = None
    correlation_id: str | None = None
    asked_at: datetime | None = None
    opened_at: datetime | None = None
    expires_at: datetime | None = None
    closed_at: datetime | None = None
    pair_id: str | None = None
    info_asked_at: datetime | None = None
    more_id: str | None = None
    by_spark: bool = False
    agreed_id: str | None = None
    suggestions: tuple[dict[str, Any], ...] = ()
    next_request_id: str | None = None
    next_mentor_id: str | None = None
    refusal_code: str | None = None
    refusal_words: Words | None = None

    @property
    def asker_id(self) -> str | None:
        """Whose request it is."""
        return self.mentor_id if self.started_by == Side.MENTOR else self.mentee_id


@dataclass(frozen=True, slots=True)
class RecognitionView:
    """A mentoring that was named. `state` is `asked` (its claim is on the way), `refused`, or what matching says."""

    org: str
    recognition_id: str
    state: str
    visible_to: tuple[str, ...]
    mentor_id: str
    mentee_id: str
    topics: tuple[str, ...]
    since: datetime
    direction: str = "forward"
    programme_id: str | None = None
    awaiting: tuple[str, ...] = ()
    named_at: datetime | None = None
    expires_at: datetime | None = None
    pair_id: str | None = None
    refusal_code: str | None = None
    refusal_words: Words | None = None


@dataclass(frozen=True, slots=True)
class CircleView:
    """A circle. `state` is `asked` (its claim is on the way), `refused`, or what matching says."""

    org: str
    circle_id: str
    state: str
    visible_to: tuple[str, ...]
    """Who may read it: everybody in it or invited; who is out of it, until it changes again."""

    started_by: str
    topics: tuple[str, ...]
    mentor_id: str | None = None
    programme_id: str | None = None
    members: tuple[str, ...] = ()
    invited: tuple[str, ...] = ()
    proposed_at: datetime | None = None
    formed_at: datetime | None = None
    ending: str | None = None
    ended_at: datetime | None = None
    refusal_code: str | None = None
    refusal_words: Words | None = None


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
    def member_ids(self) -> tuple[str, ...]:
        """Both members."""
        return tuple(member["person_id"] for member in self.members)


class Views:
    """Reads of both views. They are written by the projector alone, and by a claim that asks."""

    def __init__(self, database: Database) -> None:
        self._requests, self._pairs = database[REQUESTS], database[PAIRS]
        self._recognitions, self._circles = database[RECOGNITIONS], database[CIRCLES]

    async def request(self, org: str, request_id: str) -> RequestView | None:
        """The request, whoever asks: the caller checks `visible_to`."""
        row = await self._requests.find_one({"_id": f"{org}/{request_id}"})
        return _request(row) if row else None

    async def requests_of(self, org: str, person_id: str, limit: int = 200) -> list[RequestView]:
        """Those that this person may read, the newest first."""
        found = self._requests.find({"org": org, "visible_to": person_id}).sort(NEWEST_FIRST).limit(limit)
        return [_request(row) async for row in found]

    async def recognition(self, org: str, recognition_id: str) -> RecognitionView | None:
        """The recognition, whoever asks: the caller checks `visible_to`."""
        row = await self._recognitions.find_one({"_id": f"{org}/{recognition_id}", "since": {"$exists": True}})
        return RecognitionView(**_known(RecognitionView, row)) if row else None

    async def recognitions_of(self, org: str, person_id: str, limit: int = 200) -> list[RecognitionView]:
        """Those that this person may read, the newest first."""
        query = {"org": org, "visible_to": person_id, "since": {"$exists": True}}
        found = self._recognitions.find(query).sort("named_at", DESCENDING).limit(limit)
        return [RecognitionView(**_known(RecognitionView, row)) async for row in found]

    async def circle(self, org: str, circle_id: str) -> CircleView | None:
        """The circle, whoever asks: the caller checks `visible_to`."""
        row = await self._circles.find_one({"_id": f"{org}/{circle_id}", "started_by": {"$exists": True}})
        return CircleView(**_known(CircleView, row)) if row else None

    async def circles_of(self, org: str, person_id: str, limit: int = 200) -> list[CircleView]:
        """Those that this person may read, the newest first."""
        query = {"org": org, "visible_to": person_id, "started_by": {"$exists": True}}
        found = self._circles.find(query).sort("proposed_at", DESCENDING).limit(limit)
        return [CircleView(**_known(CircleView, row)) async for row in found]

    async def know_each_other(self, org: str, one: str, other: str) -> bool:
        """They meet in a pair, or in a request or a circle that both may read."""
        both = {"$all": [one, other]}
        if await self._pairs.find_one({"org": org, "member_ids": both}, {"_id": 1}):
            return True
        seen = {"org": org, "visible_to": both}
        found = await self._requests.find_one(seen, {"_id": 1}) or await self._circles.find_one(seen, {"_id": 1})
        return bool(found)

    async def pair(self, org: str, pair_id: str) -> PairView | None:
        """The pair, whoever asks: the caller checks `member_ids`."""
        row = await self._pairs.find_one({"_id": f"{org}/{pair_id}", "standing": {"$exists": True}})
        return _pair(row) if row else None

    async def living_pairs(self, org: str, person_id: str, other_ids: Collection[str]) -> dict[str, list[str]]:
        """For each of the others the ids of pairs with this person that have not ended."""
        both = [{"member_ids": person_id}, {"member_ids": {"$in": list(other_ids)}}]
        query = {"org": org, "$and": both, "standing": {"$exists": True}, "ending": None}
        found: dict[str, list[str]] = {other_id: [] for other_id in other_ids}
        async for row in self._pairs.find(query, {"pair_id": 1, "member_ids": 1}).sort("_id", ASCENDING):
            for other_id in found.keys() & row["member_ids"]:
                found[other_id].append(row["pair_id"])
        return found

    async def pairs_of(self, org: str, person_id: str, limit: int = 200) -> list[PairView]:
        """Those of this person, the newest first."""
        found = self._pairs.find({"org": org, "member_ids": person_id}).sort("formed_at", DESCENDING).limit(limit)
        return [_pair(row) async for row in found]


def changes_of(event: AnyEvent) -> list[Change]:
    """What `event` changes in the views. Any order of the same events ends in the same views."""
    found = _changes_of_request(event) or _changes_of_pair(event) or _changes_of_recognition(event)
    return found or _changes_of_circle(event)


def _changes_of_request(event: AnyEvent) -> list[Change]:
    match event.data:
        case MentorRequested() | MentoringOffered() as claim:
            return [_on_request(event, claim.request_id, (0, 0), _asked(event, claim))]
        case MentorsSuggested() as fact:
            return [_on_request(event, fact.request_id, (1, 0), _suggested(fact))]
        case ClaimRefused(claim_type=claim_type, request_id=str(request_id)) as fact if claim_type in ASKING:
            return [_on_request(event, request_id, (1, 0), _refused(fact))]
        case RequestProposed() | RequestOpened() | RequestChanged() | RequestClosed() as fact:
            return [_on_request(event, fact.request_id, (2, event.sequence or 0), _stands(fact))]
        case RequestFollowedUp() as fact:
            return [_on_request(event, fact.request_id, (1, 0), _followed_up(fact))]
        case _:
            return []


def _changes_of_pair(event: AnyEvent) -> list[Change]:
    match event.data:
        case PairFormed() as fact:
            return [_on_pair(event, fact.pair_id, "standing_rank", _formed(event, fact))]
        case PairChanged() | PairEnded() as fact:
            return [_on_pair(event, fact.pair_id, "standing_rank", _stands_as(fact))]
        case PairPhaseChanged() as fact:
            return [_on_pair(event, fact.pair_id, "story_rank", _plain(fact, *STORY))]
        case SessionPlanned() as fact:
            return [_into_set(event, fact.pair_id, "plans", _plan(event, _plain(fact, *PLAN)))]
        case SessionLapsed() as fact:
            return [_into_set(event, fact.pair_id, "plans", _plan(event, {"session_id": fact.session_id}))]
        case SessionHeld() as fact:
            over = _plan(event, {"session_id": fact.session_id})
            held = _into_set(event, fact.pair_id, "sessions", _plain(fact, *SESSION))
            return [held, _into_set(event, fact.pair_id, "plans", over)] if fact.planned else [held]
        case MilestoneReached() as fact:
            return [_into_set(event, fact.pair_id, "milestones", _plain(fact, *MILESTONE) | {"at": event.time})]
        case _:
            return []


def _changes_of_recognition(event: AnyEvent) -> list[Change]:
    match event.data:
        case MentoringRecognised() as claim:
            return [_on_recognition(event, (0, 0), _named_so(event, claim))]
        case ClaimRefused(claim_type=MentoringRecognised.type) as fact:
            refused = {"state": REFUSED, "refusal_code": fact.code, "refusal_words": fact.words}
            return [_on_recognition(event, (1, 0), refused)]
        case RecognitionChanged() as fact:
            stands = fact.model_dump(exclude={"recognition_id"}) | {"visible_to": sorted(fact.concerns())}
            return [_on_recognition(event, (2, event.sequence or 0), stands)]
        case _:
            return []


def _changes_of_circle(event: AnyEvent) -> list[Change]:
    match event.data:
        case CircleAsked() as claim:
            return [_on_circle(event, (0, 0), _gathered_so(event, claim))]
        case ClaimRefused(claim_type=CircleAsked.type) as fact:
            refused = {"state": REFUSED, "refusal_code": fact.code, "refusal_words": fact.words}
            return [_on_circle(event, (1, 0), refused)]
        case CircleProposed() | CircleFormed() | CircleChanged() | CircleEnded() as fact:
            stands = fact.model_dump(exclude={"circle_id", "change", "people"})
            return [_on_circle(event, (2, event.sequence or 0), stands | {"visible_to": sorted(fact.concerns())})]
        case _:
            return []


def gathered(event: AnyEvent, data: CircleAsked) -> Save:
    """As `asked`: what a 202 points to can be read at once."""
    key = f"{event.org}/{data.circle_id}"
    own = {"org": event.org, "circle_id": data.circle_id, "rank": [0, 0]}
    return Save(CIRCLES, key, 0, {"_id": key, **own, **_gathered_so(event, data)})


def _gathered_so(event: AnyEvent, data: CircleAsked) -> Row:
    return _plain(data, "programme_id", "mentor_id", "topics") | {
        "started_by": data.person_id,
        "invited": data.invited_ids,
        "state": ASKED,
        "proposed_at": event.time,
        "visible_to": sorted(data.concerns()),
    }


def named(event: AnyEvent, data: MentoringRecognised) -> Save:
    """As `asked`: what a 202 points to can be read at once."""
    key = f"{event.org}/{data.recognition_id}"
    own = {"org": event.org, "recognition_id": data.recognition_id, "rank": [0, 0]}
    return Save(RECOGNITIONS, key, 0, {"_id": key, **own, **_named_so(event, data)})


def _named_so(event: AnyEvent, data: MentoringRecognised) -> Row:
    gives = data.role is PairRole.MENTOR
    return _plain(data, "programme_id", "direction", "topics", "since") | {
        "mentor_id": data.person_id if gives else data.other_id,
        "mentee_id": data.other_id if gives else data.person_id,
        "state": ASKED,
        "named_at": event.time,
        "visible_to": sorted(data.concerns()),
    }


def asked(event: AnyEvent, data: MentorRequested | MentoringOffered) -> Save:
    """The same row as a claim's own write: what a 202 points to can be read before the broker has seen the claim."""
    key = f"{event.org}/{data.request_id}"
    row = {"_id": key, **_named(event, data.request_id), **_asked(event, data), "rank": [0, 0]}
    return Save(REQUESTS, key, 0, row)


def _asked(event: AnyEvent, data: MentorRequested | MentoringOffered) -> Row:
    is_offer = isinstance(data, MentoringOffered)
    kept = _plain(data, *WORDED, *(() if is_offer else ("then_mentor_ids",)))
    return kept | {
        "state": ASKED,
        "started_by": (Side.MENTOR if is_offer else Side.MENTEE).value,
        "claim_id": event.id,
        "correlation_id": event.correlationid,
        "asked_at": event.time,
        "visible_to": sorted(data.concerns()),
    }


def _suggested(fact: MentorsSuggested) -> Row:
    kept = _plain(fact, "mentee_id", "direction", "topics", "suggestions")
    return kept | {"state": SUGGESTED, "visible_to": sorted(fact.concerns())}


def _refused(fact: ClaimRefused) -> Row:
    side = "mentor_id" if fact.claim_type == MentoringOffered.type else "mentee_id"
    whose = {side: fact.person_id} if fact.person_id else {}
    return whose | {
        "state": REFUSED,
        "refusal_code": fact.code,
        "refusal_words": fact.words,
        "visible_to": sorted(fact.concerns()),
    }


def _stands(fact: RequestFact) -> Row:
    known = fact.model_dump(exclude={"request_id", "mentor_knew", "by"})
    if fact.asked_at is None:
        del known["asked_at"]
    return known | {"visible_to": sorted(fact.concerns())}


def _followed_up(fact: RequestFollowedUp) -> Row:
    """Fills the gap that the end left, and is a whole row should it come before the end."""
    return fact.model_dump(exclude={"request_id"}) | {"visible_to": sorted(fact.concerns())}


def _formed(event: AnyEvent, fact: PairFormed) -> Row:
    return fact.model_dump(exclude={"pair_id"}) | {"member_ids": sorted(fact.concerns()), "formed_at": event.time}


def _stands_as(fact: PairChanged | PairEnded) -> Row:
    over = {"paused_until": None, "turn": None}
    return over | fact.model_dump(exclude={"pair_id", "change", "left_id"}) | {"member_ids": sorted(fact.concerns())}


def _plain(data: Contract, *names: str) -> Row:
    return data.model_dump(include=set(names))


def _named(event: AnyEvent, request_id: str) -> Row:
    return {"org": event.org, "request_id": request_id}


def _on_request(event: AnyEvent, request_id: str, rank: tuple[int, int], news: Row) -> Change:
    update = _merge("rank", rank, _named(event, request_id) | news)
    return REQUESTS, UpdateOne({"_id": f"{event.org}/{request_id}"}, update, upsert=True)


def _on_recognition(event: AnyEvent, rank: tuple[int, int], news: Row) -> Change:
    update = _merge("rank", rank, {"org": event.org, "recognition_id": event.subject} | news)
    return RECOGNITIONS, UpdateOne({"_id": f"{event.org}/{event.subject}"}, update, upsert=True)


def _on_circle(event: AnyEvent, rank: tuple[int, int], news: Row) -> Change:
    update = _merge("rank", rank, {"org": event.org, "circle_id": event.subject} | news)
    return CIRCLES, UpdateOne({"_id": f"{event.org}/{event.subject}"}, update, upsert=True)


def _on_pair(event: AnyEvent, pair_id: str, rank_field: str, news: Row) -> Change:
    update = _merge(rank_field, (0, event.sequence or 0), {"org": event.org, "pair_id": pair_id} | news)
    return PAIRS, UpdateOne({"_id": f"{event.org}/{pair_id}"}, update, upsert=True)


def _into_set(event: AnyEvent, pair_id: str, name: str, item: Row) -> Change:
    update = {"$set": {"org": event.org, "pair_id": pair_id}, "$addToSet": {name: item}}
    return PAIRS, UpdateOne({"_id": f"{event.org}/{pair_id}"}, update, upsert=True)


def _merge(rank_field: str, rank: Iterable[int], row: Row) -> list[Row]:
    """Over what is there where `rank` is higher than all before; else beneath it, where only gaps are filled.

    Literal, because people write dollar signs too.
    """
    known, new = f"${rank_field}", {"$literal": row}
    ranked = {"$literal": {rank_field: list(rank)}}
    is_higher = {"$gt": [{"$literal": list(rank)}, {"$ifNull": [known, []]}]}
    over, beneath = {"$mergeObjects": ["$$ROOT", new, ranked]}, {"$mergeObjects": [new, "$$ROOT"]}
    return [{"$replaceWith": {"$cond": [is_higher, over, beneath]}}]


def _request(row: Mapping[str, Any]) -> RequestView:
    return RequestView(**_known(RequestView, row))


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


def _pair(row: Mapping[str, Any]) -> PairView:
    known = _known(PairView, row) | {"planned_sessions": _still_planned(row)}
    for name, key in (("sessions", "number"), ("milestones", "at")):
        known[name] = tuple(sorted(known.get(name, ()), key=lambda item: item[key]))
    return PairView(**known)


def _known(view: type, row: Mapping[str, Any]) -> dict[str, Any]:
    names = {field.name for field in fields(view)}
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items() if name in names}
