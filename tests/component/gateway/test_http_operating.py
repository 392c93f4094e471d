"""Running the house over HTTP: platforms, administrators, dead letters, status, time."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import httpx2
import pytest_asyncio

from libs.common import dead_letters, deliveries, topology
from libs.common.contracts import Contract, Service
from libs.common.contracts.administrators import AdministratorsChanged
from libs.common.ids import new_id
from tests.component.gateway.front import WAIT, Front, open_front
from tests.support.running import eventually
from tests.support.stack import TestStack


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack, replicas=2) as opened:
        await opened.arrive("mia", "ada", "chief")
        await opened.arrive("chief", org="globex")
        async with opened.operator() as http:
            for org in ("acme", "globex"):
                await http.post("/v1/administrators", json={"org": org, "person_id": "chief"})
        yield opened


async def test_a_platform_gets_its_key_once_and_its_id_is_unique(front: Front) -> None:
    async with front.operator() as http:
        body = {"platform_id": "lms", "org": "acme", "name": "Learning", "scopes": ["act-for-people"]}
        made = await http.post("/v1/platforms", json=body)
        assert made.status_code == 201
        assert made.json()["api_key"].startswith("bw_lms_")
        again = await http.post("/v1/platforms", json=body | {"org": "globex"})
        assert (again.status_code, again.json()["code"]) == (409, "platform-exists")
        unknown = await http.post("/v1/platforms", json=body | {"platform_id": "x", "scopes": ["everything"]})
        assert (unknown.status_code, unknown.json()["code"]) == (422, "invalid-request")
        listed = await http.get("/v1/platforms")
        assert made.json()["platform"] in listed.json()["data"]
        assert "sha256" not in listed.text


async def test_a_revoked_platform_gets_no_key_that_would_never_work(front: Front) -> None:
    async with front.operator() as http:
        await http.post("/v1/platforms", json={"platform_id": "old", "org": "acme", "name": "Old"})
        assert (await http.post("/v1/platforms/old/keys")).status_code == 201
        assert (await http.delete("/v1/platforms/old")).json()["state"] == "revoked"
        refused = await http.post("/v1/platforms/old/keys")
        assert (refused.status_code, refused.json()["code"]) == (403, "platform-revoked")


async def test_a_key_has_an_id_a_last_use_and_an_end(front: Front) -> None:
    async with front.member("chief") as chief, front.member("chief", "globex") as foreign:
        made = (await chief.post("/v1/platforms", json={"platform_id": "keys", "name": "Keys"})).json()
        (first,) = made["platform"]["keys"]
        assert (first["expires_at"], first["last_used_at"]) == (None, None)
        async with front.anybody(made["api_key"]) as http, front.anybody(made["api_key"], replica=1) as again:
            for client in (http, again, http):
                assert (await client.get("/v1/events")).status_code == 200
        shown = await eventually(lambda: used(chief, "keys"), what="the last use")
        assert shown
        before = first["made_at"]
        assert datetime.fromisoformat(before) <= datetime.fromisoformat(shown["last_used_at"])
        over = (await chief.post("/v1/platforms/keys/keys", json={"expires_at": "2026-01-01T00:00:00Z"})).json()
        async with front.anybody(over["api_key"]) as http:
            late = await http.get("/v1/events")
        assert (late.status_code, late.json()["code"]) == (401, "expired-key")
        one = f"/v1/platforms/keys/keys/{first['key_id']}"
        assert (await foreign.delete(one)).status_code == 404
        left = (await chief.delete(one)).json()["keys"]
        assert [key["key_id"] for key in left] == [over["platform"]["keys"][1]["key_id"]]
        assert (await chief.delete(one)).status_code == 404
    async with front.anybody(made["api_key"]) as http:
        assert (await http.get("/v1/events")).json()["code"] == "invalid-token"


async def used(http: httpx2.AsyncClient, platform_id: str) -> dict[str, str] | None:
    platforms = (await http.get("/v1/platforms")).json()["data"]
    (found,) = [one for one in platforms if one["platform_id"] == platform_id]
    key: dict[str, str] = found["keys"][0]
    return key if key["last_used_at"] else None


async def test_what_a_platform_may_is_changed_by_who_read_it_last(front: Front) -> None:
    async with front.member("chief") as chief:
        made = (await chief.post("/v1/platforms", json={"platform_id": "scoped", "name": "Scoped"})).json()
        wanted, read = {"scopes": ["read-facts", "act-for-people"]}, {"If-Match": f'"{made["platform"]["version"]}"'}
        allowed = await chief.put("/v1/platforms/scoped/scopes", json=wanted, headers=read)
        assert (allowed.status_code, allowed.json()["scopes"]) == (200, wanted["scopes"])
        again = await chief.put("/v1/platforms/scoped/scopes", json={"scopes": []}, headers=read)
        assert (again.status_code, again.json()["current"]["scopes"]) == (412, wanted["scopes"])
    async with front.anybody(made["api_key"]) as http:
        refused = await http.post("/v1/events", json={}, headers={"Content-Type": "application/cloudevents+json"})
        assert (refused.status_code, refused.json()["code"]) == (403, "scope-needed")


async def test_administrators_name_and_dismiss_each_other_and_one_stays(front: Front) -> None:
    await front.arrive("ann", "ben", "cy", org="umbrella")
    where = "/v1/administrators"
    async with (
        front.operator() as operator,
        front.member("ann", "umbrella") as ann,
        front.member("ben", "umbrella") as ben,
    ):
        assert (await operator.post(where, json={"org": "umbrella", "person_id": "ann"})).status_code == 201
        alone = await ann.delete(f"{where}/ann")
        assert (alone.status_code, alone.json()["code"]) == (409, "last-administrator")
        elsewhere = await ann.post(where, json={"org": "acme", "person_id": "mia"})
        assert (elsewhere.status_code, elsewhere.json()["code"]) == (403, "organisation-not-yours")
        assert (await ann.post(where, json={"person_id": "ben"})).status_code == 201
        both = await asyncio.gather(ann.delete(f"{where}/ben"), ben.delete(f"{where}/ann"))
        assert 204 in (statuses := sorted(answer.status_code for answer in both))
        assert statuses != [204, 204]
        (left,) = (await operator.get(where, params={"org": "umbrella"})).json()["data"]
        assert left["person_id"] in ("ann", "ben")
        assert (await operator.delete(f"{where}/{left['person_id']}", params={"org": "umbrella"})).status_code == 204
        assert (await ann.get("/v1/audit")).status_code == 403
        assert (await operator.post(where, json={"person_id": "cy"})).json()["code"] == "organisation-needed"


async def test_an_administrator_sees_the_platforms_of_one_organisation(front: Front) -> None:
    async with front.platform("globex"), front.member("chief") as chief:
        platforms = (await chief.get("/v1/platforms")).json()["data"]
        assert {platform["org"] for platform in platforms} == {"acme"}


async def test_the_house_alone_is_told_who_administers_an_organisation_all_of_them_each_time(front: Front) -> None:
    await front.arrive("first", "second", org="initech")
    heard = await front.bench.listen(AdministratorsChanged)
    async with front.operator() as http:
        for person_id in ("first", "second", "second"):
            await http.post("/v1/administrators", json={"org": "initech", "person_id": person_id})

    async def told() -> list[tuple[int | None, Contract]]:
        found = [(one.sequence, one.data) for one in heard.events if one.subject == "initech"]
        return found if len(found) >= 2 else []

    assert await eventually(told, what="both facts, among those of other organisations that come late") == [
        (1, AdministratorsChanged(administrator_ids=("first",))),
        (2, AdministratorsChanged(administrator_ids=("first", "second"))),
    ]
    async with front.member("first", "initech") as first:
        assert "AdministratorsChanged" not in (await first.get("/v1/events")).text


async def test_administrators_are_people_who_are_here(front: Front) -> None:
    async with front.operator() as http, front.member("mia") as mia:
        assert (await mia.get("/v1/dead-letters")).status_code == 403
        unknown = await http.post("/v1/administrators", json={"org": "acme", "person_id": "ghost"})
        assert (unknown.status_code, unknown.json()["code"]) == (422, "unknown-person")
        first, again = [
            await http.post("/v1/administrators", json={"org": "acme", "person_id": "mia"}) for _ in range(2)
        ]
        assert (first.status_code, again.status_code) == (201, 200)
        assert (await mia.get("/v1/dead-letters")).status_code == 200
        assert (await mia.get("/v1/me")).json()["access"] == ["member", "administrator"]


async def test_what_a_platform_sent_in_vain_is_shown_to_its_administrator_alone(front: Front) -> None:
    async with front.platform("acme"), front.platform("globex"):
        headers = {
            deliveries.REASON: "invalid-event",
            deliveries.DETAIL: "/data/name: needed",
            deliveries.QUEUE: topology.INBOUND,
            deliveries.ORIGIN: topology.inbound_exchange("acme-hr"),
        }
        body = b'{"data": {"name": "SECRET NAME"}}'
        event_id = new_id()
        await front.bench.put(
            topology.dead_queue(Service.GATEWAY),
            body,
            headers=headers,
            message_id=event_id,
            type="bothways.PersonJoined.v1",
        )
        async with front.member("chief") as chief, front.member("chief", "globex") as other:

            async def is_listed() -> bool:
                return bool((await chief.get("/v1/dead-letters")).json()["data"])

            await eventually(is_listed, what="the dead letter")
            answer = await chief.get("/v1/dead-letters")
            (letter,) = answer.json()["data"]
            assert (letter["code"], letter["event_id"]) == ("invalid-event", event_id)
            assert "SECRET" not in answer.text
            assert (await other.get("/v1/dead-letters")).json()["data"] == []
    rows = front.bench.database(Service.GATEWAY)[dead_letters.COLLECTION]
    assert await rows.count_documents({}) == 1


async def test_status_counts_every_replica(front: Front) -> None:
    async with front.anybody() as http:
        # Whoever is not heard for a while does not count, and the next look may find them again: all in one look.
        async def is_whole() -> bool:
            status = (await http.get("/v1/status")).json()
            services = status["services"]
            return bool(status["ready"]) and (services["gateway"]["replicas"], services["matching"]["ready"]) == (2, 1)

        async def misses_one() -> httpx2.Response | None:
            status = (await http.get("/v1/status")).json()
            page = await http.get("/status", headers={"Accept-Language": "de"})
            is_away = not status["ready"] and not status["services"]["matching"]["ready"]
            return page if is_away and page.text.count("Im Moment nicht da.") == 1 else None

        async def is_well() -> bool:
            return "Bothways is well" in (await http.get("/status")).text

        await eventually(is_whole, what="a ready house with two replicas of the gateway")
        await front.stop_neighbour(Service.MATCHING)
        page = await eventually(misses_one, what="a house without matching")
        assert page.headers["content-type"].startswith("text/html")
        assert "Zueinander finden" in page.text
        await front.start_neighbour(Service.MATCHING)
        await eventually(is_whole, what="a ready house again")
        await eventually(is_well, what="the page that says so")


async def test_time_is_stepped_to_timers_and_never_back(front: Front) -> None:
    async with front.operator() as http, front.member("mia") as mia:
        asked = await mia.post("/v1/requests", json={"topics": ["Python"], "mentor_id": "ada"}, headers=WAIT)
        request_id = asked.json()["request_id"]
        before = datetime.fromisoformat((await http.get("/v1/status")).json()["business_time"])
        moved = await http.post("/v1/clock", json={"advance": "P14D"}, timeout=60)
        assert moved.status_code == 200, moved.text
        after = datetime.fromisoformat(moved.json()["business_time"])
        assert timedelta(days=14) <= after - before < timedelta(days=14, minutes=1)
        assert request_id not in front.neighbours.fired
        jumped = await http.post("/v1/clock", json={"to_next_timer": True}, timeout=60)
        assert jumped.status_code == 200, jumped.text
        assert datetime.fromisoformat(jumped.json()["business_time"]).year == 2100
        assert request_id in front.neighbours.fired
        nothing = await http.post("/v1/clock", json={"to_next_timer": True}, timeout=60)
        assert (nothing.status_code, nothing.json()["code"]) == (409, "no-timer")
        for body in ({}, {"advance": "-P1D"}, {"advance": "P1D", "to_next_timer": True}, {"advance": "soon"}):
            assert (await http.post("/v1/clock", json=body)).status_code == 422
