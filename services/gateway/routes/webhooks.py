"""Webhooks of an organisation: for its administrators, and for platforms that read facts."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from httpcore2 import ConnectError

from services.gateway.deps import (
    Edge,
    EdgeDep,
    IdempotencyKey,
    IfMatchDep,
    Member,
    PathId,
    TicketHeader,
    may,
    require_json,
    tagged,
)
from services.gateway.domain.access import Permission
from services.gateway.domain.platforms import Platform
from services.gateway.domain.refusals import NotTaken
from services.gateway.domain.webhooks import DeliveryState, Webhook
from services.gateway.paging import Paging, paged
from services.gateway.problems import Problem, changed_meanwhile
from services.gateway.schemas.webhooks import (
    ChangedWebhook,
    DeliveryList,
    DeliveryShown,
    NewWebhook,
    Pinged,
    Replay,
    Replaying,
    WebhookList,
    WebhookShown,
    WebhookWithSecret,
)
from services.gateway.use_cases.claims import Maker, claim_id_of
from services.gateway.use_cases.webhooks import Page, Steward, Wish

router = APIRouter(prefix="/v1/webhooks", tags=["webhooks"])
JSON = [Depends(require_json)]


async def steward(
    caller: Annotated[Member | Platform, Depends(may(Permission.MANAGE_WEBHOOKS))], ticket: TicketHeader = None
) -> Steward:
    """As somebody who sees to webhooks."""
    if isinstance(caller, Platform):
        return Steward(caller.org, caller.actor_id, caller.platform_id, ticket)
    return Steward(caller.org, caller.person_id, ticket=ticket)


StewardDep = Annotated[Steward, Depends(steward)]


@router.post("", status_code=201, dependencies=JSON)
async def register_webhook(
    body: NewWebhook, by: StewardDep, edge: EdgeDep, response: Response, key: IdempotencyKey = None
) -> WebhookWithSecret:
    """It is told what happens from now on, signed as Standard Webhooks has it. Its secret is shown this once.

    Every fact comes at least once, a repeat with the same `webhook-id`; in any order, with its `position` in the body.
    What is not taken (2xx) comes again over a day, with growing pauses. 410 ends it.
    """
    await _require_fit(edge, body.url)
    async with edge.work.place():
        await _bind(edge, by, "webhook", key, body.model_dump_json())
        webhook, secret = await edge.core.webhooks.register(by, _wish(body), key)
    response.headers["Location"] = f"/v1/webhooks/{webhook.webhook_id}"
    return _with_secret(webhook, secret, response)


@router.get("")
async def list_webhooks(by: StewardDep, edge: EdgeDep) -> WebhookList:
    """An administrator sees all of the organisation, 20 at most; a platform its own."""
    at = datetime.now(UTC)
    return WebhookList(data=[WebhookShown.of(webhook, at) for webhook in await edge.core.webhooks.list_(by)])


@router.get("/{webhook_id}")
async def read_webhook(webhook_id: PathId, by: StewardDep, edge: EdgeDep, response: Response) -> WebhookShown:
    """Where it leads and whether anything is sent there; if not, why."""
    return _shown(await edge.core.webhooks.get(by, webhook_id), response)


@router.put("/{webhook_id}", dependencies=JSON)
async def change_webhook(
    webhook_id: PathId, body: ChangedWebhook, by: StewardDep, edge: EdgeDep, version: IfMatchDep, response: Response
) -> WebhookShown:
    """All of it. What was not told while it was disabled is told once it is active again."""
    webhooks = edge.core.webhooks
    await webhooks.get(by, webhook_id)
    await _require_fit(edge, body.url)
    async with edge.work.place():
        changed = await webhooks.change(by, webhook_id, _wish(body), version)
    if changed is None:
        raise changed_meanwhile(_shown(await webhooks.get(by, webhook_id), response), body)
    return _shown(changed, response)


@router.delete("/{webhook_id}", status_code=204)
async def remove_webhook(webhook_id: PathId, by: StewardDep, edge: EdgeDep) -> None:
    """Nothing more is sent there, and nothing of it is kept."""
    async with edge.work.place():
        await edge.core.webhooks.remove(by, webhook_id)


@router.post("/{webhook_id}/secrets", status_code=201)
async def rotate_webhook_secret(
    webhook_id: PathId, by: StewardDep, edge: EdgeDep, response: Response, key: IdempotencyKey = None
) -> WebhookWithSecret:
    """A new secret, shown this once. For a day both sign, so that the other side can change over without a gap."""
    async with edge.work.place():
        webhook, secret = await edge.core.webhooks.rotate(by, webhook_id, key)
    return _with_secret(webhook, secret, response)


@router.post("/{webhook_id}/ping")
async def ping_webhook(webhook_id: PathId, by: StewardDep, edge: EdgeDep) -> Pinged:
    """Send a `bothways.WebhookPing.v1` at once, and say what came of it. Also to one that is disabled."""
    webhook = await edge.core.webhooks.get(by, webhook_id)
    async with edge.asking.place():
        return Pinged.of(*await edge.posting.ping(webhook))


@router.post("/{webhook_id}/replay", status_code=202, dependencies=JSON)
async def replay_webhook(webhook_id: PathId, body: Replay, by: StewardDep, edge: EdgeDep) -> Replaying:
    """Tell it everything again after a position or since a time, by and by, with the same `webhook-id`s."""
    async with edge.work.place():
        after = await edge.core.webhooks.replay(by, webhook_id, after=body.after, since=body.since)
    return Replaying(after=after)


@router.get("/{webhook_id}/deliveries")
async def list_webhook_deliveries(
    webhook_id: PathId,
    by: StewardDep,
    edge: EdgeDep,
    paging: Annotated[Paging, Depends(paged(50, most=200))],
    state: DeliveryState | None = None,
) -> DeliveryList:
    """What became of the facts that it was told, for fourteen days; nothing of what was in them."""
    found = await edge.core.webhooks.deliveries(by, webhook_id, Page(paging.after, state, paging.limit + 1))
    page, next_cursor = paging.cut(found, lambda one: one.position)
    shown = [DeliveryShown.model_validate(delivery, from_attributes=True) for delivery in page]
    return DeliveryList(data=shown, next_cursor=next_cursor)


async def _require_fit(edge: Edge, url: str) -> None:
    """NotTaken where nothing would be sent to this address."""
    try:
        await edge.posts.network.require(url)
    except ConnectError:
        raise NotTaken("webhook-unfit", "/url") from None


async def _bind(edge: Edge, by: Steward, action: str, key: str | None, content: str) -> None:
    if key is None:
        return
    maker = Maker(by.org, by.actor_id)
    try:
        await edge.core.claims.bind(maker, claim_id_of(maker, action, key), content.encode())
    except NotTaken:
        raise Problem("idempotency-key-reused") from None


def _wish(body: NewWebhook) -> Wish:
    state = {"state": body.state} if isinstance(body, ChangedWebhook) else {}
    return Wish(body.url, body.types, body.description, **state)


def _shown(webhook: Webhook, response: Response) -> WebhookShown:
    return tagged(response, WebhookShown.of(webhook, datetime.now(UTC)))


def _with_secret(webhook: Webhook, secret: str, response: Response) -> WebhookWithSecret:
    return WebhookWithSecret(webhook=_shown(webhook, response), secret=secret)
