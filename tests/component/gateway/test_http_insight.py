"""Insight over HTTP: numbers for those who run a programme, of weeks that are over, and never about a few people."""

import csv
import io
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import httpx2
import pytest
import pytest_asyncio

from libs.common.clock import SteppedClock
from libs.common.contracts import Service
from services.gateway.domain.insight import monday_of
from tests.component.gateway.front import Front, open_front
from tests.component.gateway.test_counting import Asking, Life
from tests.support.running import eventually
from tests.support.stack import TestStack

pytestmark = pytest.mark.feature("insight.dashboard")
RESEARCH = [f"r{number}" for number in range(12)]
FORMULA = [f"f{number}" for number in range(6)]
FEW = ["l0", "l1", "l2"]
ALL = "/v1/insight"
THIS_WEEK = monday_of(datetime.now(UTC).date()) + timedelta(days=7)
NOW = datetime.combine(THIS_WEEK + timedelta(days=2), time(12), UTC)
"""The middle of a week, to which business time is stepped: none ends while a test runs."""

PRIVACY = {"pairs_in_need": True, "smallest_group": 5}


async def programme(boss: httpx2.AsyncClient, organiser: str, **privacy: Any) -> str:
    """An open one; its id."""
    body = {"template": "organic", "organiser_ids": [organiser], "privacy": PRIVACY | privacy}
    made = await boss.post("/v1/programmes", json=body)
    assert made.status_code == 201, made.text
    await boss.post(f"{made.headers['Location']}/opening")
    return str(made.json()["programme_id"])


def lives(programme_id: str) -> list[Life]:
    """Six pairs of twelve people: five met, three of these named on both sides what they learned."""
    pairs = [Life(f"{programme_id}_{i}", RESEARCH[i], RESEARCH[i + 6], NOW, programme_id) for i in range(6)]
    for number, pair in enumerate(pairs[:5]):
        pair.talks = [(NOW + timedelta(minutes=1), RESEARCH[number])]
        pair.learned = dict.fromkeys(("mentor", "mentee") if number < 3 else ("mentee",), NOW + timedelta(minutes=2))
    return pairs


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack, neighbours=(Service.MATCHING,)) as opened:
        clock = opened.houses[0].clock
        assert isinstance(clock, SteppedClock)
        await clock.step_to_offset(NOW - datetime.now(UTC))
        await opened.arrive(*RESEARCH, department="Research")
        await opened.arrive(*FORMULA, department="=1+1")
        await opened.arrive(*FEW, "boss", "tom", "tim", department="Legal", site="Berlin")
        async with opened.operator() as http:
            await http.post("/v1/administrators", json={"org": "acme", "person_id": "boss"})
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def programmes(front: Front) -> tuple[str, str]:
    """One that tells which pairs need a person, and one that does not; all that happened is over."""
    async with front.member("boss") as boss:
        open_, discreet = await programme(boss, "tom"), await programme(boss, "tim", pairs_in_need=False)
        quiet = Life("quiet", RESEARCH[0], RESEARCH[1], NOW, discreet)
        asked = [
            Asking(f"req_{i}", RESEARCH[i], RESEARCH[11 - i], NOW, open_, (NOW, "accepted" if i < 5 else "expired"))
            for i in range(10)
        ]
        of_pairs = [fact for life in (*lives(open_), quiet) for fact in life.facts(front.bench)]
        for fact in (*of_pairs, *(fact for asking in asked for fact in asking.facts(front.bench))):
            await front.bench.publish(fact)

        async def is_written() -> bool:
            """In whichever order the facts arrive."""
            database = front.houses[0].database
            pairs, requests = database["view_pairs_1"], database["view_requests_1"]
            of_pairs = [row async for row in pairs.find({"standing": {"$exists": True}})]
            found = (
                len(of_pairs),
                *(sum(len(row.get(part, ())) for row in of_pairs) for part in ("sessions", "milestones")),
            )
            return (*found, await requests.count_documents({"closed_at": {"$ne": None}})) == (7, 5, 8, 10)

        await eventually(is_written, what="the pairs and the requests")
        before = (await boss.get(ALL)).json()
        assert (before["people"]["joined"], before["first_day"]) == (0, None), "the week that goes on is not counted"
    clock = front.houses[0].clock
    assert isinstance(clock, SteppedClock)
    await clock.step_to_offset(clock.offset + timedelta(days=28))
    return open_, discreet


def of_one(programme_id: str, what: str = "") -> str:
    return f"/v1/programmes/{programme_id}/insight{what}"


async def read(front: Front, person_id: str, path: str, **query: object) -> dict[str, Any]:
    async with front.member(person_id) as http:
        answer = await http.get(path, params={key: str(value) for key, value in query.items()})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_an_organiser_sees_how_it_goes_in_steps(front: Front, programmes: tuple[str, str]) -> None:
    shown = await read(front, "tom", of_one(programmes[0]))
    assert (shown["step"], shown["first_day"]) == (5, THIS_WEEK.isoformat())
    assert shown["people"] == {"invited": 0, "joined": 10, "asked": 10, "paired": 10, "met": 10, "learned": 5}
    pairs = shown["pairs"]
    assert (pairs["formed"], pairs["talks"], pairs["first_talks"]["within_7_days"]) == (5, 5, 5)
    assert pairs["learning_named"] == {"by_mentor": 0, "by_mentee": 5, "by_both": 0}
    assert (shown["requests"]["opened"], shown["requests"]["expired"]) == (10, 5)
    assert (shown["answer_rate"], shown["half_of_first_talks_within_days"]) == (0.5, 7)


