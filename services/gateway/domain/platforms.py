"""Outside platforms: who they are, what they may do, and the keys they show. Pure."""

import hashlib
import hmac
import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from services.gateway.domain.access import Permission, Scope, is_granted
from services.gateway.domain.people import Source

USUAL_SCOPES = (Scope.SEND_EVENTS, Scope.READ_FACTS)
LIVE_KEYS = 2
"""The newest two keys work, so that a key can be changed without a gap."""

PLATFORM_ID = r"[a-z0-9-]{1,40}"
_KEY = re.compile(rf"bw_(?P<platform_id>{PLATFORM_ID})_(?P<secret>[A-Za-z0-9_-]{{43}})")


class PlatformState(StrEnum):
    """Whether what it sends is taken."""

    ACTIVE = "active"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class ApiKey:
    """One key, known by its hash alone: it is 32 random bytes, which no list of guesses holds."""

    key_id: str
    sha256: str
    made_at: datetime
    expires_at: datetime | None = None

    @classmethod
    def of(cls, api_key: str, key_id: str, made_at: datetime, expires_at: datetime | None) -> Self:
        """What is kept of a key."""
        return cls(key_id, _hash(api_key), made_at, expires_at)

    def works_at(self, now: datetime) -> bool:
        """It has not expired."""
        return self.expires_at is None or now < self.expires_at


@dataclass(frozen=True, slots=True)
class Platform:
    """A program outside the house that speaks for one organisation. Its id is unique in the whole house,

    because its exchange carries nothing else.
    """

    org: str
    platform_id: str
    name: str
    source_uri: str | None = None
    scopes: tuple[Scope, ...] = USUAL_SCOPES
    priority: int = 100
    events_per_minute: int = 6000
    keys: tuple[ApiKey, ...] = ()
    state: PlatformState = PlatformState.ACTIVE
    revision: int = 0

    @property
    def is_active(self) -> bool:
        """It has not been revoked."""
        return self.state is PlatformState.ACTIVE

    @property
    def may_act_for_people(self) -> bool:
        """What it asks in a person's name needs no word of that person."""
        return is_granted(Permission.ACT_FOR_PEOPLE, frozenset(self.scopes))

    @property
    def may_provision(self) -> bool:
        """It is a directory: it keeps people and groups over SCIM."""
        return is_granted(Permission.PROVISION, frozenset(self.scopes))

    @property
    def actor_id(self) -> str:
        """Who did it, where this platform did it."""
        return f"platform:{self.platform_id}"

    @property
    def source(self) -> Source:
        """As a source of words about people."""
        return Source(self.platform_id, self.priority)

    def owns_source(self, uri: str) -> bool:
        """An event's `source` is this platform's own, where it said what that is."""
        own = self.source_uri
        return own is None or uri == own or uri.startswith(own.rstrip("/") + "/")

    def key_shown(self, api_key: str) -> ApiKey | None:
        """Which of its keys this is, compared in constant time; it may have expired."""
        shown = _hash(api_key)
        matches = [key for key in self.keys if hmac.compare_digest(shown, key.sha256)]
        return matches[0] if self.is_active and matches else None

    def with_key(self, key: ApiKey) -> "Platform":
        """A further live key; the oldest goes when there are too many."""
        return replace(self, keys=(*self.keys, key)[-LIVE_KEYS:])

    def without_key(self, key_id: str) -> "Platform":
        """One of its keys opens nothing any more."""
        return replace(self, keys=tuple(key for key in self.keys if key.key_id != key_id))

    def revoked(self) -> "Platform":
        """Nothing of it is taken any more, and no key of it works."""
        return replace(self, state=PlatformState.REVOKED, keys=())


@dataclass(frozen=True, slots=True)
class InboundSecret:
    """Signs what a platform sends, as Standard Webhooks has it; sealed, since who checks it needs it whole."""

    secret_id: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class InboundSecrets:
    """By which a platform's signed events are known."""

    org: str
    platform_id: str
    secrets: tuple[InboundSecret, ...] = ()
    revision: int = 0

    def with_secret(self, secret: InboundSecret) -> "InboundSecrets":
        """A further live secret; the oldest goes when there are too many."""
        return replace(self, secrets=(*self.secrets, secret)[-LIVE_KEYS:])


def key_text(platform_id: str, secret: str) -> str:
    """The key as a platform shows it; `secret` is 32 random bytes in URL-safe base64."""
    return f"bw_{platform_id}_{secret}"


def platform_of_key(api_key: str) -> str | None:
    """Whose key this claims to be; None where it is no key of ours."""
    found = _KEY.fullmatch(api_key)
    return found["platform_id"] if found else None


def _hash(api_key: str) -> str:
    return hashlib.sha256(api_key.encode()).hexdigest()
