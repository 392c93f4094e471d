"""The newest that is known of a request: what it overtook is not said any more."""

from dataclasses import dataclass, replace
from datetime import datetime

from libs.common.contracts.requests import RequestClosed, RequestFact, RequestState


@dataclass(frozen=True, slots=True)
class Request:
    """A request by the sequence of its newest fact."""

    org: str
    request_id: str
    sequence: int = 0
    waits_since: datetime | None = None
    """Since when an answer of the asked side is missing."""

    revision: int = 0

    def overtakes(self, sequence: int) -> bool:
        """Whether a newer fact is known."""
        return sequence < self.sequence


def advanced(request: Request, sequence: int) -> Request:
    """As of `sequence`, unless a newer fact is known."""
    return replace(request, sequence=max(request.sequence, sequence))


def followed(request: Request, fact: RequestFact, sequence: int, at: datetime) -> Request:
    """The same, with whether an answer is missing: a reminder changes nothing of that."""
    if sequence <= request.sequence:
        return request
    is_waiting = fact.state is RequestState.OPEN and not isinstance(fact, RequestClosed)
    return replace(request, sequence=sequence, waits_since=(request.waits_since or at) if is_waiting else None)