async def test_an_organiser_sees_their_programme_alone(front: Front, programmes: tuple[str, str]) -> None:
    for who, path in (("tim", of_one(programmes[0])), ("tom", ALL), (RESEARCH[0], of_one(programmes[0]))):
        async with front.member(who) as http:
            assert (await http.get(path)).status_code == 403


async def test_a_period_is_of_whole_weeks(front: Front, programmes: tuple[str, str]) -> None:
    path = of_one(programmes[0])
    of_day = await read(front, "boss", path, **{"from": NOW.date(), "until": NOW.date()})
    assert (of_day["first_day"], of_day["last_day"]) == (THIS_WEEK.isoformat(), str(THIS_WEEK + timedelta(days=6)))
    assert of_day["people"]["paired"] == 10
    later = await read(front, "boss", path, **{"from": THIS_WEEK + timedelta(days=7)})
    assert (later["people"]["paired"], later["pairs"]["talks"], later["answer_rate"]) == (0, 0, None)
    async with front.member("boss") as boss:
        assert (await boss.get(path, params={"from": "last week"})).status_code == 422


async def test_a_series_comes_to_what_the_period_has(front: Front, programmes: tuple[str, str]) -> None:
    shown = await read(front, "boss", ALL)
    for by in ("week", "month"):
        rows = (await read(front, "boss", f"{ALL}/series", by=by))["data"]
        assert rows[0]["begins"] == shown["first_day"]
        for part in ("people", "requests"):
            assert {name: sum(row[part][name] for row in rows) for name in shown[part]} == shown[part]
        assert sum(row["pairs"]["talks"] for row in rows) == shown["pairs"]["talks"]
    assert [date.fromisoformat(row["begins"]).weekday() for row in rows] == [0] * len(rows)


async def test_small_groups_are_told_together(front: Front, programmes: tuple[str, str]) -> None:
    shown = await read(front, "boss", f"{ALL}/uptake")
    assert [(one["name"], one["people"]) for one in shown["department"]] == [
        ("Research", 10),
        ("=1+1", 5),
        ("Legal", 5),
    ]
    assert [(one["name"], one["people"]) for one in shown["site"]] == [("Berlin", 5), (None, 15)]
    assert shown["department"][0]["paired"] == 10
    of_programme = await read(front, "tom", of_one(programmes[0], "/uptake"))
    assert [(one["name"], one["joined"]) for one in of_programme["department"]][:2] == [("Research", 10), ("=1+1", 0)]


@pytest.mark.feature("insight.health")
async def test_pairs_needing_a_person_are_those_of_programmes_that_say_so(
    front: Front, programmes: tuple[str, str]
) -> None:
    open_, discreet = programmes
    own = await read(front, "tom", of_one(open_, "/pairs-needing-a-person"))
    assert [(one["pair_id"], [need["code"] for need in one["needs"]]) for one in own["data"]] == [
        (f"{open_}_5", ["no-first-talk"])
    ]
    (need,) = own["data"][0]["needs"]
    assert need["words"].keys() == need["next_step"].keys() == {"en", "de"}
    assert await read(front, "tim", of_one(discreet, "/pairs-needing-a-person")) == {
        "told_of": [],
        "data": [],
        "next_cursor": None,
    }
    whole = await read(front, "boss", f"{ALL}/pairs-needing-a-person")
    assert whole["data"] == own["data"]
    assert open_ in whole["told_of"]
    assert discreet not in whole["told_of"]


@pytest.mark.parametrize(("language", "delimiter", "others"), [("en", ",", "All others"), ("de", ";", "Alle anderen")])
async def test_a_spreadsheet_opens_the_same_numbers_and_works_nothing_out(
    front: Front, programmes: tuple[str, str], language: str, delimiter: str, others: str
) -> None:
    shown = await read(front, "tom", of_one(programmes[0]))
    async with front.member("tom") as tom:
        answer = await tom.get(of_one(programmes[0], ".csv"), headers={"Accept-Language": language})
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    text = answer.content.decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    assert len(header) == 5
    whole = {(part, name): number for part, name, group, week, number in rows if not (group or week)}
    assert {name: str(number) for name, number in shown["people"].items()} == {
        name: number for (part, name), number in whole.items() if part == "people"
    }
    first = {(part, name): number for part, name, _, week, number in rows if week == shown["first_day"]}
    assert first == whole
    assert [group for part, name, group, *_ in rows if (part, name) == ("department", "people")] == [
        "Research",
        "'=1+1",
        "Legal",
    ]
    assert others in {group for part, _, group, *_ in rows if part == "site"}


async def test_what_a_programme_promised_holds_for_the_whole_organisation(
    front: Front, programmes: tuple[str, str]
) -> None:
    async with front.member("boss") as boss:
        strict = await programme(boss, "tim", smallest_group=8)
        path = f"/v1/programmes/{strict}"
        assert ((await read(front, "tim", of_one(strict)))["step"], (await read(front, "boss", ALL))["step"]) == (
            10,
            10,
        )
        assert (await read(front, "tom", of_one(programmes[0])))["step"] == 5
        tag = (await boss.get(path)).headers["ETag"]
        stricter = {"privacy": PRIVACY | {"smallest_group": 11}}
        assert (await boss.patch(path, json=stricter, headers={"If-Match": tag})).status_code == 200
        shown = await read(front, "boss", ALL)
    assert (shown["step"], shown["people"]["paired"], shown["pairs"]["formed"]) == (15, 0, 0)
