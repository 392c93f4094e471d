"""The course of a pair: half-way it is looked at, near its planned end it winds down."""

from dataclasses import replace
from datetime import datetime, timedelta

from services.journal.domain.hours import at_full_hour
from services.journal.domain.stages import FLASH
from services.journal.domain.stories import Standing, Story

DEFAULT_COURSE = timedelta(days=182)
"""Half a year, where the two said nothing of how long they mean to go on."""

REVIEW_AT, WIND_DOWN_AT = 0.5, 0.85
REVIEW_WITHIN = timedelta(days=21)


def planned_until(story: Story) -> datetime:
    """How long the two mean to go on."""
    return story.planned_until or story.begun_at + DEFAULT_COURSE


def winds_down_at(story: Story) -> datetime:
    """When its end comes near."""
    return _after_share(story, WIND_DOWN_AT)


def next_due(story: Story) -> datetime | None:
    """When its clock does something next; None where it has nothing to do, and in a pause."""
    if story.standing is not Standing.CONSENTED or story.direction == FLASH:
        return None
    due = [] if story.winding_down_since else [winds_down_at(story)]
    if story.review_due_since:
        due.append(_review_ends_at(story.review_due_since))
    elif _may_review(story):
        due.append(_after_share(story, REVIEW_AT))
    return min(due, default=None)


def tick(story: Story, at: datetime) -> Story:
    """What the clock does by `at`. A review whose time has passed when the end comes near is not asked for."""
    due = next_due(story)
    if due is None or at < due:
        return story
    if story.review_due_since and at >= _review_ends_at(story.review_due_since):
        story = review_over(story, at)
    if at >= winds_down_at(story):
        return story if story.winding_down_since else replace(story, winding_down_since=at)
    is_half_way = _may_review(story) and at >= _after_share(story, REVIEW_AT)
    return replace(story, review_due_since=at) if is_half_way and not story.review_due_since else story


def rethought(story: Story, at: datetime) -> Story:
    """An end that was put off is not near any more."""
    is_early = story.winding_down_since and at < winds_down_at(story)
    return replace(story, winding_down_since=None) if is_early and story.ended_at is None else story


def review_over(story: Story, at: datetime) -> Story:
    """Both have spoken, or the time for it is over; there is one mid review in a pair."""
    return replace(story, review_due_since=None, review_over_at=at)


def _may_review(story: Story) -> bool:
    return story.review_over_at is None and story.winding_down_since is None


def _review_ends_at(due_since: datetime) -> datetime:
    return at_full_hour(due_since + REVIEW_WITHIN)


def _after_share(story: Story, share: float) -> datetime:
    return at_full_hour(story.begun_at + (planned_until(story) - story.begun_at) * share)
