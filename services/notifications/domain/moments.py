"""From facts to moments: whom a fact concerns, in which part. The plan says what they hear."""

from datetime import datetime

from libs.common.contracts.pairs import Milestone, MilestoneReached, PairRole
from libs.common.contracts.requests import (
    ClaimRefused,
    MentorsSuggested,
    RequestClosed,
    RequestFact,
    RequestFollowedUp,
    RequestOpened,
    RequestProposed,
    RequestReminded,
    RequestState,
)
from services.notifications.domain.pairs import Formed, Pair
from services.notifications.domain.plan import About, Moment, Occasion, Part

OF_ROLE = {PairRole.MENTOR: Part.MENTOR, PairRole.MENTEE: Part.MENTEE}

ENDS = {
    RequestState.WITHDRAWN: Occasion.REQUEST_WITHDRAWN,
    RequestState.EXPIRED: Occasion.REQUEST_LAPSED,
}
"""Ends of which the mentor is told: those that they did not make. Of an accepted request the pair tells."""

NO_YES = {
    RequestState.DECLINED: Occasion.REQUEST_DECLINED,
    RequestState.EXPIRED: Occasion.REQUEST_EXPIRED,
    RequestState.SUPERSEDED: Occasion.REQUEST_SUPERSEDED,
}
"""Ends of which the mentee is told, together with how it goes on."""

REACHED = {Milestone.FIRST_TALK_HELD: Occasion.FIRST_TALK_HELD}


def request_proposed(fact: RequestProposed) -> Moment:
    """Somebody asked in the mentee's name: they alone hear of it."""
    return _of_request(Occasion.REQUEST_PROPOSED, fact, (Part.MENTEE,))


def request_opened(fact: RequestOpened) -> Moment:
    """The mentor is asked; the mentee knows, having asked."""
    return _of_request(Occasion.REQUEST_OPENED, fact, (Part.MENTOR,))


def request_reminded(fact: RequestReminded) -> Moment:
    """The mentor has not answered yet; the last time it says until when there is time."""
    occasion = Occasion.REQUEST_REMINDED if fact.number == 1 else Occasion.REQUEST_REMINDED_AGAIN
    return _of_request(occasion, fact, (Part.MENTOR,))


def request_closed(fact: RequestClosed) -> Moment | None:
    """The mentor hears of an end that they did not make, unless they never heard of the request."""
    if fact.state not in ENDS:
        return None
    return _of_request(ENDS[fact.state], fact, (Part.MENTOR,) if fact.mentor_knew else ())


def request_followed_up(fact: RequestFollowedUp) -> Moment | None:
    """There was no yes: the mentee hears it kindly, with others worth asking."""
    if fact.state not in NO_YES:
        return None
    about = About(
        fact.mentor_id,
        fact.mentee_id,
        suggested_ids=tuple(one.mentor_id for one in fact.suggestions),
        topics=fact.topics,
        path=f"/requests/{fact.request_id}",
    )
    return Moment(NO_YES[fact.state], fact.request_id, {Part.MENTEE: fact.mentee_id}, about, fact.direction)


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
    parts = {part: formed.of_role(role) for role, part in OF_ROLE.items()}
    return _of_pair(Occasion.PAIR_FORMED, pair_id, formed, parts)


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


def _of_request(occasion: Occasion, fact: RequestFact, parts: tuple[Part, ...]) -> Moment:
    people = {Part.MENTEE: fact.mentee_id, Part.MENTOR: fact.mentor_id}
    about = About(
        fact.mentor_id,
        fact.mentee_id,
        topics=fact.topics,
        until=fact.expires_at,
        path=f"/requests/{fact.request_id}",
    )
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
