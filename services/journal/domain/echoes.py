"""The learning echo: some time after a completed pair each says in one line what still helps."""

from dataclasses import replace
from datetime import datetime, timedelta

from services.journal.domain.codes import Code, RuleBroken
from services.journal.domain.farewells import Echo, Farewell, is_completed
from services.journal.domain.hours import at_full_hour
from services.journal.domain.stories import Story

ECHO_DAYS = (30, 90, 365)
ASKED_WITHIN = timedelta(days=30)
"""An echo that comes later than this asks of another time than it means: it is left out."""


def echo_due(story: Story, days: int) -> datetime | None:
    """When it is asked for; None where the pair was not completed. Behind every other ending may be a flight."""
    return at_full_hour(story.ended_at + timedelta(days=days)) if story.ended_at and is_completed(story) else None


def ask_echo(farewell: Farewell, story: Story, days: int, now: datetime) -> Farewell:
    """Asked for, once; as it was where it is too early, too late, or was asked for before."""
    due = echo_due(story, days)
    if due is None or not due <= now < due + ASKED_WITHIN or days in farewell.echoes_asked:
        return farewell
    return replace(farewell, echoes_asked=(*farewell.echoes_asked, days))


def require_asked(farewell: Farewell, days: int) -> None:
    """From when it is asked for an echo can be given; it is never too late."""
    if days not in farewell.echoes_asked:
        raise RuleBroken(Code.ECHO_NOT_DUE)


def answer(farewell: Farewell, echo: Echo) -> Farewell:
    """In the place of what the same side said before."""
    others = tuple(one for one in farewell.echoes if (one.author_id, one.days) != (echo.author_id, echo.days))
    return replace(farewell, echoes=(*others, echo))


def has_answered(farewell: Farewell, person_id: str, days: int) -> bool:
    """Whether it was given before."""
    return any((one.author_id, one.days) == (person_id, days) for one in farewell.echoes)
