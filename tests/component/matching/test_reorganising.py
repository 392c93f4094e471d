"""A changed reporting line flags what it brings into one line, once: on a real broker and database."""

import random
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from libs.common.contracts import AnyEvent, Service
from libs.common.contracts.conflicts import ConflictFound
from libs.common.contracts.pairs import EndReason, PairEndAsked
from libs.common.contracts.people import PersonChanged, PersonJoined
from libs.common.contracts.requests import Answer, RequestAnswered, RequestOpened
from libs.common.errors import Conflict as Lost
from libs.common.house import House
from services.matching.app import build
from services.matching.domain.conflicts import Conflict
from services.matching.domain.directions import Direction
from services.matching.domain.pairs import Consent, Means, Member, Pair
from services.matching.domain.people import Person, Role
from services.matching.domain.requests import Request, RequestState
from services.matching.index.organisations import Index
from services.matching.store import Store
from services.matching.use_cases.checking import Checking
from services.matching.use_cases.finding import Finder
from services.matching.use_cases.requests import Requests
from tests.component.matching.speaking import HEARD, MIA, Matching, code_of, person
from tests.component.matching.test_pairs import form
from tests.support.running import Bench, Listener, eventually

ORG_SIZE, PAIRS, REQUESTS, MOVES = 5000, 4000, 2000, 12
AT = datetime(2026, 11, 1, 9, tzinfo=UTC)


@pytest_asyncio.fixture
async def matching(bench: Bench) -> AsyncIterator[Matching]:
    heard = await bench.listen(*HEARD)
    async with bench.running(Service.MATCHING, build):
        made = Matching(bench, heard)
        await made.know(MIA, person("ada"), person("lee"))
        yield made


def moved(known: PersonJoined, manager_id: str | None) -> PersonChanged:
    record = known.model_dump() | {"manager_id": manager_id, "changed": ("manager_id",)}
    return PersonChanged.model_validate(record)


async def quiet(matching: Matching) -> None:
    """Until nothing is due any more and everything is published."""
    database = matching.bench.database(Service.MATCHING)

    async def nothing_due() -> bool:
        await matching.known()
        due = await database["timers"].count_documents({"due_at": {"$lte": datetime.now(UTC)}})
        return not due and not await database["outbox"].count_documents({})

    await eventually(nothing_due, what="quiet")


@pytest.mark.feature("matching.conflicts", "ours.reorganisation")
async def test_a_pair_that_comes_into_one_line_through_somebody_between_is_flagged_once(matching: Matching) -> None:
    pair_id = await form(matching)
    await quiet(matching)
    await matching.know(moved(person("lee"), "ada"))
    await quiet(matching)
    assert not matching.heard.of(ConflictFound)
    await matching.know(moved(MIA, "lee"))
    (found,) = await matching.heard.expect(ConflictFound)
    assert isinstance(found.data, ConflictFound)
    assert (found.data.pair_id, found.data.above_id, found.subject) == (pair_id, "ada", pair_id)
    assert found.data.options == ("continue-with-care", "pause", "hand-over")
    assert found.data.concerns() == {"ada", "mia"}
    await matching.know(moved(MIA, "ada"))
    await quiet(matching)
    assert len(matching.heard.of(ConflictFound)) == 1, "they are in one line still"


async def test_a_conflict_that_is_over_and_comes_again_is_told_again(matching: Matching) -> None:
    await form(matching)
    for manager_id in ("ada", None, "ada"):
        await matching.know(moved(MIA, manager_id))
        await quiet(matching)
    assert len(matching.heard.of(ConflictFound)) == 2


async def test_an_open_request_is_flagged_and_one_that_was_answered_or_a_pair_that_ended_is_not(
    matching: Matching,
) -> None:
    assert isinstance((await matching.ask("lee", request="req_open")).data, RequestOpened)
    pair_id = await form(matching, "req_1")
    await matching.claim(PairEndAsked(pair_id=pair_id, reason=EndReason.COMPLETED), pair_id, "mia")
    await matching.know(moved(person("lee"), "ada"), moved(MIA, "lee"))
    (found,) = await matching.heard.expect(ConflictFound)
    await quiet(matching)
    assert isinstance(found.data, ConflictFound)
    assert (found.data.request_id, found.data.pair_id, found.data.options) == ("req_open", None, ("hand-over",))
    assert len(matching.heard.of(ConflictFound)) == 1


