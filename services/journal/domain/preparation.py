"""How far a person has prepared: steps answered in writing, steps left out knowingly, tracks that are behind them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from libs.common.contracts.preparation import TrackName
from libs.common.contracts.requests import Direction
from services.journal.domain.keys import SealedText
from services.journal.domain.stories import Role

BY_ROLE = {Role.MENTOR: TrackName.MENTOR, Role.MENTEE: TrackName.MENTEE}
OF_A_REVERSE_PAIR = {Role.MENTOR: TrackName.REVERSE_MENTOR, Role.MENTEE: TrackName.SENIOR_AS_MENTEE}


@dataclass(frozen=True, slots=True)
class Done:
    """A step is over. What was written is private and kept elsewhere."""

    step_id: str
    at: datetime
    is_answered: bool


@dataclass(frozen=True, slots=True)
class Finished:
    """A track is behind somebody, as the event of this id says. A step that is written later changes nothing of it."""

    track: str
    event_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What somebody wrote at the end of a step, for themselves alone."""

    org: str
    answer_key: str
    person_id: str
    step_id: str
    text: SealedText
    revision: int = 0

    @property
    def place(self) -> str:
        """What its text is sealed for."""
        return place_of(self.answer_key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """One person's, for all their pairs: nobody has to do again what they did for another."""

    org: str
    person_id: str
    done: tuple[Done, ...] = ()
    finished: tuple[Finished, ...] = ()
    """In the order in which it was told."""

    revision: int = 0

    def step(self, step_id: str) -> Done | None:
        """How this step ended, None as long as it is open."""
        return next((done for done in self.done if done.step_id == step_id), None)

    def open_steps(self, step_ids: Iterable[str]) -> tuple[str, ...]:
        """To leave a step out is a choice and no gap."""
        over = {done.step_id for done in self.done}
        return tuple(step_id for step_id in step_ids if step_id not in over)

    @property
    def finished_tracks(self) -> frozenset[str]:
        """By their names."""
        return frozenset(finished.track for finished in self.finished)


def answer_key(person_id: str, step_id: str) -> str:
    """One document per person and step."""
    return f"{person_id}:{step_id}"


def place_of(answer_key: str) -> str:
    """Where the text of an answer is: the document, and the field."""
    return f"{answer_key}/text"


def recorded(preparation: Preparation, done: Done) -> Preparation:
    """The last answer counts, in whatever order they arrive; leaving a step out takes no answer back."""
    before = preparation.step(done.step_id) or done
    others = [one for one in preparation.done if one.step_id != done.step_id]
    stands = max(before, done, key=lambda one: (one.is_answered, one.at))
    return replace(preparation, done=tuple(sorted([*others, stands], key=lambda one: one.step_id)))


def newly_finished(preparation: Preparation, steps: Mapping[TrackName, tuple[str, ...]]) -> tuple[TrackName, ...]:
    """The tracks of which no step is open any more, and which were not told yet."""
    return tuple(
        track
        for track, step_ids in steps.items()
        if track not in preparation.finished_tracks and not preparation.open_steps(step_ids)
    )


def tracks_for(role: Role, direction: str) -> tuple[TrackName, ...]:
    """What is for everybody, and for somebody's part. Peers have none of their own: nobody leads."""
    if direction == Direction.PEER:
        return (TrackName.CORE,)
    parts = OF_A_REVERSE_PAIR if direction == Direction.REVERSE else BY_ROLE
    return (TrackName.CORE, parts[role])


def is_prepared(preparation: Preparation, tracks: Iterable[TrackName]) -> bool:
    """For a pair in which these tracks are somebody's."""
    return preparation.finished_tracks.issuperset(tracks)


def proof(preparation: Preparation, tracks: Iterable[TrackName]) -> str | None:
    """The event with which somebody became prepared; None where they are not."""
    wanted = frozenset(tracks)
    if not is_prepared(preparation, wanted):
        return None
    return next(one.event_id for one in reversed(preparation.finished) if one.track in wanted)
