"""The last mail to somebody who is being erased: what it needs is sealed, and goes when it has gone out."""

from dataclasses import dataclass
from datetime import timedelta

TEMPLATE = "farewell"
SENT_WITHIN = timedelta(minutes=30)
"""Nobody's erasure waits longer than this for a mail server."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """What only the mail may say."""

    name: str
    address: str
    locale: str


@dataclass(frozen=True, slots=True)
class Farewell:
    """To whom it goes is known by a mark alone."""

    org: str
    farewell_id: str
    sealed: bytes
    delivery_id: str
    revision: int = 0
