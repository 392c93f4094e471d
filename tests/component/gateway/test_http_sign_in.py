"""People sign in at the certified provider of their organisation: once, for themselves, and from nowhere else."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx2
import pytest
import pytest_asyncio

from deploy.local.ports import choose_ports
from deploy.local.rabbit import UNENCRYPTED
from services.gateway.identities import SESSIONS, hashed
from tests.component.gateway.front import Front, open_front
from tests.component.gateway.signing import APP, CSRF, ORIGIN, SECRET, app_token, browsing, register
from tests.support import node
from tests.support.issuer import AUDIENCE
from tests.support.running import PATIENCE_S
from tests.support.stack import TestStack

PEOPLE = ("bob", "ada", "eve", "joe", "zoe", "twin")


@dataclass(slots=True)
class Provider:
    """The provider of acme, and who has an account there."""

    url: str
    accounts: dict[str, dict[str, Any]] = field(default_factory=dict)

    async def control(self, what: str, content: object = None) -> None:
        async with httpx2.AsyncClient(base_url=self.url, verify=UNENCRYPTED) as http:
            (await http.post(f"/control/{what}", json=content)).raise_for_status()

    async def knows(self, sub: str, email: str | None = None, *, verified: bool = True) -> None:
        self.accounts[sub] = {"email": email or sub, "email_verified": verified}
        await self.control("accounts", self.accounts)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def provider(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Provider]:
    (port,) = choose_ports(1)
    settings = {"PORT": str(port), "AUDIENCE": AUDIENCE, "APP_REDIRECT_URI": APP}
    settings["REDIRECT_URI"] = f"{ORIGIN}/v1/sign-in/callback"
    with node.running("provider.js", tmp_path_factory.mktemp("provider") / "log", settings, PATIENCE_S):
        yield Provider(f"http://127.0.0.1:{port}")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack, provider: Provider) -> AsyncIterator[Front]:
    async with open_front(stack, neighbours=(), nearby_providers=True) as opened:
        await opened.arrive(*PEOPLE)
        await opened.arrive("twin-2", email="TWIN@example.org")
        settings = {"issuer": provider.url, "client_id": "bothways", "client_secret": SECRET, "audience": AUDIENCE}
        made = await register(opened, "acme", settings, "Example.org")
        assert (made.status_code, made.json()["mail_domains"]) == (201, ["example.org"]), made.text
        assert SECRET not in made.text
        for person_id in PEOPLE:
            await provider.knows(f"{person_id}@example.org")
        yield opened


@pytest.mark.feature("platform.sso")
async def test_somebody_signs_in_looks_around_and_signs_out(front: Front, provider: Provider) -> None:
    async with browsing(front) as browser:
        back = await browser.sign_in("bob@example.org", return_to="/inbox?unread=1")
        assert (back.status_code, back.headers["Location"]) == (303, "/inbox?unread=1")
        kept = back.headers.get_list("Set-Cookie")
        assert all("HttpOnly" in one and "SameSite=lax" in one and "Path=/" in one for one in kept)
        assert (await browser.http.get("/v1/me")).json()["person_id"] == "bob"
        (session,) = (await browser.http.get("/v1/me/sessions")).json()["data"]
        assert session["is_this_one"]
        out = await browser.http.post("/v1/sign-out", headers=CSRF)
        assert out.json()["provider_url"].startswith(f"{provider.url}/session/end?client_id=bothways")
        assert (await browser.http.get("/v1/me")).json()["code"] == "sign-in-needed"


async def test_what_was_signed_out_opens_nothing_in_a_browser_that_kept_it(front: Front) -> None:
    async with browsing(front) as browser, browsing(front) as copy:
        await browser.sign_in("bob@example.org")
        copy.http.cookies.update(browser.http.cookies)
        await browser.http.post("/v1/sign-out", headers=CSRF)
        answer = await copy.http.get("/v1/me")
        assert (answer.status_code, answer.json()["code"]) == (401, "expired-token")


async def test_the_browser_holds_no_token_of_the_provider_and_the_house_keeps_none(front: Front) -> None:
    async with browsing(front) as browser:
        back = await browser.sign_in("bob@example.org")
        assert "eyJ" not in str(back.headers) + back.text
        secret = browser.http.cookies["bothways"]
    database = front.houses[0].database
    for name in await database.list_collection_names():
        rows = str(await database[name].find().to_list())
        assert "eyJ" not in rows
        assert secret not in rows


async def test_with_tls_the_session_is_bound_to_this_host(front: Front) -> None:
    await front.start(nearby_providers=True, public_url="https://mentoring.example.org")
    async with front.anybody(replica=-1) as http:
        answer = await http.get("/v1/sign-in/start", params={"org": "acme"})
    (kept,) = answer.headers.get_list("Set-Cookie")
    assert kept.startswith("__Host-bothways-sign-in-")
    assert "Secure" in kept
    assert "Domain" not in kept


async def test_a_sign_in_makes_a_new_session_and_ends_the_one_before(front: Front) -> None:
    async with browsing(front) as browser, browsing(front) as thief:
        thief.http.cookies.set("bothways", "chosen-by-somebody-else", domain="127.0.0.1", path="/")
        browser.http.cookies.update(thief.http.cookies)
        await browser.sign_in("ada@example.org")
        assert (await thief.http.get("/v1/me")).status_code == 401
        thief.http.cookies.update(browser.http.cookies)
        first = browser.http.cookies["bothways"]
        await browser.sign_in("ada@example.org")
        assert browser.http.cookies["bothways"] != first
        assert (await thief.http.get("/v1/me")).status_code == 401
        assert (await browser.http.get("/v1/me")).status_code == 200


async def test_a_code_or_state_that_came_before_opens_nothing(front: Front) -> None:
    async with browsing(front) as browser, browsing(front) as again:
        brought = await browser.through(await browser.leave("bob@example.org"))
        again.http.cookies.update(browser.http.cookies)
        assert (await browser.arrive(brought)).status_code == 303
        for replay in (brought, await again.through(await again.leave("bob@example.org")) | {"code": brought["code"]}):
            answer = await again.arrive(replay)
            assert (answer.status_code, answer.json()["code"]) == (400, "sign-in-failed")


async def test_what_one_browser_began_no_other_one_ends(front: Front) -> None:
    async with browsing(front) as browser, browsing(front) as victim:
        brought = await browser.through(await browser.leave("bob@example.org"))
        assert (await victim.arrive(brought)).json()["code"] == "sign-in-failed"
        assert (await victim.http.get("/v1/me")).status_code == 401


@pytest.mark.parametrize(
    "change",
    [{"state": "forged"}, {"code": "forged"}, {"iss": "https://elsewhere.example"}, {"iss": ""}, {"code": ""}],
    ids=str,
)
async def test_what_comes_back_otherwise_opens_nothing(front: Front, change: dict[str, str]) -> None:
    async with browsing(front) as browser:
        brought = await browser.through(await browser.leave("bob@example.org"))
        answer = await browser.arrive({name: value for name, value in (brought | change).items() if value})
        assert (answer.status_code, answer.json()["code"]) == (400, "sign-in-failed")
        assert "bothways" not in browser.http.cookies


async def test_keys_that_changed_at_the_provider_are_fetched(front: Front, provider: Provider) -> None:
    async with browsing(front) as browser:
        await browser.sign_in("bob@example.org")
        await provider.control("rotate")
        assert (await browser.sign_in("bob@example.org")).status_code == 303


async def test_an_app_shows_an_access_token_of_the_same_provider(front: Front, provider: Provider) -> None:
    async with browsing(front) as browser:
        await browser.sign_in("bob@example.org")
        token = await app_token(browser, provider.url, "bob@example.org", AUDIENCE)
    async with front.anybody(token) as http:
        assert (await http.get("/v1/me")).json()["person_id"] == "bob"
        assert (await http.put("/v1/me/pause", json={})).status_code == 200, "no CSRF header: nobody else has the token"


@pytest.mark.parametrize(
    ("email", "verified", "code"),
    [
        ("nobody@example.org", True, "not-provisioned"),
        ("twin@example.org", True, "not-provisioned"),
        ("eve@example.org", False, "mail-not-verified"),
    ],
)
async def test_who_is_not_certain_to_be_one_person_here_stays_out(
    front: Front, provider: Provider, email: str, verified: bool, code: str
) -> None:
    await provider.knows(email, verified=verified)
    async with browsing(front) as browser:
        answer = await browser.sign_in(email)
        assert (answer.status_code, answer.json()["code"]) == (403, code)
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert email not in answer.text
        assert "bothways" not in browser.http.cookies


@pytest.mark.parametrize(
    ("language", "heading", "remedy"),
    [
        ("en", "This sign-in did not come to its end", "Start it again from Bothways"),
        ("de", "Diese Anmeldung ist nicht zu Ende gekommen", "Beginne sie in Bothways noch einmal"),
    ],
)
async def test_a_browser_whose_sign_in_failed_reads_what_to_do_and_a_program_the_problem(
    front: Front, language: str, heading: str, remedy: str
) -> None:
    brought = {"state": "planted<script>", "error": "access_denied", "error_description": "planted<script>"}
    async with front.anybody() as http:
        headers = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": language}
        page = await http.get("/v1/sign-in/callback", params=brought, headers=headers)
        problem = await http.get("/v1/sign-in/callback", params=brought, headers={"Accept": "*/*"})
    assert (page.status_code, page.headers["Content-Language"]) == (400, language)
    assert page.headers["Content-Type"].startswith("text/html")
    assert f'<html lang="{language}">' in page.text
    assert page.text.count("<h1>") == page.text.count("<main>") == page.text.count("<title>") == 1
    assert f"<h1>{heading}</h1>" in page.text
    assert remedy in page.text
    assert '<a href="/">' in page.text
    assert "script" not in page.text
    assert "planted" not in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert (problem.status_code, problem.json()["code"]) == (400, "sign-in-failed")


async def test_a_browser_reads_why_who_came_stays_out(front: Front, provider: Provider) -> None:
    await provider.knows("nobody@example.org")
    async with browsing(front) as browser:
        brought = await browser.through(await browser.leave("nobody@example.org"))
        browser.http.headers["Accept"] = "text/html"
        refused = await browser.arrive(brought)
        unknown = await browser.http.get("/v1/sign-in/start", params={"email": "x@elsewhere.example"})
    assert (refused.status_code, "has not added you here yet" in refused.text) == (403, True)
    assert (unknown.status_code, "Use your work address" in unknown.text) == (404, True)
    assert "nobody@" not in refused.text


@pytest.mark.feature("platform.sso")
async def test_an_account_stays_whose_it_was_whatever_its_mail_says_later(front: Front, provider: Provider) -> None:
    async with browsing(front) as browser, browsing(front) as elsewhere:
        await browser.sign_in("joe@example.org")
        await provider.knows("joe@example.org", "zoe@example.org")
        await browser.sign_in("joe@example.org")
        assert (await browser.http.get("/v1/me")).json()["person_id"] == "joe"
        await provider.knows("another", "joe@example.org")
        refused = await elsewhere.sign_in("another", org="acme")
        assert (refused.status_code, refused.json()["code"]) == (403, "linked-otherwise")


async def test_the_operator_lets_go_of_an_account_and_ends_its_sessions(front: Front, provider: Provider) -> None:
    path = "/v1/organisations/acme/people/zoe/account"
    async with browsing(front) as browser, browsing(front) as elsewhere, front.operator() as http:
        await browser.sign_in("zoe@example.org")
        await provider.knows("new account", "zoe@example.org")
        assert (await http.delete(path)).status_code == 204
        assert (await browser.http.get("/v1/me")).status_code == 401
        assert (await elsewhere.sign_in("new account", org="acme")).status_code == 303
        assert (await elsewhere.http.get("/v1/me")).json()["person_id"] == "zoe"
        assert (await http.delete(path.replace("zoe", "ghost"))).status_code == 404


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "csrf-header-needed"),
        ({**CSRF, "Sec-Fetch-Site": "cross-site"}, "another-site"),
        ({**CSRF, "Sec-Fetch-Site": "same-site"}, "another-site"),
        ({**CSRF, "Origin": "https://evil.example"}, "another-site"),
        ({**CSRF, "Origin": "null"}, "another-site"),
    ],
    ids=str,
)
async def test_no_other_page_does_anything_with_a_session(front: Front, headers: dict[str, str], code: str) -> None:
    async with browsing(front) as browser:
        await browser.sign_in("ada@example.org")
        for method, path in (("PUT", "/v1/me/pause"), ("POST", "/v1/sign-out"), ("DELETE", "/v1/me/sessions")):
            answer = await browser.http.request(method, path, headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (403, code)
        own = {**CSRF, "Sec-Fetch-Site": "same-origin", "Origin": ORIGIN}
        assert (await browser.http.put("/v1/me/pause", json={}, headers=own)).status_code == 200


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/\t/evil",
    ],
)
async def test_nobody_is_led_elsewhere_after_a_sign_in(front: Front, elsewhere: str) -> None:
    async with front.anybody() as http:
        answer = await http.get("/v1/sign-in/start", params={"org": "acme", "return_to": elsewhere})
    assert (answer.status_code, answer.json()["code"]) == (422, "not-a-path")
    assert elsewhere not in answer.text


async def test_one_ends_single_sessions_and_all_others(front: Front) -> None:
    async with browsing(front) as one, browsing(front) as two, browsing(front) as three, browsing(front) as foreign:
        for browser in (one, two, three):
            await browser.sign_in("ada@example.org")
        await foreign.sign_in("bob@example.org")
        listed = (await one.http.get("/v1/me/sessions")).json()["data"]
        (own,) = [session for session in listed if session["is_this_one"]]
        theirs = f"/v1/me/sessions/{own['session_id']}"
        assert (await foreign.http.delete(theirs, headers=CSRF)).status_code == 404
        second = (await two.http.get("/v1/me/sessions")).json()["data"]
        (current,) = [session for session in second if session["is_this_one"]]
        assert (await one.http.delete(f"/v1/me/sessions/{current['session_id']}", headers=CSRF)).status_code == 204
        assert (await one.http.delete("/v1/me/sessions", headers=CSRF)).status_code == 204
        states = [(await browser.http.get("/v1/me")).status_code for browser in (one, two, three)]
        assert states == [200, 401, 401]


async def test_a_session_ends_at_last_also_in_a_browser_that_keeps_it(front: Front) -> None:
    lifetime = timedelta(hours=1)
    await front.start(nearby_providers=True, session_lifetime=lifetime)
    async with browsing(front, replica=-1) as browser:
        await browser.sign_in("bob@example.org")
        secret = browser.http.cookies["bothways"]
    async with front.anybody(replica=-1) as http:
        shown = {"Cookie": f"bothways={secret}"}
        assert (await http.get("/v1/me", headers=shown)).status_code == 200
        sessions = front.houses[0].database[SESSIONS]
        session = await sessions.find_one({"sha256": hashed(secret)})
        assert session
        # As if it had begun a lifetime ago: no machine is slow enough for it to end before it was looked at.
        earlier = {"$set": {"ends_at": session["ends_at"] - lifetime}}
        await sessions.update_one({"_id": session["_id"]}, earlier)
        assert (await http.get("/v1/me", headers=shown)).status_code == 401
