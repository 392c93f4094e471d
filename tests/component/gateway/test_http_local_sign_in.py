"""Where something is tried out anybody is anybody with one click, in a session like any other; nowhere else."""

from collections.abc import AsyncIterator

import httpx2
import pytest
import pytest_asyncio

from tests.component.gateway.front import Front, open_front
from tests.component.gateway.signing import CSRF, ORIGIN, browsing
from tests.support.stack import TestStack

WORDS = {"en": "Looks for a mentor", "de": "Sucht Mentoring"}
SOMEBODY = {"org": "acme", "person_id": "bob", "name": "Bob", "words": WORDS}
BOB = {"org": "acme", "person_id": "bob"}
SESSION = "/v1/sign-in/session"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack, neighbours=(), demo_people=(SOMEBODY,)) as opened:
        await opened.arrive("bob", "ada")
        await opened.start(local_sign_in=False, demo_people=(SOMEBODY,))
        yield opened


async def be(http: httpx2.AsyncClient, person_id: str, **headers: str) -> httpx2.Response:
    return await http.post(SESSION, json=BOB | {"person_id": person_id}, headers=CSRF | headers)


async def test_the_sign_in_page_offers_whom_the_demo_has(front: Front) -> None:
    async with front.anybody() as http:
        assert (await http.get("/v1/sign-in")).json() == {"people": [SOMEBODY]}


async def test_one_click_opens_a_session_that_is_listed_and_ends_like_any_other(front: Front) -> None:
    async with browsing(front) as browser:
        answer = await be(browser.http, "bob", **{"User-Agent": "Firefox", "Origin": ORIGIN})
        assert (answer.status_code, answer.content) == (204, b"")
        (kept,) = answer.headers.get_list("Set-Cookie")
        assert kept.startswith("bothways=")
        assert all(part in kept for part in ("HttpOnly", "SameSite=lax", "Path=/", "Max-Age="))
        assert (await browser.http.get("/v1/me")).json()["person_id"] == "bob"
        (session,) = (await browser.http.get("/v1/me/sessions")).json()["data"]
        assert (session["is_this_one"], session["client"]) == (True, "Firefox")
        assert (await browser.http.post("/v1/sign-out", headers=CSRF)).status_code == 200
        assert (await browser.http.get("/v1/me")).status_code == 401


async def test_whoever_becomes_somebody_else_is_not_the_first_one_any_more(front: Front) -> None:
    async with browsing(front) as browser, browsing(front) as copy:
        await be(browser.http, "bob")
        copy.http.cookies.update(browser.http.cookies)
        assert (await copy.http.get("/v1/me")).json()["person_id"] == "bob"
        assert (await be(browser.http, "ada")).status_code == 204
        assert (await browser.http.get("/v1/me")).json()["person_id"] == "ada"
        assert (await copy.http.get("/v1/me")).status_code == 401


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "csrf-header-needed"),
        (CSRF | {"Sec-Fetch-Site": "cross-site"}, "another-site"),
        (CSRF | {"Origin": "https://evil.example"}, "another-site"),
    ],
    ids=str,
)
async def test_no_other_page_makes_a_browser_somebody(front: Front, headers: dict[str, str], code: str) -> None:
    async with browsing(front) as browser:
        answer = await browser.http.post(SESSION, json=BOB, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, code)
        assert "bothways" not in browser.http.cookies


@pytest.mark.parametrize("whom", [{"person_id": "ghost"}, {"org": "globex"}], ids=str)
async def test_nobody_is_somebody_who_is_not_here(front: Front, whom: dict[str, str]) -> None:
    async with browsing(front) as browser:
        answer = await browser.http.post(SESSION, json=BOB | whom, headers=CSRF)
        assert (answer.status_code, answer.json()["code"]) == (404, "not-found")
        assert "bothways" not in browser.http.cookies


async def test_without_the_local_sign_in_nobody_is_offered_and_nobody_comes_in(front: Front) -> None:
    async with browsing(front, replica=-1) as browser:
        assert (await browser.http.get("/v1/sign-in")).json() == {"people": []}
        answer = await be(browser.http, "bob")
        assert (answer.status_code, answer.json()["code"]) == (404, "not-found")
        assert "bothways" not in browser.http.cookies
