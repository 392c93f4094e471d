"""Who hears what, in which words, through which channels: the communication plan as data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from libs.common.contracts.notifications import Channel
from libs.common.contracts.requests import Direction


class Occasion(StrEnum):
    """What there may be to say."""

    REQUEST_PROPOSED = "request-proposed"
    REQUEST_OPENED = "request-opened"
    REQUEST_REMINDED = "request-reminded"
    REQUEST_REMINDED_AGAIN = "request-reminded-again"
    MENTORS_SUGGESTED = "mentors-suggested"
    NOBODY_SUGGESTED = "nobody-suggested"
    REQUEST_DECLINED = "request-declined"
    REQUEST_WITHDRAWN = "request-withdrawn"
    REQUEST_SUPERSEDED = "request-superseded"
    REQUEST_EXPIRED = "request-expired"
    PLACE_FREED = "place-freed"
    REQUEST_LAPSED = "request-lapsed"
    REQUEST_INFO_ASKED = "request-info-asked"
    REQUEST_INFO_GIVEN = "request-info-given"
    REQUEST_TALK_PROPOSED = "request-talk-proposed"
    REQUEST_TALK_HELD = "request-talk-held"
    OFFER_OPENED = "offer-opened"
    OFFER_REMINDED = "offer-reminded"
    OFFER_REMINDED_AGAIN = "offer-reminded-again"
    OFFER_DECLINED = "offer-declined"
    OFFER_EXPIRED = "offer-expired"
    OFFER_WITHDRAWN = "offer-withdrawn"
    OFFER_SUPERSEDED = "offer-superseded"
    CLAIM_REFUSED = "claim-refused"
    INTEREST_MUTUAL = "interest-mutual"
    INTEREST_TALK = "interest-talk"
    SPARK_TALK_HELD = "spark-talk-held"
    SPARK_AGREED = "spark-agreed"
    SPARK_REMINDED = "spark-reminded"
    SPARK_CLOSED = "spark-closed"
    SPARK_EXPIRED = "spark-expired"
    PAIR_FORMED = "pair-formed"
    RECOGNITION_PROPOSED = "recognition-proposed"
    RECOGNITION_REMINDED = "recognition-reminded"
    RECOGNITION_DECLINED = "recognition-declined"
    RECOGNITION_EXPIRED = "recognition-expired"
    RECOGNITION_LEFT = "recognition-left"
    PAIR_RECOGNISED = "pair-recognised"
    PAIR_PAUSED = "pair-paused"
    PAIR_RESUMED = "pair-resumed"
    PAIR_EXTENDED = "pair-extended"
    PAIR_REMINDED = "pair-reminded"
    PAIR_TURN_WISHED = "pair-turn-wished"
    PAIR_TURN_DROPPED = "pair-turn-dropped"
    PAIR_TURNED = "pair-turned"
    PAIR_COMPLETED = "pair-completed"
    PAIR_PARTED = "pair-parted"
    PARTNER_LEFT = "partner-left"
    CIRCLE_PROPOSED = "circle-proposed"
    CIRCLE_FORMED = "circle-formed"
    CIRCLE_INVITED = "circle-invited"
    CIRCLE_REMINDED = "circle-reminded"
    CIRCLE_REMINDED_AGAIN = "circle-reminded-again"
    CIRCLE_JOINED = "circle-joined"
    CIRCLE_LEFT = "circle-left"
    CIRCLE_ENDED = "circle-ended"
    CIRCLE_LAPSED = "circle-lapsed"
    PAIR_CONFLICT = "pair-conflict"
    REQUEST_CONFLICT = "request-conflict"
    CIRCLE_CONFLICT = "circle-conflict"
    CIRCLE_CONFLICT_PEERS = "circle-conflict-peers"
    CIRCLE_CONFLICT_WAITING = "circle-conflict-waiting"
    FIRST_TALK_HELD = "milestone-first-talk-held"
    FIRST_SESSION_GAP = "nudge-first-session-gap"
    SESSION_GAP = "nudge-session-gap"
    PAUSE = "nudge-pause"
    MESSAGE_WAITING = "message-waiting"
    REQUEST_MESSAGE_WAITING = "request-message-waiting"
    DIVIDEND_READY = "dividend-ready"
    COLLEAGUE_HERE = "colleague-here"
    WELCOME = "welcome"


class Part(StrEnum):
    """What somebody is in an occasion: it chooses their words."""

    MENTOR = "mentor"
    MENTEE = "mentee"
    CLAIMANT = "claimant"
    ASKED = "asked"
    EACH = "each"
    """Of those whom something concerns alike: `About.both` says who the two are, or `Moment.each` who they are."""

    INVITER = "inviter"
    INVITED = "invited"


EVERYWHERE = (Channel.INBOX, Channel.MAIL)
INBOX_ONLY = (Channel.INBOX,)

REVERSE = frozenset({Direction.REVERSE})
BOTH_WAYS = frozenset({Direction.RECIPROCAL, Direction.PEER})
ONE_TALK = frozenset({Direction.FLASH})
EACH_WAY = frozenset({Direction.REVERSE, Direction.RECIPROCAL, Direction.FLASH, Direction.PEER})


@dataclass(frozen=True, slots=True)
class Line:
    """One part hears of an occasion: through these channels, in words of its own for some directions."""

    part: Part
    own_words: frozenset[Direction] = frozenset()
    channels: tuple[Channel, ...] = EVERYWHERE
    words: str = ""
    """Whose words they are where both parts hear the same; else their own."""

    def template(self, occasion: Occasion, direction: Direction | None) -> str:
        """The name of the words."""
        plain = f"{occasion}-{self.words or self.part}"
        return f"{plain}-{direction}" if direction in self.own_words else plain


MENTOR, MENTEE, CLAIMANT, ASKED, EACH, INVITER, INVITED = Part

ALIKE = (Line(MENTOR, words="member"), Line(MENTEE, words="member"))
"""Both members hear the same of each other."""

PLAN: Mapping[Occasion, tuple[Line, ...]] = {
    Occasion.REQUEST_PROPOSED: (Line(MENTEE, REVERSE),),
    Occasion.REQUEST_OPENED: (Line(MENTOR, EACH_WAY),),
    Occasion.REQUEST_REMINDED: (Line(MENTOR, REVERSE),),
    Occasion.REQUEST_REMINDED_AGAIN: (Line(MENTOR),),
    Occasion.MENTORS_SUGGESTED: (Line(MENTEE, REVERSE),),
    Occasion.NOBODY_SUGGESTED: (Line(MENTEE),),
    Occasion.REQUEST_DECLINED: (Line(MENTEE),),
    Occasion.REQUEST_WITHDRAWN: (Line(MENTOR),),
    Occasion.REQUEST_SUPERSEDED: (Line(MENTEE),),
    Occasion.REQUEST_EXPIRED: (Line(MENTEE),),
    Occasion.PLACE_FREED: (Line(MENTEE),),
    # Who let it lapse has been reminded twice: a mail would be a third time.
    Occasion.REQUEST_LAPSED: (Line(MENTOR, channels=INBOX_ONLY), Line(MENTEE, channels=INBOX_ONLY)),
    Occasion.REQUEST_INFO_ASKED: (Line(MENTEE), Line(MENTOR)),
    Occasion.REQUEST_INFO_GIVEN: (Line(MENTOR), Line(MENTEE)),
    Occasion.REQUEST_TALK_PROPOSED: (Line(MENTOR), Line(MENTEE)),
    Occasion.REQUEST_TALK_HELD: (Line(MENTOR), Line(MENTEE)),
    Occasion.OFFER_OPENED: (Line(MENTEE, EACH_WAY),),
    Occasion.OFFER_REMINDED: (Line(MENTEE, REVERSE),),
    Occasion.OFFER_REMINDED_AGAIN: (Line(MENTEE),),
    Occasion.OFFER_DECLINED: (Line(MENTOR),),
    Occasion.OFFER_EXPIRED: (Line(MENTOR),),
    Occasion.OFFER_WITHDRAWN: (Line(MENTEE),),
    Occasion.OFFER_SUPERSEDED: (Line(MENTEE),),
    # Who is refused has mostly seen it on the spot: a mail would say it twice.
    Occasion.CLAIM_REFUSED: (Line(CLAIMANT, channels=INBOX_ONLY),),
    Occasion.INTEREST_MUTUAL: (Line(EACH),),
    Occasion.INTEREST_TALK: (Line(EACH),),
    Occasion.SPARK_TALK_HELD: ALIKE,
    Occasion.SPARK_AGREED: ALIKE,
    Occasion.SPARK_REMINDED: ALIKE,
    Occasion.SPARK_CLOSED: ALIKE,
    Occasion.SPARK_EXPIRED: ALIKE,
    Occasion.PAIR_FORMED: (Line(MENTOR, EACH_WAY), Line(MENTEE, EACH_WAY)),
    Occasion.RECOGNITION_PROPOSED: ALIKE,
    Occasion.RECOGNITION_REMINDED: ALIKE,
    Occasion.RECOGNITION_DECLINED: ALIKE,
    Occasion.RECOGNITION_EXPIRED: ALIKE,
    Occasion.RECOGNITION_LEFT: ALIKE,
    Occasion.PAIR_RECOGNISED: ALIKE,
    Occasion.PAIR_PAUSED: ALIKE,
    Occasion.PAIR_RESUMED: ALIKE,
    Occasion.PAIR_EXTENDED: ALIKE,
    Occasion.PAIR_REMINDED: ALIKE,
    Occasion.PAIR_TURN_WISHED: ALIKE,
    Occasion.PAIR_TURN_DROPPED: ALIKE,
    Occasion.PAIR_TURNED: (Line(MENTOR, BOTH_WAYS), Line(MENTEE, BOTH_WAYS)),
    Occasion.PAIR_COMPLETED: (Line(MENTOR, ONE_TALK), Line(MENTEE, ONE_TALK)),
    Occasion.PAIR_PARTED: (Line(MENTOR, ONE_TALK), Line(MENTEE, ONE_TALK)),
    Occasion.PARTNER_LEFT: (Line(MENTOR), Line(MENTEE)),
    Occasion.CIRCLE_PROPOSED: (Line(EACH),),
    Occasion.CIRCLE_FORMED: (Line(EACH),),
    Occasion.CIRCLE_INVITED: (Line(EACH),),
    Occasion.CIRCLE_REMINDED: (Line(EACH),),
    Occasion.CIRCLE_REMINDED_AGAIN: (Line(EACH),),
    Occasion.CIRCLE_JOINED: (Line(EACH, channels=INBOX_ONLY),),
    Occasion.CIRCLE_LEFT: (Line(EACH, channels=INBOX_ONLY),),
    Occasion.CIRCLE_ENDED: (Line(EACH),),
    Occasion.CIRCLE_LAPSED: (Line(EACH),),
    Occasion.PAIR_CONFLICT: ALIKE,
    Occasion.REQUEST_CONFLICT: (Line(MENTOR), Line(MENTEE)),
    Occasion.CIRCLE_CONFLICT: (Line(EACH),),
    Occasion.CIRCLE_CONFLICT_PEERS: (Line(EACH),),
    Occasion.CIRCLE_CONFLICT_WAITING: (Line(EACH),),
    Occasion.FIRST_TALK_HELD: (Line(MENTOR, REVERSE), Line(MENTEE, REVERSE)),
    Occasion.FIRST_SESSION_GAP: (Line(MENTOR, REVERSE), Line(MENTEE, REVERSE)),
    Occasion.SESSION_GAP: (Line(MENTOR, REVERSE), Line(MENTEE, REVERSE)),
    Occasion.PAUSE: (Line(ASKED),),
    Occasion.MESSAGE_WAITING: (Line(EACH),),
    Occasion.REQUEST_MESSAGE_WAITING: (Line(EACH),),
    Occasion.DIVIDEND_READY: (Line(EACH),),
    Occasion.COLLEAGUE_HERE: (Line(INVITER),),
    # Who has just come has had a mail about it: their inbox is enough.
    Occasion.WELCOME: (Line(INVITED, channels=INBOX_ONLY),),
}


@dataclass(frozen=True, slots=True)
class About:
    """What a message speaks of: ids and topics, never names. Names are looked up when it is read."""

    mentor_id: str | None = None
    mentee_id: str | None = None
    suggested_ids: tuple[str, ...] = ()
    both: tuple[str, ...] = ()
    """Two of whom each reads of the other."""
    circle: tuple[str, ...] = ()
    """Everybody of a circle, of whom each reads of the others."""
    newcomer_id: str | None = None
    """Who has joined it."""

    next_id: str | None = None
    """Who was asked next by itself."""

    topics: tuple[str, ...] = ()
    words: dict[str, str] = field(default_factory=dict)
    """What a service said for itself, by locale."""

    since: datetime | None = None
    until: datetime | None = None
    month: str | None = None
    """Of which it speaks: `2026-05`."""

    path: str = "/"
    """Where in the product it goes on."""

    @property
    def people(self) -> frozenset[str]:
        """Everybody it names."""
        ones = (self.mentor_id, self.mentee_id, self.newcomer_id, self.next_id)
        return frozenset(filter(None, (*ones, *self.suggested_ids, *self.both, *self.circle)))


@dataclass(frozen=True, slots=True)
class Moment:
    """An occasion as it happened, and who has which part in it. Whoever has none hears nothing."""

    occasion: Occasion
    subject_id: str
    parts: Mapping[Part, str]
    about: About
    direction: Direction | None = None
    each: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """What one person is to be told."""

    person_id: str
    template: str
    channels: tuple[Channel, ...]
    subject_id: str
    about: About


def messages(moment: Moment) -> Iterator[Message]:
    """What the plan says to a moment."""
    for line in PLAN[moment.occasion]:
        for person_id in _people_in(line.part, moment):
            template = line.template(moment.occasion, moment.direction)
            yield Message(person_id, template, line.channels, moment.subject_id, moment.about)


def _people_in(part: Part, moment: Moment) -> tuple[str, ...]:
    if part is Part.EACH:
        return moment.each or moment.about.both
    return (moment.parts[part],) if part in moment.parts else ()


OCCASION_OF: Mapping[str, Occasion] = {
    line.template(occasion, direction): occasion
    for occasion, lines in PLAN.items()
    for line in lines
    for direction in (None, *Direction)
}
"""Every set of words that the plan can ask for."""
