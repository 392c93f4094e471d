"""What the gateway keeps: people, platforms, what was taken at the door, messages, and the log of all facts."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any, Self

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from libs.common.chain import LOG, POSITIONS, Head
from libs.common.contracts import AnyEvent, Contract, by_type, envelope_of
from libs.common.contracts.audit import AdministrativeActDone
from libs.common.contracts.blocks import BlocksChanged
from libs.common.contracts.circles import CircleChanged, CircleEnded, CircleFormed, CircleProposed
from libs.common.contracts.pairs import PairChanged, PairEndAsked, PairEnded
from libs.common.contracts.people import PersonRecord
from libs.common.contracts.programme_facts import Entry as ProgrammeEntry
from libs.common.contracts.recognitions import RecognitionChanged
from libs.common.contracts.requests import (
    ClaimRefused,
    MentorsSuggested,
    RequestChanged,
    RequestClosed,
    RequestOpened,
    RequestProposed,
)
from libs.common.contracts.safeguarding import MisuseReported, ReportClosed, ReportWaits
from libs.common.crypto import Box
from libs.common.erasing import Tombstones
from libs.common.mongo import Database, Documents, Row, Save
from services.gateway.domain.audience import ADMINISTRATOR, Viewer, marks_of
from services.gateway.domain.blocks import Blocks
from services.gateway.domain.enrolments import Enrolment, unenrolled
from services.gateway.domain.groups import Group
from services.gateway.domain.people import Record
from services.gateway.domain.platforms import InboundSecrets, Platform
from services.gateway.domain.programmes import Programme, State, organises
from services.gateway.domain.reports import Report
from services.gateway.domain.safeguarding import Safeguarding
from services.gateway.domain.suspensions import Suspension
from services.gateway.domain.webhooks import Webhook, WebhookState
from services.gateway.records import INDEXES as FOUND_BY_KEYS
from services.gateway.records import Records

PEOPLE, GROUPS, BLOCKS, PLATFORMS, TAKEN, MESSAGES = "people", "groups", "blocks", "platforms", "taken", "messages"
INBOUND_SECRETS, WEBHOOKS, FEED, KEY_USES = "inbound_secrets", "webhooks", "feed", "key_uses"
PROGRAMMES, ENROLMENTS = "programmes", "enrolments"
REPORTS, REPORT_KEYS, SUSPENSIONS, SAFEGUARDING = "reports", "report_keys", "suspensions", "safeguarding"
TAKEN_KEPT = timedelta(days=60)
"""Twice the oldest event that the door takes: a repeat of what it would still take is always known."""

FEED_KEPT = timedelta(days=1)
"""Who looked away for longer reads the log."""

OUTCOMES = tuple(
    fact.type
    for fact in (
        MentorsSuggested,
        RequestProposed,
        RequestOpened,
        RequestChanged,
        RequestClosed,
        RecognitionChanged,
        CircleProposed,
        CircleFormed,
        CircleChanged,
        CircleEnded,
        PairChanged,
        PairEnded,
        ClaimRefused,
    )
)
"""The facts that end a claim about a request or a pair."""

PARTLY_LOGGED: Mapping[type[Contract], frozenset[str]] = {
    PersonRecord: frozenset({"person_id", "changed"}),
    BlocksChanged: frozenset({"person_id", "changed"}),
    PairEndAsked: frozenset(PairEndAsked.model_fields) - {"reason"},
    MisuseReported: frozenset({"report_id", "kind"}),
    ReportWaits: frozenset({"report_id"}),
    ReportClosed: frozenset({"report_id"}),
}
"""What the log says of facts of which it does not say all, for it has for ever what it has.

