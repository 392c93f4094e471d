"""A claim over HTTP: made once, however often it is sent, and its outcome waited for if that is wanted."""

from libs.common.contracts.requests import ClaimRefused
from libs.common.ids import derived_id, new_id
from services.gateway.deps import Edge, Member
from services.gateway.domain.refusals import NotTaken
from services.gateway.limits import elsewhere
from services.gateway.live import Awaiting
from services.gateway.problems import Problem, refused
from services.gateway.use_cases.claims import Claim, Made, claim_id_of


async def claim(
    edge: Edge,
    person: Member,
    wanted: Claim,
    claim_id: str,
    wait: int | None,
    *,
    message: str | None = None,
    correlation_id: str | None = None,
) -> bool:
    """Make the claim durable and wait for its outcome, if that is wanted. True when it is there; Problem on a no."""
    claims = edge.core.claims
    with edge.live.awaiting(person.org, claim_id, wait or 0) as awaiting:
        try:
            async with edge.work.place():
                made = await claims.make(
                    wanted, person.maker, claim_id=claim_id, message=message, correlation_id=correlation_id
                )
                await claims.commit(made)
        except NotTaken as no:
            raise Problem("idempotency-key-reused") if no.code == "id-reused" else no from None
        if not wait:
            return False
        with elsewhere():
            return await _outcome(edge, made, awaiting)


async def once(edge: Edge, person: Member, action: str, key: str | None, content: bytes) -> None:
    """Remember what an `Idempotency-Key` was used for, where a service does the rest; Problem for anything else."""
    if key is None:
        return
    try:
        async with edge.work.place():
            await edge.core.claims.bind(person.maker, claim_id_of(person.maker, action, key), content)
    except NotTaken:
        raise Problem("idempotency-key-reused") from None


async def new_id_once(edge: Edge, person: Member, kind: str, key: str | None, content: bytes) -> str:
    """The id of something new: the same for the same `Idempotency-Key`. Tells nothing of when it was made.

    `content` is what was sent, and where to; the same key with anything else is a Problem.
    """
    # Keyed, since a plain digest of a short text is as good as the text.
    await once(edge, person, kind, key, edge.house.box.mark(content.decode(), kind).encode())
    return derived_id(kind, person.org, person.person_id, key or new_id())


async def _outcome(edge: Edge, made: Made, awaiting: Awaiting) -> bool:
    """True once the views show it, a pair it made included; Problem where the owner said no."""
    outcome = await awaiting.until(lambda: edge.core.log.outcome(made.org, made.claim_id, made.subject))
    if outcome is None:
        return False
    if outcome.type == ClaimRefused.type:
        raise refused(outcome.data["code"], outcome.data["words"])
    pair_id = outcome.data.get("pair_id")
    if pair_id:
        await awaiting.until(lambda: edge.core.views.pair(made.org, pair_id))
    return True
