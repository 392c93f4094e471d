"""What people say of themselves: above everybody else's word, until they give it back."""

import asyncio
import io
import json
import zipfile
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
import pytest_asyncio

from libs.common.contracts import Service
from libs.common.contracts.people import PersonChanged
from services.gateway.domain.people import OWN, OwnField
from tests.component.gateway.front import STRUCTURED, WAIT, Front, open_front
from tests.component.gateway.outside import cloud_event
from tests.support.running import eventually
from tests.support.stack import TestStack

PYTHON = {"topic": "Python", "level": 4, "why": "Ten years of it"}
FEEDBACK = {"topic": "Feedback", "level": 3, "why": None}
WHY = "Kurkuma im Gewächshaus"
TO_LISBON = {
    "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
    "Operations": [{"op": "replace", "path": "timezone", "value": "Europe/Lisbon"}],
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack) as opened:
        await opened.arrive("ada", "bob", "cleo", "dan", "eve", "fay", "gil", languages=["en", "fr"], capacity=3)
        await opened.arrive("chief")
        async with opened.operator() as http:
            await http.post("/v1/administrators", json={"org": "acme", "person_id": "chief"})
        yield opened


async def read(http: httpx2.AsyncClient) -> dict[str, Any]:
    answer = await http.get("/v1/me")
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


async def say(http: httpx2.AsyncClient, **words: Any) -> httpx2.Response:
    """With the version that is there."""
    tag = (await http.get("/v1/me")).headers["ETag"]
    return await http.patch("/v1/me", json=words, headers={"If-Match": tag})


async def tell(front: Front, person_id: str, **fields: Any) -> None:
    event = json.dumps(cloud_event("PersonChanged", {"person_id": person_id} | fields))
    async with front.platform() as http:
        answer = await http.post("/v1/events", content=event, headers={"Content-Type": STRUCTURED})
        assert answer.status_code == 202, answer.text


async def test_ones_own_word_stands_whatever_a_platform_says_later_and_can_be_given_back(front: Front) -> None:
    heard = await front.bench.listen(PersonChanged)
    async with front.member("ada") as ada:
        assert set((await read(ada))["said_by"].values()) == {"organisation", "nobody"}
        said = await say(ada, gives=[PYTHON], capacity=1, languages=["de"])
        assert (said.status_code, said.json()["gives"], said.json()["capacity"]) == (200, [PYTHON], 1)
        own = {"gives": "you", "capacity": "you", "languages": "you"}
        assert said.json()["said_by"] == dict.fromkeys(OwnField, "nobody") | own
        await tell(front, "ada", gives=["Cobol"], capacity=9, languages=["it"], gets=["Rust"], title="Boss")
        after = await read(ada)
        assert (after["gives"], after["capacity"], after["languages"]) == ([PYTHON], 1, ["de"])
        assert (after["gets"][0]["topic"], after["said_by"]["gets"], after["title"]) == ("Rust", "organisation", "Boss")
        back = await say(ada, capacity=None, gives=None)
        assert (back.json()["capacity"], back.json()["gives"][0]["topic"]) == (9, "Cobol"), "what was said meanwhile"
        assert (back.json()["said_by"]["gives"], back.json()["said_by"]["languages"]) == ("organisation", "you")
    told = [one.data for one in await heard.expect(PersonChanged, 3) if isinstance(one.data, PersonChanged)]
    assert [one.changed for one in told] == [
        ("capacity", "gives", "languages"),
        ("gets", "title"),
        ("capacity", "gives"),
    ]
    assert told[0].name == "Ada", "the whole record"


async def test_what_nobody_else_says_is_what_the_house_assumes_once_it_is_given_back(front: Front) -> None:
    async with front.member("chief") as chief:
        first = await read(chief)
        assert (await say(chief, visible=False, hours_per_month=0.5, time_zone="Europe/Berlin")).status_code == 200
        back = (await say(chief, visible=None, hours_per_month=None, time_zone=None)).json()
    assert {name: back[name] for name in OwnField} == {name: first[name] for name in OwnField}
    assert set(back["said_by"].values()) == {"nobody"}


async def test_of_two_who_edit_at_once_one_is_shown_both_versions(front: Front) -> None:
    async with front.member("bob") as bob:
        tag = (await bob.get("/v1/me")).headers["ETag"]
        edits = [bob.patch("/v1/me", json={"capacity": count}, headers={"If-Match": tag}) for count in (5, 6)]
        first, second = sorted(await asyncio.gather(*edits), key=lambda answer: answer.status_code)
        assert (first.status_code, second.status_code) == (200, 412)
        assert second.json()["code"] == "changed-meanwhile"
        assert second.json()["current"]["capacity"] == first.json()["capacity"]
        assert {first.json()["capacity"], second.json()["yours"]["capacity"]} == {5, 6}
        assert second.json()["yours"].keys() == {"capacity"}
        again = await bob.patch("/v1/me", json={"capacity": first.json()["capacity"]}, headers={"If-Match": tag})
        assert again.status_code == 200, "the same again is no conflict"
        assert again.headers["ETag"] == first.headers["ETag"]
        assert (await bob.patch("/v1/me", json={"capacity": 5})).status_code == 428


async def test_only_what_is_ones_own_to_say_makes_a_conflict(front: Front) -> None:
    async with front.member("bob") as bob:
        tag = (await bob.get("/v1/me")).headers["ETag"]
        await tell(front, "bob", title="Boss", department="Research")
        await bob.put("/v1/me/pause")
        said = await bob.patch("/v1/me", json={"roles": ["mentor"]}, headers={"If-Match": tag})
        assert (said.status_code, said.json()["roles"]) == (200, ["mentor"])
        tag = said.headers["ETag"]
        await tell(front, "bob", languages=["de"])
        late = await bob.patch("/v1/me", json={"languages": ["it"]}, headers={"If-Match": tag})
        assert (late.status_code, late.json()["current"]["languages"]) == (412, ["de"])


