"""Counts over the views, held against a plain model: whatever happened, in whatever order its facts came."""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from libs.common.contracts import AnyEvent
from libs.common.contracts.conflicts import ConflictFound
from libs.common.contracts.notifications import NotificationSent
from libs.common.contracts.pairs import (
    Ending,
    MilestoneReached,
    PairChanged,
    PairEnded,
    PairFormed,
    PairPhaseChanged,
    SessionHeld,
)
from libs.common.contracts.programme_facts import EnrolmentFact, ProgrammeEntered, ProgrammeInvited, ProgrammeLeft
from libs.common.contracts.requests import RequestClosed, RequestOpened
from services.gateway.domain.insight import FIRST_TALK_DAYS, Weekly, monday_of
from services.gateway.store import PEOPLE
from services.gateway.views.counting import Counting, Scope
from tests.component.gateway.test_projector import GATEWAY, a_projector, in_pieces
from tests.support.running import Bench

BEGIN = datetime(2026, 1, 5, tzinfo=UTC)
OVER = date(2026, 3, 30)
WEEKS = 14
"""Two more than are over."""

PROGRAMME = "prog_1"
KNOWN = {"direction": "forward", "topics": ["Python"]}
Dates = dict[str, list[datetime]]


@dataclass(slots=True)
class Life:
    """What became of one pair."""

    pair_id: str
    mentor: str
    mentee: str
    formed_at: datetime
    programme_id: str | None = None
    talks: list[tuple[datetime, str | None]] = field(default_factory=list)
    learned: dict[str, datetime] = field(default_factory=dict)
    faded: list[datetime] = field(default_factory=list)
    ended: tuple[datetime, Ending] | None = None
    conflict_as_of: int | None = None

    @property
    def members(self) -> tuple[str, str]:
        return (self.mentor, self.mentee)

    @property
    def met_at(self) -> datetime | None:
        return max(self.formed_at, min(at for at, _ in self.talks)) if self.talks else None

    def learned_at(self, *sides: str) -> datetime | None:
        named = [self.learned.get(side) for side in sides]
        known = [at for at in (*named, self.met_at) if at]
        return max(known) if len(known) == len(sides) + 1 else None

    def state(self) -> dict[str, Any]:
        members = [{"person_id": self.mentor, "role": "mentor"}, {"person_id": self.mentee, "role": "mentee"}]
        return {"pair_id": self.pair_id, "members": members, "programme_id": self.programme_id, **KNOWN}

    def facts(self, bench: Bench) -> list[AnyEvent]:
        formed = PairFormed.model_validate(self.state())
        own = {"pair_id": self.pair_id, "members": self.members}
        found = [bench.event(formed, self.pair_id, sequence=1, time=self.formed_at)]
        for number, (at, initiator) in enumerate(self.talks, 1):
            talk = own | {"session_id": f"s{number}", "held_at": at, "number": number, "next_owner_id": self.mentor}
            held = SessionHeld.model_validate(talk | {"initiator_id": initiator})
            found.append(bench.event(held, self.pair_id, time=at + timedelta(hours=1)))
        for side, at in self.learned.items():
            named = own | {"milestone": "learned-from-other", "side": side, "phase": "progress", "evidence": ["e"]}
            found.append(bench.event(MilestoneReached.model_validate(named), self.pair_id, time=at))
        for number, at in enumerate(self.faded, 1):
            fading = PairPhaseChanged.model_validate(own | {"phase": "fading", "next_owner_id": self.mentor})
            found.append(bench.event(fading, self.pair_id, sequence=number, time=at))
        if self.conflict_as_of:
            above = {"mentor_id": self.mentor, "mentee_id": self.mentee, "above_id": self.mentor, "options": []}
            conflict = ConflictFound.model_validate(above | {"pair_id": self.pair_id, "as_of": self.conflict_as_of})
            found.append(bench.event(conflict, self.pair_id))
        if self.ended:
            at, ending = self.ended
            over = {"formed_at": self.formed_at, "standing": "ended", "ending": ending, "ended_at": at}
            fact = PairEnded.model_validate(self.state() | over)
            found.append(bench.event(fact, self.pair_id, sequence=2, time=at))
        return found


