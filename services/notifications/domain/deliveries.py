"""One row per notice and channel: what becomes of every word that is said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from libs.common.contracts.notifications import Channel, Kind
from libs.common.ids import derived_id
from services.notifications.domain.notices import Notice
from services.notifications.domain.plan import About, Tie


class State(StrEnum):
    """Where a delivery is. All but the first two are its end."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"


OPEN = (State.WAITING, State.SENDING)
BY_MAIL = (Channel.MAIL, Channel.CALENDAR)

SHORTEST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(hours=1)
MOST_PUT_OFF = 120
"""With pauses that grow to an hour this is four to five days: as long as mail servers try (RFC 5321, 4.5.4.1)."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to one person through one channel."""

    org: str
    delivery_id: str
    notice_id: str
    person_id: str
    channel: Channel
    template: str
    about: About
    subject_id: str
    kind: Kind
    cause_id: str
    facts: tuple[str, ...]
    correlation_id: str
    created_at: datetime
    not_before: datetime
    state: State
    tie: Tie = Tie.NONE
    expires_at: datetime | None = None
    message_id: str | None = None
    code: str | None = None
    """Why it failed, was dropped or was put off."""

    attempts: int = 0
    """How often it was put off."""

    sent_at: datetime | None = None
    trace: dict[str, str] = field(default_factory=dict)
    holder: str | None = None
    lease_until: datetime | None = None
    """Machine time: nobody else takes it up before."""

    revision: int = 0

    @property
    def is_open(self) -> bool:
        """It has not come to its end."""
        return self.state in OPEN


def deliveries_of(
    notice: Notice, channels: Mapping[Channel, datetime], now: datetime, mail_domain: str
) -> Iterator[Delivery]:
    """A row per channel. What stands in the inbox has arrived; everything else has yet to go."""
    for channel, not_before in channels.items():
        delivery_id = derived_id("dlv", notice.notice_id, channel)
        has_arrived = channel is Channel.INBOX
        yield Delivery(
            org=notice.org,
            delivery_id=delivery_id,
            notice_id=notice.notice_id,
            person_id=notice.person_id,
            channel=channel,
            template=notice.template,
            about=notice.about,
            subject_id=notice.subject_id,
            kind=notice.kind,
            tie=notice.tie,
            cause_id=notice.cause_id,
            facts=notice.facts,
            correlation_id=notice.correlation_id,
            created_at=now,
            not_before=not_before,
            expires_at=notice.expires_at,
            state=State.SENT if has_arrived else State.WAITING,
            # Fixed with the row: every try carries the same, so that a reader's program sees one mail.
            message_id=f"<{delivery_id}@{mail_domain}>" if channel in BY_MAIL else None,
            sent_at=now if has_arrived else None,
            trace=dict(notice.trace),
        )


def sent(delivery: Delivery, at: datetime) -> Delivery:
    """It left the house."""
    return replace(_released(delivery), state=State.SENT, sent_at=at, code=None)


def failed(delivery: Delivery, code: str) -> Delivery:
    """It cannot be delivered."""
    return replace(_released(delivery), state=State.FAILED, code=code)


def dropped(delivery: Delivery, code: str) -> Delivery:
    """Better not said."""
    return replace(_released(delivery), state=State.DROPPED, code=code, sent_at=None)


def put_off(delivery: Delivery, code: str, machine_now: datetime, chance: float) -> Delivery:
    """Try again after a pause that doubles, spread by `chance` (0 to 1); given up after days of trying."""
    attempts = delivery.attempts + 1
    if attempts >= MOST_PUT_OFF:
        return failed(replace(delivery, attempts=attempts), code)
    lease_until = machine_now + pause_after(attempts, chance)
    return replace(_released(delivery), state=State.WAITING, code=code, attempts=attempts, lease_until=lease_until)


def pause_after(attempts: int, chance: float) -> timedelta:
    """Between a half and the whole of what doubles with every attempt: those put off together come back apart."""
    whole = min(LONGEST_PAUSE, SHORTEST_PAUSE * 2.0 ** min(attempts - 1, 20))
    return whole * (0.5 + chance / 2)


def _released(delivery: Delivery) -> Delivery:
    return replace(delivery, holder=None, lease_until=None)
