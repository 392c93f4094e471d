"""Two who would both like to talk: who may give and who learn, and how a talk becomes somebody's request.

A spark is a yes to a talk and to no more. So the first who says yes to mentoring asks, and the other answers.
"""

from dataclasses import replace
from datetime import datetime

from libs.common.ids import derived_id
from services.matching.domain.codes import Code
from services.matching.domain.directions import Direction
from services.matching.domain.errors import WrongState
from services.matching.domain.fit import Fit, fit, topics_between
from services.matching.domain.people import Person, Role, wishes_for
from services.matching.domain.requests import (
    Request,
    RequestState,
    Step,
    accept,
    decline,
    either,
    move,
    withdraw,
)


def sides(one: Person, other: Person) -> tuple[tuple[Person, Person], ...]:
    """Mentee and mentor, either way round: first the way in which more of what is wanted is given."""
    by_id = sorted((one, other), key=lambda person: person.person_id)
    ways = [(mentee, mentor) for mentee, mentor in (by_id, reversed(by_id))]
    return tuple(sorted(ways, key=lambda way: -_helps(*way).value))


def talk(mentee: Person, mentor: Person, spark_id: str, correlation_id: str, at: datetime) -> Request | None:
    """A first talk is proposed, by nobody; None where nothing is known that they could talk about."""
    topics = topics_between(mentee, mentor) or topics_between(mentor, mentee)
    if not topics:
        return None
    return Request(
        org=mentee.org,
        request_id=derived_id("req", spark_id),
        mentee_id=mentee.person_id,
        mentor_id=mentor.person_id,
        direction=_direction(mentee, mentor),
        topics=topics,
        correlation_id=correlation_id,
        by_spark=True,
        state=RequestState.TALK_PROPOSED,
        asked_at=at,
        opened_at=at,
        clock_from=at,
        sequence=1,
    )


def say_yes(request: Request, by: str, at: datetime) -> Step:
    """The first yes makes it the request of who says it, which the other answers; any other request has one already."""
    if not request.is_nobodys:
        has_said_so = request.by_spark and by == request.asker_id
        is_so = request.state.awaits_answer or request.state is RequestState.ACCEPTED
        return Step(request, already=True) if has_said_so and is_so else accept(request, by, at)
    either(request, by)
    if request.state.is_terminal:
        raise WrongState(Code.REQUEST_CLOSED)
    theirs = replace(_asked_by(request, by), asked_by_member=True, asked_at=at)
    return Step(move(replace(theirs, state=RequestState.TALK_HELD, clock_from=at, reminded=0)))


def say_no(request: Request, by: str, at: datetime, reason: str | None = None) -> Step:
    """Who says no was asked, and the other is left to ask somebody else."""
    is_open = request.is_nobodys and request.state.awaits_answer
    return decline(_asked_by(request, _other(request, by)) if is_open else request, by, at, reason)


def take_back(request: Request, by: str, at: datetime) -> Step:
    """Either takes back what nobody asked."""
    is_open = request.is_nobodys and request.state.awaits_answer
    return withdraw(_asked_by(request, by) if is_open else request, by, at)


def _helps(mentee: Person, mentor: Person) -> Fit:
    return fit(wishes_for(mentee, ()), learner=mentee, giver=mentor)


def _direction(mentee: Person, mentor: Person) -> Direction:
    if _helps(mentee, mentor).matches and _helps(mentor, mentee).matches:
        return Direction.RECIPROCAL
    return Direction.REVERSE if mentor.seniority < mentee.seniority else Direction.FORWARD


def _asked_by(request: Request, person_id: str) -> Request:
    """As that person's request; a stranger's word leaves it as it is."""
    sides = {request.mentee_id: Role.MENTEE, request.mentor_id: Role.MENTOR}
    return replace(request, started_by=sides.get(person_id, request.started_by))


def _other(request: Request, by: str) -> str:
    return {request.mentee_id: request.mentor_id, request.mentor_id: request.mentee_id}.get(by, "")
