"""Programmes over HTTP: set up in one request, run by organisers, entered by members, and never quietly loosened."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx2
import pytest
import pytest_asyncio

from libs.common.clock import SteppedClock
from libs.common.contracts import Service
from libs.common.contracts.programme_facts import (
    ProgrammeChanged,
    ProgrammeClosed,
    ProgrammeEntered,
    ProgrammeEntryAsked,
    ProgrammeInvited,
    ProgrammeLeft,
    ProgrammeOpened,
)
from tests.component.gateway.front import Front, open_front
from tests.support.running import Listener, eventually
from tests.support.stack import TestStack

pytestmark = pytest.mark.feature("programme.several", "programme.setup")
FACTS = (
    ProgrammeOpened,
    ProgrammeChanged,
    ProgrammeClosed,
    ProgrammeEntryAsked,
    ProgrammeInvited,
    ProgrammeEntered,
    ProgrammeLeft,
)
ALL = "/v1/programmes"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack, neighbours=(Service.MATCHING,)) as opened:
        await opened.arrive("mia", "tom", "ada", "bob", "boss")
        await opened.arrive("boss", org="globex")
        async with opened.operator() as http:
            for org in ("acme", "globex"):
                await http.post("/v1/administrators", json={"org": org, "person_id": "boss"})
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def heard(front: Front) -> Listener:
    return await front.bench.listen(*FACTS)


async def set_up(boss: httpx2.AsyncClient, **fields: Any) -> str:
    """An open programme that Tom organises; its path."""
    made = await boss.post(ALL, json={"template": "organic", "organiser_ids": ["tom"]} | fields)
    assert made.status_code == 201, made.text
    path = made.headers["Location"]
    assert (await boss.post(f"{path}/opening")).json()["state"] == "open"
    return str(path)


async def listed(http: httpx2.AsyncClient) -> set[str]:
    return {f"{ALL}/{one['programme_id']}" for one in (await http.get(ALL)).json()["data"]}


async def test_one_request_sets_it_up_once_and_nobody_hears_of_a_draft(front: Front, heard: Listener) -> None:
    wanted = {"template": "women-in-leadership", "organiser_ids": ["tom"], "starts_at": "2027-01-11T08:00:00Z"}
    key = {"Idempotency-Key": "once"}
    async with front.member("boss") as boss, front.member("mia") as mia, front.member("tom") as tom:
        first, again = [await boss.post(ALL, json=wanted, headers=key) for _ in range(2)]
        other = await boss.post(ALL, json=wanted | {"pair_months": 1}, headers=key)
        path = first.headers["Location"]
        assert (first.status_code, again.json(), other.json()["code"]) == (201, first.json(), "idempotency-key-reused")
        assert [one["starts_at"][:10] for one in first.json()["stages"]] == [
            "2027-01-11",
            "2027-02-08",
            "2027-02-22",
            "2027-11-19",
        ]
        assert ((await mia.get(path)).status_code, (await tom.get(path)).status_code) == (404, 200)
        assert (path in await listed(mia), path in await listed(tom), path in await listed(boss)) == (False, True, True)
        refused = await mia.post(ALL, json=wanted)
        assert (refused.status_code, refused.json()["code"]) == (403, "administrators-only")
    assert not [one for one in heard.events if path.endswith(one.subject)]


async def test_its_organiser_runs_it_and_no_other(front: Front, heard: Listener) -> None:
    async with front.member("boss") as boss, front.member("tom") as tom, front.member("mia") as mia:
        path, other = await set_up(boss), await set_up(boss, organiser_ids=["ada"])
        tag = (await tom.get(path)).headers["ETag"]
        change = {"pair_months": 3}
        assert (await tom.patch(path, json=change)).status_code == 428
        changed = await tom.patch(path, json=change, headers={"If-Match": tag})
        assert (changed.status_code, changed.json()["pair_months"], changed.headers["ETag"]) == (200, 3, '"3"')
        for who, where in ((mia, path), (tom, other)):
            answer = await who.patch(where, json=change, headers={"If-Match": "2"})
            assert (answer.status_code, answer.json()["code"]) == (403, "organisers-only")
        named = {"organiser_ids": ["mia"]}
        assert (await tom.put(f"{path}/organisers", json=named, headers={"If-Match": "3"})).status_code == 403
        assert (await boss.put(f"{path}/organisers", json=named, headers={"If-Match": "3"})).status_code == 200
        assert (await tom.post(f"{path}/closing")).status_code == 403
        closed = [(await mia.post(f"{path}/closing")).json() for _ in range(2)]
        assert (closed[0]["state"], closed[0]) == ("closed", closed[1])
        late = await mia.patch(path, json=change, headers={"If-Match": "5", "Accept-Language": "de"})
        assert (late.status_code, late.json()["code"]) == (409, "programme-closed")
        assert "zu Ende" in late.json()["detail"]

    async def told() -> list[Any]:
        found = [(one.data.event, one.sequence) for one in heard.events if path.endswith(one.subject)]
        return found if len(found) == 4 else []

    opened, changed_fact, named_fact, closed_fact = await eventually(told, what="four facts")
    assert opened == ("ProgrammeOpened", 2)
    assert (changed_fact, named_fact) == (("ProgrammeChanged", 3), ("ProgrammeChanged", 4))
    assert closed_fact == ("ProgrammeClosed", 5)


async def test_of_two_who_edit_at_once_one_is_shown_both_versions(front: Front) -> None:
    async with front.member("boss") as boss, front.member("tom") as tom:
        path = await set_up(boss)
        tag = (await boss.get(path)).headers["ETag"]
        edits = [
            who.patch(path, json={"pair_months": months}, headers={"If-Match": tag})
            for who, months in ((boss, 4), (tom, 8))
        ]
        first, second = sorted(await asyncio.gather(*edits), key=lambda answer: answer.status_code)
    assert (first.status_code, second.status_code) == (200, 412)
    assert second.json()["current"]["pair_months"] == first.json()["pair_months"]
    assert {first.json()["pair_months"], second.json()["yours"]["pair_months"]} == {4, 8}
    assert second.headers["ETag"] == first.headers["ETag"]


async def test_what_organisers_see_only_becomes_less(front: Front) -> None:
    seen = {"health_bands": True, "pairs_in_need": False, "smallest_group": 8}
    async with front.member("boss") as boss:
        path = await set_up(boss, privacy=seen)
        whole = {"called": {"en": "Mentoring"}, "privacy": seen | {"smallest_group": 5}}
        for method, body in (("PATCH", {"privacy": seen | {"pairs_in_need": True}}), ("PUT", whole)):
            answer = await boss.request(method, path, json=body, headers={"If-Match": "2"})
            assert (answer.status_code, answer.json()["code"]) == (409, "privacy-loosened")
        tighter = await boss.patch(path, json={"privacy": {"smallest_group": 9}}, headers={"If-Match": "2"})
        assert tighter.json()["privacy"] == {"health_bands": False, "pairs_in_need": False, "smallest_group": 9}


async def test_who_is_invited_says_yes_and_who_asks_is_let_in(front: Front, heard: Listener) -> None:
    async with front.member("boss") as boss, front.member("tom") as tom, front.member("mia") as mia:
        invited, approved = await set_up(boss, entry="invited"), await set_up(boss, entry="approved")
        assert (await mia.put(f"{invited}/members/me")).status_code == 404
        assert (await tom.put(f"{invited}/members/ghost")).json()["code"] == "unknown-person"
        assert (await tom.put(f"{invited}/members/mia")).json()["standing"] == "invited"
        assert (await mia.get(invited)).json()["standing"] == "invited"
        assert (await mia.put(f"{invited}/members/me")).json()["standing"] == "in"
        assert (await mia.put(f"{approved}/members/me")).json()["standing"] == "asked"
        assert (await tom.get(f"{approved}/members")).json()["data"] == [{"person_id": "mia", "standing": "asked"}]
        assert (await mia.get(f"{approved}/members")).status_code == 403
        answers = [(await tom.put(f"{approved}/members/mia")).json()["standing"] for _ in range(2)]
        assert answers == ["in", "in"]
        assert (await mia.delete(f"{approved}/members/me")).status_code == 204

    async def told() -> list[str]:
        ends = (f"{invited.rpartition('/')[2]}/mia", f"{approved.rpartition('/')[2]}/mia")
        found = [one.data.event for end in ends for one in heard.events if one.subject == end]
        return found if len(found) == 5 else []

    assert await eventually(told, what="five facts") == [
        "ProgrammeInvited",
        "ProgrammeEntered",
        "ProgrammeEntryAsked",
        "ProgrammeEntered",
        "ProgrammeLeft",
    ]


async def test_it_closes_by_itself_at_its_end_and_at_a_later_one_where_that_was_moved(
    front: Front, heard: Listener
) -> None:
    clock = front.houses[0].clock
    assert isinstance(clock, SteppedClock)
    async with front.member("boss") as boss, front.member("mia") as mia:
        late = await boss.post(
            ALL, json={"template": "organic", "ends_at": (clock.now() - timedelta(days=1)).isoformat()}
        )
        refused = await boss.post(f"{late.headers['Location']}/opening")
        assert (refused.status_code, refused.json()["code"]) == (409, "programme-is-over")
        soon = clock.now() + timedelta(days=10)
        paths = [await set_up(boss, ends_at=soon.isoformat()) for _ in range(3)]
        for path, ends_at in ((paths[1], (soon + timedelta(days=10)).isoformat()), (paths[2], None)):
            whole = {"called": {"en": "Mentoring"}, "ends_at": ends_at}
            assert (await boss.put(path, json=whole, headers={"If-Match": "2"})).status_code == 200
        await clock.step_to_offset(clock.offset + timedelta(days=11))
        await closed(heard, paths[0])
        assert [(await boss.get(path)).json()["state"] for path in paths] == ["closed", "open", "open"]
        asked = {"topics": ["Python"], "mentor_id": "ada", "programme_id": paths[0].rpartition("/")[2]}
        assert (await mia.post("/v1/requests", json=asked)).json()["code"] == "programme-closed"
        await clock.step_to_offset(clock.offset + timedelta(days=10))
        await closed(heard, paths[1])
        assert (await boss.get(paths[2])).json()["state"] == "open"


async def closed(heard: Listener, path: str) -> None:
    """Once everybody was told, without anybody's word."""

    async def told() -> bool:
        return any(path.endswith(one.subject) and one.actorid is None for one in heard.of(ProgrammeClosed))

    await eventually(told, what=f"the end of {path}")


