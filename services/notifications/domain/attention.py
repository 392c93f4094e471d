"""How much of a person's attention was taken of late: what budget, caps and back-off look at."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from libs.common.contracts.notifications import Kind

KEPT = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Nudged:
    """One nudge that was said."""

    at: datetime
    kind: Kind
    notice_id: str
    is_heeded: bool = False
    """It was read, done or followed."""


@dataclass(frozen=True, slots=True)
class Attention:
    """One document a person: two replicas that would both spend the last of a budget meet here."""

    org: str
    person_id: str
    nudges: tuple[Nudged, ...] = ()
    """The newest last."""

    asked_for_less: tuple[Kind, ...] = ()
    """Of which kinds they were asked whether they want less: once for each."""

    revision: int = 0


def spent(attention: Attention, at: datetime, kind: Kind, notice_id: str) -> Attention:
    """One more was said."""
    kept = tuple(one for one in attention.nudges if one.at > at - KEPT)
    return replace(attention, nudges=(*kept, Nudged(at, kind, notice_id)))
