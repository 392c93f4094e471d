"""Two who learn together and find themselves in one reporting line: what is new, and what is over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.matching.domain.circles import Circle, CircleState
from services.matching.domain.pairs import Pair
from services.matching.domain.reporting import ReportingLines
from services.matching.domain.requests import Request


class Kind(StrEnum):
    """What the two have in common."""

    PAIR = "pair"
    REQUEST = "request"
    CIRCLE = "circle"


@dataclass(frozen=True, slots=True)
class Two:
    """Two who learn from each other, or may come to do so."""

    kind: Kind
    subject_id: str
    mentor_id: str
    mentee_id: str
    sequence: int
    among_peers: bool = False
    """In a circle that nobody leads: then it is said of neither that they give."""

    is_waiting: bool = False
    """One of them is only invited to the circle, and cannot say yes as long as they are in one line."""

    @property
    def people(self) -> tuple[str, str]:
        """Both."""
        return (self.mentor_id, self.mentee_id)

    @property
    def key(self) -> str:
        """One conflict at a time for each; of a circle, for each two."""
        couple = sorted(self.people) if self.kind is Kind.CIRCLE else ()
        return "/".join((self.kind, self.subject_id, *couple))

    @classmethod
    def of_pair(cls, pair: Pair) -> "Two":
        return cls(Kind.PAIR, pair.pair_id, pair.mentor_id, pair.partner_of(pair.mentor_id), pair.sequence)

    @classmethod
    def of_request(cls, request: Request) -> "Two":
        return cls(Kind.REQUEST, request.request_id, request.mentor_id, request.mentee_id, request.sequence)

    @classmethod
    def of_circle(cls, circle: Circle) -> "list[Two]":
        """All of whom no two may be in one line. None, once it has ended."""
        if circle.state is CircleState.ENDED:
            return []
        return [
            cls(
                kind=Kind.CIRCLE,
                subject_id=circle.circle_id,
                mentor_id=mentor_id,
                mentee_id=mentee_id,
                sequence=circle.sequence,
                among_peers=circle.mentor_id is None,
                is_waiting=not {mentor_id, mentee_id} <= set(circle.members),
            )
            for mentor_id, mentee_id in circle.couples
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """It was found and told; it is kept while it lasts, so that it is told once."""

    org: str
    conflict_key: str
    above_id: str
    found_at: datetime
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Differences:
    """What has to be told, and what is over."""

    found: tuple[tuple[Two, str], ...]
    """With who is above."""

    over: tuple[Conflict, ...]


def above_of(two: Two, reporting: ReportingLines) -> str | None:
    """Who of the two is above the other, at any depth."""
    if two.mentor_id in reporting.above(two.mentee_id):
        return two.mentor_id
    return two.mentee_id if two.mentee_id in reporting.above(two.mentor_id) else None


def differences(twos: Iterable[Two], known: Mapping[str, Conflict], reporting: ReportingLines) -> Differences:
    """Between what is known and what is so now. What is known of two who are none any more is over."""
    found: list[tuple[Two, str]] = []
    lasting: set[str] = set()
    for two in twos:
        above_id, before = above_of(two, reporting), known.get(two.key)
        if above_id:
            lasting.add(two.key)
            if before is None or before.above_id != above_id:
                found.append((two, above_id))
    return Differences(tuple(found), tuple(known[key] for key in known if key not in lasting))
