"""Forgetting somebody: the gateway says so, and each service answers when nothing of them is left in it."""

from libs.common.contracts.base import Contract, Id, Service


class PersonErased(Contract, by=[Service.GATEWAY]):
    """Somebody is to be forgotten for good. Every service that keeps anything of people ends in `ErasureDone`."""

    person_id: Id


class ErasureDone(Contract, by=Service):
    """Nothing of them is left in this service, and nothing will come to it any more. What went, by kind."""

    person_id: Id
    counts: dict[str, int]
