"""From facts to moments: whom a fact concerns, in which part. The plan says what they hear."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from libs.common.contracts.care import SessionSuggested
from libs.common.contracts.interest import InterestBecameMutual
from libs.common.contracts.ledgers import DividendReady
from libs.common.contracts.pairs import (
    Ending,
    Milestone,
    MilestoneReached,
    PairChange,
    PairChanged,
    PairEnded,
    PairReminded,
    PairRole,
    SessionHeld,
)
from libs.common.contracts.recognitions import (
    RecognitionChanged,
    RecognitionFact,
    RecognitionReminded,
    RecognitionState,
)
from libs.common.contracts.requests import (
    ClaimRefused,
    Direction,
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
from libs.common.contracts.threads import MessageWaiting
from services.notifications.domain import sparks
from services.notifications.domain.invitations import Invitation
from services.notifications.domain.pairs import Formed, Pair
from services.notifications.domain.plan import About, Moment, Occasion, Part

OF_ROLE = {PairRole.MENTOR: Part.MENTOR, PairRole.MENTEE: Part.MENTEE}

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
"""What is told of by a message of its own. All the others stand in the pair's timeline: silence when all goes well."""


def request_proposed(fact: RequestProposed) -> Moment:
    """Somebody asked in the mentee's name: they alone hear of it."""
    return _of_request(Occasion.REQUEST_PROPOSED, fact, (Part.MENTEE,))


def request_opened(fact: RequestOpened) -> Moment | None:
    """The other side is asked; who asked knows. Of a talk that nobody asked the sparks tell."""
    if fact.by_spark:
        return None
    return _of_request(OPENED[fact.started_by], fact, _parts(fact, fact.asked_id))


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
        return Moment(Occasion.INTEREST_MUTUAL, fact.interest_id, {}, About(both=fact.people, path="/interests"))
    about = About(both=fact.people, path=f"/requests/{fact.request_id}")
    return Moment(Occasion.INTEREST_TALK, fact.interest_id, {}, about)


def pair_formed(pair_id: str, formed: Formed) -> Moment:
    """Both said yes, and each hears it in the words of their role."""
    occasion = Occasion.PAIR_RECOGNISED if formed.since else Occasion.PAIR_FORMED
    return _of_pair(occasion, pair_id, formed, _parts_without(formed, None), formed.since)


def recognition_changed(fact: RecognitionChanged, sequence: int, actor_id: str | None) -> Moment | None:
    """Whoever has to say whether it is so, once; of a no, the other; of an end that nobody made, both."""
    match fact.state:
        case RecognitionState.PROPOSED if sequence == 1:
            return _of_recognition(Occasion.RECOGNITION_PROPOSED, fact, fact.awaiting)
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


def pair_changed(fact: PairChanged, formed: Formed, actor_id: str | None) -> Moment:
    """The other side of who asked hears of it; where time did it, both."""
    return _of_pair(CHANGES[fact.change], fact.pair_id, formed, _parts_without(formed, actor_id))


def pair_reminded(fact: PairReminded, formed: Formed) -> Moment:
    """Both hear when their pair for one talk ends by itself, while there is time to talk, to extend or to let go."""
    moment = _of_pair(Occasion.PAIR_REMINDED, fact.pair_id, formed, _parts_without(formed, None))
    return replace(moment, about=replace(moment.about, until=fact.ends_at))


def pair_ended(fact: PairEnded, formed: Formed) -> Moment:
    """Both hear of it, who asked for it as well: no message tells the one from the other. Who left hears nothing."""
    moment = _of_pair(ENDINGS[fact.ending], fact.pair_id, formed, _parts_without(formed, fact.left_id))
    if fact.ending is Ending.COMPLETED:
        return moment
    return replace(moment, about=replace(moment.about, path=f"/pairs/{fact.pair_id}/rematch"))


def milestone_reached(fact: MilestoneReached, formed: Formed) -> Moment | None:
    """The side that reached it, or both; of the few that are told. Where one talk was all, the pair's end says so."""
    occasion = REACHED.get(fact.milestone)
    if occasion is None or formed.direction is Direction.FLASH:
        return None
    parts = {part: formed.of_role(role) for role, part in OF_ROLE.items() if fact.side in ("both", role.value)}
    return _of_pair(occasion, fact.pair_id, formed, parts)


def message_waiting(fact: MessageWaiting) -> Moment:
    """Something was written to somebody who has not read it for a while. By whom, and never what."""
    both = (fact.reader_id, fact.author_id)
    if fact.pair_id:
        occasion, path = Occasion.MESSAGE_WAITING, f"/pairs/{fact.pair_id}/thread"
    else:
        occasion, path = Occasion.REQUEST_MESSAGE_WAITING, f"/requests/{fact.request_id}/thread"
    return Moment(occasion, fact.subject_id, {}, About(both=both, path=path), each=(fact.reader_id,))


def dividend_ready(fact: DividendReady) -> Moment:
    """A month of a mentor has something to look back on."""
    about = About(month=fact.month, path=f"/journal/dividends/{fact.month}")
    return Moment(Occasion.DIVIDEND_READY, fact.person_id, {}, about, each=(fact.person_id,))


def session_suggested(fact: SessionSuggested, pair: Pair, formed: Formed) -> Moment:
    """Too long without a session: who is to take the next step hears of it, and nobody else."""
    parts = {OF_ROLE[formed.role_of(fact.next_owner_id)]: fact.next_owner_id}
    has_met = pair.turn_by_session is not None
    occasion = Occasion.SESSION_GAP if has_met else Occasion.FIRST_SESSION_GAP
    moment = _of_pair(occasion, pair.pair_id, formed, parts)
    return replace(moment, about=replace(moment.about, days=fact.days_since))


def session_held(fact: SessionHeld) -> Moment:
    """They met: much that was to be said is needless."""
    return Moment(Occasion.SESSION_HELD, fact.pair_id, {}, About(), details={"number": fact.number})


def pause(person_id: str) -> Moment:
    """Would a pause help somebody who has let requests lapse?"""
    return Moment(Occasion.PAUSE, person_id, {Part.ASKED: person_id}, About(path="/me"))


def colleague_here(invitation: Invitation, person_id: str) -> Moment:
    """Somebody who was invited came: their inviter may ask them now."""
    about = About(both=(invitation.inviter_id, person_id), path=f"/people/{person_id}")
    parts = {Part.INVITER: invitation.inviter_id}
    return Moment(Occasion.COLLEAGUE_HERE, invitation.invitation_id, parts, about)


def welcome(invitation: Invitation, person_id: str) -> Moment:
    """Whoever came knows somebody to look at first."""
    about = About(both=(invitation.inviter_id, person_id), path=f"/people/{invitation.inviter_id}")
    return Moment(Occasion.WELCOME, invitation.invitation_id, {Part.INVITED: person_id}, about)


def _parts(fact: RequestFact, person_id: str) -> tuple[Part, ...]:
    """The part that this side has in the request."""
    return (Part.MENTEE if person_id == fact.mentee_id else Part.MENTOR,)


def _parts_without(formed: Formed, person_id: str | None) -> dict[Part, str]:
    both = {part: formed.of_role(role) for role, part in OF_ROLE.items()}
    return {part: one for part, one in both.items() if one != person_id}


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
    return Moment(occasion, pair_id, parts, about, formed.direction, pair_id=pair_id)
