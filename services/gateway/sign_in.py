"""Tokens of members: issued where anybody may try the system out, checked everywhere. By machine time."""

import time
from dataclasses import dataclass
from datetime import timedelta

from joserfc import jwt
from joserfc.errors import ExpiredTokenError, JoseError
from joserfc.jwk import OctKey

from libs.common.ids import new_id

ALGORITHM = "HS256"
"""The only one that is taken, whatever a token says of itself."""

CLOCKS_DIFFER_S = 30


class InvalidToken(Exception):
    """Not ours, changed, or not valid any more (`code`)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Proof:
    """What a valid token says: somebody of an organisation, until a time of the machine."""

    org: str
    person_id: str
    expires_at: float


class Tokens:
    """Issues and reads them."""

    def __init__(self, key: bytes, issuer: str, audience: str, lifetime: timedelta) -> None:
        self._key = OctKey.import_key(key)
        self.issuer, self._audience, self.lifetime = issuer, audience, lifetime
        self._claims = jwt.JWTClaimsRegistry(
            leeway=CLOCKS_DIFFER_S,
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": audience},
            sub={"essential": True},
            org={"essential": True},
            exp={"essential": True},
        )

    def issue(self, org: str, person_id: str) -> str:
        """A token for somebody who is known to be who they say."""
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": self._audience,
            "sub": person_id,
            "org": org,
            "iat": now,
            "exp": now + int(self.lifetime.total_seconds()),
            "jti": new_id(),
        }
        return jwt.encode({"alg": ALGORITHM}, claims, self._key, algorithms=[ALGORITHM])

    def read(self, token: str) -> Proof:
        """What it proves; InvalidToken otherwise."""
        try:
            claims = jwt.decode(token, self._key, algorithms=[ALGORITHM]).claims
            self._claims.validate(claims)
        except ExpiredTokenError:
            raise InvalidToken("expired-token") from None
        except (JoseError, TypeError, ValueError):  # TypeError: a header that says nonsense of itself
            raise InvalidToken("invalid-token") from None
        org, person_id = claims["org"], claims["sub"]
        if not isinstance(org, str) or not isinstance(person_id, str):
            raise InvalidToken("invalid-token")
        return Proof(org, person_id, float(claims["exp"]))
