"""Webhooks of an organisation: registered, changed, given new secrets, told again from an earlier place, removed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from libs.common import audit
from libs.common.asks import NotFound
from libs.common.audit import Act
from libs.common.crypto import Box
from libs.common.handling import Handling
from libs.common.ids import derived_id, new_id
from libs.common.unit import Unit, Units
from services.gateway.domain.refusals import NotTaken
from services.gateway.domain.webhooks import (
    MOST_WEBHOOKS,
    Delivery,
    DeliveryState,
    Reason,
    Secret,
    Webhook,
    WebhookState,
)
from services.gateway.outgoing import Outgoing
from services.gateway.signatures import new_secret
from services.gateway.store import Log, Stores


@dataclass(frozen=True, slots=True)
class Steward:
    """Who sees to webhooks: an administrator to all of the organisation, a platform to its own."""

    org: str
    actor_id: str
    platform_id: str | None = None
    ticket: str | None = None
    """Why, for the audit log."""

    def sees(self, webhook: Webhook) -> bool:
        """It is theirs to see to."""
        return self.platform_id is None or webhook.platform_id == self.platform_id


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants a webhook to be."""

    url: str
    types: tuple[str, ...]
    description: str
    state: WebhookState = WebhookState.ACTIVE


@dataclass(frozen=True, slots=True)
class Page:
    """Which deliveries are wanted."""

    before: int | None
    state: DeliveryState | None
    limit: int


