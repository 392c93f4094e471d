"""What mentoring brought a mentor in a month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.journal.domain.ledgers import GOT, Exchange
from services.journal.domain.months import Month
from services.journal.domain.stories import Role, Standing, Story

MENTORS_BOTH = ("reciprocal", "peer")
"""Directions in which each of the two is a mentor of the other."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What happened, as numbers."""

    sessions_held: int = 0
    learnings_named: int = 0
    thanks: int = 0
    gets: int = 0

    @property
    def is_anything(self) -> bool:
        """Something happened."""
        return self != Counts()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dividend:
    """One per person and month, with the pairs of which it speaks."""

    org: str
    dividend_id: str
    person_id: str
    month: str
    counts: Counts
    pair_ids: tuple[str, ...]
    made_at: datetime
    revision: int = 0


def dividend_id(person_id: str, month: Month) -> str:
    """One document per person and month."""
    return f"{person_id}:{month}"


def mentors_of(story: Story) -> tuple[str, ...]:
    """Who gives; where learning goes both ways by design, both."""
    if story.direction in MENTORS_BOTH:
        return story.member_ids
    return tuple(member.person_id for member in story.members if member.role is Role.MENTOR)


def lived_in(story: Story, month: Month) -> bool:
    """It was there for some of the month."""
    return story.formed_at < month.end and (story.ended_at is None or story.ended_at >= month.start)


def goes_on(story: Story) -> bool:
    """It has not ended."""
    return story.standing is not Standing.ENDED


def is_learning(line: Exchange, person_id: str, month: Month) -> bool:
    """In it the other side says what it got."""
    return line.author_id != person_id and line.direction == GOT and month.has(line.at)


def is_get(line: Exchange, person_id: str, month: Month) -> bool:
    """In it they say what they got."""
    return line.author_id == person_id and line.direction == GOT and month.has(line.at)


def is_thanked(line: Exchange, person_id: str, month: Month) -> bool:
    """The other side said thanks for it, whenever it was written."""
    return line.author_id == person_id and line.thanked_at is not None and month.has(line.thanked_at)


def speaks_of(line: Exchange, person_id: str, month: Month) -> bool:
    """It is among what the month brought them."""
    return any(is_one(line, person_id, month) for is_one in (is_learning, is_get, is_thanked))


def counted(
    person_id: str, month: Month, lines: Sequence[Exchange], *, sessions_held: int = 0, entries: int = 0
) -> Counts:
    """From the lines of their pairs, and from what the others shared with them about what they learned."""
    learnings, thanks, gets = (
        sum(is_one(line, person_id, month) for line in lines) for is_one in (is_learning, is_thanked, is_get)
    )
    return Counts(sessions_held, learnings + entries, thanks, gets)
