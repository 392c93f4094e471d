"""One step in the name of a link's bearer, through the same claims and asks as if they had signed in."""

from datetime import timedelta

from libs.common.contracts.asks import ReportSession
from libs.common.contracts.notices import MarkDone, SnoozeNotice
from libs.common.contracts.notifications import Step
from libs.common.contracts.requests import Answer, RequestAnswered
from libs.common.ids import derived_id
from libs.common.links import Link
from services.gateway.claiming import claim
from services.gateway.deps import Edge, Member, ask, require_not_suspended
from services.gateway.use_cases.claims import claim_id_of

ANSWERS = {Step.ACCEPT: Answer.ACCEPT, Step.NOT_NOW: Answer.DECLINE}
REACHING = frozenset({*ANSWERS, Step.WE_MET})
"""Steps towards somebody else."""

A_WEEK = timedelta(days=7)
WAIT_S = 5


async def bearer_of(edge: Edge, link: Link, request_id: str) -> Member | None:
    """The person that a link speaks for, while they are here. Their session ends with this one step."""
    record = await edge.core.people.find(link.org, link.bearer)
    return Member(record, 0, request_id) if record and record.is_here else None


async def is_used_up(edge: Edge, link: Link) -> bool:
    """Its step was taken, or its time is over."""
    return link.has_expired(edge.house.clock.now()) or await edge.core.claims.is_bound(link.org, link.id)


async def act(edge: Edge, link: Link, person: Member) -> None:
    """Take the step, then use the link up.

    In this order, since a step that could not be taken must be there to be tried again. Two who take it at once do it
    once: claim, session and notice have ids that follow from the link.
    """
    await _take(edge, link, person)
    await edge.core.claims.bind(person.maker, link.id, link.what.encode())


async def _take(edge: Edge, link: Link, person: Member) -> None:
    if Step(link.what) in REACHING:
        await require_not_suspended(edge, person)
    match Step(link.what):
        case Step.ACCEPT | Step.NOT_NOW as step:
            await _answer(edge, link, person, ANSWERS[step])
        case Step.WE_MET:
            session_id = derived_id("session", link.id)
            held_at = link.written_at or edge.house.clock.now()
            question = ReportSession(pair_id=link.subject, session_id=session_id, held_at=held_at)
            await ask(edge, question, person)
        case Step.SNOOZE:
            await ask(edge, SnoozeNotice(notice_id=link.where, until=edge.house.clock.now() + A_WEEK), person)
        case Step.DONE:
            await ask(edge, MarkDone(notice_id=link.where), person)


async def _answer(edge: Edge, link: Link, person: Member, given: Answer) -> None:
    view = await edge.core.views.request(link.org, link.subject)
    wanted = RequestAnswered(request_id=link.subject, answer=given)
    claim_id = claim_id_of(person.maker, RequestAnswered.event, link.id)
    await claim(edge, person, wanted, claim_id, WAIT_S, correlation_id=view.correlation_id if view else None)
