"""What notifications keeps. Writes go through units; only claims of deliveries are made here, under a lease."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import TypeAdapter
from pymongo import ASCENDING, DESCENDING, IndexModel

from libs.common import erasing
from libs.common.contracts.notifications import Channel
from libs.common.erasing import KEY, Tombstones
from libs.common.ids import new_id
from libs.common.mongo import Database, Documents, Remove, Row, newest_first
from services.notifications.domain.announcements import Announcement
from services.notifications.domain.attention import Attention
from services.notifications.domain.blocks import Blocks
from services.notifications.domain.circles import Circle
from services.notifications.domain.deliveries import OPEN, Delivery, State
from services.notifications.domain.digests import TEMPLATE as DIGEST
from services.notifications.domain.farewells import Farewell
from services.notifications.domain.invitations import Address, Invitation, Inviter
from services.notifications.domain.invites import Planned
from services.notifications.domain.lapses import Lapses
from services.notifications.domain.launches import Enrolment, Launch
from services.notifications.domain.marks import Mark
from services.notifications.domain.notices import Notice, NoticeState
from services.notifications.domain.organising import Administration
from services.notifications.domain.pairs import Pair
from services.notifications.domain.people import Person, PersonState, erased
from services.notifications.domain.preferences import Preferences
from services.notifications.domain.programmes import OwnPlan
from services.notifications.domain.reach import Reach
from services.notifications.domain.requests import Request
from services.notifications.domain.sight import Sight
from services.notifications.domain.wordings import Wording
from services.notifications.figures import Figures
from services.notifications.queries import IN_STATE, Wanted

DELIVERIES, NOTICES = "deliveries", "notices"
KEPT = timedelta(days=396)
"""Thirteen months: a year can be compared with the one before."""

FORGOTTEN = IndexModel([("created_at", ASCENDING)], expireAfterSeconds=int(KEPT.total_seconds()))
INDEXES = {
    "people": [
        IndexModel([("org", ASCENDING), ("person_id", ASCENDING)]),
        IndexModel([("org", ASCENDING), ("mark", ASCENDING)]),
        IndexModel([("org", ASCENDING), ("domain", ASCENDING), ("visible", ASCENDING)]),
    ],
    "administrations": [],
    "blocks": [],
    "announcements": [IndexModel([("org", ASCENDING), *newest_first("made_at")])],
    "launches": [],
    "enrolments": [],
    "pairs": [
        IndexModel([("org", ASCENDING), ("formed.at", ASCENDING)]),
        IndexModel([("org", ASCENDING), ("formed.mentor_id", ASCENDING)]),
        IndexModel([("org", ASCENDING), ("formed.mentee_id", ASCENDING)]),
    ],
    "sessions": [IndexModel([("org", ASCENDING), ("pair_id", ASCENDING), ("starts_at", ASCENDING)])],
    "marks": [],
    "attentions": [],
    "plans": [],
    "preferences": [],
    "wordings": [IndexModel([("org", ASCENDING)])],
    NOTICES: [
        FORGOTTEN,
        IndexModel([("org", ASCENDING), ("person_id", ASCENDING), ("said_at", DESCENDING), ("_id", DESCENDING)]),
        IndexModel([("digest_id", ASCENDING)], partialFilterExpression={"digest_id": {"$type": "string"}}),
        IndexModel([("org", ASCENDING), ("row", ASCENDING), ("created_at", ASCENDING)]),
    ],
    "requests": [IndexModel([("org", ASCENDING), ("waits_since", ASCENDING)])],
    "circles": [],
    "lapses": [],
    "inviters": [],
    "farewells": [],
    "invited_addresses": [],
    "invitations": [
        IndexModel([("org", ASCENDING), ("inviter_id", ASCENDING), *newest_first("invited_at")]),
        IndexModel([("org", ASCENDING), ("person_id", ASCENDING)]),
        IndexModel([("org", ASCENDING), ("mark", ASCENDING)]),
    ],
    "reaches": [
        IndexModel([("org", ASCENDING), ("devices.device_id", ASCENDING)]),
    ],
    DELIVERIES: [
        FORGOTTEN,
        IndexModel([("channel", ASCENDING), ("state", ASCENDING), ("not_before", ASCENDING)]),
        IndexModel([("org", ASCENDING), ("person_id", ASCENDING)]),
        IndexModel([(name, ASCENDING) for name in ("org", "created_at", "channel", "template", "state", "code")]),
    ],
}


OF_A_PERSON = {
    NOTICES: ("person_id",),
    DELIVERIES: ("person_id",),
    "invitations": ("inviter_id", "person_id"),
    "attentions": (KEY,),
    "preferences": (KEY,),
    "lapses": (KEY,),
    "inviters": (KEY,),
    "reaches": (KEY,),
    "blocks": (KEY,),
}
"""What goes with a person, and the fields that say whose it is."""

BY_MARKS = frozenset({"people", "marks", "enrolments", "invited_addresses", "farewells"})
"""What goes with a person, and is found otherwise."""

OF_OTHERS_TOO = frozenset({"pairs", "sessions", "requests", "circles", "announcements", "administrations"})
"""What stays with those who shared it: who, when and what about, under an id that nobody has a name for any more."""

OF_NOBODY = frozenset({"plans", "wordings", "launches"})


class People(erasing.People[Person]):
    """The people of all organisations."""

    def __init__(self, database: Database, tombstones: Tombstones) -> None:
        super().__init__(database, Person, tombstones, erased)
        self._rows = database["people"]

    async def page(self, org: str, after: str, limit: int) -> list[Person]:
        """Those who are here, in the order of their ids, from behind `after` on."""
        query = {"state": PersonState.HERE.value, "person_id": {"$gt": after}}
        return await self.list_(org, query, limit=limit, by="person_id")

    async def have(self, org: str, mark: str) -> bool:
        """Somebody has this address, or had it when they left."""
        return bool(await self.list_(org, {"mark": mark}, limit=1))

    async def are_at(self, org: str, domain: str, enough: int) -> bool:
        """So many who show themselves have their address at this domain."""
        query = {"org": org, "domain": domain, "visible": True}
        return await self._rows.count_documents(query, limit=enough) >= enough


class Pairs(Documents[Pair]):
    """The pairs of all organisations."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, "pairs", Pair, "pair_id")

    async def paired(self, org: str, person_ids: Sequence[str]) -> frozenset[str]:
        """Those of these people who are in a pair that has not ended."""
        among = {"$in": list(person_ids)}
        sides = [{"formed.mentor_id": among}, {"formed.mentee_id": among}]
        found = await self.list_(org, {"$or": sides})
        both = {one for pair in found if pair.formed and not pair.has_ended for one in pair.formed.both}
        return frozenset(both.intersection(person_ids))


