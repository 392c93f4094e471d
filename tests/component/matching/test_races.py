"""A thousand yeses at once for a handful of places: as many pairs as places, and everybody hears. On real servers."""

import asyncio
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from libs.common.contracts import AnyEvent, Service
from libs.common.contracts.pairs import PairFormed
from libs.common.contracts.requests import Answer, ClaimRefused, RequestAnswered, RequestClosed
from libs.common.ids import new_id
from services.matching.domain.desks import Desk, Desks, filed
from services.matching.domain.directions import Direction
from services.matching.domain.people import Person, Role
from services.matching.domain.requests import Request, open
from services.matching.domain.topics import Topic
from services.matching.store import Store
from tests.component.matching.speaking import OUTCOMES, Matching
from tests.support.running import Bench, eventually, tombstones_of

MENTORS, MENTEES, TIMES = 20, 1_000, 2
OPENED = datetime.now(UTC) - timedelta(days=1)
TOO_LATE = {"mentor-full", "request-closed"}
"""Why a yes finds no place: the last one went, or the request was superseded for that."""

PLACES = {f"mentor{n}": 2 + n % 4 for n in range(MENTORS)}
GIVES, GETS = (Topic.of("Python", 4),), (Topic.of("Rust", 3),)


@dataclass(frozen=True, slots=True)
class Crowd:
    """People, what they asked of each other, and what lies on their desks."""

    people: list[Person]
    requests: list[Request]
    desks: dict[str, Desk]


def crowd() -> Crowd:
    """Everybody has asked one mentor, and each mentor was asked by as many."""
    mentors = [
        Person(org="acme", person_id=one, gives=GIVES, gets=GETS, seniority=6, capacity=places)
        for one, places in PLACES.items()
    ]
    mentees = [Person(org="acme", person_id=f"mentee{n}", gives=GETS, gets=GIVES) for n in range(MENTEES)]
    desks_of_mentors = {one.person_id: Desk(org="acme", person_id=one.person_id) for one in mentors}
    made = Crowd([*mentors, *mentees], [], desks_of_mentors)
    for n, mentee in enumerate(mentees):
        request = open(_asked(f"req_{n}", mentee.person_id, f"mentor{n % MENTORS}"), OPENED).request
        desks = Desks(Desk(org="acme", person_id=mentee.person_id), made.desks[request.mentor_id])
        made.requests.append(request)
        made.desks.update({desk.person_id: desk for desk in filed(desks, request, OPENED)})
    return made


def _asked(request_id: str, mentee_id: str, mentor_id: str) -> Request:
    return Request(
        org="acme",
        request_id=request_id,
        mentee_id=mentee_id,
        mentor_id=mentor_id,
        direction=Direction.FORWARD,
        topics=("Python",),
        correlation_id=new_id(),
        asked_by_member=True,
        asked_at=OPENED,
    )


async def keep(bench: Bench, made: Crowd) -> None:
    """As matching keeps them."""
    database = bench.database(Service.MATCHING)
    store = Store(database, tombstones_of(database))
    await database["people"].insert_many([store.people.save(one).document for one in made.people])
    await database["requests"].insert_many([store.requests.save(one).document for one in made.requests])
    await database["desks"].insert_many([store.desks.save(one).document for one in made.desks.values()])


@pytest.mark.feature("matching.capacity")
@pytest.mark.timeout(400)
async def test_a_thousand_yeses_at_once_form_as_many_pairs_as_there_are_places(bench: Bench) -> None:
    made = crowd()
    matching = Matching(bench, await bench.listen(*OUTCOMES, PairFormed))
    async with AsyncExitStack() as stack:
        await matching.start(stack, replicas=2)
        await keep(bench, made)
        claims = [_yes(bench, request) for request in made.requests]
        await asyncio.gather(*(bench.publish(claim, times=TIMES) for claim in claims))
        await eventually(lambda: _is_over(matching), within_s=90, what="the last word of everything")
    await _check_places(matching)
    _check_outcomes(list({event.id: event for event in matching.heard.events}.values()), claims)
    assert not await matching.rows("dead_letters")


def _yes(bench: Bench, request: Request) -> AnyEvent:
    accepted = RequestAnswered(request_id=request.request_id, answer=Answer.ACCEPT)
    return bench.event(accepted, request.request_id, actorid=request.mentor_id)


async def _is_over(matching: Matching) -> bool:
    """Every claim is handled, nothing is due any more, all is told."""
    database = matching.bench.database(Service.MATCHING)
    # In the order in which one leads to the next.
    handled, *left = [await database[name].count_documents({}) for name in ("inbox", "timers", "outbox")]
    if handled != MENTEES or any(left):
        return False
    # Of each claim an outcome; of each request its pair, or its end without one.
    return len({event.id for event in matching.heard.events}) >= 2 * MENTEES


async def _check_places(matching: Matching) -> None:
    """Every place is taken once, and what people, requests and desks say of it agrees."""
    pairs = await matching.rows("pairs")
    mentors = [one["person_id"] for pair in pairs for one in pair["members"] if one["role"] == Role.MENTOR]
    assert Counter(mentors) == PLACES
    assert {row["person_id"]: row["pairs"] for row in await matching.rows("people") if row["pairs"]} == PLACES
    requests = await matching.rows("requests")
    assert Counter(row["state"] for row in requests) == {"accepted": len(pairs), "superseded": MENTEES - len(pairs)}
    accepted = {row["request_id"] for row in requests if row["state"] == "accepted"}
    assert {pair["request_id"] for pair in pairs} == accepted
    assert all(not row["asking"] and not row["answering"] for row in await matching.rows("desks"))


def _check_outcomes(told: list[AnyEvent], claims: list[AnyEvent]) -> None:
    """One for each claim, and a pair for each that is no refusal; every request is told to have ended, once."""
    wanted = {(claim.id, claim.subject) for claim in claims}
    outcomes = [one for one in told if (one.causationid, one.subject) in wanted and isinstance(one.data, OUTCOMES)]
    assert Counter(one.causationid for one in outcomes) == {claim.id: 1 for claim in claims}
    refused = [one.data.code for one in outcomes if isinstance(one.data, ClaimRefused)]
    assert set(refused) <= TOO_LATE
    ends = Counter(one.subject for one in told if isinstance(one.data, RequestClosed))
    assert ends == {claim.subject: 1 for claim in claims}
    assert sum(isinstance(one.data, PairFormed) for one in told) == MENTEES - len(refused) == sum(PLACES.values())
