"""Two who learn together and find themselves in one reporting line: what is new, and what is over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.matching.domain.pairs import Pair
from services.matching.domain.reporting import ReportingLines
from services.matching.domain.requests import Request


class Kind(StrEnum):
    """What the two have in common."""

    PAIR = "pair"
    REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Two:
    """A mentor and a mentee, or those who may become them."""

    kind: Kind
    subject_id: str
    mentor_id: str
    mentee_id: str
    sequence: int

    @property
    def key(self) -> str:
        """One conflict at a time for each."""
        return f"{self.kind}/{self.subject_id}"

    @classmethod
    def of_pair(cls, pair: Pair) -> "Two":
        return cls(Kind.PAIR, pair.pair_id, pair.mentor_id, pair.partner_of(pair.mentor_id), pair.sequence)

    @classmethod
    def of_request(cls, request: Request) -> "Two":
        return cls(Kind.REQUEST, request.request_id, request.mentor_id, request.mentee_id, request.sequence)


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
    """Between what is known of them and what is so now."""
    found: list[tuple[Two, str]] = []
    over: list[Conflict] = []
    for two in twos:
        above_id, before = above_of(two, reporting), known.get(two.key)
        if above_id and (before is None or before.above_id != above_id):
            found.append((two, above_id))
        elif above_id is None and before:
            over.append(before)
    return Differences(tuple(found), tuple(over))
