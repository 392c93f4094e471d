"""OpenID providers over HTTP: what they say of themselves, their keys, and what a code is worth."""

import asyncio
import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus, urlencode, urlsplit

from httpcore2 import AsyncConnectionPool, NetworkError, ProtocolError, TimeoutException, UnsupportedProtocol
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from libs.common.network import PublicNetwork
from services.gateway.keeping import Away, Kept

DISCOVERY = "/.well-known/openid-configuration"
TIMEOUT_S = 5.0
LARGEST_ANSWER = 256 * 1024
METADATA_KEPT_S, KEYS_KEPT_S = 3600.0, 600.0
JSON_FORM = {"Accept": "application/json", "Accept-Encoding": "identity"}
REFUSING = (400, 401, 403)
SYMMETRIC = "oct"


class ProviderAway(Away):
    """The provider does not answer, or not as one does."""


class ProviderRefused(Exception):
    """The provider does not take what was sent: a code that was used, say."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a provider says of itself (OpenID Connect Discovery)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None
    end_session_endpoint: str | None
    says_issuer: bool
    """It names itself in every answer (RFC 9207), so that nobody else's is taken for its own."""

    secret_in_body: bool


@dataclass(frozen=True, slots=True)
class Client:
    """What this house is to a provider."""

    issuer: str
    client_id: str
    secret: str | None


@dataclass(frozen=True, slots=True)
class Redemption:
    """A code on its way back, with what proves that it was ours."""

    code: str
    verifier: str
    redirect_uri: str


class Providers:
    """All providers. What they say is kept for a while, and asked for once at a time."""

    def __init__(self, network: PublicNetwork, *, needs_tls: bool, timeout_s: float = TIMEOUT_S) -> None:
        self._schemes = ("https",) if needs_tls else ("https", "http")
        self._timeout_s = timeout_s
        self._pool = AsyncConnectionPool(max_connections=32, keepalive_expiry=30, network_backend=network)
        self._metadata: Kept[Metadata] = Kept(METADATA_KEPT_S, self._discover)
        self._keys: Kept[KeySet] = Kept(KEYS_KEPT_S, self._fetch_keys)

    async def metadata(self, issuer: str) -> Metadata:
        """What it says of itself. ProviderAway."""
        return await self._metadata.get(issuer)

    async def keys(self, issuer: str, kid: str | None) -> KeySet:
        """Its keys, fetched anew where none has this id. ProviderAway."""
        keys = await self._keys.get(issuer)
        if kid is None or any(key.kid == kid for key in keys.keys):
            return keys
        return await self._keys.again(issuer)

    async def redeem(self, client: Client, redemption: Redemption) -> Mapping[str, Any]:
        """What the code is worth: ID token and access token. ProviderAway, ProviderRefused."""
        metadata = await self.metadata(client.issuer)
        form = {
            "grant_type": "authorization_code",
            "code": redemption.code,
            "code_verifier": redemption.verifier,
            "redirect_uri": redemption.redirect_uri,
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if client.secret is None or metadata.secret_in_body:
            form |= {"client_id": client.client_id} | ({"client_secret": client.secret} if client.secret else {})
        else:
            pair = f"{quote_plus(client.client_id)}:{quote_plus(client.secret)}"
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        return await self._ask("POST", metadata.token_endpoint, headers, urlencode(form).encode())

    async def userinfo(self, issuer: str, access_token: str) -> Mapping[str, Any]:
        """What it says of who signed in, where its ID token is short. ProviderAway, ProviderRefused."""
        url = (await self.metadata(issuer)).userinfo_endpoint
        return await self._ask("GET", url, {"Authorization": f"Bearer {access_token}"}) if url else {}

    async def close(self) -> None:
        """Let go of connections."""
        await self._pool.aclose()

    async def _discover(self, issuer: str) -> Metadata:
        said = await self._read(issuer.rstrip("/") + DISCOVERY)
        if said.get("issuer") != issuer:
            raise ProviderAway("names another issuer")
        methods = said.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        return Metadata(
            issuer=issuer,
            authorization_endpoint=self._address(said.get("authorization_endpoint")),
            token_endpoint=self._address(said.get("token_endpoint")),
            jwks_uri=self._address(said.get("jwks_uri")),
            userinfo_endpoint=self._address_or_none(said.get("userinfo_endpoint")),
            end_session_endpoint=self._address_or_none(said.get("end_session_endpoint")),
            says_issuer=said.get("authorization_response_iss_parameter_supported") is True,
            secret_in_body="client_secret_basic" not in methods,
        )

    async def _fetch_keys(self, issuer: str) -> KeySet:
        said = await self._read((await self.metadata(issuer)).jwks_uri)
        try:
            return KeySet.import_key_set({"keys": [key for key in said["keys"] if key["kty"] != SYMMETRIC]})
        except (JoseError, KeyError, TypeError, ValueError):
            raise ProviderAway("no keys") from None

    def _address(self, url: object) -> str:
        """It leads a browser or this house somewhere, in the clear nowhere."""
        try:
            parts = urlsplit(url) if isinstance(url, str) else None
        except ValueError:
            parts = None
        if parts is None or parts.scheme not in self._schemes or not parts.hostname:
            raise ProviderAway("no address")
        return str(url)

    def _address_or_none(self, url: object) -> str | None:
        return self._address(url) if url else None

    async def _read(self, url: str) -> Mapping[str, Any]:
        """What anybody may read; a no is as good as silence."""
        try:
            return await self._ask("GET", url)
        except ProviderRefused:
            raise ProviderAway("refused") from None

    async def _ask(
        self, method: str, url: str, headers: Mapping[str, str] | None = None, content: bytes | None = None
    ) -> Mapping[str, Any]:
        sent = JSON_FORM | dict(headers or {}) | ({"Content-Length": str(len(content))} if content else {})
        try:
            async with (
                asyncio.timeout(self._timeout_s),
                self._pool.stream(method, self._address(url), headers=[*sent.items()], content=content) as response,
            ):
                status, body = response.status, bytearray()
                async for part in response.aiter_stream():
                    body += part
                    if len(body) > LARGEST_ANSWER:
                        raise ProviderAway("too much")
        except (NetworkError, ProtocolError, TimeoutException, TimeoutError, UnsupportedProtocol, OSError) as error:
            raise ProviderAway(type(error).__name__) from None
        return _object(status, bytes(body))


def _object(status: int, body: bytes) -> Mapping[str, Any]:
    if status in REFUSING:
        raise ProviderRefused
    try:
        said = json.loads(body)
    except ValueError:
        said = None
    if status != 200 or not isinstance(said, dict):
        raise ProviderAway("no answer as one gives it")
    return said
