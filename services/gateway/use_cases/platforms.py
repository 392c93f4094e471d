"""Platforms: registered by the operator, known by their keys, revoked; and what was rejected of theirs."""

import secrets
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from libs.common import topology
from libs.common.asks import NotFound
from libs.common.committer import Committer
from libs.common.contracts.base import OrgId
from libs.common.dead_letters import DeadLetter, DeadLetters
from libs.common.errors import Conflict, Retryable
from libs.common.unit import Unit, Units
from services.gateway.domain.platforms import PLATFORM_ID, SCOPES, Platform, key_text, platform_of_key
from services.gateway.domain.refusals import NotTaken
from services.gateway.store import Stores

SECRET_BYTES = 32
MAX_RECONSIDERED = 8


class Registration(BaseModel):
    """What the operator says of a new platform."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    platform_id: Annotated[str, StringConstraints(pattern=rf"^{PLATFORM_ID}$")]
    org: OrgId
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
    scopes: tuple[str, ...] = ()
    source_uri: Annotated[str, StringConstraints(min_length=1, max_length=200)] | None = None
    priority: int = Field(default=100, ge=0, le=1000)
    events_per_minute: int = Field(default=6000, ge=1, le=1_000_000)


class PlatformAccess:
    """Registers, rotates, revokes, recognises."""

    def __init__(self, stores: Stores, units: Units, committer: Committer) -> None:
        self._platforms, self._units, self._committer = stores.platforms, units, committer

    async def register(self, registration: Registration) -> tuple[Platform, str]:
        """The platform and its key, which is shown this once. NotTaken: platform-exists, invalid-platform."""
        unknown = set(registration.scopes) - SCOPES
        if unknown:
            raise NotTaken("invalid-platform", f"/scopes: unknown {', '.join(sorted(unknown))}")
        unit = self._units.start(registration.org)
        platform, key = self._with_new_key(Platform(**registration.model_dump()), unit)
        unit.write(self._platforms.save(platform))
        try:
            await self._committer.commit(unit)
        except Conflict:
            raise NotTaken("platform-exists", registration.platform_id) from None
        return platform, key

    async def rotate(self, platform_id: str) -> tuple[Platform, str]:
        """A further key; the newest two work. NotFound where there is no such platform, NotTaken(platform-revoked)."""
        for _ in range(MAX_RECONSIDERED):
            before = await self._get(platform_id)
            if not before.is_active:
                raise NotTaken("platform-revoked", platform_id)
            unit = self._units.start(before.org)
            platform, key = self._with_new_key(before, unit)
            if await self._saved(platform, unit):
                return platform, key
        raise Retryable("contended")

    async def revoke(self, platform_id: str) -> Platform:
        """Nothing of it is taken from here on. NotFound where there is no such platform."""
        for _ in range(MAX_RECONSIDERED):
            platform = (await self._get(platform_id)).revoked()
            if await self._saved(platform, self._units.start(platform.org)):
                return platform
        raise Retryable("contended")

    async def list_(self, org: str | None = None) -> list[Platform]:
        """All, or those of one organisation."""
        orgs = [org] if org else await self._platforms.orgs()
        return [platform for each in orgs for platform in await self._platforms.list_(each, {})]

    async def recognise(self, api_key: str) -> Platform | None:
        """The platform that shows this key, if the key works."""
        platform_id = platform_of_key(api_key)
        platform = await self._platforms.find_by_id(platform_id) if platform_id else None
        return platform if platform and platform.knows(api_key) else None

    async def _get(self, platform_id: str) -> Platform:
        platform = await self._platforms.find_by_id(platform_id)
        if platform is None:
            raise NotFound
        return platform

    async def _saved(self, platform: Platform, unit: Unit) -> bool:
        unit.write(self._platforms.save(platform))
        try:
            await self._committer.commit(unit)
        except Conflict:
            return False
        return True

    def _with_new_key(self, platform: Platform, unit: Unit) -> tuple[Platform, str]:
        key = key_text(platform.platform_id, secrets.token_urlsafe(SECRET_BYTES))
        return platform.with_key(key, unit.now), key


class RejectedLetters:
    """What an organisation's platforms sent and the door rejected, for its administrator."""

    def __init__(self, access: PlatformAccess, dead_letters: DeadLetters) -> None:
        self._access, self._dead_letters = access, dead_letters

    async def list_(self, org: str, limit: int = 100) -> list[DeadLetter]:
        """The newest first."""
        platforms = await self._access.list_(org)
        origins = [topology.inbound_exchange(platform.platform_id) for platform in platforms]
        return await self._dead_letters.list_(origins=origins, limit=limit)
