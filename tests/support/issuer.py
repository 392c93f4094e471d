"""An OpenID provider whose every word is the test's: what no honest one would say can be said."""

import hmac
import json
import threading
import time
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

AUDIENCE = "urn:bothways:api"
CLIENT = "bothways"


def made_key(kid: str) -> RSAKey:
    """A key of a provider."""
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig"})


@dataclass(slots=True)
class Issuer:
    """Answers over HTTP; signs what it is told to."""

    port: int = 0
    keys: list[RSAKey] = field(default_factory=lambda: [made_key("first")])
    metadata: dict[str, Any] = field(default_factory=dict)
    """Said in the place of what an honest one says."""

    id_token: str = ""
    userinfo: dict[str, Any] = field(default_factory=dict)
    answer: bytes | None = None
    """Said to everything."""

    asked: Counter[str] = field(default_factory=Counter)

    @property
    def url(self) -> str:
        """What its tokens say."""
        return f"http://127.0.0.1:{self.port}"

    def token(self, key: RSAKey | None = None, algorithm: str = "RS256", **claims: Any) -> str:
        """An access token; a claim that is None is left out."""
        now = int(time.time())
        usual = {"iss": self.url, "aud": AUDIENCE, "sub": "account-of-bob", "iat": now, "exp": now + 300}
        usual |= {"email": "bob@example.org", "email_verified": True}
        content = {name: value for name, value in (usual | claims).items() if value is not None}
        signer = key or self.keys[0]
        header = {"alg": algorithm} | ({"kid": signer.kid} if signer.kid else {})
        return jwt.encode(header, content, signer, algorithms=[algorithm])

    def unsigned(self) -> str:
        """An access token that says of itself that it needs no signature."""
        return f"{self._forged('none')}."

    def signed_with_what_is_public(self) -> str:
        """An access token whose signature anybody can make: the public key as the secret of HS256."""
        forged = self._forged("HS256")
        signature = hmac.digest(self.keys[0].as_pem(private=False), forged.encode(), "sha256")
        return f"{forged}.{_encoded(signature)}"

    def said(self, path: str) -> Mapping[str, Any] | None:
        """What it answers there."""
        match path:
            case "/.well-known/openid-configuration":
                places = {"authorization_endpoint": "auth", "token_endpoint": "token", "jwks_uri": "jwks"}
                found = {name: f"{self.url}/{place}" for name, place in places.items()}
                return {"issuer": self.url, "userinfo_endpoint": f"{self.url}/me", **found} | self.metadata
            case "/jwks":
                return KeySet([*self.keys]).as_dict(private=False)
            case "/token":
                return {"id_token": self.id_token, "access_token": "opaque", "token_type": "Bearer"}
            case "/me":
                return self.userinfo
            case _:
                return None

    def _forged(self, algorithm: str) -> str:
        _, claims, _ = self.token().split(".")
        return f"{_encoded(json.dumps({'alg': algorithm, 'kid': self.keys[0].kid}).encode())}.{claims}"


def _encoded(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


@contextmanager
def issuing() -> Iterator[Issuer]:
    """It answers meanwhile."""
    issuer = Issuer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            issuer.asked[self.path] += 1
            said = issuer.said(self.path)
            content = issuer.answer if issuer.answer is not None else json.dumps(said).encode()
            self.send_response(404 if said is None else 200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    issuer.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
