"""What two hear of a talk that came of their sparks: nobody asked and nobody is turned down, so both read alike."""

from collections.abc import Collection

from libs.common.contracts.requests import RequestChanged, RequestClosed, RequestFact, RequestReminded, RequestState
from services.notifications.domain.occasions import Occasion
from services.notifications.domain.plan import About, Moment, Part


def changed(fact: RequestChanged) -> Moment | None:
    """They talked, or one would like to go on: the other hears of it. That a talk is proposed both know."""
    if fact.state is not RequestState.TALK_HELD:
        return None
    occasion = Occasion.SPARK_AGREED if fact.agreed_id else Occasion.SPARK_TALK_HELD
    return _of(occasion, fact, {fact.mentor_id, fact.mentee_id} - {fact.by})


def reminded(fact: RequestReminded) -> Moment:
    """Days went by since: whoever can do something about it hears so."""
    return _of(Occasion.SPARK_REMINDED, fact, fact.concerns())


def closed(fact: RequestClosed) -> Moment | None:
    """It came to nothing: whoever did not end it hears it kindly. Of a yes the pair tells."""
    both = {fact.mentor_id, fact.mentee_id}
    match fact.state:
        case RequestState.DECLINED:
            return _of(Occasion.SPARK_CLOSED, fact, both - {fact.asked_id})
        case RequestState.WITHDRAWN:
            return _of(Occasion.SPARK_CLOSED, fact, both - {fact.asker_id})
        case RequestState.SUPERSEDED:
            return _of(Occasion.SPARK_CLOSED, fact, both)
        case RequestState.EXPIRED:
            return _of(Occasion.SPARK_EXPIRED, fact, both)
        case _:
            return None


def _of(occasion: Occasion, fact: RequestFact, told: Collection[str]) -> Moment:
    parts = {Part.MENTOR: fact.mentor_id, Part.MENTEE: fact.mentee_id}
    about = About(
        fact.mentor_id,
        fact.mentee_id,
        topics=fact.topics,
        until=fact.expires_at,
        path=f"/requests/{fact.request_id}",
    )
    return Moment(occasion, fact.request_id, {part: one for part, one in parts.items() if one in told}, about)
