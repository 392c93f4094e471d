"""Sessions of a pair: what journal tells of them. What members ask about them stands in `session_asks`."""

from enum import StrEnum

from pydantic import Field

from libs.common.contracts.base import Audience, Id, Instant, Service
from libs.common.contracts.pairs import PairFact, PairRole


class Channel(StrEnum):
    """Where two talk."""

    IN_PERSON = "in-person"
    VIDEO = "video"
    PHONE = "phone"


class PlanChange(StrEnum):
    """What is new in a plan."""

    PLANNED = "planned"
    MOVED = "moved"
    CHANGED = "changed"
    """Another length or place, at the same time."""

    FLIPPED = "flipped"


class SessionPlanned(PairFact, by=[Service.JOURNAL], audience=[Audience.PAIR]):
    """It is to be held then. Each change says the whole plan again; `sequence` orders the facts of one session."""

    session_id: Id
    starts_at: Instant
    minutes: int = Field(ge=1)
    channel: Channel | None = None
    initiator_id: Id
    flipped: bool
    """Roles are swapped, for this session."""

    change: PlanChange


class SessionLapsed(PairFact):
    """A planned session was not held. Of a senior in a reverse pair, nobody but the senior is told of it."""

    session_id: Id
    starts_at: Instant
    role: PairRole | None = None
    """Of the one who called it off or did not come."""

    in_a_row: int = Field(default=0, ge=0)
    """How often now, since the two last met."""

    told_id: Id | None = None
    """The only one who is told, where a senior let a junior down: the junior hears of the new date alone."""

    def concerns(self) -> frozenset[str]:
        """Both members, or the senior."""
        return frozenset({self.told_id}) if self.told_id else frozenset(self.members)


class SessionCancelled(SessionLapsed, by=[Service.JOURNAL], audience=[Audience.PAIR]):
    """One of the two called it off."""

    by_id: Id


class SessionMissed(SessionLapsed, by=[Service.JOURNAL], audience=[Audience.PAIR]):
    """One of the two did not come, or nobody did."""

    absent_id: Id | None = None


class SeniorCancelled(PairFact, by=[Service.JOURNAL], audience=[Audience.PERSON]):
    """The senior of a reverse pair called off or did not come: finding the new time is theirs, never the junior's."""

    senior_id: Id
    session_id: Id
    in_a_row: int = Field(ge=1)
    slots: tuple[Instant, ...]
    """Three near times to choose from."""

    def concerns(self) -> frozenset[str]:
        """The senior alone."""
        return frozenset({self.senior_id})


class ReciprocalOffered(PairFact, by=[Service.JOURNAL], audience=[Audience.PAIR]):
    """They have flipped often enough to ask whether both would like to learn for good. Once for each pair."""

    flips: int = Field(ge=1)


class AgendaChanged(PairFact, by=[Service.JOURNAL], audience=[Audience.PAIR]):
    """One of the two wrote on the agenda of a session, ticked or struck a line. What stands there is in no event."""

    session_id: Id