async def test_who_joins_later_than_those_below_brings_their_line_together(matching: Matching) -> None:
    """Feeds come in any order: Mia reports to somebody who is not here yet and who will report to Ada."""
    await matching.know(moved(MIA, "between"))
    pair_id = await form(matching)
    await matching.know(person("between", manager_id="ada"))
    (found,) = await matching.heard.expect(ConflictFound)
    assert found.subject == pair_id


async def test_a_yes_that_was_decided_before_a_move_and_comes_after_it_was_looked_at_is_decided_again(
    bench: Bench,
) -> None:
    """The move is of somebody between the two, so that nothing else of what the yes writes has changed."""
    heard = await bench.listen(*HEARD)
    async with bench.running(Service.MATCHING, build) as house:
        matching = Matching(bench, heard)
        await matching.know(moved(MIA, "lee"), person("ada"), person("lee"))
        await matching.ask("ada")
        store = Store(house.database)
        requests = Requests(store, house.units, Checking(store), Finder(store, Index(None)))
        yes = bench.event(RequestAnswered(request_id="req_1", answer=Answer.ACCEPT), "req_1", actorid="ada")
        decided = await requests.answer(yes)  # type: ignore[arg-type]
        await matching.know(moved(person("lee"), "ada"))
        await matching.heard.expect(ConflictFound)
        with pytest.raises(Lost):
            await house.committer.commit(decided)
        await bench.publish(yes)
        assert code_of(await matching.outcome_of(yes)) == "reporting-line"
    assert not await matching.rows("pairs")


