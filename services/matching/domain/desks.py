"""What lies on a person's desk: whom they asked, what waits for their answer, and who has said "not now".

Every request that opens or ends is filed on both desks, and a desk is saved only as it was read: so of two asks that
race one decides again, and no cap is passed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.matching.domain.codes import Code
from services.matching.domain.requests import Request, RequestState

MOST_ASKING = 3
"""Open requests of one person: asking stays a choice, and the others are not flooded."""

COOL_DOWN = timedelta(days=60)
"""After a no, the same person is not asked again by the same for so long."""


@dataclass(frozen=True, slots=True)
class Asking:
    """An open request of the desk's owner, and whom it asks."""

    request_id: str
    person_id: str
    by_spark: bool = False
    """It came of two sparks: in nobody's way when they ask somebody else."""


@dataclass(frozen=True, slots=True)
class CoolDown:
    """Somebody who said no, and until when they are left in peace."""

    person_id: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One per person and organisation."""

    org: str
    person_id: str
    asking: tuple[Asking, ...] = ()
    answering: tuple[str, ...] = ()
    cooling: tuple[CoolDown, ...] = ()
    found_at: datetime | None = None
    """When somebody last became their mentor."""
    revision: int = 0

    @property
    def open_ids(self) -> tuple[str, ...]:
        """Every open request with this person on either side."""
        return (*self.answering, *(one.request_id for one in self.asking))

    def open_to(self, person_id: str) -> tuple[str, ...]:
        """The owner's open requests to one person."""
        return tuple(one.request_id for one in self.asking if one.person_id == person_id)

    def out_of_reach(self, at: datetime) -> frozenset[str]:
        """Whom the owner cannot ask now: those who are being asked, and those who said no lately."""
        cooling = {one.person_id for one in self.cooling if one.until > at}
        return frozenset(cooling | {one.person_id for one in self.asking})


@dataclass(frozen=True, slots=True)
class Desks:
    """Both desks that a request concerns."""

    asker: Desk
    asked: Desk

    def __iter__(self) -> Iterator[Desk]:
        return iter((self.asker, self.asked))

    @property
    def between(self) -> tuple[str, ...]:
        """Every open request between the two, whoever asked."""
        asker, asked = self.asker, self.asked
        return (*asker.open_to(asked.person_id), *asked.open_to(asker.person_id))

    def of(self, person_id: str) -> Desk:
        """The desk of one of the two."""
        return self.asker if person_id == self.asker.person_id else self.asked


def objection_to_asking(desks: Desks, at: datetime) -> Code | None:
    """What the asker's desk says against one more request to this person."""
    desk, person_id = desks.asker, desks.asked.person_id
    if any(one.person_id == person_id for one in desk.asking):
        return Code.ALREADY_ASKED
    if person_id in desk.out_of_reach(at):
        return Code.COOLING_DOWN
    counted = [one for one in desk.asking if not one.by_spark]
    return Code.TOO_MANY_OPEN if len(counted) >= MOST_ASKING else None


def filed(desks: Desks, request: Request, at: datetime) -> Desks:
    """Both desks with the request as it now stands: there while it is open, away when it has ended."""
    asker, asked = _without(desks.asker, request), _without(desks.asked, request)
    if request.state.awaits_answer:
        asking = (*asker.asking, Asking(request.request_id, request.asked_id, request.by_spark))
        return Desks(replace(asker, asking=asking), replace(asked, answering=(*asked.answering, request.request_id)))
    if request.state is RequestState.DECLINED:
        still = tuple(one for one in asker.cooling if one.until > at and one.person_id != request.asked_id)
        asker = replace(asker, cooling=(*still, CoolDown(request.asked_id, at + COOL_DOWN)))
    return Desks(_found(asker, request, at), _found(asked, request, at))


def with_mentor(desk: Desk, at: datetime) -> Desk:
    """Somebody has become the owner's mentor."""
    return replace(desk, found_at=at)


def _without(desk: Desk, request: Request) -> Desk:
    return replace(
        desk,
        asking=tuple(one for one in desk.asking if one.request_id != request.request_id),
        answering=tuple(one for one in desk.answering if one != request.request_id),
    )


def _found(desk: Desk, request: Request, at: datetime) -> Desk:
    is_theirs = request.state is RequestState.ACCEPTED and desk.person_id == request.mentee_id
    return with_mentor(desk, at) if is_theirs else desk
