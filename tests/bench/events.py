"""What goes through the pipes: the same 450 bytes for the limits, the peers and the smallest service of the house."""

from datetime import UTC, datetime

from libs.common.contracts import AnyEvent, Event
from libs.common.contracts.pairs import SessionReported
from libs.common.ids import new_id

ORG = "acme"


def meeting() -> AnyEvent:
    """A new event that asks for one document."""
    now = datetime.now(UTC)
    session_id = new_id("ses")
    return Event(
        id=new_id(),
        source="/bothways/gateway",
        type=SessionReported.type,
        subject=session_id,
        time=now,
        org=ORG,
        actorid="person-0042",
        correlationid=new_id(),
        causationid=new_id(),
        data=SessionReported(pair_id=new_id("pair"), session_id=session_id, person_id="person-0042", held_at=now),
    )
