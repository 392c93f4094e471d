"""A push service and its browsers: what was pushed is read by RFC 8291 from primitives, and checked by py-vapid.

The house writes with `http_ece` and `joserfc`, so nothing here is read by what wrote it.
"""

import base64
import json
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02

from tests.support.receiver import Receiver, Reply, Request

TOPIC_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
A_DAY_S = 86_400
LARGEST = 4096


@dataclass
class Browser:
    """Subscribed to one house; shows one notification per topic, the newest."""

    endpoint: str
    path: str
    house_key: str
    private_key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    shown: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By topic."""

    @property
    def point(self) -> bytes:
        """Its public key."""
        return self.private_key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    @property
    def keys(self) -> dict[str, str]:
        """As it hands them out."""
        return {"p256dh": in_base64url(self.point), "auth": in_base64url(self.secret)}

    def read(self, content: bytes) -> dict[str, Any]:
        """Opened with its own keys: one record, padded with nothing but the mark of its end (RFC 8188, 2)."""
        salt, size, length = content[:16], int.from_bytes(content[16:20]), content[20]
        senders_point, record = content[21 : 21 + length], content[21 + length :]
        assert len(record) <= size
        sender = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), senders_point)
        agreed = self.private_key.exchange(ec.ECDH(), sender)
        secret = derived(agreed, self.secret, b"WebPush: info\0" + self.point + senders_point, 32)
        key = derived(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
        nonce = derived(secret, salt, b"Content-Encoding: nonce\0", 12)
        text = AESGCM(key).decrypt(nonce, record, None)
        assert text.endswith(b"\2")
        read: dict[str, Any] = json.loads(text[:-1])
        return read


@dataclass
class PushService(Receiver):
    """Takes what RFC 8030 allows from whom the browser allowed, and nothing else."""

    ok: int = 201
    browsers: dict[str, Browser] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def browser(self, house_key: str) -> Browser:
        """A new one, that takes pushes of this house alone."""
        path = f"/push/{len(self.browsers)}"
        return self.browsers.setdefault(path, Browser(f"http://127.0.0.1:{self.port}{path}", path, house_key))

    def take(self, request: Request) -> Reply:
        """410 where its browser is gone; 400 with a fault where a rule of the protocol is broken."""
        browser = self.browsers.get(request.path)
        if browser is None:
            return Reply(410)
        try:
            self._require_proper(request, browser)
            browser.shown[request.headers["Topic"]] = browser.read(request.content)
        except Exception as fault:  # noqa: BLE001 - whatever it is, a test asks for it
            self.faults.append(repr(fault))
            return Reply(400)
        return super().take(request)

    def forget(self, browser: Browser) -> None:
        """Somebody took their permission back."""
        del self.browsers[browser.path]

    def _require_proper(self, request: Request, browser: Browser) -> None:
        headers = request.headers
        assert headers["Content-Encoding"] == "aes128gcm"
        assert len(request.content) <= LARGEST
        assert headers["TTL"].isdigit()
        assert headers["Urgency"] in ("very-low", "low", "normal", "high")
        assert set(headers["Topic"]) <= TOPIC_LETTERS
        assert len(headers["Topic"]) <= 32
        assert Vapid02.verify(headers["Authorization"])
        token, key = headers["Authorization"].removeprefix("vapid t=").split(",k=")
        assert key == browser.house_key
        claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
        assert claims["aud"] == f"http://127.0.0.1:{self.port}"
        assert time.time() < claims["exp"] <= time.time() + A_DAY_S
        assert claims["sub"].startswith("mailto:")


def derived(key: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """HKDF with SHA-256."""
    return HKDF(SHA256(), length, salt=salt, info=info).derive(key)


def in_base64url(content: bytes) -> str:
    """Without padding."""
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
