"""Blind interest: nothing is said of it before both feel it."""

from libs.common.contracts.base import Audience, Contract, Id, Service


class InterestBecameMutual(Contract, by=[Service.MATCHING], audience=[Audience.PERSON]):
    """Each of the two marked the other as somebody to talk to. Who was first is said nowhere."""

    interest_id: Id
    people: tuple[Id, Id]

    def concerns(self) -> frozenset[str]:
        """Both."""
        return frozenset(self.people)
