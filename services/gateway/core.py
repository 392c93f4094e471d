"""The core of the gateway, wired: what `app` and the tests put a web side on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pymongo import IndexModel

from libs.common.service import House
from services.gateway.projector import Projector
from services.gateway.store import Log, Stores
from services.gateway.use_cases.claims import Claims
from services.gateway.use_cases.ingest import Ingest
from services.gateway.use_cases.people import People
from services.gateway.use_cases.platforms import PlatformAccess
from services.gateway.views import Views


@dataclass(frozen=True, slots=True)
class Core:
    """Everything behind the routes."""

    stores: Stores
    log: Log
    views: Views
    people: People
    claims: Claims
    platforms: PlatformAccess
    ingest: Ingest
    projector: Projector
    indexes: Mapping[str, Sequence[IndexModel]]


def build_core(house: House) -> Core:
    """The core, and its subscriptions to `gateway.events` and `gateway.inbound` on the house's broker."""
    raise NotImplementedError
