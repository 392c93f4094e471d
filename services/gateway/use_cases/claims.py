"""Claims: what people and platforms want of the house, made once however often they are sent."""

from dataclasses import dataclass
from typing import Any, Self

from libs.common.committer import Committer
from libs.common.contracts.circles import CircleAnswered, CircleAsked, CircleEndAsked, CircleInviteAsked
from libs.common.contracts.pairs import (
    PairEndAsked,
    PairExtendAsked,
    PairPauseAsked,
    PairTurnAsked,
    SessionReported,
)
from libs.common.contracts.recognitions import MentoringRecognised, RecognitionAnswered
from libs.common.contracts.requests import MentoringOffered, MentorRequested, RequestAnswered, RequestWithdrawn
from libs.common.errors import AlreadyHandled, Conflict
from libs.common.ids import derived_id, new_id
from libs.common.unit import Unit, Units
from services.gateway import views
from services.gateway.domain.platforms import Platform
from services.gateway.domain.programmes import Programme
from services.gateway.domain.refusals import NotTaken
from services.gateway.store import Stores
from services.gateway.use_cases.enrolling import Enrolling
from services.gateway.use_cases.once import Once, digest_of
from services.gateway.use_cases.people import Naming, People

PairClaim = PairEndAsked | PairPauseAsked | PairExtendAsked | PairTurnAsked
RequestClaim = MentorRequested | MentoringOffered | RequestAnswered | RequestWithdrawn
RecognitionClaim = MentoringRecognised | RecognitionAnswered
CircleClaim = CircleAsked | CircleInviteAsked | CircleAnswered | CircleEndAsked
InProgramme = MentorRequested | MentoringOffered | MentoringRecognised | CircleAsked
Claim = RequestClaim | PairClaim | RecognitionClaim | CircleClaim | SessionReported


@dataclass(frozen=True, slots=True)
class Maker:
    """Who makes a claim: a member in a session of their own, or a platform."""

    org: str
    actor_id: str
    is_member: bool = True
    may_act_for_people: bool = False

    @classmethod
    def of(cls, platform: Platform) -> Self:
        """A platform as a maker."""
        return cls(platform.org, platform.actor_id, False, platform.may_act_for_people)

    def speaks_for(self, person_id: str) -> bool:
        """Their word is that person's word: nobody needs to confirm it."""
        return self.may_act_for_people or self.is_in_person(person_id)

    def is_in_person(self, person_id: str) -> bool:
        """It is that person, in a session of their own."""
        return self.is_member and self.actor_id == person_id

    def naming(self, person_id: str) -> Naming:
        """That person as somebody who names others, by this maker."""
        return Naming(person_id, self.is_in_person(person_id))


@dataclass(frozen=True, slots=True)
class Made:
    """A claim that waits for its commit. Register for its outcome (`claim_id` is its cause) before that."""

    org: str
    claim_id: str
    subject: str
    digest: str
    unit: Unit | None
    """None where the same claim was made before."""


def claim_id_of(maker: Maker, event: str, idempotency_key: str | None) -> str:
    """The same for the same `Idempotency-Key` of the same maker; without a key, a new one."""
    if idempotency_key is None:
        return new_id("claim")
    return derived_id("claim", maker.org, maker.actor_id, event, idempotency_key)


def request_id_of(claim_id: str) -> str:
    """The request that a claim asks for, where its maker did not name it."""
    return derived_id("req", claim_id)


def recognition_id_of(claim_id: str) -> str:
    """The mentoring that a claim names, where its maker gave it no id."""
    return derived_id("rec", claim_id)


def circle_id_of(claim_id: str) -> str:
    """The circle that a claim asks for."""
    return derived_id("circle", claim_id)


def subject_of(data: Claim) -> str:
    """What the claim is about."""
    if isinstance(data, RequestClaim):
        return data.request_id
    if isinstance(data, CircleClaim):
        return data.circle_id
    return data.recognition_id if isinstance(data, RecognitionClaim) else data.pair_id