class Webhooks:
    """Use cases of those who see to webhooks."""

    def __init__(self, stores: Stores, log: Log, outgoing: Outgoing, units: Units, handling: Handling) -> None:
        self._webhooks, self._box = stores.webhooks, stores.box
        self._log, self._outgoing, self._units, self._handling = log, outgoing, units, handling

    async def register(self, by: Steward, wish: Wish, key: str | None) -> tuple[Webhook, str]:
        """It and its secret. The same key finds what it made, its secret with it. NotTaken(too-many-webhooks)."""
        webhook_id = derived_id("whk", by.org, by.actor_id, key) if key else new_id("whk")

        async def decide() -> tuple[Unit, tuple[Webhook, str]]:
            unit, at = self._units.start(by.org, actor_id=by.actor_id), _now()
            known = await self._webhooks.find(by.org, webhook_id)
            if known:
                return unit, (known, opened(self._box, known, known.secrets[-1]))
            if len(await self._webhooks.list_(by.org, {}, limit=MOST_WEBHOOKS)) >= MOST_WEBHOOKS:
                raise NotTaken("too-many-webhooks")
            made = Webhook(
                org=by.org,
                webhook_id=webhook_id,
                url=wish.url,
                types=wish.types,
                description=wish.description,
                owner_id=by.actor_id,
                platform_id=by.platform_id,
                begins_after=await self._log.position(by.org),
                created_at=at,
                active_since=at,
            )
            made, text = self._with_new_secret(made, new_id("sec"), at)
            unit.write(self._webhooks.save(made))
            audit.done(unit, Act.WEBHOOK_REGISTERED, webhook_id, by.ticket)
            return unit, (replace(made, revision=1), text)

        return await self._handling.settled(decide)

    async def list_(self, by: Steward) -> list[Webhook]:
        """Theirs."""
        return [webhook for webhook in await self._webhooks.list_(by.org, {}) if by.sees(webhook)]

    async def get(self, by: Steward, webhook_id: str) -> Webhook:
        """NotFound where it is not theirs."""
        webhook = await self._webhooks.find(by.org, webhook_id)
        if webhook is None or not by.sees(webhook):
            raise NotFound
        return webhook

    async def change(self, by: Steward, webhook_id: str, wish: Wish, version: int) -> Webhook | None:
        """As wished; None where it is not the version that somebody read. Nothing is lost while it is disabled."""

        def change(before: Webhook) -> Webhook | None:
            if before.revision != version:
                return None
            after = replace(before, url=wish.url, types=wish.types, description=wish.description)
            if wish.state is before.state:
                return after
            at = _now()
            return after.enabled(at) if wish.state is WebhookState.ACTIVE else after.disabled(Reason.BY_HAND, at)

        return await self._change(by, webhook_id, change, Act.WEBHOOK_CHANGED)

    async def rotate(self, by: Steward, webhook_id: str, key: str | None) -> tuple[Webhook, str]:
        """A further secret. The same key finds the one that it made."""
        secret_id = derived_id("sec", by.org, by.actor_id, webhook_id, key) if key else new_id("sec")
        texts: list[str] = []

        def change(before: Webhook) -> Webhook:
            known = before.secret(secret_id)
            if known:
                texts.append(opened(self._box, before, known))
                return before
            after, text = self._with_new_secret(before, secret_id, _now())
            texts.append(text)
            return after

        changed = await self._change(by, webhook_id, change, Act.WEBHOOK_SECRET_MADE)
        if changed is None:
            raise AssertionError("a rotation refuses nothing")
        return changed, texts[-1]

    async def remove(self, by: Steward, webhook_id: str) -> None:
        """Nothing is sent there any more, and nothing of it is kept."""
        webhook = await self.get(by, webhook_id)

        async def decide() -> Unit:
            unit = self._units.start(by.org, actor_id=by.actor_id)
            found = await self._webhooks.find(by.org, webhook_id)
            if found:
                unit.write(self._webhooks.remove(found))
                audit.done(unit, Act.WEBHOOK_REMOVED, webhook_id, by.ticket)
            return unit

        await self._handling.settle(decide)
        await self._outgoing.forget(webhook)

    async def replay(self, by: Steward, webhook_id: str, *, after: int | None, since: datetime | None) -> int:
        """The position after which everything is told again: this one, or where that time begins."""
        webhook = await self.get(by, webhook_id)

        async def decide() -> Unit:
            unit = self._units.start(by.org, actor_id=by.actor_id)
            audit.done(unit, Act.WEBHOOK_REPLAYED, webhook_id, by.ticket)
            return unit

        newest = await self._log.position(by.org)
        position = await self._log.before(by.org, since) if since else min(after or 0, newest)
        await self._outgoing.move(webhook, position)
        await self._handling.settle(decide)
        return position

    async def deliveries(self, by: Steward, webhook_id: str, page: Page) -> list[Delivery]:
        """What became of what it was told, the newest facts first."""
        webhook = await self.get(by, webhook_id)
        return await self._outgoing.list_(webhook, before=page.before, state=page.state, limit=page.limit)

    async def _change(
        self, by: Steward, webhook_id: str, change: Callable[[Webhook], Webhook | None], act: Act
    ) -> Webhook | None:
        async def decide() -> tuple[Unit, Webhook | None]:
            unit, before = self._units.start(by.org, actor_id=by.actor_id), await self.get(by, webhook_id)
            after = change(before)
            if after is None or after == before:
                return unit, after
            unit.write(self._webhooks.save(after))
            audit.done(unit, act, webhook_id, by.ticket)
            return unit, replace(after, revision=before.revision + 1)

        return await self._handling.settled(decide)

    def _with_new_secret(self, webhook: Webhook, secret_id: str, at: datetime) -> tuple[Webhook, str]:
        text = new_secret()
        sealed = self._box.seal(text.encode(), sealed_for(webhook))
        return webhook.with_secret(Secret(secret_id, sealed), at), text


def _now() -> datetime:
    """As exactly as the database keeps it: what is answered first is what is read later."""
    return datetime.now(UTC).replace(microsecond=0)


def sealed_for(webhook: Webhook) -> str:
    """What its secrets are sealed for."""
    return f"webhook:{webhook.org}/{webhook.webhook_id}"


def opened(box: Box, webhook: Webhook, secret: Secret) -> str:
    """A secret as the other side has it."""
    return box.open(secret.sealed, sealed_for(webhook)).decode()
