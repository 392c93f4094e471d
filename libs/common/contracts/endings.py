"""Half-way, at the end and after it: reviews, decisions, letters, kudos, echoes. Their words are in no event."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import StringConstraints

from libs.common.contracts.asks import Ask, AskForPage, Page, Reply
from libs.common.contracts.base import Audience, Id, Instant, Service, Value, Words
from libs.common.contracts.pairs import PairFact, PairRole
from libs.common.contracts.requests import Direction, Topic

PAIR_ONLY = [Audience.PAIR]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=280)]
LetterText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4_000)]
EchoDays = Literal[30, 90, 365]
"""How long after the end an echo is asked for."""


class ReviewDecision(StrEnum):
    """What somebody thinks half-way."""

    KEEP = "keep"
    CHANGE = "change"
    END_SOON = "end-soon"


class Next(StrEnum):
    """What somebody would like after the end."""

    STAY_IN_TOUCH = "stay-in-touch"
    STOP = "stop"
    FLIP = "flip"
    GO_ON = "go-on"


class Strength(StrEnum):
    """What somebody is thanked for."""

    LISTENS = "listens"
    ASKS_WELL = "asks-well"
    IS_HONEST = "is-honest"
    SHARES_MISTAKES = "shares-mistakes"
    ENCOURAGES = "encourages"
    IS_CURIOUS = "is-curious"
    OPENS_DOORS = "opens-doors"
    IS_RELIABLE = "is-reliable"
    SEES_DIFFERENTLY = "sees-differently"
    ACTS_ON_IT = "acts-on-it"


class ReviewHeld(PairFact, by=[Service.JOURNAL], audience=PAIR_ONLY):
    """Half-way both have said how it should go on, and can read it of each other. Never what."""


class ClosingAsked(PairFact, by=[Service.JOURNAL], audience=PAIR_ONLY):
    """A pair was completed: both are asked for a closing letter, until a time."""

    until: Instant


class NextDecided(PairFact, by=[Service.JOURNAL], audience=PAIR_ONLY):
    """Both have said what comes next, and can read it of each other. Never what."""


class LetterWritten(PairFact, by=[Service.JOURNAL], audience=PAIR_ONLY):
    """Somebody wrote their closing letter."""

    author_id: Id


class KudosGiven(PairFact, by=[Service.JOURNAL], audience=PAIR_ONLY):
    """One side thanked the other for a strength."""

    from_id: Id
    to_id: Id
    strength: Strength


class EchoAsked(PairFact, by=[Service.JOURNAL], audience=PAIR_ONLY):
    """Some time after a completed pair both are asked what still helps. Once for each number of days."""

    days: EchoDays


class EchoGiven(PairFact, by=[Service.JOURNAL], audience=PAIR_ONLY):
    """Somebody said what still helps, and the other can read it."""

    author_id: Id
    days: EchoDays


class ReviewGiven(Value):
    """One side's word half-way. An empty line is one that nobody wrote; of somebody who was erased nothing is left."""

    person_id: Id
    decision: ReviewDecision | None
    line: str
    at: Instant


class ReviewShown(Reply):
    """The mid review. The other's word shows once both have spoken, or when it is over."""

    pair_id: Id
    due_since: Instant | None
    over_at: Instant | None
    given: tuple[ReviewGiven, ...]


class ReadReview(Ask[ReviewShown], to=Service.JOURNAL, reply=ReviewShown):
    """A member looks at the mid review."""

    pair_id: Id


class GiveReview(Ask[ReviewShown], to=Service.JOURNAL, reply=ReviewShown):
    """Half-way: go on so, change something, or end soon. The last word counts until both have spoken."""

    pair_id: Id
    review_id: Id
    decision: ReviewDecision
    line: Line | None = None


class NextChosen(Value):
    """What one side would like after the end. With whom they go on shows to themselves alone."""

    person_id: Id
    next: Next | None
    named: str
    at: Instant


class Letter(Value):
    """A closing letter."""

    author_id: Id
    text: str
    at: Instant


class Kudos(Value):
    """A thank-you for a strength."""

    pair_id: Id
    from_id: Id
    to_id: Id
    strength: Strength
    words: Words
    line: str
    at: Instant


class Echo(Value):
    """What still helps, some days after the end."""

    author_id: Id
    days: EchoDays
    line: str
    at: Instant


class StrengthShown(Value):
    """One strength to choose."""

    code: Strength
    words: Words


class FarewellShown(Reply):
    """How a pair ends and what is after it, as one of its members may read it."""

    pair_id: Id
    is_open: bool
    """Whether decisions, letters and kudos can be given now."""

    open_until: Instant | None
    decisions: tuple[NextChosen, ...]
    letters: tuple[Letter, ...]
    kudos: tuple[Kudos, ...]
    strengths: tuple[StrengthShown, ...]
    echoes_asked: tuple[EchoDays, ...]
    echoes: tuple[Echo, ...]


class ReadFarewell(Ask[FarewellShown], to=Service.JOURNAL, reply=FarewellShown):
    """A member looks at it."""

    pair_id: Id


class DecideNext(Ask[FarewellShown], to=Service.JOURNAL, reply=FarewellShown):
    """What comes next for the asker, and perhaps with whom. The last word counts until both have decided."""

    pair_id: Id
    decision_id: Id
    next: Next
    named: Line | None = None


class WriteLetter(Ask[FarewellShown], to=Service.JOURNAL, reply=FarewellShown):
    """The asker's closing letter, in the place of the one that was there."""

    pair_id: Id
    text: LetterText


class GiveKudos(Ask[FarewellShown], to=Service.JOURNAL, reply=FarewellShown):
    """The asker's one thank-you to the other."""

    pair_id: Id
    kudos_id: Id
    strength: Strength
    line: Line | None = None


class AnswerEcho(Ask[FarewellShown], to=Service.JOURNAL, reply=FarewellShown):
    """What still helps the asker, in the place of what they said before."""

    pair_id: Id
    days: EchoDays
    line: Line


class KudosList(Page):
    """The newest first."""

    data: tuple[Kudos, ...]


class ReadKudos(AskForPage[KudosList], to=Service.JOURNAL, reply=KudosList):
    """Everything that the asker was thanked for, in every pair."""


class MilestoneShown(Value):
    """One that was reached, in words."""

    milestone: Id
    side: Literal["mentor", "mentee", "both"]
    words: Words
    at: Instant


class Certificate(Reply):
    """What a member can show of a completed pair."""

    pair_id: Id
    person_id: Id
    partner_id: Id
    role: PairRole
    direction: Direction
    topics: tuple[Topic, ...]
    begun_at: Instant
    ended_at: Instant
    sessions_held: int
    hours: float | None
    """The sessions, as long as the two agreed; None where they agreed on nothing."""

    milestones: tuple[MilestoneShown, ...]


class ReadCertificate(Ask[Certificate], to=Service.JOURNAL, reply=Certificate):
    """A member of a completed pair asks for theirs."""

    pair_id: Id
