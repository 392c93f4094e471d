"""What one person thinks of another, kept for each alone; two sparks meet."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from libs.common.ids import derived_id


class Mark(StrEnum):
    """One at a time: a spark would like to talk, a favourite is for oneself, who is dismissed is suggested no more."""

    SPARK = "spark"
    FAVOURITE = "favourite"
    DISMISS = "dismiss"


@dataclass(frozen=True, slots=True)
class Interest:
    """`person_id` on `other_id`: each direction is a document of its own, so that neither shows the other."""

    org: str
    interest_id: str
    person_id: str
    other_id: str
    mark: Mark | None = None
    met_at: datetime | None = None
    """Since when both know. It stays, whatever is marked later: nobody is told twice."""

    revision: int = 0


def interest_id_of(org: str, person_id: str, other_id: str) -> str:
    return derived_id("interest", org, person_id, other_id)


def no_interest(org: str, person_id: str, other_id: str) -> Interest:
    """Nothing marked yet."""
    return Interest(org, interest_id_of(org, person_id, other_id), person_id, other_id)


def meet(one: Interest, other: Interest, at: datetime) -> tuple[Interest, Interest] | None:
    """Both as they are once they know; None where it is not for both, or they know."""
    both_spark = one.mark is other.mark is Mark.SPARK
    if not both_spark or one.met_at or other.met_at:
        return None
    return replace(one, met_at=at), replace(other, met_at=at)


def meeting_of(one: Interest) -> tuple[str, tuple[str, str]]:
    """Its id and its two people, the same from either side."""
    first, second = sorted((one.person_id, one.other_id))
    return derived_id("spark", one.org, first, second), (first, second)
