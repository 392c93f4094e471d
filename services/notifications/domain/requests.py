"""The newest that is known of a request: what it overtook is not said any more."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Request:
    """A request by the sequence of its newest fact."""

    org: str
    request_id: str
    sequence: int = 0
    revision: int = 0

    def overtakes(self, sequence: int) -> bool:
        """Whether a newer fact is known."""
        return sequence < self.sequence


def advanced(request: Request, sequence: int) -> Request:
    """As of `sequence`, unless a newer fact is known."""
    return replace(request, sequence=max(request.sequence, sequence))
