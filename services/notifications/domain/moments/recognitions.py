"""A mentoring that is there already: whom a fact concerns."""

from collections.abc import Collection
from dataclasses import replace

from libs.common.contracts.recognitions import (
    RecognitionChanged,
    RecognitionFact,
    RecognitionReminded,
    RecognitionState,
)
from services.notifications.domain.occasions import Occasion
from services.notifications.domain.plan import About, Moment, Part


def recognition_changed(fact: RecognitionChanged, sequence: int, actor_id: str | None) -> Moment | None:
    """Whoever has to say whether it is so, once; of a no, the other; of an end that nobody made, both."""
    match fact.state:
        case RecognitionState.PROPOSED if sequence == 1:
            moment = _of_recognition(Occasion.RECOGNITION_PROPOSED, fact, fact.awaiting)
            return replace(moment, by=tuple(sorted(fact.concerns() - set(fact.awaiting))))
        case RecognitionState.DECLINED:
            other = {fact.mentor_id, fact.mentee_id} - {actor_id}
            return _of_recognition(Occasion.RECOGNITION_DECLINED, fact, other)
        case RecognitionState.EXPIRED:
            return _of_recognition(Occasion.RECOGNITION_EXPIRED, fact, fact.concerns())
        case RecognitionState.LEFT:
            return _of_recognition(Occasion.RECOGNITION_LEFT, fact, fact.concerns() - {fact.left_id})
        case _:
            return None  # of the second yes the pair tells


def recognition_reminded(fact: RecognitionReminded) -> Moment:
    """Whose word is missing hears until when there is time."""
    return _of_recognition(Occasion.RECOGNITION_REMINDED, fact, fact.awaiting)


def recognition_said(fact: RecognitionChanged) -> Moment:
    """Whose word is not missing any more: because they gave it, or because it is over."""
    said = fact.concerns() - set(fact.awaiting) if fact.state is RecognitionState.PROPOSED else fact.concerns()
    return Moment(Occasion.RECOGNITION_SAID, fact.recognition_id, {}, About(), by=tuple(sorted(said)))


def _of_recognition(occasion: Occasion, fact: RecognitionFact, told: Collection[str]) -> Moment:
    parts = {Part.MENTOR: fact.mentor_id, Part.MENTEE: fact.mentee_id}
    about = About(
        fact.mentor_id,
        fact.mentee_id,
        topics=fact.topics,
        since=fact.since,
        until=fact.expires_at,
        path=f"/recognitions/{fact.recognition_id}",
    )
    return Moment(occasion, fact.recognition_id, {part: one for part, one in parts.items() if one in told}, about)
