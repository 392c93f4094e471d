"""Who sees to an organisation: named by the operator, told to the house alone."""

from libs.common.contracts.base import Contract, Id, Service


class AdministratorsChanged(Contract, by=[Service.GATEWAY]):
    """All of them from now on; the event's `sequence` orders the versions."""

    administrator_ids: tuple[Id, ...]
