"""Web Push (RFC 8030): encrypted for one browser (RFC 8291), every answer sorted into what it means for a push."""

import base64

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from httpcore2 import ConnectError

from libs.common.network import Answer, CutOff, NotPublic, Posts
from services.notifications.channels.vapid import Vapid
from services.notifications.domain.reach import Subscription
from services.notifications.ports import NotNow, Push, Undeliverable

GONE = (404, 410)
BUSY = (401, 403, 408, 425, 429)
"""Also where the service does not know this house: its operator can mend that; no browser is forgotten."""

UNFIT = "push-unfit"


class WebPush:
    """Pushes to browsers, through whatever service each of them named."""

    def __init__(self, vapid: Vapid, posts: Posts) -> None:
        self._vapid, self._posts = vapid, posts

    @property
    def public_key(self) -> str:
        """With which a browser subscribes."""
        return self._vapid.public_key

    async def require(self, subscription: Subscription) -> None:
        """Undeliverable where nothing can be pushed to it."""
        try:
            _sealed(b"", subscription)
            await self._posts.network.require(subscription.endpoint)
        except (ValueError, ConnectError):
            raise Undeliverable(UNFIT, is_final_for_address=True) from None

    async def send(self, push: Push) -> None:
        """Taken over by the push service when this returns."""
        try:
            content = _sealed(push.content, push.to)
        except ValueError:
            raise Undeliverable(UNFIT, is_final_for_address=True) from None
        try:
            answer = await self._posts.post(push.to.endpoint, self._headers(push), content)
        except NotPublic:
            raise Undeliverable(UNFIT, is_final_for_address=True) from None
        except CutOff:
            # Perhaps it was taken: the next try carries the same topic and takes the first one's place.
            raise NotNow("push-cut-off") from None
        _require_taken(answer)

    async def close(self) -> None:
        """Let go of connections."""
        await self._posts.close()

    def _headers(self, push: Push) -> list[tuple[str, str]]:
        return [
            ("Authorization", self._vapid.authorization(push.to.endpoint)),
            ("Content-Encoding", "aes128gcm"),
            ("Content-Type", "application/octet-stream"),
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


def _require_taken(answer: Answer) -> None:
    """2xx is taken; what ends a subscription, this push, or only this try."""
    code = f"push-{answer.status}"
    if answer.is_taken:
        return
    if answer.status in GONE:
        raise Undeliverable(code, is_final_for_address=True)
    if answer.status in BUSY or answer.status >= 500:
        raise NotNow(code, answer.retry_after)
    raise Undeliverable(code)
