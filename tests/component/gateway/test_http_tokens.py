"""What a provider signs counts for its own organisation, as agreed on, and nothing else does."""

import time
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx2
import pytest
import pytest_asyncio

from tests.component.gateway.front import Front, open_front
from tests.component.gateway.signing import browsing, register
from tests.support.issuer import AUDIENCE, CLIENT, Issuer, issuing, made_key
from tests.support.stack import TestStack

OTHER_KEY = made_key("first")
FAR = 3600


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    with issuing() as opened:
        yield opened


@pytest.fixture(scope="module")
def foreign() -> Iterator[Issuer]:
    with issuing() as opened:
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack, issuer: Issuer, foreign: Issuer) -> AsyncIterator[Front]:
    async with open_front(stack, neighbours=(), nearby_providers=True, local_sign_in=False, token_key=None) as opened:
        await opened.arrive("bob", "ada")
        for org, provider in (("acme", issuer), ("globex", foreign)):
            settings = {"issuer": provider.url, "client_id": CLIENT, "audience": AUDIENCE}
            made = await register(opened, org, settings, f"{org}.example")
            assert made.status_code == 201, made.text
        yield opened


async def test_an_access_token_as_agreed_on_opens(front: Front, issuer: Issuer) -> None:
    async with front.anybody(issuer.token()) as http:
        assert (await http.get("/v1/me")).json()["person_id"] == "bob"
    async with front.anybody(issuer.token(email=None)) as http:
        assert (await http.get("/v1/me")).status_code == 200, "the account is known by now"
    async with front.anybody(issuer.token(aud=["urn:else", AUDIENCE])) as http:
        assert (await http.get("/v1/me")).status_code == 200


ATTACKS: dict[str, tuple[Callable[[Issuer, Issuer], str], str]] = {
    "signed with a key of nobody's": (lambda own, _: own.token(OTHER_KEY), "invalid-token"),
    "not signed": (lambda own, _: own.unsigned(), "invalid-token"),
    "signed with the public key": (lambda own, _: own.signed_with_what_is_public(), "invalid-token"),
    "signed another way than agreed on": (lambda own, _: own.token(algorithm="RS512"), "invalid-token"),
    "expired": (lambda own, _: own.token(exp=int(time.time()) - 31), "expired-token"),
    "without an end": (lambda own, _: own.token(exp=None), "invalid-token"),
    "not yet valid": (lambda own, _: own.token(nbf=int(time.time()) + FAR), "invalid-token"),
    "from the future": (lambda own, _: own.token(iat=int(time.time()) + FAR), "invalid-token"),
    "for somebody else": (lambda own, _: own.token(aud="urn:somebody-else"), "invalid-token"),
    "an ID token of the web client": (lambda own, _: own.token(aud=CLIENT), "invalid-token"),
    "for nobody": (lambda own, _: own.token(aud=None), "invalid-token"),
    "by an unknown issuer": (lambda own, _: own.token(iss="https://elsewhere.example"), "invalid-token"),
    "by nobody": (lambda own, _: own.token(iss=None), "invalid-token"),
    "by the house itself": (lambda own, _: own.token(iss="bothways", org="acme"), "invalid-token"),
    "about nobody": (lambda own, _: own.token(sub=None), "invalid-token"),
    "cut": (lambda own, _: own.token()[:-3], "invalid-token"),
    "of another issuer in this one's name": (lambda own, other: other.token(iss=own.url), "invalid-token"),
    "too long": (lambda own, _: own.token(more="x" * 20_000), "invalid-token"),
}


@pytest.mark.parametrize("attack", ATTACKS)
async def test_any_other_token_opens_nothing(front: Front, issuer: Issuer, foreign: Issuer, attack: str) -> None:
    make, code = ATTACKS[attack]
    async with front.anybody(make(issuer, foreign)) as http:
        answer = await http.get("/v1/me")
    assert (answer.status_code, answer.json()["code"]) == (401, code)
    assert answer.headers["Content-Type"] == "application/problem+json"


async def test_the_issuer_of_another_organisation_lets_nobody_in_here(front: Front, foreign: Issuer) -> None:
    async with front.anybody(foreign.token(org="acme")) as http:
        answer = await http.get("/v1/me")
    assert (answer.status_code, answer.json()["code"]) == (403, "not-provisioned")


async def test_an_unverified_address_links_no_token_to_anybody(front: Front, issuer: Issuer) -> None:
    for verified in (False, None, "true"):
        token = issuer.token(sub="account-of-ada", email="ada@example.org", email_verified=verified)
        async with front.anybody(token) as http:
            answer = await http.get("/v1/me")
        assert (answer.status_code, answer.json()["code"]) == (403, "mail-not-verified")


