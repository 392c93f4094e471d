"""The mid review: each side says alone how it should go on, and both read it once both have."""

from dataclasses import dataclass, replace
from datetime import datetime

from services.journal.domain.codes import Code, RuleBroken
from services.journal.domain.keys import SealedText
from services.journal.domain.stories import Standing, Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One side's. `review_id` is the act of giving it: the same one again is a repeat."""

    review_id: str
    person_id: str
    decision: SealedText
    at: datetime
    line: SealedText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The one review of a pair."""

    org: str
    pair_id: str
    words: tuple[Word, ...] = ()
    revision: int = 0

    def is_complete(self) -> bool:
        """Both have spoken."""
        return len(self.words) == 2

    def has(self, review_id: str) -> bool:
        """Whether this was given already."""
        return any(word.review_id == review_id for word in self.words)


def due_since(story: Story) -> datetime | None:
    """Since when a review can be given: while it is due, and the pair goes on."""
    return None if story.standing is Standing.ENDED else story.review_due_since


def require_due(story: Story) -> None:
    """A review has its time."""
    if due_since(story) is None:
        raise RuleBroken(Code.REVIEW_NOT_DUE)


def give(review: Review, word: Word) -> Review:
    """In the place of what the same side said before."""
    others = tuple(one for one in review.words if one.person_id != word.person_id)
    return replace(review, words=(*others, word))


def readable(review: Review, story: Story, person_id: str) -> tuple[Word, ...]:
    """One's own; the other's once it can change nothing in one's own any more."""
    is_open = review.is_complete() or story.review_over_at is not None
    return tuple(word for word in review.words if is_open or word.person_id == person_id)
