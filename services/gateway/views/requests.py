"""Requests, as the facts told them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, IndexModel, UpdateOne

from libs.common.contracts import AnyEvent, Event, Words
from libs.common.contracts.requests import (
    ClaimRefused,
    MentoringOffered,
    MentorRequested,
    MentorsSuggested,
    RequestChanged,
    RequestClosed,
    RequestFact,
    RequestFollowedUp,
    RequestOpened,
    RequestProposed,
    Side,
)
from libs.common.mongo import Row
from services.gateway.views.declared import Place, View, into, merge, newest_first, place, plain

ASKING = (MentorRequested.type, MentoringOffered.type)
"""The claims that a request begins with."""

ASKED, SUGGESTED, REFUSED = "asked", "suggested", "refused"
"""States of a request that matching never has: it is on the way, or it opened nothing."""

WORDED = ("mentee_id", "mentor_id", "programme_id", "direction", "topics", "has_message")
MOMENT = "asked_at"

Asking = MentorRequested | MentoringOffered


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request. `state` is `asked` (its claim is on the way), `suggested`, `refused`, or what matching says."""

    org: str
    request_id: str
    state: str
    visible_to: tuple[str, ...]
    """Who may read it: the mentor is not among them before the mentor was asked."""

    mentee_id: str | None = None
    mentor_id: str | None = None
    programme_id: str | None = None
    direction: str = "forward"
    topics: tuple[str, ...] = ()
    started_by: str = Side.MENTEE.value
    then_mentor_ids: tuple[str, ...] = ()
    has_message: bool = False
    claim_id: str | None = None
    correlation_id: str | None = None
    asked_at: datetime | None = None
    opened_at: datetime | None = None
    expires_at: datetime | None = None
    closed_at: datetime | None = None
    pair_id: str | None = None
    info_asked_at: datetime | None = None
    more_id: str | None = None
    by_spark: bool = False
    agreed_id: str | None = None
    suggestions: tuple[dict[str, Any], ...] = ()
    next_request_id: str | None = None
    next_mentor_id: str | None = None
    refusal_code: str | None = None
    refusal_words: Words | None = None

    @property
    def place(self) -> Place:
        """Where it stands among others."""
        return place(self.asked_at, self.org, self.request_id)

    @property
    def asker_id(self) -> str | None:
        """Whose request it is."""
        return self.mentor_id if self.started_by == Side.MENTOR else self.mentee_id


def asked(event: AnyEvent, data: Asking) -> Row:
    """What the claim itself says."""
    is_offer = isinstance(data, MentoringOffered)
    kept = plain(data, *WORDED, *(() if is_offer else ("then_mentor_ids",)))
    return kept | {
        "org": event.org,
        "request_id": data.request_id,
        "state": ASKED,
        "started_by": (Side.MENTOR if is_offer else Side.MENTEE).value,
        "claim_id": event.id,
        "correlation_id": event.correlationid,
        "asked_at": event.time,
        "visible_to": sorted(data.concerns()),
    }


def _asked(event: Event[Asking]) -> list[UpdateOne]:
    return _on(event, event.data.request_id, (0, 0), asked(event, event.data))


def _suggested(event: Event[MentorsSuggested]) -> list[UpdateOne]:
    fact = event.data
    kept = plain(fact, "mentee_id", "direction", "topics", "suggestions")
    return _on(event, fact.request_id, (1, 0), kept | {"state": SUGGESTED, "visible_to": sorted(fact.concerns())})


def _refused(event: Event[ClaimRefused]) -> list[UpdateOne]:
    fact = event.data
    if fact.request_id is None or fact.claim_type not in ASKING:
        return []
    side = "mentor_id" if fact.claim_type == MentoringOffered.type else "mentee_id"
    row = {
        "state": REFUSED,
        "refusal_code": fact.code,
        "refusal_words": fact.words,
        "visible_to": sorted(fact.concerns()),
    }
    return _on(event, fact.request_id, (1, 0), row | ({side: fact.person_id} if fact.person_id else {}))


def _stands(event: Event[RequestFact]) -> list[UpdateOne]:
    fact = event.data
    row = fact.model_dump(exclude={"request_id", "mentor_knew", "by"})
    if fact.asked_at is None:
        del row["asked_at"]
    return _on(event, fact.request_id, (2, event.sequence or 0), row | {"visible_to": sorted(fact.concerns())})


def _followed_up(event: Event[RequestFollowedUp]) -> list[UpdateOne]:
    """Fills the gap that the end left, and is a whole row should it come before the end."""
    fact = event.data
    row = fact.model_dump(exclude={"request_id"}) | {"visible_to": sorted(fact.concerns())}
    return _on(event, fact.request_id, (1, 0), row)


def _on(event: AnyEvent, request_id: str, rank: tuple[int, int], news: Row) -> list[UpdateOne]:
    return into(event, request_id, merge("rank", rank, {"org": event.org, "request_id": request_id} | news))


VIEW = View(
    name="view_requests",
    indexes=[IndexModel([("org", ASCENDING), ("visible_to", ASCENDING), *newest_first(MOMENT)])],
    changes={
        MentorRequested: _asked,
        MentoringOffered: _asked,
        MentorsSuggested: _suggested,
        ClaimRefused: _refused,
        RequestProposed: _stands,
        RequestOpened: _stands,
        RequestChanged: _stands,
        RequestClosed: _stands,
        RequestFollowedUp: _followed_up,
    },
)
