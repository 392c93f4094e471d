"""Browsers and apps on their way through a provider."""

import secrets
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2

from libs.common.ids import new_id
from services.gateway.domain.sessions import Session
from services.gateway.identities import Sessions, hashed
from tests.component.gateway.front import Front

ORIGIN = "http://127.0.0.1:8000"
"""Where the gateway believes to be reached."""

CSRF = {"X-Bothways-Csrf": "1"}
APP = "http://127.0.0.1:7777/app"
SECRET = "a secret: with signs/%"


@dataclass(slots=True)
class Browser:
    """Keeps cookies, and follows where it is led until it is led back to us."""

    http: httpx2.AsyncClient

    async def leave(self, email: str, **query: str) -> str:
        """To the provider: where it would go first."""
        answer = await self.http.get("/v1/sign-in/start", params={"email": email, **query})
        assert answer.status_code == 303, answer.text
        return answer.headers["Location"]

    async def through(self, url: str, back: str = ORIGIN) -> dict[str, str]:
        """What the provider sends back, having asked whatever it asks."""
        while not url.startswith(back):
            answer = await self.http.get(url)
            assert answer.status_code in (302, 303), answer.text
            url = str(answer.url.join(answer.headers["Location"]))
        return {name: value for name, (value,) in parse_qs(urlsplit(url).query).items()}

    async def arrive(self, brought: dict[str, str]) -> httpx2.Response:
        """Back with it."""
        return await self.http.get("/v1/sign-in/callback", params=brought)

    async def sign_in(self, email: str, **query: str) -> httpx2.Response:
        """All of the way."""
        return await self.arrive(await self.through(await self.leave(email, **query)))


@asynccontextmanager
async def browsing(front: Front, replica: int = 0) -> AsyncIterator[Browser]:
    """A fresh browser."""
    async with front.anybody(replica=replica) as http:
        yield Browser(http)


async def register(front: Front, org: str, provider: dict[str, Any] | None, *domains: str) -> httpx2.Response:
    """By the operator."""
    body = {"org": org, "name": org.title(), "mail_domains": domains, "provider": provider}
    async with front.operator() as http:
        return await http.post("/v1/organisations", json=body)


async def app_token(browser: Browser, issuer: str, email: str, audience: str) -> str:
    """An app gets itself an access token for us, by a code and PKCE."""
    verifier = secrets.token_urlsafe(48)
    challenge = urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")
    query = {"client_id": "app", "response_type": "code", "scope": "openid email", "redirect_uri": APP}
    query |= {"code_challenge": challenge, "code_challenge_method": "S256", "resource": audience, "login_hint": email}
    brought = await browser.through(str(httpx2.URL(f"{issuer}/auth", params=query)), APP)
    form = {"grant_type": "authorization_code", "client_id": "app", "redirect_uri": APP, "code_verifier": verifier}
    answer = await browser.http.post(f"{issuer}/token", data=form | {"code": brought["code"]})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["access_token"])


async def given_session(front: Front, org: str, person_id: str) -> str:
    """As a sign-in leaves it in the database; what a browser shows for it."""
    secret, now = secrets.token_urlsafe(32), datetime.now(UTC)
    later = now + timedelta(hours=1)
    session = Session(org, new_id("session"), person_id, hashed(secret), now, now, later)
    saved = Sessions(front.houses[0].database).save(session)
    await front.houses[0].database[saved.collection].insert_one(saved.document)
    return f"bothways={secret}"
