"""Acts of those who run an organisation, for its audit log: who did what to whom, and never what it says."""

from typing import Annotated

from pydantic import StringConstraints

from libs.common.contracts.base import Audience, Contract, Id, Service

ActName = Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)+$", max_length=60)]
Ticket = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]{0,15}-[0-9]{1,10}$")]
"""Why, as the number of a ticket elsewhere. Nothing else fits in: no words, no names."""


class AdministrativeActDone(
    Contract, by=[Service.GATEWAY, Service.MATCHING, Service.NOTIFICATIONS], audience=[Audience.ADMINISTRATOR]
):
    """Somebody did something that administrators answer for. Who and when are in the envelope.

    An act may be one that this version does not know: `libs/common/audit.py` names them.
    """

    act: ActName
    target: Id
    """The id of the person, platform, key, programme or organisation it was done to."""

    ticket: Ticket | None = None
    reason: ActName | None = None
    """Why, as a kind of a short list, where the act has one."""
