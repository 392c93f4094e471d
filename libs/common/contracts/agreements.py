"""Agreements and the goals in them: what a pair writes and signs together, and the facts that say so, never what."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from libs.common.contracts.asks import Ask, AskForPage, Page, Reply
from libs.common.contracts.base import LAST_NUMBER, Audience, Id, Instant, Service, Value
from libs.common.contracts.pairs import PairFact
from libs.common.contracts.programmes import Part

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
OptionalLine = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
Paragraph = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]


class AgreementSide(Value):
    """One side in numbers."""

    person_id: Id
    goals: int = Field(ge=0)
    gives: int = Field(ge=0)
    has_signed: bool


Sides = Annotated[tuple[AgreementSide, ...], Field(min_length=2, max_length=2)]


class AgreementChanged(PairFact, by=[Service.JOURNAL], audience=[Audience.PAIR]):
    """Somebody wrote or signed. The whole public state of the text that is to be signed, ordered by `sequence`."""

    number: int = Field(ge=1)
    """Of the version that this text is to be."""

    sides: Sides


class AgreementWentLive(PairFact, by=[Service.JOURNAL], audience=[Audience.PAIR]):
    """Both have signed the same text, and both have prepared: once for each version."""

    number: int = Field(ge=1)
    cadence_days: int = Field(ge=1)
    session_minutes: int = Field(ge=1)
    sides: Sides


class GoalState(StrEnum):
    """What became of a goal."""

    OPEN = "open"
    REACHED = "reached"
    CHANGED = "changed"
    DROPPED = "dropped"


class GoalMarked(PairFact, by=[Service.JOURNAL], audience=[Audience.PAIR]):
    """Its owner said what became of a goal; the newest `sequence` counts."""

    goal_id: Id
    person_id: Id
    state: GoalState


class GoalWritten(Part):
    """What somebody would like to learn. With the id of a goal it is that goal in other words."""

    goal_id: Id | None = None
    text: Line
    measure: OptionalLine = Field(default="", description="How we will know.")


class PartWritten(Part):
    """One member's part, in the place of what they had there."""

    goals: tuple[GoalWritten, ...] = Field(default=(), max_length=5, description="What I would like to learn.")
    gives: tuple[Line, ...] = Field(default=(), max_length=5, description="What I have to give.")
    needs: Paragraph = Field(default="", description="What I need so that it goes well.")
    boundaries: Paragraph = Field(default="", description="What I would like to keep out of it.")

    @model_validator(mode="after")
    def _has_each_goal_once(self) -> Self:
        named, texts = [goal.goal_id for goal in self.goals if goal.goal_id], [goal.text for goal in self.goals]
        if len(named) != len(set(named)) or len(texts) != len(set(texts)):
            raise ValueError("each goal stands there once")
        return self


class SharedWritten(Part):
    """What the two arrange together, in the place of what stood there."""

    cadence_days: int | None = Field(default=None, ge=3, le=90, description="Days from one session to the next.")
    session_minutes: int | None = Field(default=None, ge=10, le=180, description="How long a session is.")
    channel: OptionalLine = Field(default="", description="Where and how you meet.")
    confidentiality: Paragraph = Field(default="", description="What stays between you.")
    ending: Paragraph = Field(default="", description="How you end.")


class GoalAgreed(Reply):
    """A goal as it stands in an agreement. Texts are empty where their author had them erased."""

    goal_id: Id
    text: str
    measure: str


class PartShown(Reply):
    """One member's part."""

    person_id: Id
    goals: tuple[GoalAgreed, ...]
    gives: tuple[str, ...]
    needs: str
    boundaries: str


class SharedShown(Reply):
    """What the two arranged together."""

    cadence_days: int | None
    session_minutes: int | None
    channel: str
    confidentiality: str
    ending: str


class AgreementText(Reply):
    """All that is agreed, or is to be."""

    number: int
    parts: tuple[PartShown, ...]
    shared: SharedShown


class Signature(Reply):
    """Who signed, and when."""

    person_id: Id
    at: Instant


class AgreementVersion(AgreementText):
    """A version that both signed: it is in force until the next one is, and can be read for ever."""

    signatures: tuple[Signature, ...]
    live_at: Instant


class Lacking(StrEnum):
    """What a text needs before it can be signed."""

    GOAL = "goal"
    GIVE = "give"
    CADENCE = "cadence"
    LENGTH = "length"


class Gap(Reply):
    """Something that is not there yet. Without a person it is for either of the two to say."""

    person_id: Id | None
    lacking: Lacking


class Agreement(AgreementText):
    """The newest text, with what there is to it; `live` is the version in force, which may be an earlier one."""

    pair_id: Id
    version: int
    is_live: bool
    signatures: tuple[Signature, ...]
    gaps: tuple[Gap, ...]
    unprepared: tuple[Id, ...]
    """Whose preparation it waits for: done, or left out knowingly."""

    live: AgreementVersion | None


class ReadAgreement(Ask[Agreement], to=Service.JOURNAL, reply=Agreement):
    """A member opens it."""

    pair_id: Id


class ReadAgreementVersion(Ask[AgreementVersion], to=Service.JOURNAL, reply=AgreementVersion):
    """A member looks at one that both signed."""

    pair_id: Id
    number: int = Field(ge=1, le=LAST_NUMBER)


class WritePart(Ask[Agreement], to=Service.JOURNAL, reply=Agreement):
    """The asker's own part: nobody else writes it."""

    pair_id: Id
    part: PartWritten


class WriteShared(Ask[Agreement], to=Service.JOURNAL, reply=Agreement):
    """What both write. Outdated where the other changed it since `version`."""

    pair_id: Id
    version: int
    shared: SharedWritten


class SignAgreement(Ask[Agreement], to=Service.JOURNAL, reply=Agreement):
    """The very text of `version`. Outdated where anybody changed it since."""

    pair_id: Id
    version: int


class Goal(Reply):
    """A goal that was agreed once, and what became of it."""

    goal_id: Id
    person_id: Id
    text: str
    measure: str
    state: GoalState
    line: str
    """What its owner said of it, where they did."""

    number: int
    """Of the newest version of the agreement that has it."""

    marked_at: Instant | None


class Goals(Page):
    """Of both, in the order in which they were agreed."""

    data: tuple[Goal, ...]


class ReadGoals(AskForPage[Goals], to=Service.JOURNAL, reply=Goals):
    """A member looks at what the two want to reach."""

    pair_id: Id


class MarkGoal(Ask[Goal], to=Service.JOURNAL, reply=Goal):
    """Its owner says what became of it. The agreement stays as it was signed."""

    pair_id: Id
    goal_id: Id
    state: GoalState
    line: OptionalLine = ""
