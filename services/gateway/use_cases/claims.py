"""Claims: what people and platforms want of the house, made once however often they are sent."""

from dataclasses import dataclass

from libs.common.committer import Committer
from libs.common.contracts import Contract
from libs.common.ids import derived_id, new_id
from libs.common.unit import Unit, Units
from services.gateway.store import Stores


@dataclass(frozen=True, slots=True)
class Maker:
    """Who makes a claim: a member who is signed in, or a platform."""

    org: str
    actor_id: str
    may_confirm: bool = True
    """A member in a session of their own, or a platform that may act for people."""


@dataclass(frozen=True, slots=True)
class Made:
    """A claim that waits for its commit. Register for its outcome (`claim_id` is its cause) before that."""

    claim_id: str
    subject: str
    correlation_id: str
    unit: Unit | None
    """None where the same claim was made before."""


def claim_id_of(maker: Maker, event: str, idempotency_key: str | None) -> str:
    """The same for the same `Idempotency-Key` of the same maker; without a key, a new one."""
    if idempotency_key is None:
        return new_id("claim")
    return derived_id("claim", maker.org, maker.actor_id, event, idempotency_key)


def request_id_of(claim_id: str) -> str:
    """The request that a claim asks for, where its maker did not name it."""
    return derived_id("req", claim_id)


class Claims:
    """Makes claims and commits them."""

    def __init__(self, stores: Stores, units: Units, committer: Committer) -> None:
        self._stores, self._units, self._committer = stores, units, committer

    async def make(
        self,
        data: Contract,
        maker: Maker,
        *,
        claim_id: str,
        message: str | None = None,
        correlation_id: str | None = None,
    ) -> Made:
        """The claim `data`; of a `MentorRequested` it sets `confirmed` and `has_message` and seals `message`.

        Refused: request-to-oneself, unknown-person, person-left, id-reused (the claim's id, or the request's, was
        used for something else).
        """
        raise NotImplementedError

    async def commit(self, made: Made) -> bool:
        """Durable from here on; False where it was before. Refused(id-reused) where another was faster."""
        raise NotImplementedError
