"""Platforms and their keys."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Annotated, Self

from pydantic import Field, StringConstraints

from libs.common.contracts.base import Instant, OrgId
from services.gateway.domain.access import Scope
from services.gateway.domain.platforms import PLATFORM_ID, USUAL_SCOPES, Platform
from services.gateway.schemas.shown import Body, Shown, fields_of

PlatformId = Annotated[str, StringConstraints(pattern=rf"^{PLATFORM_ID}$")]
Scopes = Annotated[tuple[Scope, ...], Field(description="What it may: all of it, each once.", max_length=len(Scope))]


ExpiresAt = Annotated[Instant | None, Field(description="The key works until then; without it, until it is revoked.")]


class NewKey(Body):
    """A further key."""

    expires_at: ExpiresAt = None


class Allow(Body):
    """What a platform may from here on."""

    scopes: Scopes


class RegisterPlatform(Body):
    """A new platform. The operator says of which organisation; administrators have their own."""

    platform_id: PlatformId
    org: OrgId | None = None
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
    scopes: Scopes = USUAL_SCOPES
    source_uri: Annotated[str, StringConstraints(min_length=1, max_length=200)] | None = None
    priority: int = Field(default=100, ge=0, le=1000)
    events_per_minute: int = Field(default=6000, ge=1, le=1_000_000)

    expires_at: ExpiresAt = None

    def platform(self, org: str) -> Platform:
        """As a platform of this organisation, without a key."""
        return Platform(**{**self.model_dump(exclude={"expires_at"}), "org": org})


class KeyShown(Shown):
    """What can be told of a key: never the key."""

    key_id: str
    made_at: Instant
    expires_at: Instant | None
    last_used_at: Instant | None = Field(description="To the minute.")


class RegisteredPlatform(Shown):
    """A platform as administrators and the operator see it; never its keys."""

    platform_id: str
    org: str
    name: str
    scopes: tuple[Scope, ...]
    source_uri: str | None
    priority: int
    events_per_minute: int
    state: str
    keys: list[KeyShown]
    version: int = Field(description="Of all that is shown: send it in `If-Match` to change what the platform may.")

    @classmethod
    def of(cls, platform: Platform, uses: Mapping[str, datetime] = MappingProxyType({})) -> Self:
        """With what can be told of its keys, and when they were used."""
        keys = [{**fields_of(key, KeyShown), "last_used_at": uses.get(key.key_id)} for key in platform.keys]
        return cls.model_validate({**fields_of(platform, cls), "keys": keys, "version": platform.revision})


class NewPlatform(Shown):
    """The key is shown this once."""

    platform: RegisteredPlatform
    api_key: str


class RegisteredPlatforms(Shown):
    """By organisation and id."""

    data: list[RegisteredPlatform]
    next_cursor: str | None


class InboundSecret(Shown):
    """The secret is shown this once: `whsec_…`, as Standard Webhooks has it."""

    platform_id: str
    secret: str
