"""Sessions held: which may be told, and how they count."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from libs.common.contracts.requests import Direction
from services.journal.domain.codes import Code, RuleBroken
from services.journal.domain.stories import Story

CLOCKS_DIFFER_BY = timedelta(minutes=5)
"""A phone's clock may be a little off ours, either way."""


@dataclass(frozen=True, slots=True)
class Report:
    """Somebody says that they met, or a platform says it of them."""

    session_id: str
    person_id: str
    held_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """They met. `number` counts the pair's sessions in the order in which they were told."""

    org: str
    session_key: str
    pair_id: str
    session_id: str
    reported_by: str
    held_at: datetime
    number: int
    next_owner_id: str
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """What a report came to. `already`: it was told before, nothing changed and nothing is to be told."""

    story: Story
    session: Session
    already: bool = False


def session_key(pair_id: str, session_id: str) -> str:
    """One document per session of a pair."""
    return f"{pair_id}:{session_id}"


def hold(story: Story, known: Session | None, report: Report, now: datetime) -> Step:
    """The story with one more session, or as it is where that session is known. The next step changes hands.

    A pair for one talk is active with it; every other one when its agreement comes into force.
    """
    if not story.is_member(report.person_id):
        raise RuleBroken(Code.NOT_A_MEMBER)
    if known:
        return Step(story, known, already=True)
    held_at = _possible(story, report.held_at, now)
    after = replace(
        story,
        active_since=story.active_since or (now if story.direction == Direction.FLASH else None),
        sessions_held=story.sessions_held + 1,
        last_held_at=max(held_at, story.last_held_at or held_at),
        next_owner_id=story.other(story.next_owner_id),
    )
    session = Session(
        org=story.org,
        session_key=session_key(story.pair_id, report.session_id),
        pair_id=story.pair_id,
        session_id=report.session_id,
        reported_by=report.person_id,
        held_at=held_at,
        number=after.sessions_held,
        next_owner_id=after.next_owner_id,
    )
    return Step(after, session)


def _possible(story: Story, held_at: datetime, now: datetime) -> datetime:
    """When they met, as the database keeps it: in whole milliseconds, so that a repeat is answered the same."""
    if held_at > now + CLOCKS_DIFFER_BY:
        raise RuleBroken(Code.SESSION_IN_THE_FUTURE)
    if held_at < story.formed_at - CLOCKS_DIFFER_BY:
        raise RuleBroken(Code.SESSION_BEFORE_THE_PAIR)
    if story.ended_at and held_at > story.ended_at + CLOCKS_DIFFER_BY:
        raise RuleBroken(Code.SESSION_AFTER_THE_PAIR)
    return held_at.replace(microsecond=held_at.microsecond // 1000 * 1000)