class Claims:
    """Makes claims and commits them."""

    def __init__(
        self, stores: Stores, people: People, enrolling: Enrolling, units: Units, committer: Committer
    ) -> None:
        self._messages, self._once, self._box = stores.messages, Once(stores), stores.box
        self._people, self._enrolling = people, enrolling
        self._units, self._committer = units, committer

    async def make(
        self, data: Claim, maker: Maker, *, claim_id: str, message: str | None = None, correlation_id: str | None = None
    ) -> Made:
        """The claim `data`. A `message` is sealed, and the claim says only that there is one.

        NotTaken: request-to-oneself, unknown-person, person-left, person-paused, blocked-by-you, programme-unknown,
        programme-closed, id-reused (the id of the claim, or of its request, was used for something else). A repeat is
        recognised before its people are looked at: they may have left.
        """
        subject = subject_of(data)
        digest = digest_of(f"{data.model_dump_json(exclude_unset=True)}{self._marked(message)}".encode())
        if await self._once.is_repeat(maker.org, claim_id, digest):
            return Made(maker.org, claim_id, subject, digest, None)
        unit = self._units.start(maker.org, actor_id=maker.actor_id, correlation_id=correlation_id or claim_id)
        unit.write(self._once.mark(unit, claim_id, digest))
        if isinstance(data, MentorRequested | MentoringOffered):
            await self._ask(unit, data, maker, claim_id, message)
        elif isinstance(data, RequestAnswered):
            self._answer(unit, data, claim_id, message)
        elif isinstance(data, MentoringRecognised):
            await self._name(unit, data, maker, claim_id)
        elif isinstance(data, CircleAsked | CircleInviteAsked):
            await self._invite(unit, data, maker, claim_id)
        else:
            if isinstance(data, SessionReported):
                await self._people.require_here(maker.org, data.person_id)
            unit.publish(data, subject, id=claim_id)
        return Made(maker.org, claim_id, subject, digest, unit)

    async def commit(self, made: Made) -> bool:
        """Durable from here on; False where it was before. NotTaken(id-reused) where another was faster."""
        if made.unit is None:
            return False
        try:
            await self._committer.commit(made.unit)
        except (Conflict, AlreadyHandled):
            # All its writes are first ones: somebody else made the same claim, or asked with the same request id.
            if await self._once.is_repeat(made.org, made.claim_id, made.digest):
                return False
            raise NotTaken("id-reused", made.subject) from None
        return True

    async def bind(self, maker: Maker, key_id: str, content: bytes) -> None:
        """Remember what a key was used for, where a service does the rest. NotTaken(id-reused) for anything else."""
        digest = digest_of(self._marked(content.decode()).encode())
        if await self._once.is_repeat(maker.org, key_id, digest):
            return
        unit = self._units.start(maker.org, actor_id=maker.actor_id)
        unit.write(self._once.mark(unit, key_id, digest))
        try:
            await self._committer.commit(unit)
        except Conflict:
            await self._once.is_repeat(maker.org, key_id, digest)  # somebody was faster: with the same, or NotTaken

    async def is_bound(self, org: str, key_id: str) -> bool:
        """A key was used, for whatever it was."""
        return await self._once.is_taken(org, key_id)

    def _marked(self, text: str | None) -> str:
        """Keyed, since a plain digest of a few words is as good as the words."""
        return self._box.mark(text, "taken") if text else ""

    async def _name(self, unit: Unit, data: MentoringRecognised, maker: Maker, claim_id: str) -> None:
        if data.person_id == data.other_id:
            raise NotTaken("request-to-oneself", data.other_id)
        recognition = f"recognition/{data.recognition_id}"
        await self._once.is_repeat(maker.org, recognition, claim_id)  # NotTaken where another claim has this id
        await self._people.require_here(maker.org, data.person_id)
        await self._people.require_askable(maker.org, data.other_id, maker.naming(data.person_id))
        await self._programme_of(data, maker.org, data.person_id)
        own = data.model_copy(update={"confirmed": maker.speaks_for(data.person_id)})
        event = unit.publish(own, data.recognition_id, id=claim_id)
        unit.write(self._once.mark(unit, recognition, claim_id), views.named(event, own))

    async def _invite(self, unit: Unit, data: CircleAsked | CircleInviteAsked, maker: Maker, claim_id: str) -> None:
        by = data.person_id if isinstance(data, CircleAsked) else maker.actor_id or ""
        for person_id in data.invited_ids:
            await self._people.require_asked_now(maker.org, person_id, maker.naming(by), unit.now)
        event = unit.publish(data, data.circle_id, id=claim_id)
        if isinstance(data, CircleAsked):
            await self._people.require_here(maker.org, data.person_id)
            await self._programme_of(data, maker.org, data.person_id)
            unit.write(views.gathered(event, data))

    async def _ask(
        self, unit: Unit, data: MentorRequested | MentoringOffered, maker: Maker, claim_id: str, message: str | None
    ) -> None:
        if data.mentor_id == data.mentee_id:
            raise NotTaken("request-to-oneself", data.mentee_id)
        request = f"request/{data.request_id}"
        await self._once.is_repeat(maker.org, request, claim_id)  # NotTaken where another claim has this request
        await self._people.require_here(maker.org, _asker(data))
        await self._people.require_not_suspended(maker.org, maker.naming(_asker(data)))
        for person_id in _asked(data):
            await self._people.require_asked_now(maker.org, person_id, maker.naming(_asker(data)), unit.now)
        programme = await self._programme_of(data, maker.org, _asker(data))
        text = (message or "").strip()
        own = _own(data, maker, programme, has_message=bool(text))
        event = unit.publish(own, data.request_id, id=claim_id)
        unit.write(self._once.mark(unit, request, claim_id), views.asked(event, own))
        if text:
            unit.write(*(self._messages.save(maker.org, one, text) for one in _told(data)))

    async def _programme_of(self, data: InProgramme, org: str, asker_id: str) -> Programme | None:
        """What it is to happen in; matching sees to the rest of what that asks for."""
        if data.programme_id is None:
            return None
        return await self._enrolling.require_open(org, data.programme_id, asker_id)

    def _answer(self, unit: Unit, data: RequestAnswered, claim_id: str, message: str | None) -> None:
        """What is told is kept under the claim's own id: what a refused one said is never shown as another's."""
        text = (message or "").strip()
        unit.publish(data.model_copy(update={"has_message": bool(text)}), data.request_id, id=claim_id)
        if text:
            unit.write(self._messages.save(unit.org, claim_id, text))


def _own(
    data: MentorRequested | MentoringOffered, maker: Maker, programme: Programme | None, *, has_message: bool
) -> MentorRequested | MentoringOffered:
    """The claim as the house says it: only the house knows whose word it is, and which way a programme goes."""
    said: dict[str, Any] = {"has_message": has_message}
    if programme and "direction" not in data.model_fields_set:
        said["direction"] = programme.settings.direction
    if isinstance(data, MentorRequested):
        said["confirmed"] = maker.speaks_for(data.mentee_id)
    return data.model_copy(update=said)


def _asker(data: MentorRequested | MentoringOffered) -> str:
    return data.mentee_id if isinstance(data, MentorRequested) else data.mentor_id


def _asked(data: MentorRequested | MentoringOffered) -> tuple[str, ...]:
    """Everybody who is asked, or may be later."""
    if isinstance(data, MentoringOffered):
        return (data.mentee_id,)
    return (data.mentor_id, *data.then_mentor_ids) if data.mentor_id is not None else ()


def _told(data: MentorRequested | MentoringOffered) -> tuple[str, ...]:
    """The requests that a message is for: each of a ranking has its own copy, and shows no trace of the others."""
    return (data.request_id, *(data.next_ids if isinstance(data, MentorRequested) else ()))
