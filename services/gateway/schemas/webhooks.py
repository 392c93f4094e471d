"""Webhooks: what is registered, what is shown of them, and what became of what they were told."""

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, StringConstraints, field_validator, model_validator

from libs.common.contracts import ALL, Audience
from libs.common.contracts.base import Instant
from services.gateway.domain import webhooks as domain
from services.gateway.domain.webhooks import DeliveryState, Outcome, Reason, WebhookState
from services.gateway.schemas.events import LAST_POSITION
from services.gateway.schemas.shown import Body, Shown, fields_of

TYPES = tuple(contract.type for contract in ALL if Audience.PLATFORM in contract.audience)
"""All that a webhook is ever told."""

EXAMPLE: dict[str, Any] = {
    "url": "https://hr.example.org/bothways",
    "types": ["bothways.PairFormed.v1", "bothways.PairEnded.v1"],
    "description": "Pairs for the learning platform",
}
Description = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Position = Annotated[int, Field(ge=0, le=LAST_POSITION)]


class NewWebhook(Body):
    """An address for the facts that platforms may read."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    url: Annotated[str, StringConstraints(min_length=1, max_length=2000)] = Field(
        description="Over https, at a public address. Redirects are not followed."
    )
    types: tuple[str, ...] = Field(
        default=(), max_length=len(TYPES), description="Event types; none means all that platforms may read."
    )
    description: Description = ""

    @field_validator("types")
    @classmethod
    def _are_for_platforms(cls, types: tuple[str, ...]) -> tuple[str, ...]:
        if not set(types) <= set(TYPES):
            raise ValueError("no type of event that platforms may read")
        return tuple(sorted(set(types)))


class ChangedWebhook(NewWebhook):
    """All of it as it is to be. Disabled by hand, it goes on where it stood once it is active again."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE | {"state": "active"}]})

    state: WebhookState


class WebhookShown(Shown):
    """A webhook; never its secrets."""

    webhook_id: str
    url: str
    types: tuple[str, ...]
    description: str
    owner_id: str
    state: WebhookState
    reason: Reason | None = Field(description="Why nothing is sent there any more.")
    disabled_at: datetime | None
    created_at: datetime
    secrets: int = Field(description="How many sign: two for a day after a new one was made.")
    version: int

    @classmethod
    def of(cls, webhook: domain.Webhook, at: datetime) -> Self:
        """As of now."""
        known = fields_of(webhook, cls) | {"secrets": len(webhook.live_secrets(at)), "version": webhook.revision}
        return cls.model_validate(known)


class WebhookWithSecret(Shown):
    """The secret is shown this once: `whsec_…`, as Standard Webhooks has it."""

    webhook: WebhookShown
    secret: str


class WebhookList(Shown):
    """There are at most twenty."""

    data: list[WebhookShown]
    next_cursor: str | None = None


class Replay(Body):
    """From where everything is told again: after a position, or since a time."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"after": 0}, {"since": "2026-11-01T00:00:00Z"}]})

    after: Position | None = None
    since: Instant | None = None

    @model_validator(mode="after")
    def _is_one_of_both(self) -> Self:
        if (self.after is None) == (self.since is None):
            raise ValueError("either `after` or `since`")
        return self


class Replaying(Shown):
    """Everything after this position is told again, with the same `webhook-id` as before."""

    after: int


class DeliveryShown(Shown):
    """What became of one fact, as of its last try."""

    event_id: str
    type: str
    position: int
    state: DeliveryState
    attempts: int
    status: int | None = Field(description="What HTTP said, if anything.")
    code: str | None = Field(
        description="Why it was not taken: `not-taken`, `gone`, `redirected`, `cut-off` (no answer in time), "
        "`not-public` (nothing is sent to such an address), `gone-from-log`."
    )
    duration_ms: int | None
    first_at: datetime | None
    last_at: datetime | None
    next_try_at: datetime | None


class DeliveryList(Shown):
    """The newest facts first."""

    data: list[DeliveryShown]
    next_cursor: str | None


class Pinged(Shown):
    """What came of a trial."""

    webhook_id: str = Field(description="As in the header `webhook-id` of the trial.")
    is_taken: bool
    status: int | None
    code: str | None
    duration_ms: int

    @classmethod
    def of(cls, message_id: str, outcome: Outcome) -> Self:
        """As it went."""
        return cls(webhook_id=message_id, **{name: getattr(outcome, name) for name in list(cls.model_fields)[1:]})


class Ping(Shown):
    """A CloudEvent that says nothing: whether it arrives is all that it is about. It is in no log."""

    specversion: str = "1.0"
    id: str
    source: str = "/bothways/gateway"
    type: str = "bothways.WebhookPing.v1"
    subject: str
    time: datetime
    org: str
    data: dict[str, Any] = Field(default={})

    @classmethod
    def of(cls, webhook: domain.Webhook, ping_id: str, at: datetime) -> Self:
        """For this webhook."""
        return cls(id=ping_id, subject=webhook.webhook_id, time=at, org=webhook.org)
