"""Web Push (RFC 8030): encrypted for one browser (RFC 8291), every answer sorted into what it means for a push."""

import asyncio
import base64
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from httpcore2 import (
    AsyncConnectionPool,
    ConnectError,
    NetworkError,
    ProtocolError,
    Response,
    TimeoutException,
    UnsupportedProtocol,
)

from services.notifications.channels.network import NotPublic, PublicNetwork
from services.notifications.channels.vapid import Vapid
from services.notifications.domain.reach import Subscription
from services.notifications.ports import NotNow, Push, Undeliverable

MOST_CONNECTIONS, KEPT_OPEN_S = 32, 30
GONE = (404, 410)
BUSY = (401, 403, 408, 425, 429)
"""Also where the service does not know this house: its operator can mend that; no browser is forgotten."""

LONGEST_WAIT = timedelta(days=1)
UNFIT = "push-unfit"


class WebPush:
    """Pushes to browsers, through whatever service each of them named."""

    def __init__(self, vapid: Vapid, network: PublicNetwork, timeout_s: float) -> None:
        self._vapid, self._network, self._timeout_s = vapid, network, timeout_s
        self._pool = AsyncConnectionPool(
            max_connections=MOST_CONNECTIONS, keepalive_expiry=KEPT_OPEN_S, network_backend=network
        )

    @property
    def public_key(self) -> str:
        """With which a browser subscribes."""
        return self._vapid.public_key

    async def require(self, subscription: Subscription) -> None:
        """Undeliverable where nothing can be pushed to it."""
        try:
            _sealed(b"", subscription)
            await self._network.require(subscription.endpoint)
        except (ValueError, ConnectError):
            raise Undeliverable(UNFIT, is_final_for_address=True) from None

    async def send(self, push: Push) -> None:
        """Taken over by the push service when this returns."""
        try:
            content = _sealed(push.content, push.to)
        except ValueError:
            raise Undeliverable(UNFIT, is_final_for_address=True) from None
        try:
            async with asyncio.timeout(self._timeout_s):
                answer = await self._pool.request(
                    "POST", push.to.endpoint, headers=self._headers(push, content), content=content
                )
        except (NotPublic, UnsupportedProtocol):
            raise Undeliverable(UNFIT, is_final_for_address=True) from None
        except (NetworkError, ProtocolError, TimeoutException, TimeoutError, OSError):
            # Perhaps it was taken: the next try carries the same topic and takes the first one's place.
            raise NotNow("push-cut-off") from None
        _require_taken(answer)

    async def close(self) -> None:
        """Let go of connections."""
        await self._pool.aclose()

    def _headers(self, push: Push, content: bytes) -> list[tuple[str, str]]:
        return [
            ("Authorization", self._vapid.authorization(push.to.endpoint)),
            ("Content-Encoding", "aes128gcm"),
            ("Content-Type", "application/octet-stream"),
            ("Content-Length", str(len(content))),
            ("TTL", str(int(push.ttl.total_seconds()))),
            ("Urgency", push.urgency),
            ("Topic", push.topic),
        ]


def _sealed(content: bytes, to: Subscription) -> bytes:
    """For this browser alone, under a key of this one push; ValueError where its keys are none."""
    private_key = ec.generate_private_key(ec.SECP256R1())
    sealed: bytes = http_ece.encrypt(
        content, private_key=private_key, dh=_bytes(to.p256dh), auth_secret=_bytes(to.auth), version="aes128gcm"
    )
    return sealed


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _require_taken(answer: Response) -> None:
    """2xx is taken; what ends a subscription, this push, or only this try."""
    code = f"push-{answer.status}"
    if 200 <= answer.status < 300:
        return
    if answer.status in GONE:
        raise Undeliverable(code, is_final_for_address=True)
    if answer.status in BUSY or answer.status >= 500:
        raise NotNow(code, _retry_after(answer))
    raise Undeliverable(code)


def _retry_after(answer: Response) -> timedelta | None:
    """Seconds or a date (RFC 9110, 10.2.3); None where it says nothing that can be read."""
    said = next(
        (value.decode("latin-1").strip() for name, value in answer.headers if name.lower() == b"retry-after"), ""
    )
    try:
        if said.isdigit():
            wait = timedelta(seconds=min(int(said), LONGEST_WAIT.total_seconds()))
        else:
            wait = parsedate_to_datetime(said).astimezone(UTC) - datetime.now(UTC)
    except ValueError:
        return None
    return min(max(wait, timedelta(0)), LONGEST_WAIT)