async def test_keys_nobody_knows_are_asked_for_once_in_a_while(front: Front, issuer: Issuer) -> None:
    before = issuer.asked["/jwks"]
    for number in range(3):
        async with front.anybody(issuer.token(made_key(f"made-up-{number}"))) as http:
            assert (await http.get("/v1/me")).status_code == 401
    assert issuer.asked["/jwks"] <= before + 1


ID_TOKENS: dict[str, Callable[[Issuer, str], str]] = {
    "for another sign-in": lambda issuer, _: issuer.token(aud=CLIENT, nonce="another"),
    "for no sign-in": lambda issuer, _: issuer.token(aud=CLIENT),
    "an access token": lambda issuer, nonce: issuer.token(nonce=nonce),
    "for another client beside us": lambda issuer, nonce: issuer.token(aud=[CLIENT, "x"], azp="x", nonce=nonce),
    "signed with a key of nobody's": lambda issuer, nonce: issuer.token(OTHER_KEY, aud=CLIENT, nonce=nonce),
    "expired": lambda issuer, nonce: issuer.token(aud=CLIENT, nonce=nonce, exp=int(time.time()) - 31),
    "none at all": lambda _issuer, _nonce: "",
}


async def signed_in(front: Front, issuer: Issuer, make: Callable[[Issuer, str], str], **more: str) -> Any:
    async with browsing(front) as browser:
        asked = httpx2.URL(await browser.leave("bob@acme.example")).params
        issuer.id_token = make(issuer, asked["nonce"])
        return await browser.arrive({"state": asked["state"], "code": "any", **more})


@pytest.mark.parametrize("attack", ID_TOKENS)
async def test_an_id_token_that_is_not_for_this_sign_in_ends_none(front: Front, issuer: Issuer, attack: str) -> None:
    answer = await signed_in(front, issuer, ID_TOKENS[attack])
    assert (answer.status_code, answer.json()["code"]) == (400, "sign-in-failed")


async def test_an_id_token_for_this_sign_in_ends_it(front: Front, issuer: Issuer) -> None:
    answer = await signed_in(front, issuer, lambda issuer, nonce: issuer.token(aud=CLIENT, nonce=nonce))
    assert answer.status_code == 303, answer.text


async def test_a_state_is_taken_once_also_where_the_provider_takes_a_code_twice(front: Front, issuer: Issuer) -> None:
    async with browsing(front) as browser, browsing(front) as again:
        asked = httpx2.URL(await browser.leave("bob@acme.example")).params
        again.http.cookies.update(browser.http.cookies)
        issuer.id_token = issuer.token(aud=CLIENT, nonce=asked["nonce"])
        brought = {"state": asked["state"], "code": "any"}
        assert (await browser.arrive(brought)).status_code == 303
        replayed = await again.arrive(brought)
        assert (replayed.status_code, replayed.json()["code"]) == (400, "sign-in-failed")


async def test_userinfo_about_somebody_else_counts_for_nothing(front: Front, issuer: Issuer) -> None:
    issuer.userinfo = {"sub": "somebody-else", "email": "ada@example.org", "email_verified": True}
    answer = await signed_in(
        front, issuer, lambda issuer, nonce: issuer.token(aud=CLIENT, nonce=nonce, sub="new", email=None)
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "mail-not-verified")


@pytest.mark.parametrize(
    ("metadata", "answer"),
    [
        ({"issuer": "https://elsewhere.example"}, None),
        ({"authorization_endpoint": "javascript:alert(1)"}, None),
        ({"token_endpoint": "file:///etc/passwd"}, None),
        ({"jwks_uri": None}, None),
        ({}, b"{" * 300_000),
        ({}, b"no JSON"),
    ],
    ids=lambda case: str(case)[:40],
)
async def test_a_provider_that_says_nonsense_is_away(
    front: Front, metadata: dict[str, Any], answer: bytes | None
) -> None:
    with issuing() as strange:
        strange.metadata, strange.answer = metadata, answer
        org = f"s-{strange.port}"
        await register(front, org, {"issuer": strange.url, "client_id": CLIENT})
        async with front.anybody() as http:
            refused = await http.get("/v1/sign-in/start", params={"org": org})
    assert (refused.status_code, refused.json()["code"]) == (503, "provider-away")
    assert int(refused.headers["Retry-After"]) > 0


async def test_without_being_told_nobody_is_asked_in_this_network(front: Front, issuer: Issuer) -> None:
    await front.start(nearby_providers=False, local_sign_in=False, token_key=None)
    async with front.anybody(replica=-1) as http:
        refused = await http.get("/v1/sign-in/start", params={"org": "acme"})
    assert (refused.status_code, refused.json()["code"]) == (503, "provider-away")


async def test_a_local_token_opens_nothing_where_there_is_no_local_sign_in(front: Front) -> None:
    async with front.anybody() as http:
        assert (await http.post("/v1/sign-in", json={"org": "acme", "person_id": "bob"})).status_code == 404
