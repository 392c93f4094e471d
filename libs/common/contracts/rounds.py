"""Cohort rounds: what those who run an organisation or a programme ask of matching, and what it answers."""

from typing import Annotated

from pydantic import Field, StringConstraints

from libs.common.contracts.asks import Ask, AskForPage, Page, Reply
from libs.common.contracts.base import Id, Instant, Service, ShortText, Words
from libs.common.contracts.people import Role
from libs.common.contracts.programmes import Part, ScoreWeights
from libs.common.contracts.requests import Direction, Reason

MOST_COUPLES = 2_000
Within = Annotated[Id | None, Field(description="The programme whose organiser asks: of others there is no round.")]


class Couple(Part):
    """Two people who are, or must not be, placed together."""

    mentee_id: Id
    mentor_id: Id


class Pool(Part):
    """One side of a round: the people named; or, where nobody is, everybody whom the filter fits."""

    person_ids: tuple[Id, ...] = Field(default=(), max_length=5_000)
    departments: tuple[ShortText, ...] = Field(default=(), max_length=100)
    sites: tuple[ShortText, ...] = Field(default=(), max_length=100)
    lowest_seniority: int = Field(default=0, ge=0, le=10)
    highest_seniority: int = Field(default=10, ge=0, le=10)


class Weights(ScoreWeights):
    """What counts how much, beside the programme's. By default a pair counts what it scores as a suggestion."""

    preference: float = Field(default=0.3, ge=0, le=1, description="The share of the way to 1 that a wish lifts.")


Couples = Annotated[tuple[Couple, ...], Field(max_length=MOST_COUPLES)]


class RoundPlan(Part):
    """What a round is made from."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
    programme_id: Id | None = Field(default=None, description="Whose members it places, by whose rules.")
    direction: Direction = Direction.FORWARD
    mentees: Pool
    mentors: Pool
    weights: Weights = Weights()
    locked: Couples = ()
    forbidden: Couples = ()
    preferred: Couples = ()


class Adjustments(Part):
    """All that is locked and all that is forbidden from here on: sent again it changes nothing."""

    locked: Couples = ()
    forbidden: Couples = ()


class FairnessRow(Reply):
    """A group of at least five; `group` is null where smaller ones are told together."""

    attribute: str
    role: Role
    group: str | None
    people: int
    shown: int
    asked: int
    left_out: int


class LeftOutCount(Reply):
    """How many are left out for one reason."""

    role: Role
    code: Id
    words: Words
    people: int


class RoundShown(Reply):
    """A round and its preview in numbers. `published` counts the pairs that were dealt with, in their order."""

    round_id: Id
    programme_id: Id | None = None
    name: str
    state: Id
    version: int
    direction: Direction
    made_by: Id
    made_at: Instant
    published_at: Instant | None
    mentees: Pool
    mentors: Pool
    weights: Weights
    locked: tuple[Couple, ...]
    forbidden: tuple[Couple, ...]
    preferred: tuple[Couple, ...]
    pairs: int
    published: int
    skipped: tuple[Couple, ...]
    total: float
    left_out: tuple[LeftOutCount, ...]
    fairness: tuple[FairnessRow, ...]


class RoundPair(Reply):
    """Two who would be asked. Without a score where an organiser locked them and nothing else speaks for them."""

    mentee_id: Id
    mentor_id: Id
    value: float
    is_locked: bool
    score: float | None
    reasons: tuple[Reason, ...]
    gap: Reason | None


class RoundPairs(Reply):
    """In the order of the mentees' ids. Read on with `after=next_after`, none at the end."""

    version: int
    pairs: tuple[RoundPair, ...]
    next_after: int | None


class PersonLeftOut(Reply):
    """Somebody without a partner in this round, and why."""

    person_id: Id
    role: Role
    code: Id
    words: Words


class PeopleLeftOut(Reply):
    """Mentees, then mentors, each in the order of their ids. Read on with `after=next_after`, none at the end."""

    version: int
    people: tuple[PersonLeftOut, ...]
    next_after: int | None


class RoundLine(Reply):
    """One round in the list."""

    round_id: Id
    name: str
    state: Id
    version: int
    made_at: Instant


class RoundList(Page):
    """The newest first."""

    rounds: tuple[RoundLine, ...]


class MakeRound(Ask[RoundShown], to=Service.MATCHING, reply=RoundShown):
    """A new round with its preview. The same `round_id` with the same plan again answers the same."""

    round_id: Id
    plan: RoundPlan


class ListRounds(AskForPage[RoundList], to=Service.MATCHING, reply=RoundList):
    """The rounds of an organisation, or of one of its programmes."""

    within: Within = None


class ReadRound(Ask[RoundShown], to=Service.MATCHING, reply=RoundShown):
    """One of them."""

    round_id: Id
    within: Within = None


class ReadRoundPairs(Ask[RoundPairs], to=Service.MATCHING, reply=RoundPairs):
    """The pairs of its preview, with the reasons."""

    round_id: Id
    within: Within = None
    after: int = Field(default=0, ge=0)
    limit: int = Field(default=100, ge=1, le=200)


class ReadLeftOut(Ask[PeopleLeftOut], to=Service.MATCHING, reply=PeopleLeftOut):
    """Who has no partner in its preview."""

    round_id: Id
    within: Within = None
    after: int = Field(default=0, ge=0)
    limit: int = Field(default=100, ge=1, le=200)


class AdjustRound(Ask[RoundShown], to=Service.MATCHING, reply=RoundShown):
    """Another preview, under these adjustments and with the people as they are now. Outdated if it is another one."""

    round_id: Id
    within: Within = None
    version: int
    adjustments: Adjustments


class PublishRound(Ask[RoundShown], to=Service.MATCHING, reply=RoundShown):
    """Propose the pairs of the preview of this version: each opens nothing before both have said yes."""

    round_id: Id
    within: Within = None
    version: int
