"""One fact to one webhook: signed, sent, and what came of it."""

import time
from datetime import UTC, datetime

from libs.common.crypto import Box
from libs.common.ids import new_id
from libs.common.network import Answer, CutOff, NotPublic, Posts
from services.gateway import metrics
from services.gateway.domain.webhooks import GONE, Outcome, Webhook
from services.gateway.schemas.events import Fact
from services.gateway.schemas.webhooks import Ping
from services.gateway.signatures import signed
from services.gateway.store import Entry
from services.gateway.use_cases.webhooks import opened

USER_AGENT = "Bothways-Webhooks/1"
CONTENT_TYPE = "application/cloudevents+json"


class Posting:
    """Sends to webhooks. A repeat carries the same `webhook-id`: the id of its event."""

    def __init__(self, posts: Posts, box: Box) -> None:
        self._posts, self._box = posts, box

    async def tell(self, webhook: Webhook, entry: Entry) -> Outcome:
        """A fact, as the log has it."""
        outcome = await self._send(webhook, entry.event_id, Fact.of(entry).model_dump_json())
        metrics.WEBHOOKS.labels(outcome.code or "taken").inc()
        return outcome

    async def ping(self, webhook: Webhook) -> tuple[str, Outcome]:
        """A trial, and its id."""
        ping = Ping.of(webhook, new_id("ping"), datetime.now(UTC))
        return ping.id, await self._send(webhook, ping.id, ping.model_dump_json())

    async def _send(self, webhook: Webhook, message_id: str, body: str) -> Outcome:
        at, began = datetime.now(UTC), time.perf_counter()
        secrets = [opened(self._box, webhook, secret) for secret in webhook.live_secrets(at)]
        headers = {"Content-Type": CONTENT_TYPE, "User-Agent": USER_AGENT} | signed(message_id, body, at, secrets)
        answer: Answer | None = None
        code: str | None = None
        try:
            answer = await self._posts.post(webhook.url, list(headers.items()), body.encode())
            code = _code(answer)
        except NotPublic:
            code = "not-public"
        except CutOff:
            code = "cut-off"
        return Outcome(
            status=answer.status if answer else None,
            code=code,
            at=at,
            duration_ms=round((time.perf_counter() - began) * 1000),
            retry_after=answer.retry_after if answer else None,
        )


def _code(answer: Answer) -> str | None:
    if answer.is_taken:
        return None
    if answer.status == GONE:
        return "gone"
    return "redirected" if 300 <= answer.status < 400 else "not-taken"