async def test_a_programme_is_one_organisations_own(front: Front) -> None:
    async with front.member("boss") as boss, front.member("boss", "globex") as foreign, front.member("mia") as mia:
        path = await set_up(boss)
        programme_id = path.rpartition("/")[2]
        for method, what in (("GET", ""), ("POST", "/opening"), ("PUT", "/members/me"), ("GET", "/members")):
            assert (await foreign.request(method, f"{path}{what}")).status_code == 404
        assert path not in await listed(foreign)
        asked = {"topics": ["Python"], "mentor_id": "ada", "programme_id": "elsewhere"}
        answer = await mia.post("/v1/requests", json=asked)
        assert (answer.status_code, answer.json()["code"]) == (422, "programme-unknown")
        await boss.post(f"{path}/closing")
        answer = await mia.post("/v1/requests", json=asked | {"programme_id": programme_id})
        assert (answer.status_code, answer.json()["code"]) == (409, "programme-closed")


async def test_a_request_goes_the_programmes_way_where_it_names_none(front: Front) -> None:
    async with front.member("boss") as boss, front.member("mia") as mia:
        path = await set_up(boss, template="reverse", entry="open")
        asked = {"topics": ["Python"], "mentor_id": "ada", "programme_id": path.rpartition("/")[2]}
        assert (await mia.post("/v1/requests", json=asked)).json()["direction"] == "reverse"
        assert (await mia.post("/v1/requests", json=asked | {"direction": "flash"})).json()["direction"] == "flash"
