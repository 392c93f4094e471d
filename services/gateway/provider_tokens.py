"""Tokens that providers of organisations sign: checked against their keys, with everything pinned. By machine time."""

import json
from dataclasses import dataclass
from typing import Any

from joserfc import jws, jwt
from joserfc.errors import ExpiredTokenError, JoseError
from joserfc.jwk import KeySet

from services.gateway.sign_in import CLOCKS_DIFFER_S, InvalidToken

LONGEST = 16 * 1024
WRONG = (JoseError, KeyError, TypeError, ValueError)
"""What a token or key makes the library say that is nonsense of itself."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a token says of itself before anything of it is checked: only to find whose keys would check it."""

    kid: str | None
    issuer: str
    audiences: list[str]


@dataclass(frozen=True, slots=True)
class Expected:
    """What a token has to say, whoever signed it."""

    issuer: str
    audience: str
    algorithms: tuple[str, ...]
    nonce: str | None = None
    """None for an access token; an ID token says that of the sign-in that it ends."""


def claimed(token: str) -> Claimed:
    """Reads without trust; InvalidToken where there is nothing to read."""
    if len(token) > LONGEST:
        raise InvalidToken("invalid-token")
    try:
        read = jws.extract_compact(token.encode())
        claims, kid = json.loads(read.payload), read.headers().get("kid")
    except WRONG:
        raise InvalidToken("invalid-token") from None
    issuer, audience = (claims.get(name) for name in ("iss", "aud")) if isinstance(claims, dict) else (None, None)
    named = audience if isinstance(audience, list) else [audience]
    audiences = [one for one in named if isinstance(one, str)]
    if not isinstance(issuer, str) or len(audiences) != len(named):
        raise InvalidToken("invalid-token")
    return Claimed(kid if isinstance(kid, str) else None, issuer, audiences)


def read(token: str, keys: KeySet, expected: Expected) -> dict[str, Any]:
    """The claims of a token that is whole, meant for us, and in time; InvalidToken otherwise."""
    registry = jwt.JWTClaimsRegistry(leeway=CLOCKS_DIFFER_S, **_pinned(expected))
    try:
        claims: dict[str, Any] = jwt.decode(token, keys, algorithms=list(expected.algorithms)).claims
        registry.validate(claims)
    except ExpiredTokenError:
        raise InvalidToken("expired-token") from None
    except WRONG:
        raise InvalidToken("invalid-token") from None
    if expected.nonce and claims.get("azp", expected.audience) != expected.audience:
        raise InvalidToken("invalid-token")
    return claims


def _pinned(expected: Expected) -> dict[str, Any]:
    needed: dict[str, Any] = {name: {"essential": True} for name in ("sub", "exp")}
    needed["iss"] = {"essential": True, "value": expected.issuer}
    needed["aud"] = {"essential": True, "value": expected.audience}
    if expected.nonce:
        needed |= {"iat": {"essential": True}, "nonce": {"essential": True, "value": expected.nonce}}
    return needed