Not somebody's record nor whom they block, not why they left a pair, not who reported nor who may see to it.
"""

INDEXES: dict[str, list[IndexModel]] = {
    PEOPLE: FOUND_BY_KEYS,
    GROUPS: FOUND_BY_KEYS,
    BLOCKS: [],
    # Unique without the organisation, against the rule: an exchange carries this id and nothing else.
    PLATFORMS: [IndexModel([("platform_id", ASCENDING)], unique=True)],
    INBOUND_SECRETS: [],
    WEBHOOKS: [IndexModel([("state", ASCENDING)]), IndexModel([("org", ASCENDING)])],
    TAKEN: [IndexModel([("at", ASCENDING)], expireAfterSeconds=int(TAKEN_KEPT.total_seconds()))],
    MESSAGES: [],
    REPORTS: [
        IndexModel([("org", ASCENDING), ("place", ASCENDING)]),
        IndexModel([("org", ASCENDING), ("reporter_id", ASCENDING), ("place", ASCENDING)]),
    ],
    REPORT_KEYS: [IndexModel([("org", ASCENDING), ("reporter_id", ASCENDING)])],
    SUSPENSIONS: [IndexModel([("org", ASCENDING), ("is_standing", ASCENDING), ("person_id", ASCENDING)])],
    SAFEGUARDING: [],
    PROGRAMMES: [IndexModel([("org", ASCENDING), ("programme_id", ASCENDING)])],
    ENROLMENTS: [
        IndexModel([("org", ASCENDING), ("programme_id", ASCENDING), ("person_id", ASCENDING)]),
        IndexModel([("org", ASCENDING), ("person_id", ASCENDING)]),
    ],
    LOG: [
        IndexModel([("org", ASCENDING), ("position", ASCENDING)], unique=True),
        IndexModel([("org", ASCENDING), ("marks", ASCENDING), ("position", ASCENDING)]),
        IndexModel([("org", ASCENDING), ("pair_id", ASCENDING), ("position", ASCENDING)]),
        IndexModel([("org", ASCENDING), ("causation", ASCENDING)]),
        IndexModel([("org", ASCENDING), ("time", ASCENDING), ("position", ASCENDING)]),
    ],
    POSITIONS: [],
    KEY_USES: [],
    FEED: [IndexModel([("at", ASCENDING)], expireAfterSeconds=int(FEED_KEPT.total_seconds()))],
}


@dataclass(frozen=True, slots=True)
class Taken:
    """Something that may be taken once: an event, a claim, the id of a request."""

    org: str
    taken_id: str
    digest: str
    """Of what was taken: the same id with other content is no repeat but a mistake."""

    at: datetime
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody wrote to the other side of a request; sealed under the id of the request, or of the claim."""

    org: str
    message_id: str
    sealed: bytes
    revision: int = 0


@dataclass(frozen=True, slots=True)
class KeyUse:
    """A key was shown."""

    org: str
    key_id: str
    at: datetime


class Uses:
    """When each key was shown last: no part of its platform, whose changes are guarded."""

    def __init__(self, database: Database) -> None:
        self._uses = database[KEY_USES]

    async def note(self, use: KeyUse, every: timedelta) -> None:
        """Written unless another replica wrote it so lately."""
        stale = {"_id": use.key_id, "at": {"$lt": use.at - every}}
        with suppress(DuplicateKeyError):
            await self._uses.update_one(stale, {"$set": {"org": use.org, "at": use.at}}, upsert=True)

    async def find(self, key_ids: Collection[str]) -> dict[str, datetime]:
        """The last use of those of these keys that were used."""
        return {row["_id"]: row["at"] async for row in self._uses.find({"_id": {"$in": list(key_ids)}})}


