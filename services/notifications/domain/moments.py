"""From facts to moments: whom a fact concerns, in which part. The plan says what they hear."""

from dataclasses import replace
from datetime import datetime

from libs.common.contracts.conflicts import ConflictFound
from libs.common.contracts.pairs import (
    Ending,
    Milestone,
    MilestoneReached,
    PairChange,
    PairChanged,
    PairEnded,
    PairRole,
)
from libs.common.contracts.recognitions import RecognitionChanged, RecognitionState
from libs.common.contracts.requests import (
    ClaimRefused,
    MentorsSuggested,
    RequestClosed,
    RequestFact,
    RequestOpened,
    RequestProposed,
    RequestState,
)
from services.notifications.domain.pairs import Formed, Pair
from services.notifications.domain.plan import About, Moment, Occasion, Part

OF_ROLE = {PairRole.MENTOR: Part.MENTOR, PairRole.MENTEE: Part.MENTEE}

ENDS = {
    RequestState.DECLINED: (Occasion.REQUEST_DECLINED, (Part.MENTEE,)),
    RequestState.WITHDRAWN: (Occasion.REQUEST_WITHDRAWN, (Part.MENTOR,)),
    RequestState.SUPERSEDED: (Occasion.REQUEST_SUPERSEDED, (Part.MENTEE, Part.MENTOR)),
}
"""Who has to be told of an end: not who made it. Of an accepted request the pair tells."""

CHANGES = {
    PairChange.PAUSED: Occasion.PAIR_PAUSED,
    PairChange.RESUMED: Occasion.PAIR_RESUMED,
    PairChange.EXTENDED: Occasion.PAIR_EXTENDED,
    PairChange.TURN_WISHED: Occasion.PAIR_TURN_WISHED,
    PairChange.TURN_DROPPED: Occasion.PAIR_TURN_DROPPED,
    PairChange.TURNED: Occasion.PAIR_TURNED,
}

ENDINGS = {
    Ending.COMPLETED: Occasion.PAIR_COMPLETED,
    Ending.NO_FAULT: Occasion.PAIR_PARTED,
    Ending.MOVED: Occasion.PAIR_PARTED,
    Ending.LEFT: Occasion.PARTNER_LEFT,
}

REACHED = {Milestone.FIRST_TALK_HELD: Occasion.FIRST_TALK_HELD}


def request_proposed(fact: RequestProposed) -> Moment:
    """Somebody asked in the mentee's name: they alone hear of it."""
    return _of_request(Occasion.REQUEST_PROPOSED, fact, (Part.MENTEE,))


def request_opened(fact: RequestOpened) -> Moment:
    """The mentor is asked; the mentee knows, having asked."""
    return _of_request(Occasion.REQUEST_OPENED, fact, (Part.MENTOR,))


def request_closed(fact: RequestClosed) -> Moment | None:
    """The other side hears of the end, kindly; a mentor who never heard of the request hears nothing now."""
    if fact.state not in ENDS:
        return None
    occasion, parts = ENDS[fact.state]
    if fact.mentor_knew:
        return _of_request(occasion, fact, parts)
    # What ended before the mentor knew was ended by the mentee, unless something else came first.
    told = (Part.MENTEE,) if fact.state is RequestState.SUPERSEDED else ()
    return _of_request(occasion, fact, told)


def mentors_suggested(fact: MentorsSuggested) -> Moment:
    """Being suggested is nobody's news but the mentee's; so is that nobody fits yet."""
    suggested = tuple(one.mentor_id for one in fact.suggestions)
    return Moment(
        Occasion.MENTORS_SUGGESTED if suggested else Occasion.NOBODY_SUGGESTED,
        fact.request_id,
        {Part.MENTEE: fact.mentee_id},
        About(suggested_ids=suggested, topics=fact.topics, path=f"/requests/{fact.request_id}"),
        fact.direction,
    )


def claim_refused(fact: ClaimRefused) -> Moment | None:
    """In the words of the service that refused; a claim of nobody is nobody's news."""
    if fact.person_id is None:
        return None
    path = f"/requests/{fact.request_id}" if fact.request_id else "/"
    about = About(words=fact.words, path=path)
    return Moment(Occasion.CLAIM_REFUSED, fact.request_id or fact.claim_id, {Part.CLAIMANT: fact.person_id}, about)


