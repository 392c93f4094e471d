"""The right to be forgotten over HTTP: in words, with time to change one's mind, and seen to its end."""

import io
import json
import zipfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest_asyncio

from libs.common.clock import SteppedClock
from libs.common.contracts import Service
from libs.common.contracts.erasure import ErasureAsked, ErasureDone, ErasureTakenBack
from services.gateway import metrics
from services.gateway.core import INDEXES
from services.gateway.domain.erasures import LATE_AFTER, WAIT
from services.gateway.domain.own_archive import PARTS
from services.gateway.remains import FOUND_OTHERWISE, OF_A_PERSON, OF_NOBODY, OF_OTHERS_TOO
from services.gateway.views.all import VIEWS
from tests.component.gateway.front import BATCH, Front, open_front
from tests.component.gateway.outside import joined
from tests.component.gateway.signing import given_session
from tests.support.erased import places_of
from tests.support.running import eventually
from tests.support.stack import TestStack

WORDS = "Kurkuma im Gewächshaus"
NAME = "Kardamom"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack) as opened:
        await opened.arrive("bob", "chief", "cleo", "dan")
        await opened.arrive("ada", name=f"Ada {NAME}", email=f"ada@{NAME}.example")
        async with opened.operator() as http:
            await http.post("/v1/administrators", json={"org": "acme", "person_id": "chief"})
            await http.post("/v1/moderators", json={"org": "acme", "person_id": "ada"})
        yield opened


def test_every_collection_is_said_to_go_with_a_person_or_to_stay() -> None:
    named = set(OF_A_PERSON) | FOUND_OTHERWISE | OF_OTHERS_TOO | OF_NOBODY
    assert named == set(INDEXES) | {"appointments"} | {view.name for view in VIEWS}


async def step(front: Front, amount: timedelta) -> None:
    clock = front.houses[0].clock
    assert isinstance(clock, SteppedClock)
    await clock.step_to_offset(clock.offset + amount)


async def seen(http: httpx2.AsyncClient, path: str, state: str) -> dict[str, Any]:
    """The erasure, once it is there."""

    async def found() -> dict[str, Any]:
        shown: dict[str, Any] = (await http.get(path)).json()
        return shown if shown["state"] == state else {}

    return await eventually(found, what=f"{path} {state}")


async def test_it_is_asked_for_in_words_and_can_be_taken_back_for_days(front: Front) -> None:
    heard = await front.bench.listen(ErasureAsked, ErasureTakenBack)
    async with front.member("cleo") as cleo, front.member("chief") as chief:
        before = (await cleo.get("/v1/me/erasure")).json()
        assert all(set(words) == {"en", "de"} for words in (*before["goes"], *before["stays"], before["confirmation"]))
        unmeant = await cleo.request("DELETE", "/v1/me", json={"confirmation": "yes"})
        assert (unmeant.status_code, unmeant.json()["code"]) == (422, "erasure-not-meant")
        for words in before["confirmation"].values():
            asked = await cleo.request("DELETE", "/v1/me", json={"confirmation": words.upper()})
            assert (asked.status_code, asked.json()["state"]) == (202, "waiting")
        (listed,) = (await chief.get("/v1/erasures")).json()["data"]
        foreign = await chief.delete(f"/v1/erasures/{listed['erasure_id']}")
        assert foreign.json()["code"] == "erasure-not-yours"
        await step(front, WAIT - timedelta(minutes=5))
        assert (await cleo.delete("/v1/me/erasure")).json()["state"] == "taken-back"
        await step(front, timedelta(minutes=10))
        assert (await cleo.get("/v1/me")).status_code == 200
    (asked_fact,), (taken_back,) = await heard.expect(ErasureAsked), await heard.expect(ErasureTakenBack)
    assert (asked_fact.subject, taken_back.subject) == ("cleo", "cleo")
    assert isinstance(asked_fact.data, ErasureAsked)
    assert asked_fact.data.due_at == datetime.fromisoformat(listed["due_at"])