class Invitations(Documents[Invitation]):
    """The invitations of all organisations."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, "invitations", Invitation, "invitation_id")

    async def list_waiting_for(self, org: str, mark: str) -> list[Invitation]:
        """Those to an address of which nobody has come."""
        return await self.list_(org, {"mark": mark, "person_id": None}, by="invited_at")


class Sessions(Documents[Planned]):
    """The planned sessions of all organisations."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, "sessions", Planned, "session_id")

    async def list_ahead(self, org: str, pair_id: str, now: datetime) -> list[Planned]:
        """Those of a pair that are still to come."""
        return await self.list_(org, {"pair_id": pair_id, "starts_at": {"$gt": now}, "is_off": False})


class Reaches(Documents[Reach]):
    """Where everybody is reached."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, "reaches", Reach, "person_id")

    async def list_with(self, org: str, device_id: str) -> list[Reach]:
        """Those who have this device."""
        return await self.list_(org, {"devices.device_id": device_id})


class Notices(Documents[Notice]):
    """The notices of all organisations."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, NOTICES, Notice, "notice_id")
        self._rows = database[NOTICES]

    async def known(self, org: str, ids: Iterable[str]) -> frozenset[str]:
        """Those of `ids` that are there: a repeat finds the first, also when the inbox has forgotten it."""
        keys = [f"{org}/{key}" for key in ids]
        found = self._rows.find({"_id": {"$in": keys}}, {"notice_id": 1}) if keys else None
        return frozenset([row["notice_id"] async for row in found]) if found else frozenset()

    async def list_inbox(self, wanted: Wanted) -> list[Notice]:
        """A page of what arrived in a person's inbox, the newest first."""
        query = {**_inbox(wanted), **(wanted.place.query(wanted.org) if wanted.place else {})}
        order = [("said_at", DESCENDING), ("_id", DESCENDING)]
        return [self.of(row) async for row in self._rows.find(query).sort(order).limit(wanted.limit)]

    async def count_inbox(self, wanted: Wanted) -> int:
        """How many there are of these, on all pages."""
        return await self._rows.count_documents(_inbox(wanted))

    async def list_moved(self, org: str, person_id: str) -> list[Notice]:
        """What would have been said to somebody by now and was put off. A digest has its own time."""
        moved = {"state": NoticeState.WAITING.value, "moves": {"$gt": 0}, "row": {"$ne": DIGEST}}
        return await self.list_(org, {"person_id": person_id, **moved})

    async def list_due(self, org: str, person_id: str, now: datetime) -> list[Notice]:
        """What waits to be said to a person and is due by now; a digest has a timer of its own."""
        waiting = {"person_id": person_id, "said_at": None, "state": NoticeState.WAITING.value, "row": {"$ne": DIGEST}}
        return await self.list_(org, waiting | {"not_before": {"$lte": now}}, by="not_before")

    async def list_gathered(self, org: str, digest_id: str) -> list[Notice]:
        """What was said and comes with a digest, the oldest first."""
        return await self.list_(org, {"digest_id": digest_id, "state": NoticeState.SAID.value}, by="said_at")


