"""A programme: what its organisers decide, how it opens and closes, and what may still change meanwhile. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from libs.common.contracts.programme_facts import (
    Entry,
    Mode,
    Privacy,
    ProgrammeChanged,
    ProgrammeClosed,
    ProgrammeFact,
    ProgrammeOpened,
    ProgrammeSettings,
    Stage,
)
from services.gateway.domain.refusals import NotTaken


class State(StrEnum):
    """Where it stands. Once closed it stays so: what is to go on is a new one."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """One of several of an organisation. `version` counts its changes."""

    org: str
    programme_id: str
    template: str
    settings: ProgrammeSettings
    made_by: str
    organiser_ids: tuple[str, ...] = ()
    state: State = State.DRAFT
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    version: int = 1
    revision: int = 0

    def is_shown_to(self, person_id: str, *, is_known: bool) -> bool:
        """They may read it: its organisers, who is in it or invited (`is_known`), and where it is open to them, all."""
        if organises(person_id, self):
            return True
        if self.state is State.DRAFT:
            return False
        return is_known or (self.state is State.OPEN and self.settings.entry is not Entry.INVITED)

    def stage_at(self, at: datetime) -> Stage | None:
        """Where a cohort is; None of what is rolling, before it begins, and when it is over."""
        ends_at = self.settings.ends_at
        if ends_at is not None and ends_at <= at:
            return None
        begun = [one.stage for one in self.settings.stages if one.starts_at <= at]
        return begun[-1] if begun else None

    def takes_at(self, at: datetime) -> bool:
        """People may come in by themselves: into a cohort while it enrols."""
        return self.state is State.OPEN and (self.settings.mode is Mode.ROLLING or self.stage_at(at) is Stage.ENROLMENT)


def organises(person_id: str, programme: Programme) -> bool:
    """May do for the programme what administrators may do for the whole organisation."""
    return person_id in programme.organiser_ids


def begun(draft: Programme, organiser_ids: tuple[str, ...]) -> Programme:
    """As it begins, run by these. NotTaken: stages-unfit."""
    _require_fit(draft.settings)
    return replace(draft, organiser_ids=_each_once(organiser_ids))


def change(before: Programme, settings: ProgrammeSettings) -> Programme:
    """With these settings. NotTaken: programme-closed, stages-unfit, privacy-loosened.

    What members agreed to when they came in holds: organisers may come to see less, and never more.
    """
    if before.state is State.CLOSED:
        raise NotTaken("programme-closed")
    _require_fit(settings)
    if before.state is State.OPEN and _shows_more(before.settings.privacy, settings.privacy):
        raise NotTaken("privacy-loosened")
    return _moved(before, replace(before, settings=settings))


def name_organisers(before: Programme, organiser_ids: tuple[str, ...]) -> Programme:
    """These and nobody else, each once. NotTaken: programme-closed."""
    if before.state is State.CLOSED:
        raise NotTaken("programme-closed")
    return _moved(before, replace(before, organiser_ids=_each_once(organiser_ids)))


def open(before: Programme, at: datetime) -> Programme:
    """People may ask in it. One that is open stays so. NotTaken: programme-closed, programme-is-over."""
    if before.state is State.CLOSED:
        raise NotTaken("programme-closed")
    if before.state is State.OPEN:
        return before
    if before.settings.ends_at is not None and before.settings.ends_at <= at:
        raise NotTaken("programme-is-over")
    return _moved(before, replace(before, state=State.OPEN, opened_at=at))


def close(before: Programme, at: datetime) -> Programme:
    """Nobody asks in it any more. One that is closed stays so. NotTaken: programme-not-open."""
    if before.state is State.DRAFT:
        raise NotTaken("programme-not-open")
    if before.state is State.CLOSED:
        return before
    return _moved(before, replace(before, state=State.CLOSED, closed_at=at))


def news(before: Programme | None, after: Programme) -> ProgrammeFact | None:
    """What others hear of it; nothing of a draft, and nothing where all is as it was."""
    if before is None or after == before or after.state is State.DRAFT:
        return None
    kind: type[ProgrammeFact] = ProgrammeChanged
    if after.state is not before.state:
        kind = ProgrammeOpened if after.state is State.OPEN else ProgrammeClosed
    own = {name: getattr(after, name) for name in ("programme_id", "template", "organiser_ids")}
    return kind.model_validate(dict(after.settings) | own)


def _moved(before: Programme, after: Programme) -> Programme:
    return before if after == before else replace(after, version=before.version + 1)


def _each_once(ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _shows_more(before: Privacy, after: Privacy) -> bool:
    return (
        after.health_bands > before.health_bands
        or after.pairs_in_need > before.pairs_in_need
        or after.smallest_group < before.smallest_group
    )


def _require_fit(settings: ProgrammeSettings) -> None:
    """A cohort has all stages, each after the one before, and an end after them; what is rolling has none."""
    stages = tuple(one.stage for one in settings.stages)
    times = [one.starts_at for one in settings.stages]
    if settings.mode is Mode.ROLLING:
        is_fit = not stages
    else:
        times += [settings.ends_at] if settings.ends_at else []
        is_fit = stages == tuple(Stage) and len(times) > len(stages) and all(map(datetime.__lt__, times, times[1:]))
    if not is_fit:
        raise NotTaken("stages-unfit")