@dataclass(slots=True)
class Asking:
    """What became of one request."""

    request_id: str
    mentor: str
    mentee: str
    opened_at: datetime
    programme_id: str | None = None
    closed: tuple[datetime, str] | None = None

    def facts(self, bench: Bench) -> list[AnyEvent]:
        own = {"request_id": self.request_id, "programme_id": self.programme_id, **KNOWN}
        state = own | {"mentor_id": self.mentor, "mentee_id": self.mentee, "opened_at": self.opened_at}
        opened = RequestOpened.model_validate(state | {"state": "open"})
        found = [bench.event(opened, self.request_id, sequence=1, time=self.opened_at)]
        if self.closed:
            at, how = self.closed
            closed = RequestClosed.model_validate(state | {"state": how, "closed_at": at})
            found.append(bench.event(closed, self.request_id, sequence=2, time=at))
        return found


@dataclass(slots=True)
class World:
    """People, and what became of them: everything that is counted, worked out the plainest way."""

    people: dict[str, dict[str, Any]]
    lives: list[Life]
    askings: list[Asking]
    invited: dict[str, datetime]
    entered: dict[str, datetime]
    mailed: list[datetime] = field(default_factory=list)
    """When colleagues who are not here were invited by mail."""

    def facts(self, bench: Bench) -> list[AnyEvent]:
        found = [fact for life in self.lives for fact in life.facts(bench)]
        found += [fact for asking in self.askings for fact in asking.facts(bench)]
        enrolled: dict[type[EnrolmentFact], dict[str, datetime]] = {
            ProgrammeInvited: self.invited,
            ProgrammeEntered: self.entered,
        }
        for kind, dates in enrolled.items():
            for person_id, at in dates.items():
                own, key = {"programme_id": PROGRAMME, "person_id": person_id}, f"{PROGRAMME}/{person_id}"
                found.append(bench.event(kind.model_validate(own), key, sequence=1, time=at))
                found.append(bench.event(kind.model_validate(own), key, sequence=5, time=at + timedelta(days=9)))
                found.append(bench.event(ProgrammeLeft.model_validate(own), key, sequence=3))
        for number, at in enumerate(self.mailed):
            for template in ("invitation", "joined-each"):
                own = {"person_id": "p1", "channel": "mail", "cause_id": "cause", "template": template}
                fact = NotificationSent(delivery_id=f"{template}-{number}", **own)
                found.append(bench.event(fact, fact.delivery_id, time=at))
        return found

    def steps(self, programme_id: str | None) -> dict[str, dict[str, datetime]]:
        """When each person who is known first came to each step."""
        lives = [one for one in self.lives if programme_id in (None, one.programme_id)]
        askings = [one for one in self.askings if programme_id in (None, one.programme_id)]
        found: dict[str, dict[str, datetime]] = {}
        for person_id, record in self.people.items():
            mine = [one for one in lives if person_id in one.members]
            asked = [one.opened_at for one in askings if person_id in (one.mentor, one.mentee)]
            paired = [one.formed_at for one in mine]
            joined = [self.entered.get(person_id)] if programme_id else [record["joined_at"]]
            dates: dict[str, Sequence[datetime | None]] = {
                "invited": [self.invited.get(person_id)],
                "joined": [*joined, *asked, *paired],
                "asked": [*asked, *paired],
                "paired": paired,
                "met": [one.met_at for one in mine],
                "learned": [one.learned_at("mentor", "mentee") for one in mine],
            }
            known = {name: [at for at in each if at] for name, each in dates.items()}
            found[person_id] = {name: min(each) for name, each in known.items() if each}
        return found

    def grouped(self, programme_id: str | None, name: str) -> dict[str | None, dict[str, int]]:
        steps, found = self.steps(programme_id), dict[str | None, Counter[str]]()
        for person_id, record in self.people.items():
            if record["is_here"] and record["joined_at"].date() < OVER:
                value = record["fields"].get(name)
                there = [step for step, at in steps[person_id].items() if at.date() < OVER and step != "invited"]
                found.setdefault(None if value in ("", None) else str(value), Counter()).update(["people", *there])
        return {key: dict(each) for key, each in found.items()}


