"""What journal keeps: stories, entries, sessions, milestones, preparation, and the keys of what people wrote."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from pymongo import ASCENDING, DESCENDING, IndexModel

from libs.common.contracts.entries import EntryKind
from libs.common.erasing import Tombstones
from libs.common.mongo import A, Database, Documents, Row
from services.journal.domain.actions import Action
from services.journal.domain.agreements import Agreement, Version
from services.journal.domain.care import FitAnswer, Pulse, PulseAnswer, answer_key
from services.journal.domain.dividends import Dividend
from services.journal.domain.expectations import Expectations
from services.journal.domain.farewells import COMPLETED, Farewell
from services.journal.domain.goals import AgreedGoal
from services.journal.domain.health import Health
from services.journal.domain.keys import DataKey
from services.journal.domain.ledgers import Exchange, Ledger
from services.journal.domain.member_keys import MemberKey
from services.journal.domain.milestones import MilestoneKept
from services.journal.domain.notes import Note
from services.journal.domain.preparation import Answer, Preparation
from services.journal.domain.requests import Request
from services.journal.domain.reviews import Review
from services.journal.domain.rhythm import Rhythm
from services.journal.domain.sessions import Session
from services.journal.domain.stories import Entry, Role, Story
from services.journal.domain.threads import Message, Thread
from services.journal.queries import NEWEST_DAY_FIRST, NotesQuery, Place

INDEXES = {
    "keys": [IndexModel([("master_id", ASCENDING)]), IndexModel([("org", ASCENDING), ("owner_id", ASCENDING)])],
    "stories": [IndexModel([("org", ASCENDING), ("members.person_id", ASCENDING)])],
    "entries": [
        IndexModel([("org", ASCENDING), ("pair_id", ASCENDING), ("reader_id", ASCENDING), ("at", ASCENDING)]),
        IndexModel([("org", ASCENDING), ("reader_id", ASCENDING)]),
    ],
    "sessions": [IndexModel([("org", ASCENDING), ("pair_id", ASCENDING), ("held.at", ASCENDING)])],
    "preparations": [IndexModel([("org", ASCENDING), ("person_id", ASCENDING)])],
    "answers": [IndexModel([("org", ASCENDING), ("person_id", ASCENDING)])],
    "expectations": [],
    "agreements": [],
    "agreement_versions": [],
    "goals": [
        IndexModel([("org", ASCENDING), ("pair_id", ASCENDING)]),
        IndexModel([("org", ASCENDING), ("person_id", ASCENDING)]),
    ],
    "milestones": [IndexModel([("org", ASCENDING), ("pair_id", ASCENDING), ("at", ASCENDING)])],
    "rhythms": [],
    "health": [],
    "pulses": [],
    "pulse_answers": [IndexModel([("org", ASCENDING), ("person_id", ASCENDING)])],
    "fit_answers": [IndexModel([("org", ASCENDING), ("person_id", ASCENDING)])],
    "reviews": [],
    "farewells": [IndexModel([("org", ASCENDING), ("kudos.to_id", ASCENDING)])],
    "notes": [
        IndexModel([("org", ASCENDING), ("reader_ids", ASCENDING), *NEWEST_DAY_FIRST]),
        IndexModel([("org", ASCENDING), ("pair_id", ASCENDING), ("shared_at", DESCENDING)]),
        IndexModel([("org", ASCENDING), ("author_id", ASCENDING)]),
        IndexModel([("org", ASCENDING), ("opens_on", ASCENDING)], partialFilterExpression={"is_open": False}),
    ],
    "member_keys": [IndexModel([("org", ASCENDING), ("person_id", ASCENDING)])],
    "ledgers": [],
    "exchanges": [IndexModel([("org", ASCENDING), ("pair_id", ASCENDING), ("number", ASCENDING)])],
    "dividends": [IndexModel([("org", ASCENDING), ("person_id", ASCENDING)])],
    "requests": [IndexModel([("org", ASCENDING), ("members", ASCENDING)])],
    "threads": [],
    "messages": [IndexModel([("org", ASCENDING), ("thread_id", ASCENDING), ("number", ASCENDING)])],
    "actions": [IndexModel([("org", ASCENDING), ("pair_id", ASCENDING)])],
}

OF_A_PERSON = {
    "entries": "reader_id",
    "preparations": "person_id",
    "answers": "person_id",
    "goals": "person_id",
    "member_keys": "person_id",
    "notes": "author_id",
    "dividends": "person_id",
    "pulse_answers": "person_id",
    "fit_answers": "person_id",
}
"""What goes with a person, and the field that says whose it is."""

OF_BOTH = frozenset(
    {
        "stories",
        "sessions",
        "milestones",
        "expectations",
        "agreements",
        "agreement_versions",
        "rhythms",
        "health",
        "pulses",
        "reviews",
        "farewells",
        "ledgers",
        "exchanges",
        "requests",
        "threads",
        "messages",
        "actions",
    }
)
"""What stays with the partner: who, when and how often, and no word that can still be read."""


class Numbered(Documents[A]):
    """What counts from one within something: pages go by its number, so that nothing is missed or comes twice."""

    async def newest(self, org: str, query: Row, *, before: int | None, limit: int) -> list[A]:
        """Those with the highest numbers, of those below `before`; the highest first."""
        below = {"number": {"$lt": before}} if before else {}
        rows = self._collection.find({"org": org, **query, **below}).sort("number", DESCENDING).limit(limit)
        return [self.of(row) async for row in rows]

    async def oldest(self, org: str, query: Row, *, after: int, limit: int) -> list[A]:
        """Those that follow `after`, in their order."""
        return await self.list_(org, {**query, "number": {"$gt": after}}, limit=limit, by="number")


class Store:
    """Reads of journal's own database; writes go through units."""

    def __init__(self, database: Database, tombstones: Tombstones) -> None:
        self._database, self.tombstones = database, tombstones
        self.keys = Documents(database, "keys", DataKey, "key_id")
        self.stories = Documents(database, "stories", Story, "pair_id")
        self.entries = Documents(database, "entries", Entry, "entry_id")
        self.sessions = Documents(database, "sessions", Session, "session_key")
        self.milestones = Documents(database, "milestones", MilestoneKept, "milestone_key")
        self.preparations = Documents(database, "preparations", Preparation, "person_id")
        self.answers = Documents(database, "answers", Answer, "answer_key")
        self.expectations = Documents(database, "expectations", Expectations, "pair_id")
        self.agreements = Documents(database, "agreements", Agreement, "pair_id")
        self.agreement_versions = Documents(database, "agreement_versions", Version, "version_key")
        self.goals = Documents(database, "goals", AgreedGoal, "goal_id")
        self.rhythms = Documents(database, "rhythms", Rhythm, "pair_id")
        self.health = Documents(database, "health", Health, "pair_id")
        self.pulses = Documents(database, "pulses", Pulse, "pair_id")
        self.pulse_answers = Documents(database, "pulse_answers", PulseAnswer, "answer_key")
        self.fit_answers = Documents(database, "fit_answers", FitAnswer, "answer_key")
        self.reviews = Documents(database, "reviews", Review, "pair_id")
        self.farewells = Documents(database, "farewells", Farewell, "pair_id")
        self.notes = Documents(database, "notes", Note, "entry_id")
        self.member_keys = Documents(database, "member_keys", MemberKey, "person_id")
        self.ledgers = Documents(database, "ledgers", Ledger, "pair_id")
        self.exchanges = Numbered(database, "exchanges", Exchange, "exchange_id")
        self.dividends = Documents(database, "dividends", Dividend, "dividend_id")
        self.requests = Documents(database, "requests", Request, "request_id")
        self.threads = Documents(database, "threads", Thread, "thread_id")
        self.messages = Numbered(database, "messages", Message, "message_id")
        self.actions = Documents(database, "actions", Action, "action_id")

    async def list_requests_of(self, org: str, person_id: str) -> list[Request]:
        """The requests between this person and somebody who knows of it."""
        return await self.requests.list_(org, {"members": person_id})

    async def list_stories_of(self, org: str, person_id: str) -> list[Story]:
        """The stories of all pairs that this person is or was in."""
        return await self.stories.list_(org, {"members.person_id": person_id})

    async def masters_in_use(self) -> frozenset[str]:
        """The ids of the master keys under which there are data keys, of all organisations."""
        return frozenset(await self._database[self.keys.name].distinct("master_id", {"master_id": {"$ne": None}}))

    async def keys_under(self, master_ids: Iterable[str], limit: int) -> list[DataKey]:
        """Some of the data keys that one of these master keys wraps, of all organisations."""
        query = {"master_id": {"$in": list(master_ids)}}
        return [self.keys.of(row) async for row in self._database[self.keys.name].find(query).limit(limit)]

    async def keys_of(self, org: str, owner_id: str) -> list[DataKey]:
        """The data keys of a person's words."""
        return await self.keys.list_(org, {"owner_id": owner_id})

    async def list_entries(self, org: str, pair_id: str, reader_id: str) -> list[Entry]:
        """What one member may read of a pair's story, oldest first."""
        return await self.entries.list_(org, {"pair_id": pair_id, "reader_id": reader_id}, by="at")

    async def list_goals(self, org: str, pair_id: str) -> list[AgreedGoal]:
        """What the two of a pair want to reach, in the order in which they wrote it."""
        return await self.goals.list_(org, {"pair_id": pair_id})

    async def list_milestones(self, story: Story) -> list[MilestoneKept]:
        """What a pair has reached, in its order."""
        return await self.milestones.list_(story.org, {"pair_id": story.pair_id}, by="at")

    async def get_review(self, story: Story) -> Review:
        """The mid review of a pair, empty where nobody has spoken."""
        return await self.reviews.find(story.org, story.pair_id) or Review(org=story.org, pair_id=story.pair_id)

    async def get_farewell(self, story: Story) -> Farewell:
        """How a pair parts, empty where nobody has begun."""
        return await self.farewells.find(story.org, story.pair_id) or Farewell(org=story.org, pair_id=story.pair_id)

    async def list_thanking(self, org: str, person_id: str) -> list[Farewell]:
        """Those in which somebody was thanked."""
        return await self.farewells.list_(org, {"kudos.to_id": person_id})

    async def list_learned(self, org: str, person_id: str) -> list[Story]:
        """Completed pairs in which somebody was the mentee."""
        member = {"$elemMatch": {"person_id": person_id, "role": Role.MENTEE.value}}
        return await self.stories.list_(org, {"members": member, "ending": COMPLETED})

    async def list_notes(self, query: NotesQuery, place: Place | None, limit: int) -> list[Note]:
        """What somebody may read beyond a place, the newest day first."""
        rows = self._database[self.notes.name].find(query.rows_after(place)).sort(NEWEST_DAY_FIRST).limit(limit)
        return [self.notes.of(row) async for row in rows]

    async def list_shared(self, story: Story, limit: int) -> list[Note]:
        """What the two of a pair let each other read, the latest first."""
        query = {"org": story.org, "pair_id": story.pair_id, "shared_at": {"$ne": None}}
        rows = self._database[self.notes.name].find(query).sort("shared_at", DESCENDING).limit(limit)
        return [self.notes.of(row) async for row in rows]

    async def list_closed(self, org: str, day: str, limit: int) -> list[Note]:
        """Letters of a day that are not open yet."""
        return await self.notes.list_(org, {"opens_on": day, "is_open": False}, limit=limit)

    async def count_sessions(self, org: str, pair_ids: Sequence[str], start: datetime, end: datetime) -> int:
        """How many sessions these pairs held from `start` until before `end`."""
        query = {"org": org, "pair_id": {"$in": list(pair_ids)}, "held.at": {"$gte": start, "$lt": end}}
        return await self._database[self.sessions.name].count_documents(query)

    async def list_learned_from_you(
        self, org: str, pair_ids: Sequence[str], start: datetime, end: datetime
    ) -> list[Note]:
        """What members of these pairs shared about what they learned, from `start` until before `end`."""
        shared = {"kind": EntryKind.LEARNED_FROM_YOU.value, "shared_at": {"$gte": start, "$lt": end}}
        return await self.notes.list_(org, {"pair_id": {"$in": list(pair_ids)}, **shared}, by="shared_at")

    async def list_lines(self, org: str, pair_ids: Sequence[str], start: datetime, end: datetime) -> list[Exchange]:
        """What these pairs wrote down, or said thanks for, from `start` until before `end`; the oldest first."""
        within = {"$gte": start, "$lt": end}
        query = {"pair_id": {"$in": list(pair_ids)}, "withdrawn_at": None}
        return await self.exchanges.list_(org, {**query, "$or": [{"at": within}, {"thanked_at": within}]}, by="at")

    async def list_actions(self, org: str, pair_id: str) -> list[Action]:
        """All action items of a pair."""
        return await self.actions.list_(org, {"pair_id": pair_id})

    async def count_unread(self, thread: Thread, author_id: str, after: int) -> int:
        """How many messages of this author stand there beyond a number."""
        query = {"org": thread.org, "thread_id": thread.thread_id, "author_id": author_id, "number": {"$gt": after}}
        return await self._database[self.messages.name].count_documents(query | {"deleted_at": None})

    async def list_sessions(self, org: str, pair_id: str) -> list[Session]:
        """All of a pair."""
        return await self.sessions.list_(org, {"pair_id": pair_id})

    async def get_rhythm(self, story: Story) -> Rhythm:
        """What was said of a pair's newest silence; of the first, nothing yet."""
        known = await self.rhythms.find(story.org, story.pair_id)
        return known or Rhythm(org=story.org, pair_id=story.pair_id, silent_since=story.begun_at)

    async def get_pulse(self, story: Story) -> Pulse:
        """How often a pair was asked."""
        return await self.pulses.find(story.org, story.pair_id) or Pulse(org=story.org, pair_id=story.pair_id)

    async def list_newest_answers(self, story: Story, pulse: Pulse) -> dict[str, PulseAnswer]:
        """By person: the newest pulse that each answered, of the last two."""
        numbers = [number for number in (pulse.number - 1, pulse.number) if number > 0]
        keys = [answer_key(story.pair_id, number, one) for number in numbers for one in story.member_ids]
        found = await self.pulse_answers.find_all(story.org, keys)
        return {answer.person_id: answer for answer in sorted(found.values(), key=lambda one: one.number)}

    async def has_learned(self, story: Story, person_id: str, since: date) -> bool:
        """Whether somebody wrote down since that day what they learned: here, or in no pair. What, nobody looks at."""
        kind = {"kind": EntryKind.LEARNED_FROM_YOU.value, "day": {"$gte": since.isoformat()}}
        query = {"org": story.org, "author_id": person_id, "pair_id": {"$in": [story.pair_id, None]}, **kind}
        return await self._database[self.notes.name].find_one(query, {"_id": 1}) is not None
