"""Words that come together: when, what is left of them by then, and what they come as."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from libs.common.contracts.notifications import Channel, Digest, Importance, Kind
from libs.common.ids import derived_id
from services.notifications.domain.notices import Notice
from services.notifications.domain.plan import About

GATHERED = (Channel.MAIL, Channel.PUSH, Channel.CHAT)
"""The inbox fills at its time, and a calendar has to be right."""

MORNING = time(8)
MONDAY = 0
TEMPLATE = "digest"


def window_end(digest: Digest, zone: str, now: datetime) -> datetime:
    """The next morning, or the next Monday's, where the reader is."""
    local = ZoneInfo(zone)
    today = now.astimezone(local).date()
    days = (today + timedelta(days=number) for number in count())
    mornings = (day for day in days if digest is Digest.DAILY or day.weekday() == MONDAY)
    ends = (datetime.combine(day, MORNING, local).astimezone(UTC) for day in mornings)
    return next(end for end in ends if end > now)


def digest_id(org: str, person_id: str, end: datetime) -> str:
    """One for each person and morning."""
    return derived_id("ntc", org, person_id, TEMPLATE, end.astimezone(UTC).isoformat())


def opened(first: Notice, end: datetime, now: datetime) -> Notice:
    """What the first that is gathered opens; its cause is the digest's, until it closes."""
    return Notice(
        org=first.org,
        notice_id=digest_id(first.org, first.person_id, end),
        person_id=first.person_id,
        row=TEMPLATE,
        kind=Kind.ACCOUNT,
        importance=Importance.PERSONAL,
        template=TEMPLATE,
        about=About(path="/inbox"),
        subject_id=first.person_id,
        channels=GATHERED,
        cause_id=first.cause_id,
        facts=first.facts,
        correlation_id=first.correlation_id,
        created_at=now,
        since=now,
        not_before=end,
        due=end,
        trace=dict(first.trace),
    )


def closed(digest: Notice, items: Iterable[Notice]) -> Notice:
    """With what is left of it: the facts behind it are those of all of them."""
    items = sorted(items, key=lambda item: (item.said_at or item.due, item.notice_id))
    facts = tuple(dict.fromkeys(fact for item in items for fact in item.facts))
    about = replace(digest.about, number=len(items))
    return replace(digest, items=tuple(item.notice_id for item in items), about=about, facts=facts)


def gathered(channels: Iterable[Channel]) -> tuple[Channel, ...]:
    """Those of `channels` through which words come together."""
    return tuple(channel for channel in GATHERED if channel in frozenset(channels))
