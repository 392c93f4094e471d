"""The core of the gateway, wired: what `app` and the tests put a web side on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aio_pika import IncomingMessage
from pymongo import IndexModel

from libs.common import topology
from libs.common.contracts import Service
from libs.common.house import House
from libs.common.messaging import add_delivery, queue_of
from libs.common.mongo import Database
from services.gateway import identities, remains, store, views
from services.gateway import outgoing as outgoing_rows
from services.gateway.inbound import Inbound, as_it_is
from services.gateway.outgoing import Outgoing
from services.gateway.projector import Projector
from services.gateway.store import Log, Stores
from services.gateway.use_cases.auditing import Auditing
from services.gateway.use_cases.blocking import Blocking
from services.gateway.use_cases.claims import Claims
from services.gateway.use_cases.enrolling import Enrolling
from services.gateway.use_cases.grouping import Grouping
from services.gateway.use_cases.importing import Importing
from services.gateway.use_cases.ingest import Ingest
from services.gateway.use_cases.naming import Naming
from services.gateway.use_cases.own_words import OwnWords
from services.gateway.use_cases.people import People
from services.gateway.use_cases.platforms import PlatformAccess, RejectedLetters
from services.gateway.use_cases.programmes import Programmes
from services.gateway.use_cases.provisioning import Provisioning
from services.gateway.use_cases.signed_door import SignedDoor
from services.gateway.use_cases.suspending import Suspending
from services.gateway.use_cases.webhooks import Webhooks
from services.gateway.views import Sets, Views
from services.gateway.views.counting import Counting

INDEXES: Mapping[str, Sequence[IndexModel]] = (
    store.INDEXES | views.INDEXES | outgoing_rows.INDEXES | identities.INDEXES | remains.INDEXES
)


async def indexes_of(database: Database) -> Mapping[str, Sequence[IndexModel]]:
    """All that this gateway needs: the set of views that is live by now, too."""
    return {**INDEXES, **views.indexes_of((await Sets(database).standing()).live)}


@dataclass(frozen=True, slots=True)
class Core:
    """Everything behind the routes. `app` adds its indexes, `projector.is_idle` and `projector.close` to its parts."""

    stores: Stores
    log: Log
    views: Views
    counting: Counting
    people: People
    naming: Naming
    blocking: Blocking
    own_words: OwnWords
    suspending: Suspending
    provisioning: Provisioning
    grouping: Grouping
    importing: Importing
    programmes: Programmes
    enrolling: Enrolling
    claims: Claims
    platforms: PlatformAccess
    outgoing: Outgoing
    webhooks: Webhooks
    rejected: RejectedLetters
    auditing: Auditing
    ingest: Ingest
    signed_door: SignedDoor
    inbound: Inbound
    projector: Projector


def build_core(house: House) -> Core:
    """The core, subscribed to `gateway.events` and `gateway.inbound` on the house's broker."""
    stores = Stores(house.database, house.box, house.tombstones)
    people = People(stores)
    enrolling = Enrolling(stores, people, house.units, house.handling)
    claims = Claims(stores, people, enrolling, house.units, house.committer)
    platforms = PlatformAccess(stores, house.units, house.committer)
    ingest = Ingest(stores, people, claims, house.units, house.committer, house.clock)
    log, outgoing, sets = Log(house.database), Outgoing(house.database), Sets(house.database)
    views = Views(house.database, sets)
    core = Core(
        stores=stores,
        log=log,
        views=views,
        counting=Counting(house.database, sets),
        people=people,
        naming=Naming(stores, views, house.clock),
        blocking=Blocking(stores, house.units, house.handling),
        own_words=OwnWords(people, house.units, house.handling),
        suspending=Suspending(stores, people, house.units, house.handling),
        provisioning=Provisioning(stores, people, house.units, house.handling),
        grouping=Grouping(stores, house.units, house.handling),
        importing=Importing(stores, people, house.units, house.handling),
        programmes=Programmes(stores, people, house.units, house.handling),
        enrolling=enrolling,
        claims=claims,
        platforms=platforms,
        outgoing=outgoing,
        webhooks=Webhooks(stores, log, outgoing, house.units, house.handling),
        rejected=RejectedLetters(platforms, house.dead_letters),
        auditing=Auditing(house.units, house.committer),
        ingest=ingest,
        signed_door=SignedDoor(stores, ingest, house.units, house.handling),
        inbound=Inbound(stores, ingest),
        projector=Projector(house.client, house.database, largest_batch=house.settings.prefetch),
    )
    subscribe(house, core)
    return core


def subscribe(house: House, core: Core) -> None:
    """Facts to the projector, outside messages to the door."""
    events = topology.events_queue(Service.GATEWAY)

    async def on_fact(event: Any) -> None:
        """Every event of the house, for log, views and feed."""
        await core.projector.append(event)

    async def on_outside_message(message: Any) -> None:
        """What platforms send."""
        incoming: IncomingMessage = message
        await core.inbound.take(incoming)

    # No replies: whoever writes a message names the queue it would go to, and it would go there in our name.
    house.broker.subscriber(queue_of(events), title=events, no_reply=True)(on_fact)
    house.broker.subscriber(queue_of(topology.INBOUND), title=topology.INBOUND, no_reply=True, decoder=as_it_is)(
        on_outside_message
    )
    add_delivery(house.broker, house.deliveries)
