"""Forgetting somebody: asked for, perhaps taken back, then said by the gateway and answered by each service."""

from libs.common.contracts.base import Audience, Contract, Id, Instant, Service


class ErasureAsked(Contract, by=[Service.GATEWAY], audience=[Audience.PERSON]):
    """Somebody is to be forgotten then, by their own word or an administrator's. Until then they can stay."""

    person_id: Id
    due_at: Instant

    def concerns(self) -> frozenset[str]:
        """Whom it is about."""
        return frozenset({self.person_id})


class ErasureTakenBack(Contract, by=[Service.GATEWAY], audience=[Audience.PERSON]):
    """They stay."""

    person_id: Id

    def concerns(self) -> frozenset[str]:
        """Whom it is about."""
        return frozenset({self.person_id})


class PersonErased(Contract, by=[Service.GATEWAY]):
    """Somebody is to be forgotten for good. Every service that keeps anything of people ends in `ErasureDone`."""

    person_id: Id


class ErasureDone(Contract, by=Service):
    """Nothing of them is left in this service, and nothing will come to it any more. What went, by kind."""

    person_id: Id
    counts: dict[str, int]