def world(seed: int) -> World:
    chance = random.Random(seed)  # noqa: S311
    ids = [f"person_{number}" for number in range(24)]

    def some_time(after: datetime = BEGIN) -> datetime:
        end = BEGIN + timedelta(weeks=WEEKS)
        return after + timedelta(minutes=chance.randrange(int((end - after) / timedelta(minutes=1))))

    def two() -> list[str]:
        return chance.sample([*ids, "forgotten"], 2)

    def programme() -> str | None:
        return chance.choice([None, PROGRAMME, "prog_2"])

    def person() -> dict[str, Any]:
        fields = {"department": chance.choice(["Research", "Sales", ""]), "seniority": chance.randrange(3)}
        joined_at = BEGIN + timedelta(days=chance.randrange(100))
        return {"joined_at": joined_at, "is_here": chance.random() < 0.9, "fields": fields}

    def life(number: int) -> Life:
        mentor, mentee = two()
        one = Life(f"life_{number}", mentor, mentee, some_time(), programme())
        talks = chance.randrange(4)
        one.talks = [(some_time(one.formed_at), chance.choice([*one.members, None])) for _ in range(talks)]
        one.learned = {side: some_time(one.formed_at) for side in ("mentor", "mentee") if chance.random() < 0.5}
        one.faded = sorted(some_time(one.formed_at) for _ in range(chance.randrange(3)))
        one.ended = (some_time(one.formed_at), chance.choice(list(Ending))) if chance.random() < 0.4 else None
        return one

    def asking(number: int) -> Asking:
        mentor, mentee = two()
        one = Asking(f"asking_{number}", mentor, mentee, some_time(), programme())
        how = chance.choice(["accepted", "declined", "expired", "withdrawn", "superseded", None])
        one.closed = (some_time(one.opened_at), how) if how else None
        return one

    return World(
        people={person_id: person() for person_id in ids},
        lives=[life(number) for number in range(14)],
        askings=[asking(number) for number in range(14)],
        invited={person_id: some_time() - timedelta(days=5) for person_id in chance.sample(ids, 6)},
        entered={person_id: some_time() for person_id in chance.sample(ids, 8)},
        mailed=[some_time() for _ in range(9)],
    )


def weekly(marks: Iterable[tuple[str, datetime | None]]) -> dict[tuple[str, date], int]:
    """By measure and week, of weeks that are over."""
    return dict(Counter((name, monday_of(at.date())) for name, at in marks if at and at.date() < OVER))


def flat(counted: Weekly) -> dict[tuple[str, date], int]:
    return {(name, week): count for name, each in counted.items() for week, count in each.items()}


def marks_of(life: Life) -> list[tuple[str, datetime | None]]:
    met = life.met_at
    soon = [
        (f"first-talk-within-{days}", met if met and met - life.formed_at <= timedelta(days=days) else None)
        for days in FIRST_TALK_DAYS
    ]
    return [
        ("formed", life.formed_at),
        ("first-talk", met),
        *soon,
        *(("talk", at) for at, _ in life.talks),
        ("faded", min(life.faded, default=None)),
        (f"ended-{life.ended[1]}", life.ended[0]) if life.ended else ("", None),
        ("learned-by-mentor", life.learned_at("mentor")),
        ("learned-by-mentee", life.learned_at("mentee")),
        ("learned-by-both", life.learned_at("mentor", "mentee")),
    ]


async def told_to(bench: Bench, found: World, seed: int, org: str = "acme") -> Counting:
    """Everything in the views, each fact twice and in any order, and people with their records."""
    facts = found.facts(bench) * 2
    random.Random(seed).shuffle(facts)  # noqa: S311
    await in_pieces(await a_projector(bench), facts, seed)
    records = [{"_id": f"{org}/{key}", "org": org, "person_id": key, **one} for key, one in found.people.items()]
    await bench.database(GATEWAY)[PEOPLE].insert_many(records)
    return Counting(bench.database(GATEWAY))


