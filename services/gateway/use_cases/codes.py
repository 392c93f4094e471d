"""The code flow of OpenID Connect, with PKCE: somebody leaves for their provider, and comes back with a code."""

import hashlib
import json
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from libs.common.crypto import Box, Unsealable
from services.gateway.domain.organisations import Organisation, Provider
from services.gateway.identities import Organisations
from services.gateway.provider_tokens import Expected, claimed, read
from services.gateway.providers import Client, ProviderAway, ProviderRefused, Providers, Redemption
from services.gateway.sign_in import InvalidToken
from services.gateway.use_cases.organisations import open_secret

AWAY_S = 600
"""To type a password and find a second factor."""

SCOPE = "openid email"


class SignInFailed(Exception):
    """What came back does not belong to what left, or proves nothing. Which of it is nobody's to know."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a browser keeps for us, sealed, while its person is away at the provider."""

    org: str
    issuer: str
    nonce: str
    verifier: str
    return_to: str
    until: float


@dataclass(frozen=True, slots=True)
class Departure:
    """Where to, and what the browser is given to come back with."""

    url: str
    state: str
    ticket: str


@dataclass(frozen=True, slots=True)
class Return:
    """What a browser brings back."""

    state: str
    code: str
    issuer: str | None
    ticket: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """Whom a provider named, and where they were going."""

    org: str
    issuer: str
    claims: Mapping[str, Any]
    state: str
    return_to: str


@dataclass(frozen=True, slots=True)
class Codes:
    """Both halves of the way."""

    organisations: Organisations
    providers: Providers
    box: Box
    origin: str
    """Where people reach this house."""

    @property
    def redirect_uri(self) -> str:
        """Where providers send people back to."""
        return f"{self.origin}/v1/sign-in/callback"

    async def leave(self, organisation: Organisation, provider: Provider, hint: str, return_to: str) -> Departure:
        """To the provider of an organisation. ProviderAway."""
        metadata = await self.providers.metadata(provider.issuer)
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        ticket = Ticket(organisation.org, provider.issuer, nonce, verifier, return_to, time.time() + AWAY_S)
        query = {
            "response_type": "code",
            "client_id": provider.client_id,
            "redirect_uri": self.redirect_uri,
            "scope": SCOPE,
            "state": state,
            "nonce": nonce,
            "code_challenge": _encoded(hashlib.sha256(verifier.encode()).digest()),
            "code_challenge_method": "S256",
        } | ({"login_hint": hint} if hint else {})
        url = f"{metadata.authorization_endpoint}{_joint(metadata.authorization_endpoint)}{urlencode(query)}"
        return Departure(url, state, _encoded(self.box.seal(json.dumps(asdict(ticket)).encode(), _context(state))))

    async def come_back(self, brought: Return) -> Arrival:
        """Whom the provider names. SignInFailed, ProviderAway."""
        ticket = self._opened(brought)
        organisation = await self.organisations.named(ticket.org)
        if organisation is None or organisation.provider is None or organisation.provider.issuer != ticket.issuer:
            raise SignInFailed
        provider = organisation.provider
        metadata = await self.providers.metadata(provider.issuer)
        if brought.issuer not in (provider.issuer, *(() if metadata.says_issuer else (None,))):
            raise SignInFailed
        client = Client(provider.issuer, provider.client_id, open_secret(self.box, ticket.org, provider))
        try:
            worth = await self.providers.redeem(client, Redemption(brought.code, ticket.verifier, self.redirect_uri))
            claims = await self._named(provider, ticket.nonce, worth)
        except (ProviderRefused, InvalidToken):
            raise SignInFailed from None
        return Arrival(ticket.org, provider.issuer, claims, brought.state, ticket.return_to)

    async def farewell(self, org: str) -> str | None:
        """Where a browser signs out of the provider, too (RP-Initiated Logout); None where it cannot."""
        organisation = await self.organisations.named(org)
        provider = organisation.provider if organisation else None
        if provider is None:
            return None
        try:
            url = (await self.providers.metadata(provider.issuer)).end_session_endpoint
        except ProviderAway:
            return None
        query = {"client_id": provider.client_id, "post_logout_redirect_uri": f"{self.origin}/"}
        return f"{url}{_joint(url)}{urlencode(query)}" if url else None

    async def _named(self, provider: Provider, nonce: str, worth: Mapping[str, Any]) -> Mapping[str, Any]:
        """The claims of the ID token, with the address from where else the provider tells it."""
        token, access_token = worth.get("id_token"), worth.get("access_token")
        if not isinstance(token, str):
            raise SignInFailed
        keys = await self.providers.keys(provider.issuer, claimed(token).kid)
        claims = read(token, keys, Expected(provider.issuer, provider.client_id, provider.algorithms, nonce))
        if "email" in claims or not isinstance(access_token, str):
            return claims
        told = await self.providers.userinfo(provider.issuer, access_token)
        is_theirs = told.get("sub") == claims["sub"]
        return claims | ({name: told.get(name) for name in ("email", "email_verified")} if is_theirs else {})

    def _opened(self, brought: Return) -> Ticket:
        try:
            sealed = urlsafe_b64decode(brought.ticket + "=" * (-len(brought.ticket) % 4))
            ticket = Ticket(**json.loads(self.box.open(sealed, _context(brought.state))))
        except (Unsealable, ValueError, TypeError):
            raise SignInFailed from None
        if ticket.until < time.time():
            raise SignInFailed
        return ticket


def _joint(url: str) -> str:
    return "&" if "?" in url else "?"


def _encoded(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


def _context(state: str) -> str:
    return f"sign-in:{state}"
