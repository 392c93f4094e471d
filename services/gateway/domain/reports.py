"""A report of misuse: received, taken in hand, decided. Who it concerns never sees to it. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from libs.common.contracts.safeguarding import Misuse
from services.gateway.domain.refusals import NotTaken

WAITS_AT_MOST = timedelta(days=3)
"""Then administrators hear that nobody has taken it, and again after as long."""

KEPT = timedelta(days=365)
"""After it was decided: long enough to see that something happens again."""

MOST_NOTES = 100


class State(StrEnum):
    """Where a report is."""

    RECEIVED = "received"
    IN_HAND = "in-hand"
    CLOSED = "closed"


class About(StrEnum):
    """What a report is about. Whatever it is, there is somebody whose it is."""

    PERSON = "person"
    MESSAGE = "message"
    SESSION = "session"
    WORDING = "wording"


class Decision(StrEnum):
    """What comes of a report."""

    NO_ACTION = "no-action"
    WARN = "warn"
    SUSPEND = "suspend"
    END_PAIR = "end-pair"
    PASS_ON = "pass-on"  # noqa: S105 - a name
    """To somebody outside this house: an ombudsperson, a works council, the police."""


class Reason(StrEnum):
    """Why, as a kind: no words about anybody stand in the audit log."""

    NOT_MISUSE = "not-misuse"
    NOT_SHOWN = "not-shown"
    FIRST_TIME = "first-time"
    HAPPENED_AGAIN = "happened-again"
    SEVERE_HARM = "severe-harm"
    ACUTE_DANGER = "acute-danger"
    APPEAL_HEARD = "appeal-heard"


@dataclass(frozen=True, slots=True)
class Subject:
    """Where it happened: a person, or something within a pair or a request. `id` is of the smallest part known."""

    about: About
    id: str
    pair_id: str | None = None
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What a moderator wrote down, sealed under the key of its report."""

    note_id: str
    by_id: str
    at: datetime
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What somebody decided. `until` is the end of a suspension that has one."""

    decision: Decision
    reason: Reason
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report. Its words and notes are sealed under a key of its own, which goes with whoever wrote it."""

    org: str
    report_id: str
    reporter_id: str
    reported_id: str
    kind: Misuse
    subject: Subject
    made_at: datetime
    place: str = ""
    """In the queue: the oldest first. See `place_of`."""

    sealed: bytes | None = None
    barred_ids: tuple[str, ...] = ()
    """Whom it concerned when it came: they never see it, whatever they become."""

    state: State = State.RECEIVED
    taken_by: str | None = None
    notes: tuple[Note, ...] = ()
    outcome: Outcome | None = None
    decided_by: str | None = None
    closed_at: datetime | None = None
    revision: int = 0

    @property
    def parties(self) -> tuple[str, str]:
        """Who wrote it, and about whom."""
        return self.reporter_id, self.reported_id


@dataclass(frozen=True, slots=True)
class Opened:
    """A report with all its words. `are_gone`: they went with whoever wrote them."""

    report: Report
    words: str | None
    notes: tuple[tuple[str, datetime, str], ...]
    are_gone: bool


def place_of(report_id: str, made_at: datetime) -> str:
    """By time, and of one moment by id."""
    return f"{made_at.astimezone(UTC):%Y%m%dT%H%M%S.%f}-{report_id}"


def taken(report: Report, by: str) -> Report:
    """From now on theirs to see to, also where somebody else had begun: who is away holds nothing up."""
    _require_open(report)
    return replace(report, state=State.IN_HAND, taken_by=by)


def noted(report: Report, note: Note) -> Report:
    """One note more, by whoever sees to it."""
    _require_theirs(report, note.by_id)
    if len(report.notes) >= MOST_NOTES:
        raise NotTaken("too-many-notes")
    return replace(report, notes=(*report.notes, note))


def decided(report: Report, outcome: Outcome, by: str, at: datetime) -> Report:
    """By whoever sees to it. The same again changes nothing."""
    if report.state is State.CLOSED and (report.outcome, report.decided_by) == (outcome, by):
        return report
    _require_theirs(report, by)
    return replace(report, state=State.CLOSED, outcome=outcome, decided_by=by, closed_at=at)


def without(people: Collection[str], barred: Collection[str]) -> tuple[str, ...]:
    """Those whom it does not concern."""
    return tuple(sorted(set(people) - set(barred)))


def _require_open(report: Report) -> None:
    if report.state is State.CLOSED:
        raise NotTaken("report-closed")


def _require_theirs(report: Report, by: str) -> None:
    _require_open(report)
    if report.taken_by != by:
        raise NotTaken("report-not-taken")