def pair_formed(pair_id: str, formed: Formed) -> Moment:
    """Both said yes, and each hears it in the words of their role."""
    occasion = Occasion.PAIR_RECOGNISED if formed.since else Occasion.PAIR_FORMED
    return _of_pair(occasion, pair_id, formed, _parts_without(formed, None), formed.since)


def recognition_changed(fact: RecognitionChanged, sequence: int, actor_id: str | None) -> Moment | None:
    """Whoever has to say whether it is so, once; of a no, the other. Of a yes the pair tells."""
    parts = {Part.MENTOR: fact.mentor_id, Part.MENTEE: fact.mentee_id}
    if fact.state is RecognitionState.PROPOSED and sequence == 1:
        occasion, told = Occasion.RECOGNITION_PROPOSED, set(fact.awaiting)
    elif fact.state is RecognitionState.DECLINED:
        occasion, told = Occasion.RECOGNITION_DECLINED, {fact.mentor_id, fact.mentee_id} - {actor_id}
    else:
        return None
    about = About(
        fact.mentor_id,
        fact.mentee_id,
        topics=fact.topics,
        since=fact.since,
        path=f"/recognitions/{fact.recognition_id}",
    )
    return Moment(occasion, fact.recognition_id, {part: one for part, one in parts.items() if one in told}, about)


def pair_changed(fact: PairChanged, formed: Formed, actor_id: str | None) -> Moment:
    """The other side of who asked hears of it; where time did it, both."""
    return _of_pair(CHANGES[fact.change], fact.pair_id, formed, _parts_without(formed, actor_id))


def pair_ended(fact: PairEnded, formed: Formed) -> Moment:
    """Both hear of it, who asked for it as well: no message tells the one from the other. Who left hears nothing."""
    moment = _of_pair(ENDINGS[fact.ending], fact.pair_id, formed, _parts_without(formed, fact.left_id))
    if fact.ending is Ending.COMPLETED:
        return moment
    return replace(moment, about=replace(moment.about, path=f"/pairs/{fact.pair_id}/rematch"))


def conflict_found(fact: ConflictFound) -> Moment:
    """Both hear the same of a pair; of a request, what it means for each."""
    parts = {Part.MENTOR: fact.mentor_id, Part.MENTEE: fact.mentee_id}
    occasion = Occasion.PAIR_CONFLICT if fact.pair_id else Occasion.REQUEST_CONFLICT
    path = f"/pairs/{fact.pair_id}" if fact.pair_id else f"/requests/{fact.request_id}"
    about = About(fact.mentor_id, fact.mentee_id, path=path)
    return Moment(occasion, fact.pair_id or fact.request_id or "", parts, about)


def milestone_reached(fact: MilestoneReached, formed: Formed) -> Moment:
    """The side that reached it, or both."""
    parts = {part: formed.of_role(role) for role, part in OF_ROLE.items() if fact.side in ("both", role.value)}
    return _of_pair(REACHED[fact.milestone], fact.pair_id, formed, parts)


def session_gap(pair: Pair, formed: Formed, owner_id: str) -> Moment:
    """Too long without a session: who is to take the next step hears of it, and nobody else."""
    parts = {OF_ROLE[formed.role_of(owner_id)]: owner_id}
    occasion = Occasion.SESSION_GAP if pair.session else Occasion.FIRST_SESSION_GAP
    since = pair.session.at if pair.session else formed.at
    return _of_pair(occasion, pair.pair_id, formed, parts, since)


def _parts_without(formed: Formed, person_id: str | None) -> dict[Part, str]:
    both = {part: formed.of_role(role) for role, part in OF_ROLE.items()}
    return {part: one for part, one in both.items() if one != person_id}


def _of_request(occasion: Occasion, fact: RequestFact, parts: tuple[Part, ...]) -> Moment:
    people = {Part.MENTEE: fact.mentee_id, Part.MENTOR: fact.mentor_id}
    about = About(fact.mentor_id, fact.mentee_id, topics=fact.topics, path=f"/requests/{fact.request_id}")
    told = {part: people[part] for part in parts}
    return Moment(occasion, fact.request_id, told, about, fact.direction)


def _of_pair(
    occasion: Occasion, pair_id: str, formed: Formed, parts: dict[Part, str], since: datetime | None = None
) -> Moment:
    about = About(
        formed.of_role(PairRole.MENTOR),
        formed.of_role(PairRole.MENTEE),
        topics=formed.topics,
        since=since,
        path=f"/pairs/{pair_id}",
    )
    return Moment(occasion, pair_id, parts, about, formed.direction)
