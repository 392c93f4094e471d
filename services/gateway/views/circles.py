"""Circles, as the facts told them."""

from dataclasses import dataclass
from datetime import datetime

from pymongo import ASCENDING, IndexModel, UpdateOne

from libs.common.contracts import AnyEvent, Event, Words
from libs.common.contracts.circles import CircleAsked, CircleChanged, CircleEnded, CircleFormed, CircleProposed
from libs.common.contracts.requests import ClaimRefused
from libs.common.mongo import Row
from services.gateway.views.declared import Place, View, into, merge, newest_first, place, plain
from services.gateway.views.requests import ASKED, REFUSED

MOMENT = "proposed_at"


@dataclass(frozen=True, slots=True)
class CircleView:
    """A circle. `state` is `asked` (its claim is on the way), `refused`, or what matching says."""

    org: str
    circle_id: str
    state: str
    visible_to: tuple[str, ...]
    """Who may read it: everybody in it or invited; who is out of it, until it changes again."""

    started_by: str
    topics: tuple[str, ...]
    mentor_id: str | None = None
    programme_id: str | None = None
    members: tuple[str, ...] = ()
    invited: tuple[str, ...] = ()
    proposed_at: datetime | None = None
    formed_at: datetime | None = None
    ending: str | None = None
    ended_at: datetime | None = None
    refusal_code: str | None = None
    refusal_words: Words | None = None

    @property
    def place(self) -> Place:
        """Where it stands among others."""
        return place(self.proposed_at, self.org, self.circle_id)


def gathered(event: AnyEvent, data: CircleAsked) -> Row:
    """What the claim itself says."""
    return plain(data, "programme_id", "mentor_id", "topics") | {
        "org": event.org,
        "circle_id": data.circle_id,
        "started_by": data.person_id,
        "invited": data.invited_ids,
        "state": ASKED,
        "proposed_at": event.time,
        "visible_to": sorted(data.concerns()),
    }


def _gathered(event: Event[CircleAsked]) -> list[UpdateOne]:
    return _on(event, (0, 0), gathered(event, event.data))


def _refused(event: Event[ClaimRefused]) -> list[UpdateOne]:
    fact = event.data
    if fact.claim_type != CircleAsked.type:
        return []
    return _on(event, (1, 0), {"state": REFUSED, "refusal_code": fact.code, "refusal_words": fact.words})


def _stands(event: Event[CircleProposed | CircleFormed | CircleChanged | CircleEnded]) -> list[UpdateOne]:
    fact = event.data
    # Its place in lists stays where the claim put it: matching, which says a later time, may come between two pages.
    kept = fact.model_dump(exclude={"circle_id", "change", "people", "proposed_at"})
    row = kept | {"visible_to": sorted(fact.concerns())}
    return _on(event, (2, event.sequence or 0), row)


def _on(event: AnyEvent, rank: tuple[int, int], news: Row) -> list[UpdateOne]:
    return into(event, event.subject, merge("rank", rank, {"org": event.org, "circle_id": event.subject} | news))


VIEW = View(
    name="view_circles",
    indexes=[IndexModel([("org", ASCENDING), ("visible_to", ASCENDING), *newest_first(MOMENT)])],
    changes={
        CircleAsked: _gathered,
        ClaimRefused: _refused,
        CircleProposed: _stands,
        CircleFormed: _stands,
        CircleChanged: _stands,
        CircleEnded: _stands,
    },
)