@dataclass
class Organisation:
    """A tree of people, some who are going to move, and pairs and requests across it."""

    chance: random.Random
    managers: dict[str, str | None] = field(default_factory=dict)
    moves: dict[str, str | None] = field(default_factory=dict)
    twos: dict[str, tuple[str, str]] = field(default_factory=dict)

    def grow(self) -> None:
        """Everybody reports to somebody who came earlier; five to ten people to a manager."""
        names = [f"p{number:04}" for number in range(ORG_SIZE)]
        for number, name in enumerate(names):
            self.managers[name] = names[(number - 1) // self.chance.randint(5, 10)] if number else None
        self.moves = dict(self._moves())
        lines = (self.managers, self.managers | self.moves)
        for number in range(PAIRS + REQUESTS):
            kind = "pair" if number < PAIRS else "request"
            self.twos[f"{kind}/{kind}_{number}"] = self._two(names, lines[number % 2] if number % 3 else None)

    def conflicts(self, managers: dict[str, str | None]) -> dict[str, str]:
        """Brute force: who of each two is above the other."""
        lines = {one: set(line(managers, one)) for one in managers}
        above = {
            key: one if one in lines[other] else other if other in lines[one] else None
            for key, (one, other) in self.twos.items()
        }
        return {key: who for key, who in above.items() if who}

    def _moves(self) -> Iterator[tuple[str, str]]:
        """People with many below them, none of them below another, and each to somebody who stays where they are."""
        level = [one for one in self.managers if len(line(self.managers, one)) == 2][:MOVES]
        moving = {one for one in self.managers if {one, *line(self.managers, one)} & set(level)}
        stays = [one for one in self.managers if one not in moving]
        for one in level:
            yield one, self.chance.choice([other for other in stays if other != self.managers[one]])

    def _two(self, names: list[str], managers: dict[str, str | None] | None) -> tuple[str, str]:
        """Anybody, or two of one line as it is before or after the moves, whoever gives."""
        one = self.chance.choice(names[1:])
        others = line(managers, one) if managers else [other for other in names if other != one]
        two = [one, self.chance.choice(others)]
        self.chance.shuffle(two)
        return two[0], two[1]


def line(managers: dict[str, str | None], one: str) -> list[str]:
    """Everybody above, by walking."""
    found: list[str] = []
    at = managers[one]
    while at is not None:
        found.append(at)
        at = managers[at]
    return found


async def keep(bench: Bench, organisation: Organisation) -> None:
    """The organisation as matching keeps it after a year, with what is known of it."""
    database = bench.database(Service.MATCHING)
    store = Store(database)
    rows = [
        store.people.save(Person(org="acme", person_id=one, manager_id=boss))
        for one, boss in organisation.managers.items()
    ]
    await database["people"].insert_many([row.document for row in rows])
    pairs = [two_of(key, one, other) for key, (one, other) in organisation.twos.items()]
    await database["pairs"].insert_many([store.pairs.save(one).document for one in pairs if isinstance(one, Pair)])
    requests = [store.requests.save(one).document for one in pairs if isinstance(one, Request)]
    await database["requests"].insert_many(requests)
    known = [
        Conflict(org="acme", conflict_key=key, above_id=who, found_at=AT)
        for key, who in organisation.conflicts(organisation.managers).items()
    ]
    await database["conflicts"].insert_many([store.conflicts.save(one).document for one in known])


def two_of(key: str, mentor_id: str, mentee_id: str) -> Pair | Request:
    kind, subject_id = key.split("/")
    if kind == "request":
        return Request(
            org="acme",
            request_id=subject_id,
            mentee_id=mentee_id,
            mentor_id=mentor_id,
            direction=Direction.FORWARD,
            topics=("Python",),
            correlation_id="story",
            state=RequestState.OPEN,
            opened_at=AT,
            sequence=1,
        )
    return Pair(
        org="acme",
        pair_id=subject_id,
        members=(Member(mentee_id, Role.MENTEE), Member(mentor_id, Role.MENTOR)),
        direction=Direction.FORWARD,
        topics=("Python",),
        consents=(Consent(mentee_id, Means.ASKED, AT), Consent(mentor_id, Means.ACCEPTED, AT)),
        formed_at=AT,
    )


@pytest.mark.feature("ours.reorganisation")
async def test_a_reorganisation_of_5000_flags_what_brute_force_finds_none_missed_and_none_twice(bench: Bench) -> None:
    organisation = Organisation(random.Random(20261128))  # noqa: S311 - the same people in every run
    organisation.grow()
    await keep(bench, organisation)
    before, moves = organisation.conflicts(organisation.managers), organisation.moves
    after = organisation.conflicts(organisation.managers | moves)
    expected = {key: who for key, who in after.items() if before.get(key) != who}
    assert min(len(expected), len(before.keys() - after.keys())) > 100
    heard = await bench.listen(ConflictFound)
    events = [bench.event(moved(person(one), boss), one, sequence=2) for one, boss in moves.items() for _ in range(2)]
    organisation.chance.shuffle(events)
    async with bench.running(Service.MATCHING, build) as first, bench.running(Service.MATCHING, build) as second:
        for event in events:
            await bench.publish(event, times=2)
        await all_looked_at(bench, (first, second), events)
    assert await flagged(heard, len(expected)) == expected
    kept = bench.database(Service.MATCHING)["conflicts"].find({})
    assert {row["conflict_key"]: row["above_id"] async for row in kept} == after


async def all_looked_at(bench: Bench, houses: tuple[House, ...], events: list[AnyEvent]) -> None:
    """Until every event is handled, no timer is left, and everything is published."""
    database = bench.database(Service.MATCHING)

    async def nothing_left() -> bool:
        marks = await database["inbox"].count_documents({})
        left = [await database[name].count_documents({}) for name in ("timers", "outbox")]
        return marks == len(events) and not any(left) and not any(house.deliveries.in_flight for house in houses)

    await eventually(nothing_left, within_s=90, what="every move looked at")


async def flagged(heard: Listener, count: int) -> dict[str, str]:
    """Who is above in each, by key; nobody twice."""
    facts = {event.id: event.data for event in await heard.expect(ConflictFound, count)}.values()
    found = [(key_of(fact), fact.above_id) for fact in facts if isinstance(fact, ConflictFound)]
    assert max(Counter(key for key, _ in found).values()) == 1, "nothing twice"
    return dict(found)


def key_of(conflict: ConflictFound) -> str:
    return f"pair/{conflict.pair_id}" if conflict.pair_id else f"request/{conflict.request_id}"
