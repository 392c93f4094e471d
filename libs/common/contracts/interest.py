"""Blind interest: nothing is said of it before both feel it."""

from libs.common.contracts.base import Audience, Contract, Id, Service


class InterestBecameMutual(Contract, by=[Service.MATCHING], audience=[Audience.PERSON]):
    """Each of the two marked the other as somebody to talk to. Who was first is said nowhere."""

    interest_id: Id
    people: tuple[Id, Id]
    request_id: Id | None = None
    """The request in which a first talk is proposed; none where a rule forbids that it may lead to more."""

    def concerns(self) -> frozenset[str]:
        """Both."""
        return frozenset(self.people)
