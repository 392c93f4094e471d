"""Who does not want to meet whom here: a member's own affair, which the house keeps to and tells nobody."""

from pydantic import Field

from libs.common.contracts.base import Contract, Id, Service

MOST_BLOCKED = 200
"""By one person: so many are a matter for people, not for a list."""


class BlocksChanged(Contract, by=[Service.GATEWAY]):
    """All whom somebody blocks from now on; the event's `sequence` orders the versions."""

    person_id: Id
    blocked_ids: tuple[Id, ...] = Field(default=(), max_length=MOST_BLOCKED)
