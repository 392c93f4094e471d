"""What clients read: requests and pairs as the facts told them, in whatever order the facts came."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, IndexModel

from libs.common.contracts import Words
from libs.common.mongo import Database

REQUESTS, PAIRS = "view_requests", "view_pairs"
INDEXES = {
    REQUESTS: [IndexModel([("org", ASCENDING), ("visible_to", ASCENDING)])],
    PAIRS: [IndexModel([("org", ASCENDING), ("member_ids", ASCENDING)])],
}


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request. `state` is `asked` (its claim is on the way), `suggested`, `refused`, or what matching says."""

    org: str
    request_id: str
    state: str
    mentee_id: str
    visible_to: tuple[str, ...]
    """Who may read it: the mentor is not among them until the mentor was asked."""

    mentor_id: str | None = None
    programme_id: str | None = None
    direction: str = "forward"
    topics: tuple[str, ...] = ()
    has_message: bool = False
    claim_id: str | None = None
    correlation_id: str | None = None
    asked_at: datetime | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    pair_id: str | None = None
    suggestions: tuple[dict[str, Any], ...] = ()
    refusal_code: str | None = None
    refusal_words: Words | None = None
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class PairView:
    """A pair: its standing from matching, its story from journal."""

    org: str
    pair_id: str
    members: tuple[dict[str, str], ...]
    standing: str
    direction: str
    topics: tuple[str, ...]
    reasons: tuple[dict[str, Any], ...]
    formed_at: datetime
    request_id: str | None = None
    programme_id: str | None = None
    phase: str | None = None
    sessions_held: int = 0
    next_owner_id: str | None = None
    sessions: tuple[dict[str, Any], ...] = ()
    milestones: tuple[dict[str, Any], ...] = ()

    @property
    def member_ids(self) -> tuple[str, ...]:
        """Both members."""
        return tuple(member["person_id"] for member in self.members)


class Views:
    """Reads of both views."""

    def __init__(self, database: Database) -> None:
        self._requests, self._pairs = database[REQUESTS], database[PAIRS]

    async def request(self, org: str, request_id: str) -> RequestView | None:
        """The request, whoever asks: the caller checks `visible_to`."""
        raise NotImplementedError

    async def requests_of(self, org: str, person_id: str, limit: int = 200) -> list[RequestView]:
        """Those that this person may read, the newest first."""
        raise NotImplementedError

    async def pair(self, org: str, pair_id: str) -> PairView | None:
        """The pair, whoever asks: the caller checks `member_ids`."""
        raise NotImplementedError

    async def pairs_of(self, org: str, person_id: str, limit: int = 200) -> list[PairView]:
        """Those of this person, the newest first."""
        raise NotImplementedError
