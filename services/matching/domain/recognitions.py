"""A mentoring that is there already: a pair as soon as both have said so, never before, and not open for ever."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from services.matching.domain.clocks import EXPIRE_AFTER, REMIND_AFTER
from services.matching.domain.codes import Code
from services.matching.domain.directions import Direction
from services.matching.domain.errors import ConsentMissing, NotYours, WrongState
from services.matching.domain.pairs import Consent, Means, Member, Pair, pair_id_from
from services.matching.domain.people import Role


class RecognitionState(StrEnum):
    """Where a recognition stands; all but the first are its end."""

    PROPOSED = "proposed"
    RECOGNISED = "recognised"
    DECLINED = "declined"
    EXPIRED = "expired"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """At sequence 0 it is worded and not yet made."""

    org: str
    recognition_id: str
    mentor_id: str
    mentee_id: str
    direction: Direction
    topics: tuple[str, ...]
    since: datetime
    programme_id: str | None = None
    consents: tuple[Consent, ...] = ()
    named_at: datetime | None = None
    """From when the days count until it ends by itself."""
    reminded: int = 0
    left_id: str | None = None
    """Who of the two left the organisation, where that ended it."""
    state: RecognitionState = RecognitionState.PROPOSED
    closed_at: datetime | None = None
    sequence: int = 0
    revision: int = 0
    """How often it was saved; guards concurrent changes."""

    @property
    def awaiting(self) -> tuple[str, ...]:
        """Who has not said yet that it is so; nobody any more once it is closed."""
        if self.state is not RecognitionState.PROPOSED:
            return ()
        said = {consent.person_id for consent in self.consents}
        return tuple(one for one in (self.mentor_id, self.mentee_id) if one not in said)

    @property
    def next_due(self) -> datetime | None:
        """When the clock does something next; None once it has nothing left to do."""
        if self.named_at is None or self.state is not RecognitionState.PROPOSED:
            return None
        return self.named_at + (*REMIND_AFTER, EXPIRE_AFTER)[self.reminded]

    @property
    def expires_at(self) -> datetime | None:
        """When it ends by itself; None where it has ended."""
        return self.named_at + EXPIRE_AFTER if self.next_due and self.named_at else None


@dataclass(frozen=True, slots=True)
class Step:
    """What an answer came to. `already`: it was so before, nothing changed and nothing is to be told."""

    recognition: Recognition
    already: bool = False


def propose(recognition: Recognition, by: str | None, at: datetime) -> Step:
    """By one of the two, whose yes it is; or by nobody of them: then it waits for both."""
    if recognition.sequence:
        raise WrongState(Code.RECOGNITION_ALREADY_MADE)
    if recognition.since > at:
        raise WrongState(Code.SINCE_IN_THE_FUTURE)
    named = (Consent(by, Means.NAMED, at),) if by in (recognition.mentor_id, recognition.mentee_id) and by else ()
    return Step(replace(recognition, consents=named, named_at=at, sequence=1))


def agree(recognition: Recognition, by: str, at: datetime) -> Step:
    """One more says that it is so; the second makes it a pair."""
    _only_of_the_two(recognition, by)
    has_said_so = any(consent.person_id == by for consent in recognition.consents)
    if has_said_so and recognition.state in (RecognitionState.PROPOSED, RecognitionState.RECOGNISED):
        return Step(recognition, already=True)
    if recognition.state is not RecognitionState.PROPOSED:
        raise WrongState(Code.RECOGNITION_CLOSED)
    after = _changed(recognition, consents=(*recognition.consents, Consent(by, Means.AGREED, at)))
    if after.awaiting:
        return Step(after)
    return Step(_closed(after, RecognitionState.RECOGNISED, at))


def decline(recognition: Recognition, by: str, at: datetime) -> Step:
    """It is not so, or better not said; also by who named it."""
    _only_of_the_two(recognition, by)
    if recognition.state is RecognitionState.DECLINED:
        return Step(recognition, already=True)
    if recognition.state is not RecognitionState.PROPOSED:
        raise WrongState(Code.RECOGNITION_CLOSED)
    return Step(_closed(_changed(recognition), RecognitionState.DECLINED, at))


def tick(recognition: Recognition, at: datetime) -> Step:
    """What the clock does by `at`. The end comes before a reminder that is late, and of late ones only the newest."""
    due, named_at = recognition.next_due, recognition.named_at
    if due is None or named_at is None or at < due:
        return Step(recognition, already=True)
    if at >= named_at + EXPIRE_AFTER:
        return Step(_closed(_changed(recognition), RecognitionState.EXPIRED, at))
    reminded = sum(named_at + after <= at for after in REMIND_AFTER)
    return Step(replace(_changed(recognition), reminded=reminded))


def leave(recognition: Recognition, person_id: str, at: datetime) -> Step:
    """One of the two left: nobody has to answer any more."""
    if recognition.state is not RecognitionState.PROPOSED:
        return Step(recognition, already=True)
    return Step(replace(_closed(_changed(recognition), RecognitionState.LEFT, at), left_id=person_id))


def form_recognised_pair(recognition: Recognition) -> Pair:
    """With its history, its two consents, and no run of matching behind it."""
    if recognition.state is not RecognitionState.RECOGNISED or recognition.closed_at is None:
        raise ConsentMissing
    return Pair(
        org=recognition.org,
        pair_id=pair_id_from(recognition.org, "recognition", recognition.recognition_id),
        programme_id=recognition.programme_id,
        members=(Member(recognition.mentee_id, Role.MENTEE), Member(recognition.mentor_id, Role.MENTOR)),
        direction=recognition.direction,
        topics=recognition.topics,
        consents=recognition.consents,
        formed_at=recognition.closed_at,
        since=recognition.since,
    )


def _changed(recognition: Recognition, consents: tuple[Consent, ...] | None = None) -> Recognition:
    kept = recognition.consents if consents is None else consents
    return replace(recognition, consents=kept, sequence=recognition.sequence + 1)


def _closed(recognition: Recognition, state: RecognitionState, at: datetime) -> Recognition:
    return replace(recognition, state=state, closed_at=at)


def _only_of_the_two(recognition: Recognition, by: str) -> None:
    """For everybody else there is no such recognition."""
    if by not in (recognition.mentor_id, recognition.mentee_id):
        raise NotYours(Code.RECOGNITION_UNKNOWN)