@dataclass(frozen=True, slots=True)
class ReportKey:
    """What the words of one report are sealed under, itself sealed. It goes with whoever reported."""

    org: str
    report_id: str
    reporter_id: str
    wrapped: bytes
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks for programmes; `known` are those to which they stand in some way."""

    org: str
    person_id: str
    known: Collection[str]


class Stores:
    """The gateway's own aggregates."""

    def __init__(self, database: Database, box: Box, tombstones: Tombstones) -> None:
        self.tombstones = tombstones
        self.people = Records(database, PEOPLE, Record, "person_id")
        self.groups = Records(database, GROUPS, Group, "group_id")
        self.blocks = Documents(database, BLOCKS, Blocks, "person_id")
        self.platforms = Platforms(database)
        self.key_uses = Uses(database)
        self.inbound_secrets = Documents(database, INBOUND_SECRETS, InboundSecrets, "platform_id")
        self.webhooks = Webhooks(database)
        self.taken = Documents(database, TAKEN, Taken, "taken_id")
        self.messages = Messages(database, box)
        self.programmes = Documents(database, PROGRAMMES, Programme, "programme_id")
        self.enrolments = Documents(database, ENROLMENTS, Enrolment, "enrolment_id")
        self.reports = Documents(database, REPORTS, Report, "report_id")
        self.report_keys = Documents(database, REPORT_KEYS, ReportKey, "report_id")
        self.suspensions = Documents(database, SUSPENSIONS, Suspension, "person_id")
        self.safeguarding = Documents(database, SAFEGUARDING, Safeguarding, "org")
        self.box = box

    async def blocks_of(self, org: str, person_id: str) -> Blocks:
        """Whom somebody blocks; nobody, as long as they blocked nobody."""
        return await self.blocks.find(org, person_id) or Blocks(org, person_id)

    async def enrolment(self, org: str, programme_id: str, person_id: str) -> Enrolment:
        """How somebody stands to a programme."""
        unknown = unenrolled(org, programme_id, person_id)
        return await self.enrolments.find(org, unknown.enrolment_id) or unknown

    async def enrolments_of(self, org: str, person_id: str) -> dict[str, Enrolment]:
        """All of somebody, by programme."""
        found = await self.enrolments.list_(org, {"person_id": person_id})
        return {one.programme_id: one for one in found if one.is_known}

    async def list_enrolments(self, org: str, programme_id: str, after: str, limit: int) -> list[Enrolment]:
        """A page of who has something to do with a programme, by the ids of people."""
        query: Row = {"programme_id": programme_id, "person_id": {"$gt": after}}
        query["$or"] = [{"wants": True}, {"is_let_in": True}]
        return await self.enrolments.list_(org, query, limit=limit, by="person_id")

    async def list_programmes(self, org: str, after: str, limit: int) -> list[Programme]:
        """A page of all."""
        return await self.programmes.list_(org, {"programme_id": {"$gt": after}}, limit=limit, by="programme_id")

    async def list_told_programmes(self, org: str) -> list[Programme]:
        """All of which anybody has heard: no drafts."""
        return await self.programmes.list_(org, {"state": {"$ne": State.DRAFT.value}})

    async def organises(self, org: str, programme_id: str, person_id: str) -> bool:
        """They run this programme."""
        programme = await self.programmes.find(org, programme_id)
        return programme is not None and organises(person_id, programme)

    async def list_programmes_shown(self, reader: Reader, after: str, limit: int) -> list[Programme]:
        """A page of those that somebody may read."""
        open_to_all = {"state": State.OPEN.value, "settings.entry": {"$ne": ProgrammeEntry.INVITED.value}}
        own = {"state": {"$ne": State.DRAFT.value}, "programme_id": {"$in": list(reader.known)}}
        query = {"$or": [{"organiser_ids": reader.person_id}, open_to_all, own], "programme_id": {"$gt": after}}
        return await self.programmes.list_(reader.org, query, limit=limit, by="programme_id")


class Platforms(Documents[Platform]):
    """Platforms are also found by their id alone."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, PLATFORMS, Platform, "platform_id")
        self._everybody = database[PLATFORMS]

    async def find_by_id(self, platform_id: str) -> Platform | None:
        """Whoever has this id, in whatever organisation."""
        row = await self._everybody.find_one({"platform_id": platform_id}, {"org": 1})
        return await self.find(row["org"], platform_id) if row else None

    async def orgs(self) -> list[str]:
        """The organisations that have platforms."""
        return sorted(await self._everybody.distinct("org"))


class Webhooks(Documents[Webhook]):
    """Webhooks are also found by whether anything is to be sent there."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, WEBHOOKS, Webhook, "webhook_id")
        self._everywhere = database[WEBHOOKS]

    async def active(self) -> list[Webhook]:
        """Those of all organisations to which something is sent."""
        return [self.of(row) async for row in self._everywhere.find({"state": WebhookState.ACTIVE.value})]


