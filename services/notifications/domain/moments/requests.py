"""Requests, offers and interest: whom a fact concerns on the way to a pair."""

from dataclasses import replace

from libs.common.contracts.interest import InterestBecameMutual
from libs.common.contracts.requests import (
    ClaimRefused,
    MentorsSuggested,
    PlaceFreed,
    RequestChanged,
    RequestClosed,
    RequestFact,
    RequestFollowedUp,
    RequestOpened,
    RequestProposed,
    RequestReminded,
    RequestState,
    Side,
)
from services.notifications.domain import sparks
from services.notifications.domain.occasions import Occasion
from services.notifications.domain.plan import About, Moment, Part

ENDS = {
    (Side.MENTEE, RequestState.WITHDRAWN): Occasion.REQUEST_WITHDRAWN,
    (Side.MENTOR, RequestState.WITHDRAWN): Occasion.OFFER_WITHDRAWN,
    (Side.MENTEE, RequestState.EXPIRED): Occasion.REQUEST_LAPSED,
    (Side.MENTOR, RequestState.EXPIRED): Occasion.REQUEST_LAPSED,
    (Side.MENTOR, RequestState.SUPERSEDED): Occasion.OFFER_SUPERSEDED,
}
"""Ends of which the asked side is told: those that it did not make. Of an accepted request the pair tells."""

NO_YES = {
    (Side.MENTEE, RequestState.DECLINED): Occasion.REQUEST_DECLINED,
    (Side.MENTEE, RequestState.EXPIRED): Occasion.REQUEST_EXPIRED,
    (Side.MENTEE, RequestState.SUPERSEDED): Occasion.REQUEST_SUPERSEDED,
    (Side.MENTOR, RequestState.DECLINED): Occasion.OFFER_DECLINED,
    (Side.MENTOR, RequestState.EXPIRED): Occasion.OFFER_EXPIRED,
}
"""Ends of which who asked is told, together with how it goes on. Who gave away the last place knows it."""

REMINDERS = {
    Side.MENTEE: (Occasion.REQUEST_REMINDED, Occasion.REQUEST_REMINDED_AGAIN),
    Side.MENTOR: (Occasion.OFFER_REMINDED, Occasion.OFFER_REMINDED_AGAIN),
}

OPENED = {Side.MENTEE: Occasion.REQUEST_OPENED, Side.MENTOR: Occasion.OFFER_OPENED}


def request_proposed(fact: RequestProposed) -> Moment:
    """Somebody asked in the mentee's name: they alone hear of it."""
    return _of_request(Occasion.REQUEST_PROPOSED, fact, (Part.MENTEE,))


def request_opened(fact: RequestOpened) -> Moment | None:
    """The other side is asked; who asked knows. Of a talk that nobody asked the sparks tell."""
    if fact.by_spark:
        return None
    moment = _of_request(OPENED[fact.started_by], fact, _parts(fact, fact.asked_id))
    return replace(moment, by=(fact.asker_id,))


def request_went_on(fact: RequestFact) -> Moment:
    """Whatever was to be said of how it stood before is needless."""
    return Moment(Occasion.REQUEST_WENT_ON, fact.request_id, {}, About())


def request_changed(fact: RequestChanged) -> Moment | None:
    """A step on the way: the side that is next hears of it, and nobody of what they did themselves."""
    if fact.by_spark:
        return sparks.changed(fact)
    match fact.state:
        case RequestState.INFO_ASKED:
            return _of_request(Occasion.REQUEST_INFO_ASKED, fact, _parts(fact, fact.asker_id))
        case RequestState.OPEN if fact.more_id:
            return _of_request(Occasion.REQUEST_INFO_GIVEN, fact, _parts(fact, fact.asked_id))
        case RequestState.TALK_PROPOSED if fact.by:  # else two sparks did, which tell of it
            other_id = fact.asker_id if fact.by == fact.asked_id else fact.asked_id
            return _of_request(Occasion.REQUEST_TALK_PROPOSED, fact, _parts(fact, other_id))
        case RequestState.TALK_HELD if fact.by != fact.asked_id:
            return _of_request(Occasion.REQUEST_TALK_HELD, fact, _parts(fact, fact.asked_id))
        case _:
            return None


