"""How it goes for a pair: the pulse, whether it fits, its rhythm and its health. For the two alone, or for nobody."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from libs.common.contracts.asks import Ask, Reply
from libs.common.contracts.base import LAST_NUMBER, Audience, Contract, Id, Instant, Service, Words
from libs.common.contracts.pairs import PairFact

Score = Annotated[int, Field(ge=1, le=5)]
QuestionNumber = Annotated[int, Field(ge=1)]
AnsweredNumber = Annotated[int, Field(ge=1, le=LAST_NUMBER)]
"""As somebody sends it."""


class Fit(StrEnum):
    """Whether it feels right so far. Private to who says it."""

    GOOD = "good"
    UNSURE = "unsure"
    NOT_FOR_ME = "not-for-me"


class CareOffer(StrEnum):
    """What may help."""

    TALK_SCRIPT = "talk-script"
    FLIP = "flip"
    PAUSE = "pause"
    PART_WELL = "part-well"


class Band(StrEnum):
    """How it goes."""

    THRIVING = "thriving"
    STEADY = "steady"
    QUIET = "quiet"
    NEEDS_CARE = "needs-care"


class Confidence(StrEnum):
    """How much is known."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class HealthState(StrEnum):
    """Whether there is a reading: none in the first three weeks, and none of a pair for one talk."""

    EARLY = "early"
    READ = "read"
    PAUSED = "paused"
    ENDED = "ended"
    ONE_TALK = "one-talk"


class PulseAsked(PairFact, by=[Service.JOURNAL], audience=[Audience.PAIR]):
    """Two questions to both, to be answered by each alone."""

    number: QuestionNumber


class PulseGiven(PairFact, by=[Service.JOURNAL]):
    """A side has answered; never what. Internal: not even the other side learns that it did."""

    person_id: Id
    number: QuestionNumber


class FitAsked(PairFact, by=[Service.JOURNAL], audience=[Audience.PAIR]):
    """Does it feel right so far? `number` is the session after which both are asked. No event tells an answer."""

    number: QuestionNumber


class PairCareOffered(Contract, by=[Service.JOURNAL], audience=[Audience.PERSON]):
    """What may help, to one side alone, because of what it said itself. The other hears nothing of it."""

    pair_id: Id
    person_id: Id
    offers: tuple[CareOffer, ...]

    def concerns(self) -> frozenset[str]:
        """Who is offered it."""
        return frozenset({self.person_id})


class SessionSuggested(PairFact, by=[Service.JOURNAL], audience=[Audience.PAIR]):
    """It has been longer than is usual for these two. Once in a silence."""

    next_owner_id: Id
    days_since: int = Field(ge=0)


class ClosingOffered(PairFact, by=[Service.JOURNAL], audience=[Audience.PAIR]):
    """Silent for very long: the two may close kindly, and each may find somebody new. Nothing ends by itself."""

    fading_since: Instant


class HealthChanged(PairFact, by=[Service.JOURNAL]):
    """A pair is in another band. Internal; `reasons` are those that both of the two may know."""

    band: Band
    before: Band | None = None
    reasons: tuple[Id, ...]
    confidence: Confidence


class Choice(Reply):
    """Something to choose, or an offer."""

    code: Id
    words: Words


class PulseGave(Reply):
    """What the asker answered."""

    worth: Score
    both_ways: Score


class PulseShown(Reply):
    """The newest pulse as one of the two sees it: their own answer and nothing of the other's."""

    pair_id: Id
    number: int | None = Field(description="Null as long as nobody was asked.")
    asked_at: Instant | None
    questions: tuple[Choice, ...]
    answer: PulseGave | None
    offers: tuple[Choice, ...] = Field(description="What may help, whatever you answered.")


class ReadPulse(Ask[PulseShown], to=Service.JOURNAL, reply=PulseShown):
    """A member looks at the two questions."""

    pair_id: Id


class GivePulse(Ask[PulseShown], to=Service.JOURNAL, reply=PulseShown):
    """A member answers, or answers otherwise. The newest question alone can be answered."""

    pair_id: Id
    number: AnsweredNumber
    worth: Score
    both_ways: Score


class FitShown(Reply):
    """Whether it fits, as one of the two sees it."""

    pair_id: Id
    number: int | None = Field(description="The session after which you were asked; null before the first.")
    question: Words
    choices: tuple[Choice, ...]
    answer: Fit | None
    offers: tuple[Choice, ...] = Field(description="What may help, whatever you answered.")


class ReadFit(Ask[FitShown], to=Service.JOURNAL, reply=FitShown):
    """A member looks at the question."""

    pair_id: Id


class GiveFit(Ask[FitShown], to=Service.JOURNAL, reply=FitShown):
    """A member answers, or answers otherwise. Nobody else ever reads it, and nothing follows by itself."""

    pair_id: Id
    number: AnsweredNumber
    answer: Fit


class HealthReading(Reply):
    """How it goes, why, and how sure that is."""

    band: Band
    words: Words
    confidence: Confidence
    confidence_words: Words
    reasons: tuple[Choice, ...]


class PairHealth(Reply):
    """How it goes, as one of the two sees it. `own` holds what only they know, too."""

    pair_id: Id
    state: HealthState
    read_from: Instant
    own: HealthReading | None
    pair: HealthReading | None


class ReadHealth(Ask[PairHealth], to=Service.JOURNAL, reply=PairHealth):
    """A member asks how it goes."""

    pair_id: Id
