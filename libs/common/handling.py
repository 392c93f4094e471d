"""From an event to what is durable: the use case decides, its unit is committed, a loser decides again."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

from pymongo.errors import PyMongoError

from libs.common import metrics
from libs.common.committer import Committer
from libs.common.contracts import Contract, Event
from libs.common.contracts.requests import ClaimRefused
from libs.common.errors import Conflict, Refused, Retryable, Unavailable
from libs.common.turns import Turns
from libs.common.unit import Unit, Units

MAX_RECONSIDERED = 8
STEP_BACK_S = 0.01

D = TypeVar("D", bound=Contract)
T = TypeVar("T")


class Handling:
    """Runs a use case and commits its unit: again where somebody else was faster, refused where a rule says no."""

    def __init__(self, units: Units, committer: Committer) -> None:
        self._units, self._committer, self._turns = units, committer, Turns()

    async def __call__(self, event: Event[D], use_case: Callable[[Event[D]], Awaitable[Unit]]) -> None:
        """Handle `event` once; raises what the delivery middleware maps."""
        await self.settle(lambda: self._decide(event, use_case))

    async def settle(self, decide: Callable[[], Awaitable[Unit]]) -> None:
        """Decide and commit; decide afresh as long as somebody else was faster."""
        try:
            unit = await decide()
            async with self._turns.of(unit.locks()) as is_outdated:
                await self._commit(None if is_outdated else unit, decide)
        except PyMongoError as error:
            raise Unavailable("database-unavailable", type(error).__name__) from error

    async def settled(self, decide: Callable[[], Awaitable[tuple[Unit, T]]]) -> T:
        """As `settle`, with what the decision that is durable came to."""
        decided: list[T] = []

        async def remembered() -> Unit:
            unit, came_to = await decide()
            decided.append(came_to)
            return unit

        await self.settle(remembered)
        return decided[-1]

    async def _commit(self, unit: Unit | None, decide: Callable[[], Awaitable[Unit]]) -> None:
        for lost in range(MAX_RECONSIDERED):
            if unit is None:
                # Other replicas may be at it, too: who lost to them steps back, longer each time.
                await asyncio.sleep(random.uniform(0, STEP_BACK_S * (2**lost - 1)))  # noqa: S311
                unit = await decide()
            try:
                return await self._committer.commit(unit)
            except Conflict:
                unit = None
        raise Retryable("contended")

    async def _decide(self, event: Event[D], use_case: Callable[[Event[D]], Awaitable[Unit]]) -> Unit:
        try:
            return await use_case(event)
        except Refused as refused:
            if not event.data.is_claim:
                raise
            metrics.REFUSED.labels(refused.code).inc()
            unit = self._units.after(event)
            unit.publish(refusal_of(event, refused), event.subject)
            return unit


def refusal_of(event: Event[D], refused: Refused) -> ClaimRefused:
    """The outcome of a claim that a rule said no to."""
    return ClaimRefused(
        claim_id=event.id,
        claim_type=event.type,
        code=refused.code,
        words=refused.words,
        person_id=_claimant(event),
        request_id=getattr(event.data, "request_id", None),
    )


def _claimant(event: Event[D]) -> str | None:
    """The person whose claim it was. What may come from outside is a mentee's wish, or of no person to be told."""
    if not event.data.from_outside:
        return event.actorid
    named: str | None = getattr(event.data, "mentee_id", None) or getattr(event.data, "claimant_id", None)
    return named
