"""Circles: one mentor with several, or peers among themselves. Nobody is in one without a yes of their own."""

from enum import StrEnum

from pydantic import Field

from libs.common.contracts.base import Audience, Contract, Id, Instant, Service
from libs.common.contracts.requests import Topic

SMALLEST, LARGEST = 3, 8
"""How many people make a circle, its mentor among them: two are a pair, and nine are a meeting."""


class CircleAsked(Contract, by=[Service.GATEWAY], audience=[Audience.PERSON], claim=True):
    """Somebody would like to learn in a circle with those whom they invite. It forms when enough have said yes."""

    circle_id: Id
    programme_id: Id | None = None
    person_id: Id
    mentor_id: Id | None = None
    """Who gives: one of them. Nobody, where they are peers."""

    invited_ids: tuple[Id, ...] = Field(min_length=SMALLEST - 1, max_length=LARGEST - 1)
    topics: tuple[Topic, ...] = Field(min_length=1, max_length=10)

    def concerns(self) -> frozenset[str]:
        """Who asks; the others hear of it when it stands."""
        return frozenset({self.person_id})


class CircleInviteAsked(Contract, by=[Service.GATEWAY], audience=[Audience.PERSON], claim=True):
    """A member invites more people. Who asks is the event's `actorid`."""

    circle_id: Id
    invited_ids: tuple[Id, ...] = Field(min_length=1, max_length=LARGEST - 1)


class CircleAnswered(Contract, by=[Service.GATEWAY], audience=[Audience.PERSON], claim=True):
    """Somebody says yes to being in it, or no; a no of a member is leaving. Who answers is the event's `actorid`."""

    circle_id: Id
    agrees: bool


class CircleEndAsked(Contract, by=[Service.GATEWAY], audience=[Audience.PERSON], claim=True):
    """Its mentor, or who started it among peers, brings it to its end."""

    circle_id: Id


class CircleState(StrEnum):
    """Where a circle stands."""

    PROPOSED = "proposed"
    FORMED = "formed"
    ENDED = "ended"


class CircleFact(Contract):
    """The whole public state of a circle; the event's `sequence` orders its versions."""

    circle_id: Id
    programme_id: Id | None = None
    started_by: Id
    mentor_id: Id | None = None
    topics: tuple[Topic, ...]
    state: CircleState
    members: tuple[Id, ...]
    """Who has said yes."""

    invited: tuple[Id, ...] = ()
    """Who has not said anything yet."""

    proposed_at: Instant
    formed_at: Instant | None = None

    def concerns(self) -> frozenset[str]:
        """Everybody in it and everybody invited."""
        return frozenset({*self.members, *self.invited})


class CircleProposed(CircleFact, by=[Service.MATCHING], audience=[Audience.PERSON]):
    """Somebody invites others. Nothing begins before enough of them have said yes."""


class CircleFormed(CircleFact, by=[Service.MATCHING], audience=[Audience.PERSON]):
    """Enough have said yes, its mentor among them where it has one."""


class CircleChange(StrEnum):
    """What is new in a circle's state. Who said no to an invitation and who let it lapse cannot be told apart."""

    INVITED = "invited"
    JOINED = "joined"
    LEFT = "left"
    FEWER_INVITED = "fewer-invited"


class CircleChanged(CircleFact, by=[Service.MATCHING], audience=[Audience.PERSON]):
    """Somebody was invited, joined or is not in it any more."""

    change: CircleChange
    people: tuple[Id, ...]
    """Whom the change is about."""

    def concerns(self) -> frozenset[str]:
        """As ever, and whoever is out from now on."""
        return frozenset({*self.members, *self.invited, *self.people})


class CircleReminded(CircleFact, by=[Service.MATCHING], audience=[Audience.PERSON]):
    """Days went by without an answer: who was invited on one day and has not answered hears of it once more."""

    people: tuple[Id, ...]
    number: int = Field(ge=1)
    """The first reminder or a later one."""

    expires_at: Instant
    """When their invitation lapses."""

    def concerns(self) -> frozenset[str]:
        """Who is reminded, and nobody else: it is their own affair."""
        return frozenset(self.people)


class CircleEnding(StrEnum):
    """How a circle ended."""

    COMPLETED = "completed"
    TOO_FEW = "too-few"
    LAPSED = "lapsed"
    """It never formed: not enough said yes."""


class CircleEnded(CircleFact, by=[Service.MATCHING], audience=[Audience.PERSON]):
    """The circle has come to its end, and stays there."""

    ending: CircleEnding
    ended_at: Instant
