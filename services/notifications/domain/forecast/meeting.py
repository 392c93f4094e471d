"""How the two of a pair meet, and what journal tells of it."""

from datetime import datetime, timedelta

from libs.common.contracts.care import FitAsked
from libs.common.contracts.pairs import Milestone, PairRole, SessionHeld
from libs.common.contracts.requests import Direction
from libs.common.contracts.sessions import Channel, PlanChange, SeniorCancelled, SessionCancelled, SessionPlanned
from services.notifications.domain.forecast.life import LENGTH, Life
from services.notifications.domain.forecast.script import MENTEE, Act

ASKED_FIT_AFTER = (1, 3)


def plan(life: Life, act: Act, at: datetime) -> None:
    life.planned, life.initiator_id = life.planned + 1, life.cast.person(act.who)
    life.starts_at = at.replace(second=0, microsecond=0) + timedelta(days=act.detail)
    fact = SessionPlanned(
        **life.pair,
        session_id=_session_id(life),
        starts_at=life.starts_at,
        minutes=LENGTH,
        channel=Channel.VIDEO,
        initiator_id=life.initiator_id,
        flipped=False,
        change=PlanChange.PLANNED,
    )
    life.tell(at, fact, of=_session_id(life), by=life.initiator_id)


def cancel(life: Life, act: Act, at: datetime) -> None:
    """Whoever calls it off finds the new time. Of a senior in a reverse pair nobody else is told."""
    who, starts_at = life.cast.person(act.who), life.starts_at or at
    life.lapses, life.starts_at, life.owner_id = [*life.lapses, who], None, who
    is_senior = life.cast.direction is Direction.REVERSE and act.who == MENTEE
    in_a_row = life.lapses.count(who)
    fact = SessionCancelled(
        **life.pair,
        session_id=_session_id(life),
        starts_at=starts_at,
        role=PairRole(act.who),
        in_a_row=in_a_row,
        told_id=who if is_senior else None,
        by_id=who,
    )
    life.tell(at, fact, of=_session_id(life), by=who)
    if is_senior:
        slots = (starts_at + timedelta(days=1), starts_at + timedelta(days=2), starts_at + timedelta(days=3))
        told = SeniorCancelled(**life.pair, senior_id=who, session_id=_session_id(life), in_a_row=in_a_row, slots=slots)
        life.tell(at, told, of=_session_id(life))


def hold(life: Life, act: Act, at: datetime) -> None:
    held_at = min(life.starts_at or at, at)
    life.held.append(held_at)
    life.starts_at, life.lapses, life.owner_id = None, [], life.cast.other(life.owner_id)
    life.attention, life.fading_since = 0, None
    number = len(life.held)
    fact = SessionHeld(
        **life.pair,
        session_id=_session_id(life),
        held_at=held_at,
        number=number,
        next_owner_id=life.owner_id,
        planned=True,
        initiator_id=life.initiator_id,
    )
    life.tell(at, fact, of=_session_id(life))
    life.reach(at, Milestone.FIRST_TALK_HELD)
    if number >= max(ASKED_FIT_AFTER):
        life.reach(at, Milestone.THIRD_SESSION_HELD)
    life.tell_phase(at)
    if number in ASKED_FIT_AFTER:
        life.tell(at, FitAsked(**life.pair, number=number))


def _session_id(life: Life) -> str:
    return f"session-{life.planned}"
