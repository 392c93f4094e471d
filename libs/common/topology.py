"""Everything on the broker, declared in one place: exchanges, queues, who is bound to what, who may do what.

Services never declare; `python -m deploy.ops topology apply` does (and every test, in its own vhost).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from aio_pika import ExchangeType
from aio_pika.abc import AbstractChannel

from libs.common.contracts import ALL, Contract, Service
from libs.common.contracts.administrators import AdministratorsChanged
from libs.common.contracts.agreements import AgreementChanged, AgreementWentLive, GoalMarked
from libs.common.contracts.blocks import BlocksChanged
from libs.common.contracts.care import (
    ClosingOffered,
    FitAsked,
    PairCareOffered,
    PulseAsked,
    PulseGiven,
    SessionSuggested,
)
from libs.common.contracts.circles import (
    CircleAnswered,
    CircleAsked,
    CircleChanged,
    CircleEndAsked,
    CircleEnded,
    CircleFormed,
    CircleInviteAsked,
    CircleProposed,
    CircleReminded,
)
from libs.common.contracts.conflicts import ConflictFound
from libs.common.contracts.endings import ClosingAsked, EchoAsked, EchoGiven, KudosGiven, LetterWritten, ReviewHeld
from libs.common.contracts.entries import EntryWritten
from libs.common.contracts.erasure import ErasureAsked, ErasureTakenBack, PersonErased
from libs.common.contracts.interest import InterestBecameMutual
from libs.common.contracts.ledgers import DividendReady, ExchangeLogged, ExchangeWithdrawn
from libs.common.contracts.pairs import (
    MilestoneReached,
    PairChanged,
    PairEndAsked,
    PairEnded,
    PairExtendAsked,
    PairFormed,
    PairPauseAsked,
    PairPhaseChanged,
    PairReminded,
    PairTurnAsked,
    SessionHeld,
    SessionReported,
)
from libs.common.contracts.people import PersonChanged, PersonJoined, PersonLeft
from libs.common.contracts.preparation import PreparationFinished
from libs.common.contracts.programme_facts import (
    ProgrammeChanged,
    ProgrammeClosed,
    ProgrammeEntered,
    ProgrammeEntryAsked,
    ProgrammeInvited,
    ProgrammeLeft,
    ProgrammeOpened,
)
from libs.common.contracts.recognitions import (
    MentoringRecognised,
    RecognitionAnswered,
    RecognitionChanged,
    RecognitionReminded,
)
from libs.common.contracts.requests import (
    ClaimRefused,
    MentoringOffered,
    MentorRequested,
    MentorsSuggested,
    PlaceFreed,
    RequestAnswered,
    RequestChanged,
    RequestClosed,
    RequestFollowedUp,
    RequestOpened,
    RequestProposed,
    RequestReminded,
    RequestWithdrawn,
)
from libs.common.contracts.safeguarding import (
    ConductWarned,
    MisuseReported,
    PairEndOrdered,
    ReportClosed,
    ReportWaits,
    SuspensionChanged,
)
from libs.common.contracts.sessions import (
    ReciprocalOffered,
    SeniorCancelled,
    SessionCancelled,
    SessionMissed,
    SessionPlanned,
)
from libs.common.contracts.threads import MessageWaiting

EVENTS = "bothways.events"
HEARTBEATS = "bothways.heartbeats"
DEFAULT = ""
INBOUND = "gateway.inbound"
DELIVERY_LIMIT = 20
"""Deliveries of one message before it is parked. Counts crashes: a retry is a new publish."""

INBOUND_LIMIT = 100_000
"""Outside messages waiting at once; beyond it platforms are refused, and told so by a nack."""

PEOPLE = (PersonJoined, PersonChanged, PersonLeft)
PROGRAMMES = (ProgrammeOpened, ProgrammeChanged, ProgrammeClosed, ProgrammeInvited, ProgrammeEntered, ProgrammeLeft)

SUBSCRIPTIONS: dict[Service, tuple[type[Contract], ...]] = {
    Service.GATEWAY: ALL,
    Service.MATCHING: (
        *PEOPLE,
        *PROGRAMMES,
        PersonErased,
        BlocksChanged,
        SuspensionChanged,
        PairEndOrdered,
        MentorRequested,
        MentoringOffered,
        RequestAnswered,
        RequestWithdrawn,
        MentoringRecognised,
        RecognitionAnswered,
        PairEndAsked,
        PairPauseAsked,
        PairExtendAsked,
        PairTurnAsked,
        SessionHeld,
        CircleAsked,
        CircleInviteAsked,
        CircleAnswered,
        CircleEndAsked,
    ),
    Service.JOURNAL: (PersonErased, RequestOpened, RequestClosed, PairFormed, PairChanged, PairEnded, SessionReported),
    Service.NOTIFICATIONS: (
        *PEOPLE,
        *PROGRAMMES,
        ProgrammeEntryAsked,
        ErasureAsked,
        ErasureTakenBack,
        PersonErased,
        AdministratorsChanged,
        BlocksChanged,
        MisuseReported,
        ReportWaits,
        ReportClosed,
        ConductWarned,
        SuspensionChanged,
        ClaimRefused,
        MentorsSuggested,
        RequestProposed,
        RequestOpened,
        RequestChanged,
        RequestReminded,
        RequestClosed,
        InterestBecameMutual,
        RequestFollowedUp,
        PlaceFreed,
        RecognitionChanged,
        RecognitionReminded,
        PairFormed,
        PairChanged,
        PairReminded,
        PairEnded,
        CircleProposed,
        CircleFormed,
        CircleChanged,
        CircleReminded,
        CircleEnded,
        ConflictFound,
        PairPhaseChanged,
        SessionHeld,
        SessionSuggested,
        SessionPlanned,
        SessionCancelled,
        SessionMissed,
        SeniorCancelled,
        ReciprocalOffered,
        MilestoneReached,
        EntryWritten,
        ExchangeLogged,
        ExchangeWithdrawn,
        DividendReady,
        MessageWaiting,
        AgreementChanged,
        AgreementWentLive,
        GoalMarked,
        PreparationFinished,
        ReviewHeld,
        FitAsked,
        PulseAsked,
        PulseGiven,
        PairCareOffered,
        ClosingOffered,
        ClosingAsked,
        LetterWritten,
        KudosGiven,
        EchoAsked,
        EchoGiven,
    ),
}
"""Who handles what. A claim is bound by its one owner, and by the gateway for its log."""


def events_queue(service: Service) -> str:
    """Where a service's events wait."""
    return f"{service}.events"


