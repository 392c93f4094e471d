"""A mentoring that is there already: somebody names it, the other says so too."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from libs.common.contracts.base import Audience, Contract, Id, Instant, Service
from libs.common.contracts.pairs import PairRole
from libs.common.contracts.requests import Direction, Topic


class MentoringRecognised(Contract, by=[Service.GATEWAY], audience=[Audience.PERSON], claim=True, from_outside=True):
    """`person_id` and `other_id` learn together already. It becomes a pair when both have said so."""

    recognition_id: Id
    programme_id: Id | None = None
    person_id: Id
    other_id: Id
    role: PairRole
    """What `person_id` is in it."""

    direction: Literal[Direction.FORWARD, Direction.REVERSE, Direction.RECIPROCAL, Direction.PEER] = Direction.FORWARD
    topics: tuple[Topic, ...] = Field(min_length=1, max_length=10)
    since: Instant
    confirmed: bool = False
    """`person_id` said it in a signed-in session, or the platform may act for people. Set by the gateway."""

    @property
    def claimant_id(self) -> str:
        """Whose claim it is, whoever sends it."""
        return self.person_id

    def concerns(self) -> frozenset[str]:
        """Who names it; the other hears of it when it stands."""
        return frozenset({self.person_id})


class RecognitionAnswered(Contract, by=[Service.GATEWAY], audience=[Audience.PERSON], claim=True):
    """One of the two says whether it is so. Who answers is the event's `actorid`."""

    recognition_id: Id
    agrees: bool


class RecognitionState(StrEnum):
    """Where a recognition stands; all but the first are its end."""

    PROPOSED = "proposed"
    RECOGNISED = "recognised"
    DECLINED = "declined"
    EXPIRED = "expired"
    LEFT = "left"


class RecognitionFact(Contract):
    """The whole state of a recognition; the event's `sequence` orders its versions."""

    recognition_id: Id
    programme_id: Id | None = None
    mentor_id: Id
    mentee_id: Id
    direction: Direction
    topics: tuple[Topic, ...]
    since: Instant
    state: RecognitionState
    awaiting: tuple[Id, ...] = ()
    """Who has not said yet that it is so."""

    expires_at: Instant | None = None
    """When it ends by itself, should nobody end it before."""


class RecognitionChanged(RecognitionFact, by=[Service.MATCHING], audience=[Audience.PERSON]):
    """It was named, agreed to, or has come to its end."""

    pair_id: Id | None = None
    left_id: Id | None = None
    """Who of the two left the organisation, where that ended it."""

    def concerns(self) -> frozenset[str]:
        """Both."""
        return frozenset({self.mentor_id, self.mentee_id})


class RecognitionReminded(RecognitionFact, by=[Service.MATCHING], audience=[Audience.PERSON]):
    """Days went by, and somebody's word is missing: they hear of it once more, who said so already does not."""

    number: int = Field(ge=1)
    """The first reminder or a later one."""

    def concerns(self) -> frozenset[str]:
        """Whose word is missing."""
        return frozenset(self.awaiting)