def _inbox(wanted: Wanted) -> Row:
    return {"org": wanted.org, "person_id": wanted.person_id, **IN_STATE[wanted.state]}


class Deliveries(Documents[Delivery]):
    """The delivery rows of all organisations."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, DELIVERIES, Delivery, "delivery_id")
        self._rows = database[DELIVERIES]
        self._reader: TypeAdapter[Delivery] = TypeAdapter(Delivery)

    async def claim(
        self, channel: Channel, due: datetime, machine_now: datetime, lease: timedelta, limit: int
    ) -> "Claim":
        """Take up to `limit` of a channel that are due and free; each is held by one replica at a time."""
        free = {
            "channel": channel.value,
            "state": {"$in": [state.value for state in OPEN]},
            "not_before": {"$lte": due},
            "lease_until": {"$not": {"$gt": machine_now}},
        }
        found = await self._rows.find(free, {"_id": 1}).sort("not_before", ASCENDING).limit(limit).to_list()
        if not found:
            return Claim("", 0, ())
        holder, ids = new_id(), [row["_id"] for row in found]
        # The revision rises: whoever held a row before cannot record anything of it any more.
        taken = {"state": State.SENDING.value, "holder": holder, "lease_until": machine_now + lease}
        await self._rows.update_many({"_id": {"$in": ids}, **free}, {"$set": taken, "$inc": {"revision": 1}})
        rows = self._rows.find({"_id": {"$in": ids}, "holder": holder}).sort("not_before", ASCENDING)
        return Claim(holder, len(found), [self._reader.validate_python(row) async for row in rows])

    async def count(self, org: str, since: datetime) -> list["Counted"]:
        """How many there are of each sort since then: answered from an index alone."""
        by = ("channel", "template", "state", "code")
        found = await self._rows.aggregate(
            [
                {"$match": {"org": org, "created_at": {"$gte": since}}},
                {"$group": {"_id": {name: f"${name}" for name in by}, "count": {"$sum": 1}}},
            ]
        )
        return [_counted(row["_id"], row["count"]) async for row in found]

    async def page_of(self, org: str, person_id: str, after: str, limit: int) -> list[Delivery]:
        """Some of those to a person, from behind `after` on, in the order of their ids."""
        query = {"person_id": person_id, "delivery_id": {"$gt": after}}
        return await self.list_(org, query, limit=limit, by="delivery_id")

    async def renew(self, claim: "Claim", lease_until: datetime) -> None:
        """Go on holding what is still being sent."""
        await self._rows.update_many(_held(claim.holder, claim.deliveries), {"$set": {"lease_until": lease_until}})

    async def release(self, holder: str, untouched: Iterable[Delivery]) -> None:
        """Leave to anybody what nobody has begun to send."""
        free = {"state": State.WAITING.value, "holder": None, "lease_until": None}
        await self._rows.update_many(_held(holder, untouched), {"$set": free})


@dataclass(frozen=True, slots=True)
class Counted:
    """So many deliveries of a sort."""

    channel: str
    template: str
    state: State
    code: str | None
    count: int


def _counted(of: Row, count: int) -> Counted:
    return Counted(of["channel"], of["template"], State(of["state"]), of.get("code"), count)


@dataclass(frozen=True, slots=True)
class Claim:
    """Deliveries held by one replica, of those that it found free."""

    holder: str
    found: int
    deliveries: Sequence[Delivery]


def _held(holder: str, deliveries: Iterable[Delivery]) -> Row:
    ids = [f"{delivery.org}/{delivery.delivery_id}" for delivery in deliveries]
    return {"_id": {"$in": ids}, "holder": holder, "state": State.SENDING.value}


class Store:
    """Everything that notifications keeps."""

    def __init__(self, database: Database, tombstones: Tombstones) -> None:
        self._database, self.tombstones = database, tombstones
        self.people = People(database, tombstones)
        self.deliveries = Deliveries(database)
        self.notices = Notices(database)
        self.marks = Documents(database, "marks", Mark, "key")
        self.attentions = Documents(database, "attentions", Attention, "person_id")
        self.plans = Documents(database, "plans", OwnPlan, "plan_id")
        self.preferences = Documents(database, "preferences", Preferences, "person_id")
        self.administrations = Documents(database, "administrations", Administration, "org")
        self.figures = Figures(database)
        self.blocks = Documents(database, "blocks", Blocks, "person_id")
        self.pairs = Pairs(database)
        self.sessions = Sessions(database)
        self.announcements = Documents(database, "announcements", Announcement, "announcement_id")
        self.launches = Documents(database, "launches", Launch, "programme_id")
        self.enrolments = Documents(database, "enrolments", Enrolment, "enrolment_id")
        self.requests = Documents(database, "requests", Request, "request_id")
        self.circles = Documents(database, "circles", Circle, "circle_id")
        self.lapses = Documents(database, "lapses", Lapses, "person_id")
        self.invitations = Invitations(database)
        self.addresses = Documents(database, "invited_addresses", Address, "mark")
        self.reaches = Reaches(database)
        self.farewells = Documents(database, "farewells", Farewell, "farewell_id")
        self.inviters = Documents(database, "inviters", Inviter, "person_id")
        self.wordings = Documents(database, "wordings", Wording, "wording_id")

    async def marks_of(self, org: str, person_id: str, limit: int) -> list[Remove]:
        """Some of what is remembered of a person's own doing, as removals. Read from one end to the other."""
        own = {"_id": {"$regex": f"^{re.escape(org)}/.*[:@/]{re.escape(person_id)}$"}}
        found: list[Remove] = []
        for name in (self.marks.name, self.enrolments.name):
            rows = self._database[name].find(own, {"revision": 1}).limit(limit)
            found += [Remove(name, row["_id"], row["revision"]) async for row in rows]
        return found

    async def sight(self, org: str, reader_id: str, others: Collection[Person]) -> Sight:
        """What keeps somebody from these people."""
        ids = {reader_id, *(other.person_id for other in others)}
        return Sight.of(reader_id, others, (await self.blocks.find_all(org, ids)).values())