class Messages:
    """Messages of requests, sealed on the way in and opened on the way out."""

    def __init__(self, database: Database, box: Box) -> None:
        self._messages = Documents(database, MESSAGES, Message, "message_id")
        self._box = box

    def save(self, org: str, message_id: str, text: str) -> Save:
        """`text` as a write."""
        sealed = self._box.seal(text.encode(), _sealed_for(org, message_id))
        return self._messages.save(Message(org, message_id, sealed))

    async def find(self, org: str, message_id: str) -> str | None:
        """The text, or None where none was written."""
        message = await self._messages.find(org, message_id)
        return self._box.open(message.sealed, _sealed_for(org, message_id)).decode() if message else None


def _sealed_for(org: str, message_id: str) -> str:
    return f"message:{org}/{message_id}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact in the log, at its position."""

    org: str
    position: int
    event_id: str
    type: str
    subject: str
    time: datetime
    source: str
    actor: str | None
    correlation: str
    causation: str | None
    sequence: int | None
    audience: tuple[str, ...]
    concerns: tuple[str, ...]
    marks: tuple[str, ...]
    request_id: str | None
    pair_id: str | None
    data: dict[str, Any]

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """From its row."""
        return cls(**_fields_of(cls, row))


@dataclass(frozen=True, slots=True)
class Sought:
    """Which administrative acts somebody looks for."""

    actor: str | None = None
    act: str | None = None
    target: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def query(self) -> Row:
        """As the database asks for it."""
        exact = {"actor": self.actor, "data.act": self.act, "data.target": self.target}
        query: Row = {name: value for name, value in exact.items() if value is not None}
        span = {"$gte": self.since, "$lt": self.until}
        if any(span.values()):
            query["time"] = {word: at for word, at in span.items() if at}
        return query


@dataclass(frozen=True, slots=True)
class News:
    """One row of the feed: something that replicas tell those who are looking."""

    org: str
    position: int
    event_id: str
    type: str
    subject: str
    cause_id: str | None
    request_id: str | None
    pair_id: str | None
    marks: tuple[str, ...]

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """From its row, as a change stream brings it."""
        return cls(**_fields_of(cls, row))


def _fields_of(kind: type, row: Mapping[str, Any]) -> dict[str, Any]:
    found = {field.name: row[field.name] for field in fields(kind)}
    return {name: tuple(value) if isinstance(value, list) else value for name, value in found.items()}


def log_row(event: AnyEvent) -> Row:
    """An event as its log row, but for the position."""
    data = event.data
    return {
        "_id": event.key,
        "org": event.org,
        "event_id": event.id,
        "type": event.type,
        "subject": event.subject,
        "time": event.time,
        "source": event.source,
        "actor": event.actorid,
        "correlation": event.correlationid,
        "causation": event.causationid,
        "sequence": event.sequence,
        "audience": sorted(data.audience),
        "concerns": sorted(data.concerns()),
        "marks": list(marks_of(data)),
        "request_id": getattr(data, "request_id", None),
        "pair_id": getattr(data, "pair_id", None),
        "data": data.model_dump(mode="json", include=_logged(type(data))),
    }


def _logged(contract: type[Contract]) -> set[str] | None:
    """The fields that the log has of it; None for all."""
    return next((set(fields) for kind, fields in PARTLY_LOGGED.items() if issubclass(contract, kind)), None)


def event_of(row: Row) -> AnyEvent:
    """A fact as its log row tells it: what the log does not say, nobody who reads this can come to need."""
    contract = by_type()[row["type"]]
    data = row["data"]
    told = contract.model_validate(data) if _logged(contract) is None else contract.model_construct(**data)
    return envelope_of(contract).model_construct(
        id=row["event_id"],
        source=row["source"],
        type=row["type"],
        subject=row["subject"],
        time=row["time"],
        org=row["org"],
        actorid=row["actor"],
        correlationid=row["correlation"],
        causationid=row["causation"],
        sequence=row["sequence"],
        data=told,
    )


def feed_row(row: Row, at: datetime) -> Row:
    """The news of a log row that has its position."""
    names = ("org", "position", "event_id", "type", "subject", "request_id", "pair_id", "marks")
    key = f"{row['org']}/{row['position']}"
    return {"_id": key, **{name: row[name] for name in names}, "cause_id": row["causation"], "at": at}


