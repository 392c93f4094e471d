"""Mentoring that was named, as the facts told it."""

from dataclasses import dataclass
from datetime import datetime

from pymongo import ASCENDING, IndexModel, UpdateOne

from libs.common.contracts import AnyEvent, Event, Words
from libs.common.contracts.pairs import PairRole
from libs.common.contracts.recognitions import MentoringRecognised, RecognitionChanged
from libs.common.contracts.requests import ClaimRefused
from libs.common.mongo import Row
from services.gateway.views.declared import Place, View, into, merge, newest_first, place, plain
from services.gateway.views.requests import ASKED, REFUSED

MOMENT = "named_at"


@dataclass(frozen=True, slots=True)
class RecognitionView:
    """A mentoring that was named. `state` is `asked` (its claim is on the way), `refused`, or what matching says."""

    org: str
    recognition_id: str
    state: str
    visible_to: tuple[str, ...]
    mentor_id: str
    mentee_id: str
    topics: tuple[str, ...]
    since: datetime
    direction: str = "forward"
    programme_id: str | None = None
    awaiting: tuple[str, ...] = ()
    named_at: datetime | None = None
    expires_at: datetime | None = None
    pair_id: str | None = None
    refusal_code: str | None = None
    refusal_words: Words | None = None

    @property
    def place(self) -> Place:
        """Where it stands among others."""
        return place(self.named_at, self.org, self.recognition_id)


def named(event: AnyEvent, data: MentoringRecognised) -> Row:
    """What the claim itself says."""
    gives = data.role is PairRole.MENTOR
    return plain(data, "programme_id", "direction", "topics", "since") | {
        "org": event.org,
        "recognition_id": data.recognition_id,
        "mentor_id": data.person_id if gives else data.other_id,
        "mentee_id": data.other_id if gives else data.person_id,
        "state": ASKED,
        "named_at": event.time,
        "visible_to": sorted(data.concerns()),
    }


def _named(event: Event[MentoringRecognised]) -> list[UpdateOne]:
    return _on(event, (0, 0), named(event, event.data))


def _refused(event: Event[ClaimRefused]) -> list[UpdateOne]:
    fact = event.data
    if fact.claim_type != MentoringRecognised.type:
        return []
    return _on(event, (1, 0), {"state": REFUSED, "refusal_code": fact.code, "refusal_words": fact.words})


def _stands(event: Event[RecognitionChanged]) -> list[UpdateOne]:
    fact = event.data
    row = fact.model_dump(exclude={"recognition_id"}) | {"visible_to": sorted(fact.concerns())}
    return _on(event, (2, event.sequence or 0), row)


def _on(event: AnyEvent, rank: tuple[int, int], news: Row) -> list[UpdateOne]:
    return into(event, event.subject, merge("rank", rank, {"org": event.org, "recognition_id": event.subject} | news))


VIEW = View(
    name="view_recognitions",
    indexes=[IndexModel([("org", ASCENDING), ("visible_to", ASCENDING), *newest_first(MOMENT)])],
    changes={MentoringRecognised: _named, ClaimRefused: _refused, RecognitionChanged: _stands},
)
