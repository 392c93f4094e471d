"""One message, one unit: everything a use case decided, made durable together or not at all."""

from dataclasses import dataclass, field
from datetime import datetime

from libs.common.clock import Clock
from libs.common.contracts import AnyEvent, Contract, Event, Service
from libs.common.ids import new_id
from libs.common.mongo import Write


@dataclass(frozen=True, slots=True)
class Timer:
    """Something to do at a business time. One per (organisation, kind, subject): setting it again moves it."""

    org: str
    kind: str
    subject: str
    due_at: datetime
    correlation_id: str
    cause_id: str | None = None
    facts: dict[str, str] = field(default_factory=dict)
    revision: str = ""

    @property
    def id(self) -> str:
        """Its identity in the service's database."""
        return f"{self.org}/{self.kind}/{self.subject}"


@dataclass(frozen=True, slots=True)
class CancelledTimer:
    """A timer that is not needed any more."""

    id: str


@dataclass(slots=True)
class Unit:
    """What one message changes. Filled by a use case, committed by the committer, then forgotten."""

    service: Service
    org: str
    now: datetime
    correlation_id: str
    cause_id: str | None = None
    actor_id: str | None = None
    inbox_key: str | None = None
    fired: Timer | None = None
    writes: list[Write] = field(default_factory=list)
    events: list[AnyEvent] = field(default_factory=list)
    timers: list[Timer | CancelledTimer] = field(default_factory=list)

    def write(self, *writes: Write) -> None:
        """Guarded writes of this unit."""
        self.writes += writes

    def publish(self, data: Contract, subject: str, *, sequence: int | None = None, id: str | None = None) -> AnyEvent:
        """A fact or claim, as caused by what this unit handles."""
        if self.service not in data.publishers:
            raise AssertionError(f"{self.service} does not publish {data.event}")
        event: AnyEvent = Event(
            id=id or new_id(),
            source=f"/bothways/{self.service}",
            type=data.type,
            subject=subject,
            time=self.now,
            org=self.org,
            actorid=self.actor_id,
            correlationid=self.correlation_id,
            causationid=self.cause_id,
            sequence=sequence,
            data=data,
        )
        self.events.append(event)
        return event

    def set_timer(self, kind: str, subject: str, due_at: datetime, **facts: str) -> None:
        """Do `kind` for `subject` at `due_at`; replaces one that is set."""
        self.timers.append(Timer(self.org, kind, subject, due_at, self.correlation_id, self.cause_id, facts))

    def cancel_timer(self, kind: str, subject: str) -> None:
        """Forget it, if it is set."""
        self.timers.append(CancelledTimer(f"{self.org}/{kind}/{subject}"))

    def locks(self) -> frozenset[str]:
        """What two units of one transaction must not share."""
        keys = {f"{write.collection}/{write.id}" for write in self.writes}
        keys |= {f"timers/{timer.id}" for timer in self.timers}
        if self.inbox_key:
            keys.add(f"inbox/{self.inbox_key}")
        if self.fired:
            keys.add(f"timers/{self.fired.id}")
        return frozenset(keys)


class Units:
    """Starts units: after an event, after a timer, or for somebody at the edge."""

    def __init__(self, service: Service, clock: Clock) -> None:
        self.service, self.clock = service, clock

    def after(self, event: AnyEvent) -> Unit:
        """The unit that handles `event`, once."""
        return Unit(
            service=self.service,
            org=event.org,
            now=self.clock.now(),
            correlation_id=event.correlationid,
            cause_id=event.id,
            actor_id=event.actorid,
            inbox_key=event.key,
        )

    def after_timer(self, timer: Timer) -> Unit:
        """The unit that handles a timer that is due, once."""
        return Unit(
            service=self.service,
            org=timer.org,
            now=self.clock.now(),
            correlation_id=timer.correlation_id,
            cause_id=timer.cause_id,
            fired=timer,
        )

    def start(
        self, org: str, *, actor_id: str | None = None, correlation_id: str | None = None, cause_id: str | None = None
    ) -> Unit:
        """A unit that begins a story, or goes on with one (`cause_id`) that a row of the database remembers."""
        return Unit(
            service=self.service,
            org=org,
            now=self.clock.now(),
            correlation_id=correlation_id or new_id(),
            cause_id=cause_id,
            actor_id=actor_id,
        )
