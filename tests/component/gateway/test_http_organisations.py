"""Organisations: led by the operator, named by their administrators, found by nobody else."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.component.gateway.front import STRUCTURED, Front, open_front
from tests.component.gateway.listing import pages
from tests.component.gateway.outside import cloud_event
from tests.component.gateway.signing import given_session, register
from tests.support.stack import TestStack

KIND = {"Content-Type": STRUCTURED}
PROVIDER = {"issuer": "https://sign-in.acme.example/", "client_id": "bothways", "client_secret": "never shown"}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack, neighbours=()) as opened:
        await opened.arrive("chief", "bob")
        assert (await register(opened, "acme", PROVIDER, "acme.example", "Bücher.Example")).status_code == 201
        async with opened.operator() as http:
            granted = await http.post("/v1/administrators", json={"org": "acme", "person_id": "chief"})
            assert granted.status_code == 201
        yield opened


async def test_what_is_kept_is_what_was_said_but_for_the_secret(front: Front) -> None:
    async with front.operator() as http:
        answer = await http.get("/v1/organisations/acme")
    shown = answer.json()
    assert shown["mail_domains"] == ["acme.example", "xn--bcher-kva.example"]
    assert (shown["provider"]["issuer"], shown["provider"]["has_secret"]) == (PROVIDER["issuer"], True)
    assert "never shown" not in answer.text
    assert "never shown" not in str(await front.houses[0].database["organisations"].find().to_list())


@pytest.mark.parametrize(
    ("org", "provider", "domains", "code"),
    [
        ("acme", None, (), "organisation-exists"),
        ("globex", None, ("ACME.example",), "mail-domain-taken"),
        ("globex", PROVIDER, (), "provider-taken"),
        ("globex", {**PROVIDER, "client_id": "else", "audience": "bothways"}, (), "provider-taken"),
    ],
)
async def test_what_belongs_to_one_organisation_is_given_to_no_other(
    front: Front, org: str, provider: dict[str, Any] | None, domains: tuple[str, ...], code: str
) -> None:
    answer = await register(front, org, provider, *domains)
    assert (answer.status_code, answer.json()["code"]) == (409, code)


async def test_of_two_who_claim_one_domain_at_once_one_has_it(front: Front) -> None:
    """In whatever spelling each of them claims it."""
    spellings = ("m\u00fcller.example", "XN--MLLER-KVA.example.", "M\u00dcLLER.example")
    answers = await asyncio.gather(*(register(front, f"claims-{n}", None, one) for n, one in enumerate(spellings)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]
    assert {one.json()["code"] for one in answers if one.status_code == 409} == {"mail-domain-taken"}
    rows = await front.houses[0].database["organisations"].find({"mail_domains": "xn--mller-kva.example"}).to_list()
    assert len(rows) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": "ftp://acme.example"},
        {"issuer": "https://user@acme.example"},
        {"issuer": "https://acme.example?x=1"},
        {"algorithms": ["HS256"]},
        {"algorithms": ["none"]},
        {"algorithms": []},
        {"audience": "bothways"},
    ],
    ids=str,
)
async def test_a_provider_that_would_not_be_safe_is_not_taken(front: Front, change: dict[str, Any]) -> None:
    answer = await register(front, "initech", PROVIDER | change)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-request")
    assert "never shown" not in answer.text


async def test_administrators_name_it_and_lead_its_people_nowhere_else(front: Front) -> None:
    async with front.member("chief") as http:
        before = await http.get("/v1/organisation")
        headers = {"If-Match": before.headers["ETag"]}
        for more in ({"provider": PROVIDER | {"issuer": "https://mine.example"}}, {"mail_domains": ["mine.example"]}):
            assert (
                await http.put("/v1/organisation", json={"name": "Mine", **more}, headers=headers)
            ).status_code == 422
        body = {"name": "Acme & Co", "client_secret": "a newer one"}
        after = await http.put("/v1/organisation", json=body, headers=headers)
        assert after.json() == before.json() | {"name": "Acme & Co", "version": before.json()["version"] + 1}
        late = await http.put("/v1/organisation", json=body, headers=headers)
        assert (late.status_code, late.json()["current"]["name"]) == (412, "Acme & Co")
        assert "newer" not in after.text + late.text


async def test_who_is_led_elsewhere_signs_in_anew(front: Front) -> None:
    made = (await register(front, "hooli", None)).json()
    await front.arrive("gavin", org="hooli")
    shown = {"Cookie": await given_session(front, "hooli", "gavin")}
    async with front.operator() as operator, front.anybody() as http:

        async def change(name: str, provider: dict[str, Any] | None, version: int) -> int:
            body, headers = {"name": name, "provider": provider}, {"If-Match": f'"{version}"'}
            answer = await operator.put("/v1/organisations/hooli", json=body, headers=headers)
            assert answer.status_code == 200, answer.text
            return int(answer.json()["version"])

        version = await change("Hooli!", None, made["version"])
        assert (await http.get("/v1/me", headers=shown)).status_code == 200
        await change("Hooli!", PROVIDER | {"client_id": "hooli"}, version)
        assert (await http.get("/v1/me", headers=shown)).status_code == 401


async def test_all_are_listed_page_by_page(front: Front) -> None:
    for org in ("z-1", "z-2", "z-3"):
        await register(front, org, None)
    async with front.operator() as http:
        listed = [one["org"] async for page in pages(http, "/v1/organisations", 2) for one in page]
    assert listed == sorted(set(listed))
    assert listed[-3:] == ["z-1", "z-2", "z-3"]


@pytest.mark.parametrize(
    "query", [{"email": "a@nowhere.example"}, {"org": "nowhere"}, {"org": "z"}, {}, {"email": "a"}]
)
async def test_who_belongs_to_no_provider_is_led_nowhere(front: Front, query: dict[str, str]) -> None:
    async with front.anybody() as http:
        answer = await http.get("/v1/sign-in/start", params=query)
    assert (answer.status_code, answer.json()["code"]) == (404, "no-provider")


async def test_somebody_who_left_has_no_session_any_more(front: Front) -> None:
    shown = {"Cookie": await given_session(front, "acme", "bob")}
    async with front.anybody() as http, front.platform() as hr:
        assert (await http.get("/v1/me", headers=shown)).status_code == 200
        left = await hr.post("/v1/events", json=cloud_event("PersonLeft", {"person_id": "bob"}), headers=KIND)
        assert left.status_code == 202
        assert (await http.get("/v1/me", headers=shown)).status_code == 401
