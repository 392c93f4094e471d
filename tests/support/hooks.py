"""Who takes webhooks: checks every signature from primitives, as the specification has it, and keeps what is signed.

The house signs with a library, so nothing here is read by what wrote it.
"""

import base64
import hashlib
import hmac
import json
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from tests.support.receiver import Receiver, Reply, Request

TOLERANCE_S = 300


@dataclass(frozen=True, slots=True)
class Told:
    """One message that was signed as it should be."""

    id: str
    path: str
    event: dict[str, Any]
    signatures: int


@dataclass
class Hooks(Receiver):
    """Addresses by path, each with the secret that it was given."""

    secrets: dict[str, str] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    tried: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """The ids of all tries, by path."""

    faults: list[str] = field(default_factory=list)
    hang_s: dict[str, float] = field(default_factory=dict)
    """How long a path does not answer."""

    def url(self, path: str) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}{path}"

    def events(self, path: str) -> list[dict[str, Any]]:
        """What a path was told, once each, by position."""
        found = {one.id: one.event for one in list(self.told) if one.path == path}
        return sorted(found.values(), key=lambda event: event.get("position", 0))

    def answer(self, request: Request) -> Reply:
        """As laid out; slowly where it hangs."""
        self.tried[request.path].append(request.headers["webhook-id"])
        time.sleep(self.hang_s.get(request.path, 0))
        return super().answer(request)

    def take(self, request: Request) -> Reply:
        """Only what is signed by this path's secret, and now."""
        try:
            self.told.append(self._read(request))
        except Exception as fault:  # noqa: BLE001 - whatever it is, a test asks for it
            self.faults.append(f"{request.path}: {fault!r}")
            return Reply(400)
        return super().take(request)

    def _read(self, request: Request) -> Told:
        headers = request.headers
        message_id, at = headers["webhook-id"], headers["webhook-timestamp"]
        assert abs(time.time() - int(at)) < TOLERANCE_S
        assert headers["Content-Type"] == "application/cloudevents+json"
        shown = headers["webhook-signature"].split()
        assert signature(self.secrets[request.path], message_id, at, request.content) in shown
        event = json.loads(request.content)
        assert event["id"] == message_id
        return Told(message_id, request.path, event, len(shown))


def signature(secret: str, message_id: str, at: str, body: bytes) -> str:
    """`v1,` and the HMAC of id, time and body."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.digest(key, f"{message_id}.{at}.".encode() + body, hashlib.sha256)
    return f"v1,{base64.b64encode(digest).decode()}"
