"""Signed events of platforms (Standard Webhooks): known by a secret that both sides have, then through the one door."""

from collections.abc import Mapping

from libs.common import audit
from libs.common.asks import NotFound
from libs.common.audit import Act
from libs.common.handling import Handling
from libs.common.ids import derived_id, new_id
from libs.common.unit import Unit, Units
from services.gateway.domain.access import Doer
from services.gateway.domain.platforms import InboundSecret, InboundSecrets, Platform
from services.gateway.envelope import STRUCTURED, Incoming
from services.gateway.signatures import ID, is_signed, new_secret
from services.gateway.store import Stores
from services.gateway.use_cases.ingest import Accepted, Ingest, Rejected
from services.gateway.use_cases.once import Once, digest_of


class NotSigned(Exception):
    """By nobody who may, not this, or not in the last five minutes."""


class SignedDoor:
    """Takes what is signed, and makes the secrets to sign with."""

    def __init__(self, stores: Stores, ingest: Ingest, units: Units, handling: Handling) -> None:
        self._platforms, self._secrets, self._box = stores.platforms, stores.inbound_secrets, stores.box
        self._ingest, self._units, self._handling = ingest, units, handling
        self._once = Once(stores)

    async def new_secret(self, platform_id: str, by: Doer, key: str | None) -> str:
        """A further secret; the newest two work. The same key finds the one that it made. NotFound."""
        platform = await self._platforms.find_by_id(platform_id)
        if platform is None or by.org not in (None, platform.org):
            raise NotFound
        secret_id = derived_id("sec", platform_id, by.actor_id, key) if key else new_id("sec")

        async def decide() -> tuple[Unit, str]:
            unit = self._units.start(platform.org, actor_id=by.actor_id)
            known = await self._secrets.find(platform.org, platform_id) or InboundSecrets(platform.org, platform_id)
            made = next((one for one in known.secrets if one.secret_id == secret_id), None)
            if made:
                return unit, self._opened(platform, made)
            text = new_secret()
            sealed = self._box.seal(text.encode(), _sealed_for(platform))
            unit.write(self._secrets.save(known.with_secret(InboundSecret(secret_id, sealed))))
            audit.done(unit, Act.INBOUND_SECRET_MADE, platform_id, by.ticket)
            return unit, text

        return await self._handling.settled(decide)

    async def take(self, platform_id: str, headers: Mapping[str, str], body: bytes) -> Accepted | Rejected:
        """Taken once, however often it comes; NotSigned, or NotTaken(id-reused) for another body with the same id.

        What is signed is id, time and body: so the body alone says what happened, and no header.
        """
        platform = await self._platforms.find_by_id(platform_id)
        if platform is None or not is_signed(body, headers, await self._live(platform)):
            raise NotSigned
        key, digest = derived_id("hook", platform_id, headers[ID]), digest_of(body)
        is_known = await self._once.is_repeat(platform.org, key, digest)
        outcome = await self._ingest.accept(Incoming(body, STRUCTURED), platform)
        if isinstance(outcome, Accepted) and not is_known:
            await self._remember(platform, key, digest)
        return outcome

    async def _remember(self, platform: Platform, key: str, digest: str) -> None:
        async def decide() -> Unit:
            unit = self._units.start(platform.org, actor_id=platform.actor_id)
            if not await self._once.is_repeat(platform.org, key, digest):
                unit.write(self._once.mark(unit, key, digest))
            return unit

        await self._handling.settle(decide)

    async def _live(self, platform: Platform) -> list[str]:
        known = await self._secrets.find(platform.org, platform.platform_id)
        return [self._opened(platform, secret) for secret in known.secrets] if known else []

    def _opened(self, platform: Platform, secret: InboundSecret) -> str:
        return self._box.open(secret.sealed, _sealed_for(platform)).decode()


def _sealed_for(platform: Platform) -> str:
    return f"inbound:{platform.org}/{platform.platform_id}"
