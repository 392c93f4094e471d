"""An erasure from the wish to the receipt: asked for, waited out, begun, answered by every service, done. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from libs.common.contracts import Service
from services.gateway.domain.refusals import NotTaken

WAIT = timedelta(days=7)
"""To change one's mind: what is erased is gone from backups, too, since it goes with its keys."""

LATE_AFTER = timedelta(hours=1)
"""Whoever has not answered by then is asked after by the house's operators."""


class State(StrEnum):
    """Where an erasure is."""

    WAITING = "waiting"
    UNDER_WAY = "under-way"
    DONE = "done"
    TAKEN_BACK = "taken-back"


class AskedBy(StrEnum):
    """Whose word it was."""

    ONESELF = "oneself"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Answer:
    """A service has nothing of them any more. What went, by kind."""

    service: str
    at: datetime
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """One for each person. The person's id goes with them: only the receipt stays."""

    org: str
    erasure_id: str
    person_id: str | None
    asked_by: AskedBy
    asked_at: datetime
    due_at: datetime
    state: State = State.WAITING
    event_id: str | None = None
    begun_at: datetime | None = None
    answers: tuple[Answer, ...] = ()
    done_at: datetime | None = None
    revision: int = 0

    @property
    def is_answered(self) -> bool:
        """By every service."""
        return {answer.service for answer in self.answers} == set(Service)

    def missing(self) -> list[Service]:
        """Who has not answered yet."""
        answered = {answer.service for answer in self.answers}
        return [service for service in Service if service not in answered]

    def late(self, now: datetime) -> list[Service]:
        """Who should have answered by now."""
        is_late = self.state is State.UNDER_WAY and self.begun_at is not None and now >= self.begun_at + LATE_AFTER
        return self.missing() if is_late else []


def asked_again(known: Erasure | None, fresh: Erasure) -> Erasure:
    """As it is asked for now. A wish that waits stays as it is, or is to be done at once."""
    if known is None:
        return fresh
    if known.state is State.WAITING:
        return replace(known, due_at=min(known.due_at, fresh.due_at))
    if known.state is State.TAKEN_BACK:
        return replace(fresh, revision=known.revision)
    raise NotTaken("person-erased")


def taken_back(erasure: Erasure) -> Erasure:
    """They stay."""
    if erasure.state is not State.WAITING:
        raise NotTaken("erasure-begun")
    return replace(erasure, state=State.TAKEN_BACK)


def begun(erasure: Erasure, event_id: str, now: datetime) -> Erasure:
    """The house was told."""
    return replace(erasure, state=State.UNDER_WAY, event_id=event_id, begun_at=now)


def answered(erasure: Erasure, answers: Iterable[Answer]) -> Erasure:
    """With all answers that are known."""
    known: Mapping[str, Answer] = {answer.service: answer for answer in (*answers, *erasure.answers)}
    return replace(erasure, answers=tuple(known[service] for service in sorted(known)))


def done(erasure: Erasure, now: datetime) -> Erasure:
    """Nothing older is under way anywhere: the receipt is written, and whom it is about is in it no more."""
    return replace(erasure, state=State.DONE, done_at=now, person_id=None)