class Log:
    """Every fact of an organisation, at a position that rises without holes. Read here, written by the projector."""

    def __init__(self, database: Database) -> None:
        self._log, self._positions = database[LOG], database[POSITIONS]

    async def position(self, org: str) -> int:
        """The position of the newest fact; 0 where there is none."""
        row = await self._positions.find_one({"_id": org})
        return int(row["value"]) if row else 0

    async def newest(self, orgs: Collection[str]) -> dict[str, int]:
        """The positions of the newest facts of these organisations."""
        return {row["_id"]: row["value"] async for row in self._positions.find({"_id": {"$in": list(orgs)}})}

    async def after(self, viewer: Viewer, position: int, limit: int = 100, types: Collection[str] = ()) -> list[Entry]:
        """What `viewer` may see after `position`, in its order: of these types, or all."""
        query: dict[str, Any] = {
            "org": viewer.org,
            "marks": {"$in": list(viewer.marks)},
            "position": {"$gt": position},
        }
        query |= {"type": {"$in": list(types)}} if types else {}
        rows = self._log.find(query).sort("position", ASCENDING).limit(limit)
        return [Entry.of(row) async for row in rows]

    async def at(self, viewer: Viewer, positions: Collection[int]) -> dict[int, Entry]:
        """What `viewer` may see of what is at these positions."""
        query = {"org": viewer.org, "marks": {"$in": list(viewer.marks)}, "position": {"$in": list(positions)}}
        return {row["position"]: Entry.of(row) async for row in self._log.find(query)}

    async def before(self, org: str, since: datetime) -> int:
        """The position after which every fact stands that happened at that time or later.

        Facts reach the log in nearly the order of their times, and only nearly: so the first of all later ones counts.
        """
        later = {"$match": {"org": org, "time": {"$gte": since}}}
        found = await self._log.aggregate([later, {"$group": {"_id": None, "first": {"$min": "$position"}}}])
        rows = await found.to_list()
        return int(rows[0]["first"]) - 1 if rows else await self.position(org)

    async def acts(self, org: str, sought: Sought, before: int | None, limit: int) -> list[Row]:
        """The rows of administrative acts, the newest first: those before a position, where one is given."""
        own = {"org": org, "marks": ADMINISTRATOR, "type": AdministrativeActDone.type}
        older = {"position": {"$lt": before}} if before is not None else {}
        found = self._log.find(own | older | sought.query).sort("position", DESCENDING).limit(limit)
        return [row async for row in found]

    async def head(self, org: str) -> Head:
        """Where the chain of an organisation ends."""
        return Head.of(await self._positions.find_one({"_id": org}))

    async def chained(self, org: str, after: int, until: int) -> AsyncIterator[Row]:
        """Every row between two positions, in its order, for whoever takes the chain away."""
        query = {"org": org, "position": {"$gt": after, "$lte": until}}
        async for row in self._log.find(query).sort("position", ASCENDING):
            yield row

    async def positions(self, viewer: Viewer, event_ids: Sequence[str]) -> dict[str, int]:
        """Where those of these facts are that `viewer` may see."""
        query = {"org": viewer.org, "marks": {"$in": list(viewer.marks)}, "event_id": {"$in": list(event_ids)}}
        return {row["event_id"]: row["position"] async for row in self._log.find(query, {"event_id": 1, "position": 1})}

    async def timeline(self, viewer: Viewer, pair_id: str, after: int = 0, limit: int = 0) -> list[Entry]:
        """The facts of a pair that `viewer` may see, in their order, behind a position."""
        query = {"org": viewer.org, "pair_id": pair_id, "marks": {"$in": list(viewer.marks)}}
        rows = self._log.find(query | {"position": {"$gt": after}}).sort("position", ASCENDING).limit(limit)
        return [Entry.of(row) async for row in rows]

    async def outcome(self, org: str, claim_id: str, subject: str) -> Entry | None:
        """The fact in which the owner of a claim about this request or pair ended it. The views show it by then."""
        query = {"org": org, "causation": claim_id, "type": {"$in": OUTCOMES}, "subject": subject}
        row = await self._log.find_one(query)
        return Entry.of(row) if row else None
