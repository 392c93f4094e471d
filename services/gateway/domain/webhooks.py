"""Webhooks: where an organisation's facts are sent, how often again, and when it is given up. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

LIVE_SECRETS = 2
BOTH_SIGN_FOR = timedelta(days=1)
"""After a rotation, so that the other side can take up the new secret without a gap."""

FAILING_FOR = timedelta(days=3)
"""Without a single success, and nothing is sent there any more."""

LONGEST_REST = timedelta(minutes=1)
"""For a webhook as a whole: then one fact finds out whether it is back."""

MOST_WEBHOOKS = 20
"""In one organisation."""

GONE = 410


class WebhookState(StrEnum):
    """Whether anything is sent there."""

    ACTIVE = "active"
    DISABLED = "disabled"


class Reason(StrEnum):
    """Why nothing is sent there."""

    BY_HAND = "by-hand"
    GONE = "gone"
    """The other side said 410: it wants nothing more."""

    FAILING = "failing"
    PLATFORM_REVOKED = "platform-revoked"
    """Or it may not read facts any more."""


@dataclass(frozen=True, slots=True)
class Secret:
    """One secret, sealed. It signs until then, or until further notice."""

    secret_id: str
    sealed: bytes
    until: datetime | None = None

    def is_live(self, at: datetime) -> bool:
        """It signs at this time."""
        return self.until is None or at < self.until


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address to which the facts are sent that platforms may see."""

    org: str
    webhook_id: str
    url: str
    types: tuple[str, ...]
    """None of them means all."""

    description: str
    owner_id: str
    """The administrator or platform that registered it."""

    begins_after: int
    """The newest position when it was registered: what was before is had by a replay."""

    created_at: datetime
    active_since: datetime
    """Machine time, as all of this."""

    secrets: tuple[Secret, ...] = ()
    platform_id: str | None = None
    """Whose it is, where a platform registered it: it ends with its platform."""

    state: WebhookState = WebhookState.ACTIVE
    reason: Reason | None = None
    disabled_at: datetime | None = None
    revision: int = 0

    @property
    def is_active(self) -> bool:
        """Facts are sent there."""
        return self.state is WebhookState.ACTIVE

    def live_secrets(self, at: datetime) -> tuple[Secret, ...]:
        """Those that sign, the newest first."""
        return tuple(secret for secret in reversed(self.secrets) if secret.is_live(at))

    def secret(self, secret_id: str) -> Secret | None:
        """The one with this id."""
        return next((one for one in self.secrets if one.secret_id == secret_id), None)

    def with_secret(self, secret: Secret, at: datetime) -> "Webhook":
        """A further secret; the one before it signs for a day more."""
        until = at + BOTH_SIGN_FOR
        older = [replace(one, until=one.until or until) for one in self.secrets if one.is_live(at)]
        return replace(self, secrets=(*older, secret)[-LIVE_SECRETS:])

    def disabled(self, reason: Reason, at: datetime) -> "Webhook":
        """Nothing is sent there from here on. What it has not been told waits."""
        return replace(self, state=WebhookState.DISABLED, reason=reason, disabled_at=at)

    def enabled(self, at: datetime) -> "Webhook":
        """It goes on where it stood."""
        return replace(self, state=WebhookState.ACTIVE, reason=None, disabled_at=None, active_since=at)


class DeliveryState(StrEnum):
    """Where one fact for one webhook is."""

    DELIVERED = "delivered"
    WAITING = "waiting"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one try."""

    status: int | None
    """What HTTP said, if anything."""

    code: str | None
    """Why it was not taken; None where it was."""

    at: datetime
    duration_ms: int
    retry_after: timedelta | None = None

    @property
    def is_taken(self) -> bool:
        """The other side has it."""
        return self.code is None

    @property
    def ends_all(self) -> bool:
        """The other side wants nothing more."""
        return self.status == GONE


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of one fact for one webhook, as of its last try."""

    org: str
    webhook_id: str
    event_id: str
    type: str
    position: int
    state: DeliveryState = DeliveryState.WAITING
    attempts: int = 0
    status: int | None = None
    code: str | None = None
    duration_ms: int | None = None
    first_at: datetime | None = None
    last_at: datetime | None = None
    next_try_at: datetime | None = None

    def after(self, outcome: Outcome, pauses: Sequence[float], chance: float) -> "Delivery":
        """As it is after one more try; given up once the pauses are used up. `chance` is 0 to 1."""
        tried = replace(
            self,
            attempts=self.attempts + 1,
            status=outcome.status,
            code=outcome.code,
            duration_ms=outcome.duration_ms,
            first_at=self.first_at or outcome.at,
            last_at=outcome.at,
            next_try_at=None,
        )
        if outcome.is_taken:
            return replace(tried, state=DeliveryState.DELIVERED)
        if self.attempts >= len(pauses):
            return replace(tried, state=DeliveryState.FAILED)
        # Those put off together come back apart.
        pause = timedelta(seconds=pauses[self.attempts]) * (0.75 + chance / 2)
        return replace(tried, next_try_at=outcome.at + max(pause, outcome.retry_after or timedelta(0)))

    def lost(self, code: str, at: datetime) -> "Delivery":
        """It cannot be told any more."""
        return replace(self, state=DeliveryState.FAILED, code=code, last_at=at, next_try_at=None)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a webhook has been told, and how it goes."""

    org: str
    webhook_id: str
    position: int
    failing_since: datetime | None = None
    """The first of the tries since which nothing was taken."""

    troubles: int = 0
    """How many rounds in a row brought nothing but failures."""

    resting_until: datetime | None = None
    next_try_at: datetime | None = None
    """Of the first delivery that waits for another try."""

    def is_due(self, newest: int, at: datetime) -> bool:
        """There is something to send, or to send again."""
        if self.resting_until and at < self.resting_until:
            return False
        return self.position < newest or (self.next_try_at is not None and self.next_try_at <= at)

    def after(self, outcomes: Sequence[Outcome], pauses: Sequence[float], at: datetime, chance: float) -> "Progress":
        """How it goes after a round: who took nothing is left in peace for a while, longer each time."""
        if not outcomes:
            return self
        if any(outcome.is_taken for outcome in outcomes):
            return replace(self, failing_since=None, troubles=0, resting_until=None)
        pause = timedelta(seconds=pauses[min(self.troubles, len(pauses) - 1)])
        rest = min(LONGEST_REST, pause) * (0.75 + chance / 2)
        since = self.failing_since or min(outcome.at for outcome in outcomes)
        return replace(self, failing_since=since, troubles=self.troubles + 1, resting_until=at + rest)


def ended_by(webhook: Webhook, progress: Progress, outcomes: Sequence[Outcome], at: datetime) -> Reason | None:
    """Why nothing is sent there any more after these tries; None where it goes on."""
    if any(outcome.ends_all for outcome in outcomes):
        return Reason.GONE
    if progress.failing_since and at - max(progress.failing_since, webhook.active_since) >= FAILING_FOR:
        return Reason.FAILING
    return None
