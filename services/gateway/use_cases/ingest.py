"""The one door for what outsiders send, over AMQP and HTTPS: checked in a fixed order, taken once, made our own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from libs.common.contracts import Words
from services.gateway.domain.platforms import Platform


@dataclass(frozen=True, slots=True)
class Incoming:
    """What an outsider sent. `event` is given where a batch was already taken apart; else `body` is read."""

    body: bytes = b""
    content_type: str | None = None
    headers: Mapping[str, Any] = field(default_factory=dict)
    event: dict[str, Any] | None = None
    over_amqp: bool = False


@dataclass(frozen=True, slots=True)
class Accepted:
    """It is ours from here on, by this delivery or by an earlier one."""

    event_id: str
    """The id of the claim or fact that the gateway made of it: the cause of what follows."""

    subject: str
    is_repeat: bool = False


@dataclass(frozen=True, slots=True)
class Rejected:
    """It is not taken: a code for programs, where and what for their makers, words for people."""

    code: str
    detail: str
    words: Words
    status: int = 422
    """What HTTP says."""

    retry_after_s: float | None = None
    """Not now, but perhaps then: over the rate, or about somebody who may be on the way."""


class Ingest:
    """Takes what platforms send."""

    async def accept(self, incoming: Incoming, platform: Platform) -> Accepted | Rejected:
        """Checked, merged or made a claim, and durable. Retryable where the database does not answer."""
        raise NotImplementedError