def asks_queue(service: Service) -> str:
    """Where questions to a service wait."""
    return f"{service}.asks"


def dead_queue(service: Service) -> str:
    """Where what a service could not handle waits to be written down."""
    return f"{service}.dead"


def retry_queue(queue: str, delay: float) -> str:
    """The delay queue of `queue`: its name says its delay, so that another delay is another queue."""
    return f"{queue}.retry.{delay:g}s"


def inbound_exchange(platform: str) -> str:
    """The one exchange that a platform may write to."""
    return f"bothways.inbound.{platform}"


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue, its arguments, and the (exchange, routing key) pairs bound to it."""

    name: str
    arguments: dict[str, Any] = field(default_factory=dict)
    bindings: tuple[tuple[str, str], ...] = ()
    durable: bool = True


def _quorum(name: str, bindings: Iterable[tuple[str, str]] = (), **arguments: Any) -> Queue:
    return Queue(name, {"x-queue-type": "quorum", **arguments}, tuple(bindings))


def _dead_letters_to(queue: str) -> dict[str, Any]:
    return {
        "x-dead-letter-exchange": DEFAULT,
        "x-dead-letter-routing-key": queue,
        "x-dead-letter-strategy": "at-least-once",
        "x-overflow": "reject-publish",
    }


def _worked(
    service: Service, name: str, delays: Sequence[float], bindings: Iterable[tuple[str, str]], **extra: Any
) -> list[Queue]:
    """A queue that is worked on, with its delay queues."""
    limits = {"x-delivery-limit": DELIVERY_LIMIT} | _dead_letters_to(dead_queue(service))
    delayed = [
        _quorum(retry_queue(name, delay), **{"x-message-ttl": round(delay * 1000)} | _dead_letters_to(name))
        for delay in delays
    ]
    return [_quorum(name, bindings, **limits | extra), *delayed]


def queues(delays: Sequence[float], services: Iterable[Service] = Service) -> list[Queue]:
    """Every queue of the house, or of these services alone."""
    found: list[Queue] = []
    for service in services:
        contracts = SUBSCRIPTIONS[service]
        keys = [(EVENTS, f"*.{contract.type.removeprefix('bothways.')}") for contract in contracts]
        # One projector at a time gives the log its positions; the others stand by.
        single = {"x-single-active-consumer": True} if service is Service.GATEWAY else {}
        found += _worked(service, events_queue(service), delays, keys, **single)
        found.append(_quorum(dead_queue(service)))
        if service is not Service.GATEWAY:
            # Transient on purpose: a question is worth nothing once its asker has stopped waiting.
            found.append(Queue(asks_queue(service), {"x-queue-type": "classic", "x-max-length": 10_000}))
        if service is Service.GATEWAY:
            found += _worked(service, INBOUND, delays, (), **{"x-max-length": INBOUND_LIMIT})
    return found


async def declare(
    channel: AbstractChannel, delays: Sequence[float], services: Iterable[Service] = Service
) -> list[str]:
    """Declare all of it, or what these services need; repeating changes nothing. Returns the names of the queues."""
    events = await channel.declare_exchange(EVENTS, ExchangeType.TOPIC, durable=True)
    await channel.declare_exchange(HEARTBEATS, ExchangeType.FANOUT, durable=True)
    declared = queues(delays, services)
    for queue in declared:
        real = await channel.declare_queue(queue.name, durable=queue.durable, arguments=queue.arguments)
        for _, key in queue.bindings:
            await real.bind(events, key)
    return [queue.name for queue in declared]


async def declare_platform(channel: AbstractChannel, platform: str) -> None:
    """A platform's own exchange, bound to the one inbound queue."""
    exchange = await channel.declare_exchange(inbound_exchange(platform), ExchangeType.TOPIC, durable=True)
    queue = await channel.get_queue(INBOUND, ensure=True)
    await queue.bind(exchange, "#")


@dataclass(frozen=True, slots=True)
class Permissions:
    """What one broker user may do, as RabbitMQ's three patterns."""

    configure: str
    write: str
    read: str


NOTHING = "^$"


def permissions_of(service: Service) -> Permissions:
    """Least privilege of a service: its own queues, the events, the heartbeats.

    The default exchange is needed for delay queues and for replies; no outsider has it.
    """
    own = rf"{service}\..*"
    return Permissions(
        configure=rf"^{service}\.heartbeats\..*$",
        write=rf"^(bothways\.events|bothways\.heartbeats|amq\.default|{own})$",
        read=rf"^({own}|bothways\.heartbeats)$",
    )


def permissions_of_platform(platform: str) -> Permissions:
    """A platform writes to its own exchange and does nothing else."""
    return Permissions(configure=NOTHING, write=rf"^{re.escape(inbound_exchange(platform))}$", read=NOTHING)
