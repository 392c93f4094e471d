"""The pages about the API: whole without a network."""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from deploy.docs import ASYNCAPI, OPENAPI
from services.gateway import asyncapi
from tests.component.gateway.front import Front, open_front
from tests.support.node import HERE, script, tool
from tests.support.stack import TestStack

RULES = HERE / "redocly.yaml"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack, neighbours=[]) as opened:
        yield opened


async def test_the_api_page_loads_all_it_needs_from_here(front: Front) -> None:
    async with front.anybody() as http:
        page = await http.get("/docs")
        assert page.status_code == 200
        used = re.findall(r"""(?:src|href)=["']([^"']+)["']""", page.text)
        assert len(used) == 3
        for address in [*used, "/openapi.json"]:
            assert address.startswith("/"), f"{address} is somewhere else"
            assert (await http.get(address)).status_code == 200
        assert "//" not in re.sub(r"(?m)^\s*//.*$", "", page.text).replace("http://", "//")
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "http" not in policy


async def test_the_documents_are_served_as_they_are_in_the_repository(front: Front) -> None:
    async with front.anybody() as http:
        for path, file in (("/openapi.json", OPENAPI), ("/asyncapi.json", ASYNCAPI)):
            served = await http.get(path)
            assert served.headers["Content-Type"] == "application/json"
            assert served.json() == json.loads(file.read_text(encoding="utf-8"))


async def test_the_catalogue_of_events_is_one_page(front: Front) -> None:
    async with front.anybody() as http:
        page = await http.get("/asyncapi")
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "script" not in page.headers["Content-Security-Policy"]
    assert "MilestoneReached" in page.text


async def test_a_method_that_nothing_answers_to_makes_no_number_of_its_own(front: Front) -> None:
    async with front.anybody() as http:
        assert (await http.request("MKCOL", "/v1/me")).status_code == 405
        numbers = (await http.get("/metrics")).text
    assert "MKCOL" not in numbers
    assert 'method="other"' in numbers


async def test_health_and_numbers_are_there(front: Front) -> None:
    async with front.anybody() as http:
        assert (await http.get("/livez")).json() == {"status": "alive"}
        ready = await http.get("/readyz")
        assert (ready.status_code, ready.json()["parts"]["feed"]) == (200, True)
        await http.get("/v1/people/somebody")
        numbers = (await http.get("/metrics")).text
    assert 'bothways_http_requests_total{method="GET",route="/v1/people/{person_id}",status="401"}' in numbers
    assert "somebody" not in numbers


@pytest.mark.parametrize("document", [OPENAPI, ASYNCAPI], ids=lambda path: path.stem)
def test_the_linter_of_others_finds_nothing_wrong_with_a_document_and_warns_of_nothing(document: Path) -> None:
    linted = tool("redocly", "lint", str(document), f"--config={RULES}", "--format=json")
    found = json.loads(linted.stdout)
    assert (found["totals"]["errors"], found["totals"]["warnings"], found["problems"]) == (0, 0, [])


@pytest.mark.parametrize("is_house", [True, False], ids=["of the house", "for outsiders"])
def test_the_makers_of_asyncapi_find_nothing_wrong_with_the_events(tmp_path: Path, is_house: bool) -> None:
    document = tmp_path / "asyncapi.json"
    document.write_text(json.dumps(asyncapi.document(house=is_house)))
    parsed = script("lint-asyncapi.mjs", str(document))
    assert json.loads(parsed.stdout or "0") == [], parsed.stderr
