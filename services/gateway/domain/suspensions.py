"""Somebody may not ask, answer or be asked for a while: a moderator's word, apart from the person's record. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime

from services.gateway.domain.refusals import NotTaken


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """Of one person, as it stands. What has ended stays as a word of before, so that none older comes after it."""

    org: str
    person_id: str
    is_standing: bool = False
    since: datetime | None = None
    until: datetime | None = None
    """None until somebody lifts it."""

    report_id: str | None = None
    revision: int = 0

    @property
    def version(self) -> int:
        """The `sequence` of the fact that tells of this once it is saved."""
        return self.revision + 1

    def holds(self, at: datetime) -> bool:
        """At that moment, however late the timer is that ends it."""
        return self.is_standing and (self.until is None or at < self.until)


def suspended(before: Suspension, until: datetime | None, report_id: str, at: datetime) -> Suspension:
    """From now on; a longer or shorter one takes the place of what stood. NotTaken: suspension-is-over."""
    if until is not None and until <= at:
        raise NotTaken("suspension-is-over")
    since = before.since if before.holds(at) else at
    return replace(before, is_standing=True, since=since, until=until, report_id=report_id)


def lifted(before: Suspension) -> Suspension:
    return replace(before, is_standing=False, until=None)


def ended(before: Suspension, at: datetime) -> Suspension:
    """Its time has come; one that was made longer meanwhile, or open, goes on."""
    is_over = before.is_standing and before.until is not None and before.until <= at
    return lifted(before) if is_over else before
