"""Planned sessions as calendars show them: the newest fact of each wins, in whatever order they come."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from libs.common.contracts.sessions import Channel, PlanChange, SessionCancelled, SessionPlanned
from services.notifications.domain.pairs import whole_ms


@dataclass(frozen=True, slots=True)
class Said:
    """A fact of a session: which, and its place among them."""

    event_id: str
    sequence: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Planned:
    """A session, from the first fact of it on."""

    org: str
    session_id: str
    pair_id: str
    starts_at: datetime
    minutes: int = 0
    """0 where it was called off."""

    place: Channel | None = None
    is_off: bool = False
    pair_is_over: bool = False
    event_id: str = ""
    """Of the newest fact: only what is said because of it still goes to calendars."""

    sequence: int = 0
    changed_at: datetime | None = None
    revision: int = 0

    @property
    def uid(self) -> str:
        """The same for whatever becomes of it."""
        return f"{self.session_id}.{self.org}"

    @property
    def ends_at(self) -> datetime:
        """As planned."""
        return self.starts_at + timedelta(minutes=self.minutes)


def with_plan(known: Planned | None, org: str, fact: SessionPlanned, said: Said) -> Planned | None:
    """As planned anew. Who gives and who learns stands in no calendar: a flip changes nothing there."""
    known = known or Planned(org, fact.session_id, fact.pair_id, whole_ms(fact.starts_at))
    if fact.change is PlanChange.FLIPPED or not _is_newer(known, said):
        return known if known.sequence else None
    return replace(
        _said(known, said),
        starts_at=whole_ms(fact.starts_at),
        minutes=fact.minutes,
        place=fact.channel,
        is_off=False,
    )


def called_off(known: Planned | None, org: str, fact: SessionCancelled, said: Said) -> Planned:
    """One of the two called it off; how long and where it was to be, nobody asks any more."""
    starts_at = whole_ms(fact.starts_at)
    known = known or Planned(org, fact.session_id, fact.pair_id, starts_at)
    if not _is_newer(known, said):
        return known
    return replace(_said(known, said), starts_at=starts_at, minutes=0, place=None, is_off=True)


def over(known: Planned, event_id: str, at: datetime) -> Planned:
    """Its pair has ended: nothing that comes later brings it back."""
    if known.pair_is_over:
        return known
    return replace(_said(known, Said(event_id, known.sequence + 1, at)), is_off=True, pair_is_over=True)


def _is_newer(known: Planned, said: Said) -> bool:
    return said.sequence > known.sequence and not known.pair_is_over


def _said(known: Planned, said: Said) -> Planned:
    return replace(known, event_id=said.event_id, sequence=said.sequence, changed_at=whole_ms(said.at))
