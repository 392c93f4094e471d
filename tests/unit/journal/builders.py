"""Stories, reports and sessions that are valid by default: a test names only what it is about."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from services.journal.domain.agreements import Goal, Part, Shared
from services.journal.domain.holding import Report, hold
from services.journal.domain.keys import SealedText
from services.journal.domain.planning import plan
from services.journal.domain.sessions import Calendar, Plan
from services.journal.domain.stories import Member, Role, Story

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
FORMED_AT = NOW - timedelta(days=30)


def make_story(**changes: Any) -> Story:
    """Ada gives and Bob learns."""
    story = Story(
        org="acme",
        pair_id="pair_1",
        members=(Member("bob", Role.MENTEE), Member("ada", Role.MENTOR)),
        direction="forward",
        topics=("Python",),
        formed_at=FORMED_AT,
        begun_at=FORMED_AT,
        next_owner_id="bob",
    )
    return replace(story, **changes)


def make_report(session_id: str = "s1", person_id: str = "ada", held_at: datetime = NOW) -> Report:
    return Report(session_id, person_id, held_at)


def make_calendar(*planned: datetime, **changes: Any) -> Calendar:
    """What Bob has planned, as s1, s2 and so on."""
    calendar = Calendar(make_story(**changes))
    for number, starts_at in enumerate(planned, 1):
        calendar = plan(calendar, f"s{number}", "bob", Plan(starts_at, 60), NOW)
    return calendar


def held(calendar: Calendar, *session_ids: str, **changes: Any) -> Calendar:
    """They met, as Ada says."""
    for session_id in session_ids:
        calendar = hold(calendar, replace(make_report(session_id), **changes), NOW)
    return calendar


def sealed(text: str) -> SealedText:
    """Something written, as the domain sees it: closed."""
    return SealedText("key_1", text.encode())


def make_part(person_id: str, goals: int = 1, gives: int = 1, **changes: Any) -> Part:
    """So many goals without a measure, and so many gives; nothing else is told."""
    numbered = tuple(Goal(f"goal_{person_id}_{number}", sealed(f"learn {number}")) for number in range(goals))
    part = Part(goals=numbered, gives=tuple(sealed(f"give {number}") for number in range(gives)))
    return replace(part, **changes)


def make_shared(**changes: Any) -> Shared:
    """Every two weeks for an hour."""
    return replace(Shared(cadence_days=14, session_minutes=60), **changes)
