"""Platforms: registered, known by their keys, revoked; and what was rejected of theirs."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

from libs.common import audit, topology
from libs.common.asks import NotFound
from libs.common.audit import Act
from libs.common.committer import Committer
from libs.common.dead_letters import DeadLetter, DeadLetters
from libs.common.errors import Conflict, Retryable
from libs.common.ids import new_id
from libs.common.unit import Unit, Units
from services.gateway.domain.access import Doer, Scope
from services.gateway.domain.platforms import ApiKey, Platform, key_text, platform_of_key
from services.gateway.domain.refusals import NotTaken
from services.gateway.store import KeyUse, Stores
from services.gateway.use_cases.key_uses import KeyUses

SECRET_BYTES = 32
MAX_RECONSIDERED = 8

T = TypeVar("T")


class KeyExpired(Exception):
    """This key worked until its time was over."""


class PlatformChanged(Exception):
    """It is not what somebody read any more."""

    def __init__(self, current: Platform) -> None:
        super().__init__("changed")
        self.current = current


class PlatformAccess:
    """Registers, rotates, revokes, recognises."""

    def __init__(self, stores: Stores, units: Units, committer: Committer) -> None:
        self._platforms, self._units, self._committer = stores.platforms, units, committer
        self._stores, self.uses = stores, KeyUses(stores.key_uses)

    async def register(self, platform: Platform, by: Doer, expires_at: datetime | None = None) -> tuple[Platform, str]:
        """The platform and its key, which is shown this once. NotTaken(platform-exists)."""
        unit = self._units.start(platform.org, actor_id=by.actor_id)
        platform, key = _with_new_key(platform, expires_at)
        unit.write(self._platforms.save(platform))
        audit.done(unit, Act.PLATFORM_REGISTERED, platform.platform_id, by.ticket)
        if platform.may_act_for_people:
            audit.done(unit, Act.ACTING_GRANTED, platform.platform_id, by.ticket)
        try:
            await self._committer.commit(unit)
        except Conflict:
            raise NotTaken("platform-exists", platform.platform_id) from None
        return replace(platform, revision=1), key

    async def rotate(self, platform_id: str, by: Doer, expires_at: datetime | None = None) -> tuple[Platform, str]:
        """A further key; the newest two work. NotFound where there is no such platform, NotTaken(platform-revoked)."""

        def with_new_key(before: Platform, unit: Unit) -> tuple[Platform, str]:
            if not before.is_active:
                raise NotTaken("platform-revoked", platform_id)
            after, key = _with_new_key(before, expires_at)
            audit.done(unit, Act.KEY_MADE, after.keys[-1].key_id, by.ticket)
            return after, key

        return await self._change(platform_id, by, with_new_key)

    async def revoke_key(self, platform_id: str, key_id: str, by: Doer) -> Platform:
        """One of its keys works no more; the other one does. NotFound where it has no such key."""

        def without(before: Platform, unit: Unit) -> tuple[Platform, None]:
            after = before.without_key(key_id)
            if after == before:
                raise NotFound
            audit.done(unit, Act.KEY_REVOKED, key_id, by.ticket)
            return after, None

        platform, _ = await self._change(platform_id, by, without)
        return platform

    async def allow(self, platform_id: str, version: int, scopes: tuple[Scope, ...], by: Doer) -> Platform:
        """What it may from here on, and nothing else. PlatformChanged where another version was read."""

        def with_scopes(before: Platform, unit: Unit) -> tuple[Platform, None]:
            if before.revision != version:
                raise PlatformChanged(before)
            after = replace(before, scopes=scopes)
            audit.done(unit, Act.PLATFORM_SCOPES_CHANGED, platform_id, by.ticket)
            if after.may_act_for_people and not before.may_act_for_people:
                audit.done(unit, Act.ACTING_GRANTED, platform_id, by.ticket)
            return after, None

        platform, _ = await self._change(platform_id, by, with_scopes)
        return platform

    async def revoke(self, platform_id: str, by: Doer) -> Platform:
        """Nothing of it is taken from here on. NotFound where there is no such platform."""

        def revoked(before: Platform, unit: Unit) -> tuple[Platform, None]:
            audit.done(unit, Act.PLATFORM_REVOKED, platform_id, by.ticket)
            return before.revoked(), None

        platform, _ = await self._change(platform_id, by, revoked)
        return platform

    async def list_(self, org: str | None = None) -> list[Platform]:
        """All, or those of one organisation."""
        orgs = [org] if org else await self._platforms.orgs()
        return [platform for each in orgs for platform in await self._platforms.list_(each, {})]

    async def recognise(self, api_key: str) -> Platform | None:
        """The platform that shows this key, if it is one. KeyExpired where it worked once."""
        platform_id = platform_of_key(api_key)
        platform = await self._platforms.find_by_id(platform_id) if platform_id else None
        key = platform.key_shown(api_key) if platform else None
        if platform is None or key is None:
            return None
        now = datetime.now(UTC)
        if not key.works_at(now):
            raise KeyExpired
        self.uses.note(KeyUse(platform.org, key.key_id, now))
        return platform

    async def last_uses(self, platforms: Sequence[Platform]) -> dict[str, datetime]:
        """When keys of these were shown last, by the id of the key."""
        return await self._stores.key_uses.find([key.key_id for one in platforms for key in one.keys])

    async def _change(
        self, platform_id: str, by: Doer, decide: Callable[[Platform, Unit], tuple[Platform, T]]
    ) -> tuple[Platform, T]:
        """What `decide` makes of the platform, durable; decided afresh where somebody else was faster."""
        for _ in range(MAX_RECONSIDERED):
            before = await self._platforms.find_by_id(platform_id)
            if before is None or by.org not in (None, before.org):
                raise NotFound
            unit = self._units.start(before.org, actor_id=by.actor_id)
            after, told = decide(before, unit)
            unit.write(self._platforms.save(after))
            try:
                await self._committer.commit(unit)
            except Conflict:
                continue
            return replace(after, revision=before.revision + 1), told
        raise Retryable("contended")


def _with_new_key(platform: Platform, expires_at: datetime | None) -> tuple[Platform, str]:
    """Keys live by the machine's time, which nobody steps; to the second, so that what is kept is what was shown."""
    text = key_text(platform.platform_id, secrets.token_urlsafe(SECRET_BYTES))
    end = expires_at and expires_at.replace(microsecond=0)
    return platform.with_key(ApiKey.of(text, new_id("key"), datetime.now(UTC).replace(microsecond=0), end)), text


class RejectedLetters:
    """What an organisation's platforms sent and the door rejected, for its administrator."""

    def __init__(self, access: PlatformAccess, dead_letters: DeadLetters) -> None:
        self._access, self._dead_letters = access, dead_letters

    async def list_(self, org: str, cursor: str | None = None, limit: int = 100) -> list[DeadLetter]:
        """The newest first, from behind a cursor on."""
        platforms = await self._access.list_(org)
        origins = [topology.inbound_exchange(platform.platform_id) for platform in platforms]
        return await self._dead_letters.list_(origins=origins, cursor=cursor, limit=limit)
