"""What matching keeps: people as it needs them, requests, pairs."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TypeVar

from pymongo import ASCENDING, IndexModel

from libs.common.erasing import KEY, People, Tombstones
from libs.common.mongo import Database, Documents, Row, newest_first
from services.matching.domain.circles import Circle, CircleState
from services.matching.domain.conflicts import Conflict, Kind, Two
from services.matching.domain.desks import Desk, Desks
from services.matching.domain.interest import Interest, Mark
from services.matching.domain.named_programmes import Enrolment, NamedProgramme, Within, within
from services.matching.domain.pairs import Pair
from services.matching.domain.people import Person, PersonState, Role, erased
from services.matching.domain.previews import Preview
from services.matching.domain.programmes import DOCUMENT, Programme
from services.matching.domain.recognitions import Recognition, RecognitionState
from services.matching.domain.reporting import ReportingLines
from services.matching.domain.requests import AWAITING, Request, RequestState
from services.matching.domain.rounds import Couple, Round
from services.matching.domain.rules import Around
from services.matching.domain.vocabulary import EXTENSION, Extension, Vocabulary, vocabulary_with
from services.matching.domain.walls import Blocks, Walls
from services.matching.gathered import LIVING_PAIRS, Managers, Partners

INDEXES = {
    "people": [
        IndexModel([("org", ASCENDING), ("manager_id", ASCENDING)]),
        IndexModel([("org", ASCENDING), ("person_id", ASCENDING)]),
        IndexModel([("org", ASCENDING), ("visible", ASCENDING), ("state", ASCENDING), ("listing.order", ASCENDING)]),
        IndexModel([("org", ASCENDING), ("listing.grams", ASCENDING)]),
    ],
    "requests": [
        IndexModel([("org", ASCENDING), ("mentee_id", ASCENDING), ("state", ASCENDING)]),
        IndexModel([("org", ASCENDING), ("mentor_id", ASCENDING), ("state", ASCENDING)]),
    ],
    "conflicts": [],
    "recognitions": [
        IndexModel([("org", ASCENDING), ("mentee_id", ASCENDING), ("state", ASCENDING)]),
        IndexModel([("org", ASCENDING), ("mentor_id", ASCENDING), ("state", ASCENDING)]),
    ],
    "blocks": [IndexModel([("org", ASCENDING), ("blocked_ids", ASCENDING)])],
    "circles": [
        IndexModel([("org", ASCENDING), ("consents.person_id", ASCENDING), ("state", ASCENDING)]),
        IndexModel([("org", ASCENDING), ("invitations.person_id", ASCENDING), ("state", ASCENDING)]),
    ],
    "pairs": [IndexModel([("org", ASCENDING), ("members.person_id", ASCENDING), ("standing", ASCENDING)])],
    "vocabularies": [],
    "interests": [
        IndexModel([("org", ASCENDING), ("person_id", ASCENDING), ("mark", ASCENDING)]),
        IndexModel([("org", ASCENDING), ("other_id", ASCENDING)]),
    ],
    "desks": [],
    "rounds": [IndexModel([("org", ASCENDING), *newest_first("made_at")])],
    "previews": [],
    "programmes": [],
    "named_programmes": [],
    "enrolments": [
        IndexModel([("org", ASCENDING), ("programme_id", ASCENDING), ("is_in", ASCENDING)]),
        IndexModel([("org", ASCENDING), ("person_id", ASCENDING)]),
    ],
}
OF_A_PERSON = {
    "desks": (KEY,),
    "interests": ("person_id", "other_id"),
    "blocks": (KEY,),
    "enrolments": ("person_id",),
}
"""What goes with a person, and the fields that say whose it is."""

OF_OTHERS_TOO = frozenset({"requests", "pairs", "recognitions", "circles", "conflicts", "rounds", "previews"})
"""What stays with those who shared it: who, when and what about, under an id that nobody has a name for any more."""

OF_NOBODY = frozenset({"vocabularies", "programmes", "named_programmes"})

T = TypeVar("T")
PEOPLE_AT_ONCE = 1000
"""Asked for in one query."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Who of an organisation can be found by one of its people, less what the search leaves out."""

    org: str
    by: str
    at: datetime
    topics: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    without: frozenset[str] = frozenset()

    @property
    def query(self) -> Row:
        """Nobody who hides, pauses or has left, and not who is looking."""
        query: Row = {
            "org": self.org,
            "visible": True,
            "is_suspended": {"$ne": True},
            "state": PersonState.ACTIVE.value,
            "paused_until": {"$not": {"$gt": self.at}},
            "person_id": {"$nin": [self.by, *sorted(self.without)]},
        }
        if self.topics:
            named = {"$in": list(self.topics)}
            query["$or"] = [{"gives.key": named}, {"gets.key": named}]
        if self.departments:
            query["listing.department"] = {"$in": list(self.departments)}
        return query


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Requests that a mentor's last place went past, since a day, by mentees after one of them."""

    org: str
    mentor_id: str
    since: datetime
    after_mentee_id: str