@pytest.mark.parametrize(
    ("words", "pointers"),
    [
        ({"name": "Queen"}, ["#/name"]),
        ({"email": "q@example.org", "department": "Palace"}, ["#/email", "#/department"]),
        ({"seniority": 10, "manager_id": None}, ["#/seniority", "#/manager_id"]),
        ({"paused_until": None}, ["#/paused_until"]),
        ({"gives": [{"topic": " ", "level": 3}]}, ["#/gives/0/topic"]),
        ({"gives": [{"topic": "Python", "level": 6}]}, ["#/gives/0/level"]),
        ({"gives": [{"topic": "Python", "level": "3"}]}, ["#/gives/0/level"]),
        ({"gets": [{"topic": "Public  speaking"}, {"topic": " public speaking"}]}, ["#/gets"]),
        ({"gets": ["Python"]}, ["#/gets/0"]),
        ({"gets": [{"topic": f"Topic {number}"} for number in range(51)]}, ["#/gets"]),
        ({"capacity": 51, "hours_per_month": -1}, ["#/hours_per_month", "#/capacity"]),
        ({"roles": ["king"]}, ["#/roles/0"]),
        ({"languages": ["Klingon!"], "locale": "english"}, ["#/languages/0", "#/locale"]),
        ({"time_zone": "Europe/Atlantis", "visible": 1}, ["#/visible", "#/time_zone"]),
    ],
)
async def test_what_is_not_theirs_or_does_not_fit_is_said_field_by_field(
    front: Front, words: dict[str, Any], pointers: list[str]
) -> None:
    async with front.member("cleo") as cleo:
        before = await read(cleo)
        answer = await say(cleo, **words)
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid-request")
        assert [error["pointer"] for error in answer.json()["errors"]] == pointers
        assert await read(cleo) == before


async def test_names_of_topics_are_cleaned(front: Front) -> None:
    async with front.member("cleo") as cleo:
        said = await say(cleo, gives=[{"topic": "  Public speaking "}])
        assert said.json()["gives"] == [{"topic": "Public speaking", "level": 3, "why": None}]


async def test_who_hides_is_unknown_and_answers_what_they_were_asked(front: Front) -> None:
    asked = {"topics": ["Python"], "mentor_id": "dan"}
    async with front.member("dan") as dan, front.member("eve") as eve:
        request = await eve.post("/v1/requests", json=asked, headers=WAIT)
        assert request.status_code == 201, request.text
        await say(dan, visible=False)
        assert (await eve.post("/v1/requests", json=asked)).json()["code"] == "unknown-person"
        path = f"/v1/requests/{request.json()['request_id']}/answer"
        answer = await dan.post(path, json={"answer": "accept"}, headers=WAIT)
        assert (answer.status_code, answer.json()["state"]) == (200, "accepted")


@pytest.mark.feature("platform.people-feed")
async def test_a_directory_reads_the_word_that_stands_and_does_not_put_its_own_in_its_place(front: Front) -> None:
    async with front.platform("acme", "provision") as directory, front.member("eve") as eve:
        directory.base_url = httpx2.URL(f"{front.url}/scim/v2/")
        await say(eve, time_zone="Europe/Berlin", languages=["de", "en"])
        shown = (await directory.get("Users/eve")).json()
        assert (shown["timezone"], shown["preferredLanguage"]) == ("Europe/Berlin", "de, en")
        assert (await directory.patch("Users/eve", json=TO_LISBON)).status_code == 204
        assert (await directory.get("Users/eve")).json()["timezone"] == "Europe/Berlin"
        assert (await say(eve, time_zone=None)).json()["time_zone"] == "Europe/Lisbon"


async def test_a_directory_that_says_the_same_every_night_is_audited_once_for_it(front: Front) -> None:
    async with front.platform("acme", "provision") as directory, front.member("gil") as gil:
        directory.base_url = httpx2.URL(f"{front.url}/scim/v2/")
        await say(gil, time_zone="Europe/Berlin")
        for _ in range(3):
            assert (await directory.patch("Users/gil", json=TO_LISBON)).status_code == 204
        assert (await directory.delete("Users/gil")).status_code == 204
    async with front.member("chief") as chief:

        async def acts() -> list[str]:
            listed = (await chief.get("/v1/audit", params={"target_id": "gil"})).json()["data"]
            found = [one["act"] for one in listed]
            return found if {"person-corrected", "person-deprovisioned"} <= set(found) else []

        assert sorted(await eventually(acts, what="both acts")) == ["person-corrected", "person-deprovisioned"]


async def test_it_is_in_the_archive_and_gone_with_the_person(front: Front) -> None:
    async with front.member("fay") as fay, front.member("chief") as chief:
        await say(fay, gets=[FEEDBACK | {"why": WHY}])
        with zipfile.ZipFile(io.BytesIO((await fay.get("/v1/me/export")).content)) as files:
            said = json.loads(files.read("record.json"))["said"]
        (own,) = [one for one in said if (one["field"], one["source_id"]) == ("gets", OWN)]
        assert own["value"][0]["why"] == WHY
        erasing = await chief.post("/v1/erasures", json={"person_id": "fay", "at_once": True})
        assert erasing.status_code == 202, erasing.text
        people = front.bench.database(Service.GATEWAY)["people"]

        async def is_gone() -> bool:
            return await people.find_one({"person_id": "fay"}) is None

        await eventually(is_gone, what="Fay forgotten")
        assert (await fay.patch("/v1/me", json={}, headers={"If-Match": '"1"'})).status_code == 401