@pytest.mark.feature("insight.dashboard")
@pytest.mark.parametrize("seed", range(2))
async def test_what_is_counted_is_what_happened(bench: Bench, seed: int) -> None:
    found = world(seed)
    counting = await told_to(bench, found, seed)
    for programme_id in (None, PROGRAMME):
        scope = Scope("acme", programme_id)
        lives = [one for one in found.lives if programme_id in (None, one.programme_id)]
        askings = [one for one in found.askings if programme_id in (None, one.programme_id)]
        came, steps = await counting.people(scope, OVER), found.steps(programme_id).values()
        by_mail = [] if programme_id else [("invited", at) for at in found.mailed]
        reached = [mark for each in steps for mark in each.items()]
        assert flat(came.weekly) == weekly([*reached, *by_mail])
        assert flat(await counting.pairs(scope, OVER)) == weekly(mark for one in lives for mark in marks_of(one))
        opened = [("opened", one.opened_at) for one in askings]
        closed = [(one.closed[1], one.closed[0]) for one in askings if one.closed]
        assert flat(await counting.requests(scope, OVER)) == weekly([*opened, *closed])
        for name in ("department", "seniority", "site"):
            told = {one.name: {"people": one.people, **one.reached} for one in came.groups[name]}
            shown = {key: {each: count for each, count in one.items() if count} for key, one in told.items()}
            assert shown == found.grouped(programme_id, name)


def going(pair_id: str, programme_id: str = PROGRAMME, **fields: Any) -> Life:
    return Life(pair_id, "ada", "bob", BEGIN, programme_id, **fields)


def talks(*initiators: str | None) -> list[tuple[datetime, str | None]]:
    return [(BEGIN + timedelta(days=number), initiator) for number, initiator in enumerate(initiators)]


LIVES: Sequence[tuple[Life, tuple[str, ...]]] = [
    (going("no_talk"), ("no-first-talk",)),
    (going("talked", talks=talks("ada", "bob", "ada")), ()),
    (going("alone", talks=talks("ada", "ada", "ada")), ("one-side-alone",)),
    (going("alone_so_far", talks=talks("ada", "ada")), ()),
    (going("nobody_knows_by_whom", talks=talks(None, None, None)), ()),
    (going("once_not_known", talks=talks("ada", None, "ada")), ()),
    (going("fading", talks=talks("ada"), faded=[BEGIN + timedelta(days=60)]), ("fading",)),
    (going("conflict", talks=talks("ada"), conflict_as_of=1), ("one-reporting-line",)),
    (going("all", faded=[BEGIN], conflict_as_of=1), ("no-first-talk", "fading", "one-reporting-line")),
    (going("over", ended=(BEGIN, Ending.NO_FAULT)), ()),
    (going("elsewhere", programme_id="prog_2"), ()),
]


@pytest.mark.feature("insight.health")
async def test_pairs_that_go_on_are_found_with_every_reason_that_holds(bench: Bench) -> None:
    found = World({"ada": {"joined_at": BEGIN, "is_here": True, "fields": {}}}, [one for one, _ in LIVES], [], {}, {})
    counting = await told_to(bench, found, 1)
    expected = {one.pair_id: needs for one, needs in LIVES if needs}

    async def needing(after: timedelta, cursor: str = "", limit: int = 50) -> Mapping[str, tuple[str, ...]]:
        rows = await counting.in_need("acme", [PROGRAMME], BEGIN + after, cursor, limit)
        return {row.pair_id: row.needs for row in rows}

    assert await needing(timedelta(days=21)) == expected
    sooner = {key: tuple(need for need in needs if need != "no-first-talk") for key, needs in expected.items()}
    assert await needing(timedelta(days=20)) == {key: needs for key, needs in sooner.items() if needs}
    first = await needing(timedelta(days=21), limit=2)
    assert list(first) == sorted(expected)[:2]
    assert list(await needing(timedelta(days=21), max(first))) == sorted(expected)[2:]
    assert await counting.in_need("acme", [], BEGIN + timedelta(days=30), "", 5) == []
    assert await counting.in_need("globex", [PROGRAMME], BEGIN + timedelta(days=30), "", 5) == []


async def test_a_conflict_needs_nobody_once_the_two_have_changed_something(bench: Bench) -> None:
    life = going("pair_1", talks=talks("ada"), conflict_as_of=1)
    counting = await told_to(bench, World({"ada": {"fields": {}}}, [life], [], {}, {}), 1)
    assert [one.needs for one in await counting.in_need("acme", [PROGRAMME], BEGIN, "", 5)] == [("one-reporting-line",)]
    later = {"formed_at": BEGIN, "standing": "consented", "change": "extended"}
    changed = bench.event(PairChanged.model_validate(life.state() | later), "pair_1", sequence=2)
    await in_pieces(await a_projector(bench), [changed], 1)
    assert await counting.in_need("acme", [PROGRAMME], BEGIN, "", 5) == []
