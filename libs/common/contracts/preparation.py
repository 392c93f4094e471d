"""Preparation: what a person reads and writes before they mentor or are mentored, and what two expect of each other."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from libs.common.contracts.asks import Ask, Reply
from libs.common.contracts.base import Audience, Contract, Id, Instant, Service, Words
from libs.common.contracts.pairs import PairFact


class TrackName(StrEnum):
    """The parts that somebody may play, and what everybody reads."""

    CORE = "core"
    MENTOR = "mentor"
    MENTEE = "mentee"
    REVERSE_MENTOR = "reverse-mentor"
    SENIOR_AS_MENTEE = "senior-as-mentee"
    ORGANISER = "organiser"


class PreparationFinished(Contract, by=[Service.JOURNAL], audience=[Audience.PERSON]):
    """Every step before the first talk is answered or left out knowingly. Once per person and track."""

    person_id: Id
    track: TrackName

    def concerns(self) -> frozenset[str]:
        """Who prepared."""
        return frozenset({self.person_id})


class ExpectationsExchanged(PairFact, by=[Service.JOURNAL], audience=[Audience.PAIR]):
    """Both have answered the questions about expectations, and each sees where they differ. Once per pair."""


class StepState(StrEnum):
    """How a step stands with one person."""

    OPEN = "open"
    ANSWERED = "answered"
    LEFT_OUT = "left-out"


class Step(Reply):
    """A few minutes of a track, and what the person wrote at its end. `after`: a refresher that comes later."""

    step_id: Id
    minutes: int
    after: Id | None
    title: Words
    text: Words
    writes: Words
    """The question that is answered in writing."""

    state: StepState
    answer: str | None = None
    answered_at: Instant | None = None


class TrackLine(Reply):
    """A track, and how far the person is. Only steps before the first talk are counted."""

    track: TrackName
    title: Words
    about: Words
    minutes: int
    steps_done: int
    steps_in_all: int
    is_for_me: bool
    """For everybody, or for the person's part in a pair that goes on."""

    is_finished: bool


class Tracks(Reply):
    """All there are."""

    tracks: tuple[TrackLine, ...]


class Track(TrackLine):
    """One of them, with its steps in their order."""

    steps: tuple[Step, ...]


Answer = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4_000)]


class ListTracks(Ask[Tracks], to=Service.JOURNAL, reply=Tracks):
    """Somebody looks at what prepares them."""


class ReadTrack(Ask[Track], to=Service.JOURNAL, reply=Track):
    """Somebody opens a track, with what they wrote."""

    track: Id


class ReadStep(Ask[Step], to=Service.JOURNAL, reply=Step):
    """Somebody reads a step, and their answer, again."""

    track: Id
    step_id: Id


class AnswerStep(Ask[Step], to=Service.JOURNAL, reply=Step):
    """The last answer counts. Nobody but its author ever reads it."""

    track: Id
    step_id: Id
    answer: Answer


class LeaveStepOut(Ask[Step], to=Service.JOURNAL, reply=Step):
    """Knowingly not; it takes no answer back."""

    track: Id
    step_id: Id


class LeaveTrackOut(Ask[Track], to=Service.JOURNAL, reply=Track):
    """Knowingly nothing of what is still open before the first talk. Refreshers still come, and no answer is lost."""

    track: Id


class Choice(Reply):
    """One possible answer."""

    choice_id: Id
    words: Words


class Question(Reply):
    """One of the eight, and what the asker chose."""

    question_id: Id
    is_scale: bool
    """The choices go from one end to the other, and neighbours are nearly the same answer."""

    title: Words
    text: Words
    choices: tuple[Choice, ...]
    mine: Id | None


class Difference(Reply):
    """Where the two chose differently, and with what they could begin to talk about it."""

    question_id: Id
    mine: Id
    theirs: Id
    is_near: bool
    talk: Words


class Comparison(Reply):
    """What both see once both have answered, and not before."""

    differences: tuple[Difference, ...]
    agreed: int
    """On how many questions they chose the same."""


class Expectations(Reply):
    """What a member expects; without a comparison as long as one of the two has not answered."""

    pair_id: Id
    questions: tuple[Question, ...]
    comparison: Comparison | None = None


Choices = Annotated[dict[Id, Id], Field(max_length=50)]


class ReadExpectations(Ask[Expectations], to=Service.JOURNAL, reply=Expectations):
    """A member looks at their own, and at the comparison once there is one."""

    pair_id: Id


class SetExpectations(Ask[Expectations], to=Service.JOURNAL, reply=Expectations):
    """A member answers every question, alone. Answering anew is allowed at any time."""

    pair_id: Id
    choices: Choices
    """The id of a choice for the id of each question."""