async def test_the_gateway_forgets_at_once_and_takes_nothing_in_again(front: Front) -> None:
    async with front.member("ada") as ada, front.member("chief") as chief:
        asked = await ada.post(
            "/v1/requests",
            json={"topics": ["Python"], "mentor_id": "bob", "message": WORDS},
            headers={"Prefer": "wait=30"},
        )
        assert asked.status_code == 201, asked.text
        await ada.put("/v1/blocks/dan")
        erasing = await chief.post("/v1/erasures", json={"person_id": "ada", "at_once": True})
        assert (erasing.status_code, erasing.json()["person_id"]) == (202, "ada")
        path = erasing.headers["Location"]
        await seen(chief, path, "under-way")
        assert (await ada.get("/v1/me")).status_code == 401
        assert (await chief.get("/v1/moderators")).json()["data"] == []
        async with front.platform() as hr:
            late = await hr.post("/v1/events", json=[joined("ada", name=NAME)], headers={"Content-Type": BATCH})
            assert [one["code"] for one in late.json()["data"]] == ["person-erased"]
        await step(front, timedelta(seconds=11))
        shown = await answered(front, chief, path)
        assert [one["service"] for one in shown["services"]] == list(Service)
        own = next(one for one in shown["services"] if one["service"] == "gateway")
        assert own["counts"] == {"blocks": 1, "messages": 1, "people": 1}
        database = front.bench.database(Service.GATEWAY)
        assert await places_of(database, NAME) == []
        assert (await chief.delete(path)).json()["code"] == "erasure-begun"
        again = await chief.post("/v1/erasures", json={"person_id": "ada"})
        assert (again.status_code, again.json()["code"]) == (410, "person-erased")


async def answered(front: Front, http: httpx2.AsyncClient, path: str) -> dict[str, Any]:
    """The matrix while the others say nothing, and once all have answered: without a receipt as long as work waits."""

    async def own() -> dict[str, Any]:
        shown: dict[str, Any] = (await http.get(path)).json()
        return shown if [one for one in shown["services"] if one["state"] == "done"] else {}

    first = await eventually(own, what="the gateway's own answer")
    assert [one["service"] for one in first["services"] if one["state"] == "done"] == ["gateway"]
    await step(front, LATE_AFTER)

    async def alarmed() -> bool:
        gauge = next(iter(metrics.ERASURES_LATE.collect())).samples
        return {one.labels["service"] for one in gauge if one.value} == {"matching", "journal", "notifications"}

    await eventually(alarmed, what="the alarm")
    row = await front.bench.database(Service.GATEWAY)["erasures"].find_one({"state": "under-way"})
    assert row is not None
    for service in (Service.MATCHING, Service.JOURNAL, Service.NOTIFICATIONS):
        done = ErasureDone(person_id="ada", counts={"people": 1})
        source = {"source": f"/bothways/{service}", "causationid": row["event_id"]}
        await front.bench.publish(front.bench.event(done, "ada", **source), times=2)

    async def all_() -> dict[str, Any]:
        shown: dict[str, Any] = (await http.get(path)).json()
        return shown if all(one["state"] == "done" for one in shown["services"]) else {}

    return await eventually(all_, what="all answers")


async def test_an_archive_is_whole_or_says_which_service_is_away(front: Front) -> None:
    async with front.member("bob") as bob, front.member("chief") as chief:
        programme = await chief.post("/v1/programmes", json={"template": "organic", "called": {"en": "All"}})
        assert programme.status_code == 201, programme.text
        await chief.post(f"{programme.headers['Location']}/opening")
        assert (await bob.put(f"{programme.headers['Location']}/members/me")).status_code == 200
        await given_session(front, "acme", "bob")
        await given_session(front, "acme", "chief")
        links = front.bench.database(Service.GATEWAY)["sign_in_links"]
        for person_id in ("bob", "chief"):
            row = {"org": "acme", "link_id": "l", "person_id": person_id, "issuer_mark": "m", "revision": 1}
            await links.insert_one(row | {"_id": f"acme/{person_id}", "linked_at": datetime(2026, 5, 1, tzinfo=UTC)})
        whole = await bob.get("/v1/me/export")
        assert (whole.status_code, whole.headers["Content-Type"]) == (200, "application/zip")
        with zipfile.ZipFile(io.BytesIO(whole.content)) as files:
            assert {name.removesuffix(".json") for name in files.namelist()} == {"index.md", *PARTS}
            parts = {name: json.loads(files.read(f"{name}.json")) for name in PARTS}
        assert [(one["person_id"], one["wants"]) for one in parts["enrolments"]] == [("bob", True)]
        assert (len(parts["sign_in"]["accounts"]), len(parts["sign_in"]["sessions"])) == (1, 1)
        assert "sha256" not in json.dumps(parts["sign_in"])
        assert [one["delivery_id"] for one in parts["deliveries"]] == ["after ", "after first"]
        await front.stop_neighbour(Service.NOTIFICATIONS)
        partial = await bob.get("/v1/me/export")
        assert (partial.status_code, partial.json()["service"]) == (503, "notifications")