def request_reminded(fact: RequestReminded) -> Moment:
    """There is no answer yet; the last time it says until when there is time."""
    if fact.by_spark:
        return sparks.reminded(fact)
    first, again = REMINDERS[fact.started_by]
    return _of_request(first if fact.number == 1 else again, fact, _parts(fact, fact.asked_id))


def request_closed(fact: RequestClosed) -> Moment | None:
    """Who was asked hears of an end that they did not make, unless they never heard of the request."""
    if fact.by_spark:
        return sparks.closed(fact)
    occasion = ENDS.get((fact.started_by, fact.state))
    if occasion is None or not fact.mentor_knew:
        return None
    return _of_request(occasion, fact, _parts(fact, fact.asked_id))


def request_followed_up(fact: RequestFollowedUp) -> Moment | None:
    """There was no yes: who asked hears it kindly, with how it goes on."""
    occasion = NO_YES.get((fact.started_by, fact.state))
    if occasion is None:
        return None
    about = About(
        fact.mentor_id,
        fact.mentee_id,
        suggested_ids=tuple(one.mentor_id for one in fact.suggestions),
        next_id=fact.next_mentor_id,
        topics=fact.topics,
        path=f"/requests/{fact.next_request_id or fact.request_id}",
    )
    part = Part.MENTEE if fact.asker_id == fact.mentee_id else Part.MENTOR
    return Moment(occasion, fact.request_id, {part: fact.asker_id}, about, fact.direction)


def place_freed(fact: PlaceFreed) -> Moment:
    """An opening and no promise, for who came too late before: asking again is one step away."""
    about = About(fact.mentor_id, fact.mentee_id, topics=fact.topics, path=f"/requests/{fact.request_id}/again")
    return Moment(Occasion.PLACE_FREED, fact.request_id, {Part.MENTEE: fact.mentee_id}, about, fact.direction)


def mentors_suggested(fact: MentorsSuggested) -> Moment:
    """Being suggested is nobody's news but the mentee's; so is that nobody fits yet."""
    suggested = tuple(one.mentor_id for one in fact.suggestions)
    return Moment(
        Occasion.MENTORS_SUGGESTED if suggested else Occasion.NOBODY_SUGGESTED,
        fact.request_id,
        {Part.MENTEE: fact.mentee_id},
        About(suggested_ids=suggested, topics=fact.topics, path=f"/requests/{fact.request_id}"),
        fact.direction,
        by=(fact.mentee_id,),
    )


def claim_refused(fact: ClaimRefused) -> Moment | None:
    """In the words of the service that refused; a claim of nobody is nobody's news."""
    if fact.person_id is None:
        return None
    path = f"/requests/{fact.request_id}" if fact.request_id else "/"
    about = About(words=fact.words, path=path)
    return Moment(Occasion.CLAIM_REFUSED, fact.request_id or fact.claim_id, {Part.CLAIMANT: fact.person_id}, about)


def interest_mutual(fact: InterestBecameMutual) -> Moment:
    """Both hear of it at once, each of the other, with the talk that it leads to."""
    if fact.request_id is None:
        about = About(both=fact.people, path="/interests")
        return Moment(Occasion.INTEREST_MUTUAL, fact.interest_id, {}, about, by=fact.people)
    about = About(both=fact.people, path=f"/requests/{fact.request_id}")
    return Moment(Occasion.INTEREST_TALK, fact.interest_id, {}, about, by=fact.people)


def _parts(fact: RequestFact, person_id: str) -> tuple[Part, ...]:
    """The part that this side has in the request."""
    return (Part.MENTEE if person_id == fact.mentee_id else Part.MENTOR,)


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
