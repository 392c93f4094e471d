"""What the clocks of a pair come to: what journal tells when nobody does anything. Looked at hour by hour."""

from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from libs.common.contracts.care import ClosingOffered, PulseAsked, SessionSuggested
from libs.common.contracts.endings import ClosingAsked, EchoAsked
from libs.common.contracts.ledgers import Dividend, DividendReady
from services.notifications.domain.forecast.cast import at_full_hour
from services.notifications.domain.forecast.life import CADENCE, WHOLE_COURSE, Life

SUGGESTED, FADING, CLOSING = 1, 2, 3
SHORTEST_CONCERN, LONGEST_CONCERN = timedelta(days=28), timedelta(days=60)
SUGGESTED_AT = 0.65
"""Of the concern: 1.3 gaps where the concern is two."""

CLOSE_AFTER = timedelta(days=21)
FIRST_PULSE_AFTER, NEXT_PULSE_AFTER = timedelta(days=30), timedelta(days=60)
REVIEW_AT, WIND_DOWN_AT = 0.5, 0.85
REVIEW_WITHIN, CLOSING_TIME = timedelta(days=21), timedelta(days=21)
ECHO_DAYS = (30, 90, 365)


def look(life: Life, at: datetime) -> None:
    """What has fallen due by now."""
    _look_back_on_month(life, at)
    if life.ended_at:
        _ask_for_echoes(life, life.ended_at, at)
        return
    _look_at_rhythm(life, at)
    _look_at_pulse(life, at)
    _look_at_course(life, at)
    life.tell_phase(at)


def part(life: Life, at: datetime) -> None:
    """The pair was completed: closing words are asked for."""
    life.ended_at = at
    life.tell_phase(at)
    life.tell(at, ClosingAsked(**life.pair, until=at_full_hour(at + CLOSING_TIME)))


def _look_at_rhythm(life: Life, at: datetime) -> None:
    """A silence comes to more, step by step."""
    concern = _concern(life)
    if life.fading_since:
        if life.attention < CLOSING and at >= at_full_hour(life.fading_since + CLOSE_AFTER):
            life.attention = CLOSING
            life.tell(at, ClosingOffered(**life.pair, fading_since=life.fading_since))
    elif at >= at_full_hour(life.silent_since + concern):
        life.attention, life.fading_since = FADING, at
    elif life.attention < SUGGESTED and at >= at_full_hour(life.silent_since + concern * SUGGESTED_AT):
        life.attention = SUGGESTED
        if not (life.starts_at and life.starts_at > at):
            days = (at - life.silent_since).days
            life.tell(at, SessionSuggested(**life.pair, next_owner_id=life.owner_id, days_since=days))


def _concern(life: Life) -> timedelta:
    """Twice their own gap, within bounds; of two who have none of their own yet, the agreed one."""
    days = sorted({held.date() for held in life.held})
    gaps = [(later - day).days for day, later in pairwise(days)]
    gap = timedelta(days=median(gaps)) if len(gaps) > 1 else CADENCE
    return min(max(2 * gap, SHORTEST_CONCERN), LONGEST_CONCERN)


def _look_at_pulse(life: Life, at: datetime) -> None:
    asked_at = life.pulse_asked_at
    due = asked_at + NEXT_PULSE_AFTER if asked_at else life.formed_at + FIRST_PULSE_AFTER
    if at >= at_full_hour(due):
        life.pulse, life.pulse_asked_at = life.pulse + 1, at
        life.tell(at, PulseAsked(**life.pair, number=life.pulse))


def _look_at_course(life: Life, at: datetime) -> None:
    """Half-way it is looked at, for three weeks; near its end it winds down."""
    due_since = life.review_due_since
    if due_since and at >= at_full_hour(due_since + REVIEW_WITHIN):
        life.review_due_since, life.review_over = None, True
    if at >= at_full_hour(life.formed_at + WHOLE_COURSE * WIND_DOWN_AT):
        life.winding_down_since = life.winding_down_since or at
    elif not life.review_over and at >= at_full_hour(life.formed_at + WHOLE_COURSE * REVIEW_AT):
        life.review_due_since = life.review_due_since or at


def _ask_for_echoes(life: Life, ended_at: datetime, at: datetime) -> None:
    for days in ECHO_DAYS:
        if days not in life.echoes and at >= at_full_hour(ended_at + timedelta(days=days)):
            life.echoes.add(days)
            life.tell(at, EchoAsked.model_validate(life.pair | {"days": days}))


def _look_back_on_month(life: Life, at: datetime) -> None:
    """The first hour of a month: what the last one brought the mentor, if anything."""
    if at.day > 1 or at.hour:
        return
    before = at - timedelta(days=1)
    mentor_id, month = life.cast.mentor.person_id, (before.year, before.month)
    held = sum((one.year, one.month) == month for one in life.held)
    named = sum((day.year, day.month) == month and who != mentor_id for day, who in life.shared)
    if held or named:
        counts = Dividend(sessions_held=held, learnings_named=named, thanks=0, gets=0)
        life.tell(at, DividendReady(person_id=mentor_id, month=f"{before:%Y-%m}", counts=counts))
