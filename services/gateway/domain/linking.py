"""Whom an account of a provider belongs to: linked once, by a mail address that the provider vouches for. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.gateway.domain.people import Record
from services.gateway.domain.refusals import LINKED_OTHERWISE, MAIL_NOT_VERIFIED, NOT_PROVISIONED, NotTaken


@dataclass(frozen=True, slots=True)
class Link:
    """One account of a provider is one person from here on, whatever becomes of anybody's mail address."""

    org: str
    link_id: str
    """A mark of issuer and `sub`, from which neither is read."""

    person_id: str
    issuer_mark: str
    linked_at: datetime
    revision: int = 0


def vouched_mail(claims: Mapping[str, Any]) -> str:
    """The address that the provider vouches for, in lower case. NotTaken(mail-not-verified) where it does not."""
    address = claims.get("email")
    if not isinstance(address, str) or claims.get("email_verified") is not True:
        raise NotTaken(MAIL_NOT_VERIFIED)
    return address.lower()


def only_one(address: str, found: Sequence[Record]) -> Record:
    """The one person who is here with this address. NotTaken(not-provisioned) for nobody, and for several."""
    here = [one for one in found if one.is_here and str(one.fields.get("email", "")).lower() == address]
    if len(here) != 1:
        raise NotTaken(NOT_PROVISIONED)
    return here[0]


def require_no_other(links: Sequence[Link], issuer_mark: str) -> None:
    """NotTaken(linked-otherwise) where the person has an account of this provider already."""
    if any(link.issuer_mark == issuer_mark for link in links):
        raise NotTaken(LINKED_OTHERWISE)
