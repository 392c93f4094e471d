"""The one door for what outsiders send, over AMQP and HTTPS: checked in a fixed order, taken once, made our own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any

import structlog
from pydantic import StringConstraints, ValidationError
from pymongo.errors import PyMongoError

from libs.common.clock import Clock
from libs.common.committer import Committer
from libs.common.contracts import Contract, Words, by_type
from libs.common.contracts.base import Id
from libs.common.contracts.pairs import SessionReported
from libs.common.contracts.people import UNKNOWN_PERSON, PersonChanged, PersonJoined, PersonLeft
from libs.common.contracts.recognitions import MentoringRecognised
from libs.common.contracts.requests import MentorRequested
from libs.common.errors import Conflict, Retryable, Unavailable
from libs.common.ids import derived_id
from libs.common.unit import Units
from services.gateway import metrics
from services.gateway.domain.access import Permission, is_granted
from services.gateway.domain.people import PersonInput
from services.gateway.domain.platforms import Platform
from services.gateway.domain.refusals import INCOMPLETE_PERSON, NotTaken
from services.gateway.envelope import Envelope, Incoming, not_valid, read
from services.gateway.rates import Over, Quota, Rates
from services.gateway.store import Stores
from services.gateway.use_cases.claims import Claims, Maker
from services.gateway.use_cases.once import Once
from services.gateway.use_cases.people import People, Word

OLDEST = timedelta(days=30)
AHEAD = timedelta(minutes=5)
"""Clocks differ by minutes; more is a mistake."""

MAX_RECONSIDERED = 8
OURS = "/bothways/"

log = structlog.get_logger(__name__)


class MentorWanted(MentorRequested):
    """A `MentorRequested` from outside may carry the words to the mentor; the event of the house never does."""

    request_id: Annotated[Id, StringConstraints(pattern=r"^[^/\x00-\x1f\x7f]+$")]
    """Its people answer at an address with this id in it: a slash or a control character would leave it unanswered."""

    message: Annotated[str, StringConstraints(max_length=2000)] | None = None


class MentoringNamed(MentoringRecognised):
    """As it comes from outside: its people answer at an address with this id in it."""

    recognition_id: Annotated[Id, StringConstraints(pattern=r"^[^/\x00-\x1f\x7f]+$")]


INPUTS: dict[type[Contract], type[Contract]] = {
    PersonJoined: PersonInput,
    PersonChanged: PersonInput,
    PersonLeft: PersonLeft,
    MentorRequested: MentorWanted,
    MentoringRecognised: MentoringNamed,
    SessionReported: SessionReported,
}
"""What outsiders may send, and how it is read from them."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """It is ours from here on, by this delivery or by an earlier one."""

    event_id: str
    """The claim or fact that the gateway made of it: the cause and the correlation of what follows."""

    subject: str
    is_repeat: bool = False


@dataclass(frozen=True, slots=True)
class Rejected:
    """It is not taken: a code for programs, where and what for their makers, words for people."""

    code: str
    detail: str
    words: Words
    status: int
    """What HTTP says."""

    retry_after_s: float | None = None
    """Over the rate: worth another try after this."""

    problems: Sequence[Mapping[str, Any]] = ()
    """The fields that are wrong, as pydantic found them."""

    @property
    def is_early(self) -> bool:
        """It speaks of somebody of whom more may be on the way: over AMQP it is tried again."""
        return self.code in (UNKNOWN_PERSON, INCOMPLETE_PERSON)


@dataclass(frozen=True, slots=True)
class _Taking:
    """One event on its way through the door."""

    platform: Platform
    event_id: str
    type: type[Contract]
    data: Contract
    at: datetime


class Ingest:
    """Takes what platforms send."""

    def __init__(
        self, stores: Stores, people: People, claims: Claims, units: Units, committer: Committer, clock: Clock
    ) -> None:
        self._once, self._box, self._people, self._claims = Once(stores), stores.box, people, claims
        self._units, self._committer, self._clock = units, committer, clock
        self._rates = Rates()

    async def accept(self, incoming: Incoming, platform: Platform) -> Accepted | Rejected:
        """Checked, merged or made a claim, and durable. Unavailable where the database does not answer."""
        try:
            accepted = await self._take(await self._checked(incoming, platform))
        except PyMongoError as error:
            raise Unavailable("database-unavailable", type(error).__name__) from error
        except NotTaken as no:
            metrics.INGESTED.labels(platform.platform_id, no.code).inc()
            return Rejected(no.code, no.detail, no.words, no.status, no.retry_after_s, no.problems)
        metrics.INGESTED.labels(platform.platform_id, "repeat" if accepted.is_repeat else "accepted").inc()
        return accepted

    async def _checked(self, incoming: Incoming, platform: Platform) -> _Taking:
        """The cheap checks first, and nothing is looked up for what cannot be taken anyway."""
        if not platform.is_active:
            raise NotTaken("platform-revoked", platform.platform_id)
        if not is_granted(Permission.SEND_EVENTS, frozenset(platform.scopes)):
            raise NotTaken("scope-needed", platform.platform_id)
        envelope = read(incoming)
        contract = _contract(envelope)
        data = _data(contract, envelope)
        _check_origin(envelope, platform)
        at = self._time(envelope)
        await self._require_room(platform)
        event_id = derived_id("evt", platform.org, platform.platform_id, envelope.source, envelope.id)
        return _Taking(platform, event_id, contract, data, at)

    async def _require_room(self, platform: Platform) -> None:
        """NotTaken(rate-limited) with the time after which there is room again."""
        try:
            await self._rates.count(Quota("events", platform.events_per_minute, platform.platform_id))
        except Over as over:
            per_minute = f"{platform.events_per_minute} a minute"
            raise NotTaken("rate-limited", per_minute, retry_after_s=over.retry_after_s) from None

    def _time(self, envelope: Envelope) -> datetime:
        now = self._clock.now()
        at = envelope.time or now
        if at < now - OLDEST:
            raise NotTaken("too-old", "/time")
        if at > now + AHEAD:
            raise NotTaken("from-the-future", "/time")
        return at

    async def _take(self, taking: _Taking) -> Accepted:
        if isinstance(taking.data, PersonInput | PersonLeft):
            return await self._take_person(taking, taking.data)
        maker = Maker.of(taking.platform)
        if isinstance(taking.data, MentorWanted):
            claim = MentorRequested(**taking.data.model_dump(exclude={"message"}, exclude_unset=True))
            made = await self._claims.make(claim, maker, claim_id=taking.event_id, message=taking.data.message)
        elif isinstance(taking.data, MentoringNamed):
            named = MentoringRecognised(**taking.data.model_dump(exclude_unset=True))
            made = await self._claims.make(named, maker, claim_id=taking.event_id)
        elif isinstance(taking.data, SessionReported):
            made = await self._claims.make(taking.data, maker, claim_id=taking.event_id)
        else:
            raise AssertionError(f"{taking.type.event} may come from outside and nobody takes it")
        return Accepted(taking.event_id, made.subject, is_repeat=not await self._claims.commit(made))

    async def _take_person(self, taking: _Taking, person: PersonInput | PersonLeft) -> Accepted:
        platform, event_id = taking.platform, taking.event_id
        # Keyed: whoever has a name and an address to try finds nobody by a mark.
        digest = self._box.mark(f"{taking.type.event}{person.model_dump_json(exclude_unset=True)}", "taken")
        word = Word(platform.org, person, platform.source, taking.at, joins=taking.type is PersonJoined)
        for _ in range(MAX_RECONSIDERED):
            if await self._once.is_repeat(platform.org, event_id, digest):
                return Accepted(event_id, person.person_id, is_repeat=True)
            unit = self._units.start(platform.org, actor_id=platform.actor_id, correlation_id=event_id)
            unit.write(self._once.mark(unit, event_id, digest))
            await self._people.take(word, unit, event_id)
            try:
                await self._committer.commit(unit)
            except Conflict:
                continue
            return Accepted(event_id, person.person_id)
        raise Retryable("contended")


def _contract(envelope: Envelope) -> type[Contract]:
    contract = by_type().get(envelope.type)
    if contract is None:
        raise NotTaken("unknown-type", "/type")
    if not contract.from_outside:
        raise NotTaken("not-from-outside", "/type")
    return contract


def _data(contract: type[Contract], envelope: Envelope) -> Contract:
    try:
        return INPUTS[contract].model_validate(envelope.data)
    except ValidationError as error:
        raise not_valid("invalid-event", error, "data") from None


def _check_origin(envelope: Envelope, platform: Platform) -> None:
    if envelope.org is not None and envelope.org != platform.org:
        raise NotTaken("foreign-organisation", "/org")
    if envelope.source.startswith(OURS) or not platform.owns_source(envelope.source):
        raise NotTaken("foreign-source", "/source")
