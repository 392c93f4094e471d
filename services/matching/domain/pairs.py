"""Two people who both said yes. No pair exists without both consents, and none can be built without them."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.matching.domain.directions import Direction
from services.matching.domain.errors import ConsentMissing
from services.matching.domain.people import Role
from services.matching.domain.reasons import Reason
from services.matching.domain.requests import Request, RequestState


class Standing(StrEnum):
    """Where a pair stands, as matching decides; its phase is journal's."""

    CONSENTED = "consented"
    PAUSED = "paused"
    ENDED = "ended"


LIVING = (Standing.CONSENTED, Standing.PAUSED)


class EndReason(StrEnum):
    """Why a pair ended. Only matching keeps it."""

    COMPLETED = "completed"
    FADED = "faded"
    NO_FAULT = "no-fault"
    MOVED = "moved"
    SAFETY = "safety"
    LEFT = "left"


class Means(StrEnum):
    """How somebody said yes."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    ACCEPTED = "accepted"
    NAMED = "named"
    AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class Member:
    """One side of a pair and what it is there for."""

    person_id: str
    role: Role


@dataclass(frozen=True, slots=True)
class Consent:
    """Who said yes, how, and when."""

    person_id: str
    means: Means
    at: datetime


@dataclass(frozen=True, slots=True)
class Turn:
    """How a pair learns: in which direction, and who gives."""

    direction: Direction
    mentor_id: str


@dataclass(frozen=True, slots=True)
class Wish:
    """A turn that one member wishes and the other has not agreed to."""

    person_id: str
    turn: Turn


@dataclass(frozen=True, slots=True)
class End:
    """By whom a pair was ended and why; one talk ends by itself. Private: it leaves matching in no event."""

    person_id: str | None
    reason: EndReason
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Refuses to exist unless it has two different members who each consented."""

    org: str
    pair_id: str
    members: tuple[Member, ...]
    direction: Direction
    topics: tuple[str, ...]
    consents: tuple[Consent, ...]
    formed_at: datetime
    since: datetime | None = None
    """Of a mentoring that was there before it was recognised."""
    request_id: str | None = None
    programme_id: str | None = None
    reasons: tuple[Reason, ...] = ()
    standing: Standing = Standing.CONSENTED
    paused_until: datetime | None = None
    suspended_from: Standing | None = None
    """How it stood when it came to rest because a member is suspended. Until that is over only its end moves it."""

    resumed_at: datetime | None = None
    planned_until: datetime | None = None
    told_end: datetime | None = None
    """The end of a pair for one talk of which both were told before it comes."""

    wish: Wish | None = None
    end: End | None = None
    sequence: int = 1
    revision: int = 0
    """How often it was saved; guards concurrent changes."""

    def __post_init__(self) -> None:
        member_ids = {member.person_id for member in self.members}
        if len(member_ids) != 2 or member_ids != {consent.person_id for consent in self.consents}:
            raise ConsentMissing

    @property
    def mentor_id(self) -> str:
        """Whose place is taken."""
        return next(member.person_id for member in self.members if member.role is Role.MENTOR)

    @property
    def went_well(self) -> bool:
        """It was brought to its end together."""
        return self.end is not None and self.end.reason is EndReason.COMPLETED

    def partner_of(self, person_id: str) -> str:
        return next(member.person_id for member in self.members if member.person_id != person_id)

    def has_member(self, person_id: str) -> bool:
        return any(member.person_id == person_id for member in self.members)


def form_pair(request: Request, reasons: tuple[Reason, ...], at: datetime) -> Pair:
    """In every direction the request's mentee is the mentee of the pair, its mentor the mentor (see `Direction`)."""
    return Pair(
        org=request.org,
        pair_id=pair_id_of(request),
        request_id=request.request_id,
        programme_id=request.programme_id,
        members=(Member(request.mentee_id, Role.MENTEE), Member(request.mentor_id, Role.MENTOR)),
        direction=request.direction,
        topics=request.topics,
        reasons=reasons,
        consents=_consents(request),
        formed_at=at,
    )


def pair_id_of(request: Request) -> str:
    """Derived, so that a repeat forms the same pair and a unique index sees it."""
    return pair_id_from(request.org, request.request_id)


def pair_id_from(*parts: str) -> str:
    """The same for the same parts."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
    return f"pair_{digest[:32]}"


def _consents(request: Request) -> tuple[Consent, ...]:
    if request.state is not RequestState.ACCEPTED or request.opened_at is None or request.closed_at is None:
        raise ConsentMissing
    if request.is_nobodys:
        raise ConsentMissing
    asked_at = (request.asked_at if request.by_spark else None) or request.opened_at
    return (
        Consent(request.asker_id, Means.ASKED if request.asked_by_member else Means.CONFIRMED, asked_at),
        Consent(request.asked_id, Means.ACCEPTED, request.closed_at),
    )