class Store:
    """Reads of matching's own database; writes go through units."""

    def __init__(self, database: Database, tombstones: Tombstones) -> None:
        self.tombstones = tombstones
        self.people = People(database, Person, tombstones, erased)
        self.requests = Documents(database, "requests", Request, "request_id")
        self.pairs = Documents(database, "pairs", Pair, "pair_id")
        self.interests = Documents(database, "interests", Interest, "interest_id")
        self.vocabularies = Documents(database, "vocabularies", Extension, "name")
        self.desks = Documents(database, "desks", Desk, "person_id")
        self.rounds = Documents(database, "rounds", Round, "round_id")
        self.previews = Documents(database, "previews", Preview, "round_id")
        self.programmes = Documents(database, "programmes", Programme, "name")
        self.named_programmes = Documents(database, "named_programmes", NamedProgramme, "programme_id")
        self.enrolments = Documents(database, "enrolments", Enrolment, "enrolment_id")
        self.recognitions = Documents(database, "recognitions", Recognition, "recognition_id")
        self.circles = Documents(database, "circles", Circle, "circle_id")
        self.conflicts = Documents(database, "conflicts", Conflict, "conflict_key")
        self.blocks = Documents(database, "blocks", Blocks, "person_id")
        self._people = database["people"]
        self._partners, self._managers = Partners(database), Managers(database)

    async def desks_of(self, request: Request) -> Desks:
        """Both desks that a request concerns; one on which nothing has lain yet is empty."""
        return await self.desks_between(request.org, request.asker_id, request.asked_id)

    async def desks_between(self, org: str, asker_id: str, asked_id: str) -> Desks:
        """Both desks of two people."""
        return Desks(*await self._list_desks(org, (asker_id, asked_id)))

    async def desk(self, org: str, person_id: str) -> Desk:
        """A person's desk."""
        (desk,) = await self._list_desks(org, (person_id,))
        return desk

    async def list_waiting(self, org: str, people: Iterable[Person]) -> list[int]:
        """How many requests wait for an answer of each."""
        desks = await self._list_desks(org, [person.person_id for person in people])
        return [len(desk.answering) for desk in desks]

    async def list_interests(self, org: str, person_id: str, *marks: Mark) -> list[Interest]:
        """What a person marked: these marks, or any."""
        return await self.interests.list_(
            org, {"person_id": person_id, "mark": {"$in": [mark.value for mark in marks or Mark]}}, by="other_id"
        )

    async def dismissed_by(self, person: Person) -> frozenset[str]:
        """Whom somebody wants to be suggested no more."""
        found = await self.list_interests(person.org, person.person_id, Mark.DISMISS)
        return frozenset(interest.other_id for interest in found)

    async def walls_between(self, org: str, person_ids: Iterable[str]) -> Walls:
        """Between any of these."""
        return Walls.of((await self.blocks.find_all(org, person_ids)).values())

    async def walls_around(self, org: str, person_id: str) -> Walls:
        """Those of a person, and of others against them."""
        own, others = await asyncio.gather(
            self.blocks.find(org, person_id), self.blocks.list_(org, {"blocked_ids": person_id})
        )
        return Walls.of([*others, *([own] if own else [])])

    async def list_walled(self, org: str) -> frozenset[Couple]:
        """All whom a block keeps apart. Either way round."""
        both = [(one.person_id, other) for one in await self.blocks.list_(org, {}) for other in one.blocked_ids]
        return frozenset(Couple(*ids) for one in both for ids in (one, reversed(one)))

    async def list_unended(self, org: str, person_id: str, other_ids: Iterable[str]) -> list[Request]:
        """The requests between somebody and these that are proposed or open."""
        standing = [RequestState.PROPOSED.value, *sorted(state.value for state in AWAITING)]
        return await self.requests.list_(org, _between(person_id, other_ids) | {"state": {"$in": standing}})

    async def list_unsettled(self, org: str, person_id: str, other_ids: Iterable[str]) -> list[Recognition]:
        """The mentorings between somebody and these that were named and wait for a yes."""
        waiting = {"state": RecognitionState.PROPOSED.value}
        return await self.recognitions.list_(org, _between(person_id, other_ids) | waiting)

    async def extension(self, org: str) -> Extension:
        """What an organisation added to the vocabulary; nothing, as long as it added nothing."""
        return await self.vocabularies.find(org, EXTENSION) or Extension(org)

    async def programme(self, org: str) -> Programme:
        """What an organisation asks of its programme; nothing, as long as it was not set."""
        return await self.programmes.find(org, DOCUMENT) or Programme(org=org)

    async def within(self, org: str, programme_id: str | None, person_ids: Iterable[str] | None = None) -> Within:
        """What holds for these people, or for all, in a programme, or where none is named.

        One that is not here yet is on its way: the message comes back later.
        """
        house = await self.programme(org)
        if programme_id is None:
            return within(house, None, frozenset())
        named = await self.named_programmes.get(org, programme_id)
        is_open_to_all = named.is_for_all
        return within(
            house, named, frozenset() if is_open_to_all else await self.members(org, programme_id, person_ids)
        )

    async def members(self, org: str, programme_id: str, person_ids: Iterable[str] | None = None) -> frozenset[str]:
        """Who is in a programme: of these, or of all."""
        if person_ids is None:
            found = await self.enrolments.list_(org, {"programme_id": programme_id, "is_in": True})
        else:
            keys = [f"{programme_id}/{person_id}" for person_id in person_ids]
            found = list((await self.enrolments.find_all(org, keys)).values())
        return frozenset(one.person_id for one in found if one.is_in)

    async def planned_until(self, request: Request, formed_at: datetime) -> datetime | None:
        """How long its programme plans the pair of a request for."""
        if request.programme_id is None:
            return None
        named = await self.named_programmes.get(request.org, request.programme_id)
        return named.planned_until(request.direction, formed_at)

    async def vocabulary(self, org: str) -> Vocabulary:
        """What words mean in an organisation."""
        return vocabulary_with((await self.extension(org)).terms)

    async def list_people_after(self, org: str, person_id: str, limit: int) -> list[Person]:
        """A page of everybody in an organisation, by id."""
        return await self.people.list_(org, {"person_id": {"$gt": person_id}}, limit=limit, by="person_id")

    async def find_people(self, org: str, person_ids: Iterable[str]) -> list[Person]:
        """Those of them who are kept."""
        return list((await self.people.find_all(org, person_ids)).values())

    async def list_shown(self, wanted: Shown, after: tuple[str, str], limit: int) -> list[Person]:
        """A page of those who can be found, by name."""
        order, person_id = after
        later = [{"listing.order": {"$gt": order}}, {"listing.order": order, "person_id": {"$gt": person_id}}]
        rows = self._people.find({"$and": [wanted.query, {"$or": later}]})
        by_name = [("listing.order", ASCENDING), ("person_id", ASCENDING)]
        return [self.people.of(row) async for row in rows.sort(by_name).limit(limit)]

    async def list_alike(self, wanted: Shown, grams: tuple[str, ...], limit: int) -> list[Person]:
        """Those who can be found whose names have most of these in common."""
        found = await self._people.aggregate(
            [
                {"$match": {"$and": [wanted.query, {"listing.grams": {"$in": list(grams)}}]}},
                {"$set": {"alike": {"$size": {"$setIntersection": ["$listing.grams", list(grams)]}}}},
                {"$sort": {"alike": -1, "listing.order": 1, "person_id": 1}},
                {"$limit": limit},
            ]
        )
        return [self.people.of(row) for row in await found.to_list()]

    async def departments(self, org: str) -> list[str]:
        """All that people of an organisation belong to, as they are compared."""
        return [name for name in await self._people.distinct("listing.department", {"org": org}) if name]

    async def are_a_pair(self, org: str, one_id: str, other_id: str) -> bool:
        """The two have a pair that has not ended."""
        return other_id in await self._partners.of(org, one_id)

    async def partners_of(self, org: str, person_id: str) -> frozenset[str]:
        """Those whom nobody suggests again: partners of now, and of pairs that were not completed."""
        pairs = await self.pairs.list_(org, {"members.person_id": person_id})
        return frozenset(pair.partner_of(person_id) for pair in pairs if not pair.went_well)

    async def list_living_pairs(self, org: str, person_id: str) -> list[Pair]:
        """Those of a person that have not ended."""
        return await self.pairs.list_(org, {"members.person_id": person_id} | LIVING_PAIRS)

    async def around(self, at: datetime, *people: Person, programme_id: str | None = None) -> Around:
        """What the rules look at beside these people, who are of one organisation."""
        org, person_ids = people[0].org, [person.person_id for person in people]
        lines, walls, within = await asyncio.gather(
            self.lines_between(org, *people),
            self.walls_between(org, person_ids),
            self.within(org, programme_id, person_ids),
        )
        return Around(at, lines, walls, within.musts, within)

    async def list_overtaken(self, wanted: Overtaken, limit: int) -> list[Request]:
        """By mentee. Offers, which waited for nobody's place, and talks that nobody asked are not among them."""
        query = {
            "mentor_id": wanted.mentor_id,
            "state": RequestState.SUPERSEDED.value,
            "lost_place": True,
            "by_spark": False,
            "started_by": Role.MENTEE.value,
            "closed_at": {"$gte": wanted.since},
            "mentee_id": {"$gt": wanted.after_mentee_id},
        }
        return await self.requests.list_(wanted.org, query, limit=limit, by="mentee_id")

    async def list_standing_requests(self, org: str, person_id: str) -> list[Request]:
        """Those of a person on either side that are proposed or open."""
        standing = [RequestState.PROPOSED.value, *sorted(state.value for state in AWAITING)]
        sides = [{"mentor_id": person_id}, {"mentee_id": person_id}]
        return await self.requests.list_(org, {"$or": sides, "state": {"$in": standing}})

    async def list_open_recognitions(self, org: str, person_id: str) -> list[Recognition]:
        """Those of a person that wait for somebody's word."""
        sides = [{"mentor_id": person_id}, {"mentee_id": person_id}]
        return await self.recognitions.list_(org, {"$or": sides, "state": RecognitionState.PROPOSED.value})

    async def list_open_circles(self, org: str, *person_ids: str) -> list[Circle]:
        """Those that one of these is in, or invited to."""
        among = {"$in": person_ids}
        sides = [{"consents.person_id": among}, {"invitations.person_id": among}]
        return await self.circles.list_(org, {"$or": sides, "state": {"$ne": CircleState.ENDED.value}})

    async def lines_between(self, org: str, *people: Person) -> ReportingLines:
        """Everybody above these people, a level at a time: enough to know whether one of them is above another."""
        managers = {person.person_id: person.manager_id for person in people if person.manager_id}
        level = set(managers.values()) - managers.keys()
        while level:
            above = await self._managers.of(org, level)
            managers |= above
            level = set(above.values()) - managers.keys()
        return ReportingLines(managers)

    async def list_paired(self, org: str, *person_ids: str) -> frozenset[Couple]:
        """Who of these, or of all, is or was in a pair with whom, unless it was completed. Either way round."""
        among = {"members.person_id": {"$in": person_ids}} if person_ids else {}
        pairs = [pair for pair in await self.pairs.list_(org, among) if not pair.went_well]
        both = [[member.person_id for member in pair.members] for pair in pairs]
        return frozenset(Couple(*ids) for one in both for ids in (one, reversed(one)))

    async def lines_around(self, person: Person) -> tuple[ReportingLines, frozenset[str]]:
        """The lines above and below somebody, a level at a time, and whom a move of theirs concerns."""
        managers = dict((await self.lines_between(person.org, person)).managers)
        concerned, level = {person.person_id}, [person.person_id]
        while level:
            below = await self._reports_to(person.org, level)
            managers |= below
            level = [person_id for person_id in below if person_id not in concerned]
            concerned.update(level)
        return ReportingLines(managers), frozenset(concerned)

    async def has_reports(self, org: str, person_id: str) -> bool:
        """Somebody was told to report to them, perhaps before they came."""
        return await self._people.find_one({"org": org, "manager_id": person_id}, {"_id": 1}) is not None

    async def list_together(
        self, org: str, person_ids: Iterable[str]
    ) -> tuple[list[Request], list[Pair], list[Circle]]:
        """The open requests, living pairs and circles in which somebody of these takes part, each once.

        Requests are read first: one that becomes a pair meanwhile is among both, and never among none.
        """
        requests: dict[str, Request] = {}
        pairs: dict[str, Pair] = {}
        circles: dict[str, Circle] = {}
        is_open = {"state": {"$in": [state.value for state in AWAITING]}}
        for some in batched(person_ids, PEOPLE_AT_ONCE):
            among = {"$in": list(some)}
            sides = {"$or": [{"mentee_id": among}, {"mentor_id": among}]}
            requests |= {one.request_id: one for one in await self.requests.list_(org, sides | is_open)}
            found = await self.pairs.list_(org, {"members.person_id": among} | LIVING_PAIRS)
            pairs |= {one.pair_id: one for one in found}
            circles |= {one.circle_id: one for one in await self.list_open_circles(org, *some)}
        return list(requests.values()), list(pairs.values()), list(circles.values())

    async def conflicts_of(self, org: str, twos: Iterable[Two]) -> dict[str, Conflict]:
        """What was found before, by key."""
        found: dict[str, Conflict] = {}
        for some in batched(twos, PEOPLE_AT_ONCE):
            found |= await self.conflicts.find_all(org, (two.key for two in some))
        return found

    async def conflicts_in(self, circle: Circle) -> dict[str, Conflict]:
        """What was found in a circle, also between two of whom one is out of it, by key."""
        prefix = f"{circle.org}/{Kind.CIRCLE}/{circle.circle_id}/"
        known = await self.conflicts.list_(circle.org, {"_id": {"$gt": prefix, "$lt": f"{prefix}\uffff"}})
        return {conflict.conflict_key: conflict for conflict in known}

    async def _list_desks(self, org: str, person_ids: Sequence[str]) -> list[Desk]:
        found = await self.desks.find_all(org, person_ids)
        return [found.get(person_id) or Desk(org=org, person_id=person_id) for person_id in person_ids]

    async def _reports_to(self, org: str, manager_ids: list[str]) -> dict[str, str]:
        rows = self._people.find({"org": org, "manager_id": {"$in": manager_ids}}, {"person_id": 1, "manager_id": 1})
        return {row["person_id"]: row["manager_id"] async for row in rows}


def _between(person_id: str, other_ids: Iterable[str]) -> Row:
    among = {"$in": sorted(other_ids)}
    return {"$or": [{"mentee_id": person_id, "mentor_id": among}, {"mentor_id": person_id, "mentee_id": among}]}


def batched(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """As `itertools.batched` of Python 3.12 does."""
    left = iter(items)
    while some := tuple(islice(left, size)):
        yield some
