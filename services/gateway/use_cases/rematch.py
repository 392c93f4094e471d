"""Somebody else after a pair: what each of the two is likely to want next."""

from collections.abc import Sequence

from libs.common.contracts.requests import Direction, MentorRequested
from services.gateway.domain.people import Record
from services.gateway.schemas.people import person_of
from services.gateway.views import PairView

MOST_TOPICS = 10


def rematch(view: PairView, record: Record, topics: Sequence[str] | None, request_id: str) -> MentorRequested:
    """Who learned goes on with the same, the same way; who gave is offered what their own profile says they want."""
    roles = {member["person_id"]: member["role"] for member in view.members}
    learned = roles[record.person_id] == "mentee"
    own = [] if learned else [skill.topic for skill in person_of(record).gets]
    wanted = topics or own or view.topics
    goes_on = learned or view.direction in (Direction.RECIPROCAL, Direction.PEER)
    return MentorRequested(
        request_id=request_id,
        mentee_id=record.person_id,
        direction=Direction(view.direction) if goes_on else Direction.FORWARD,
        topics=tuple(wanted)[:MOST_TOPICS],
    )
