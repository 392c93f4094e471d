"""What goes over HTTP, in and out. What services answer to asks goes out as they word it."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from libs.common.contracts import Words
from libs.common.contracts.asks import Mark, TopicTerm
from libs.common.contracts.base import Id, Instant, OrgId, Service
from libs.common.contracts.circles import LARGEST, SMALLEST
from libs.common.contracts.invitations import FirstName, InvitedAddress, Note, Wish
from libs.common.contracts.pairs import EndReason, PairRole, TurnWish
from libs.common.contracts.pairs import Member as PairMember
from libs.common.contracts.people import PausedUntil, PersonRecord, Role, Skill
from libs.common.contracts.programmes import Musts, ScoreWeights
from libs.common.contracts.requests import Answer, DeclineReason, Direction, Reason, Suggestion, Topic
from services.gateway.domain.people import Record
from services.gateway.domain.platforms import Platform
from services.gateway.store import Entry
from services.gateway.views import CircleView, PairView, RecognitionView, RequestView


class Body(BaseModel):
    """What a client sends: a field we do not know is a mistake that is better told."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Shown(BaseModel):
    """What a client reads."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)


class FieldProblem(Shown):
    """One thing that is wrong, and where: a JSON pointer into the body, a parameter or a header."""

    detail: str
    pointer: str | None = None
    parameter: str | None = None
    header: str | None = None


class ProblemDocument(Shown):
    """RFC 9457: every answer that is not a success."""

    type: str
    title: str
    status: int
    code: str = Field(description="For programs; stable.")
    detail: str = Field(description="What to do about it, in the language of `Accept-Language` (en, de).")
    request_id: str
    errors: list[FieldProblem] | None = None


class SignIn(Body):
    """Somebody says who they are."""

    org: OrgId
    person_id: Id


class Session(Shown):
    """A token to show from now on."""

    access_token: str
    token_type: str = "Bearer"  # noqa: S105 - the name of a scheme
    expires_in: int


class AskForMentor(Body):
    """Somebody wants to learn. Without `mentor_id`, up to five people worth asking are suggested."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"topics": ["Python"], "mentor_id": "person_7", "message": "May I learn?"},
                {"topics": ["Python"], "mentor_id": "person_7", "then_mentor_ids": ["person_8", "person_9"]},
            ]
        }
    )

    topics: tuple[Topic, ...] = Field(min_length=1, max_length=10)
    mentor_id: Id | None = None
    direction: Direction = Direction.FORWARD
    programme_id: Id | None = None
    then_mentor_ids: tuple[Id, ...] = Field(
        default=(),
        max_length=2,
        description="Who is asked next, in this order and by itself, when somebody declines or does not answer. None "
        "of them learns of the others.",
    )
    message: Annotated[str, StringConstraints(max_length=2000)] | None = Field(
        default=None, description="For who is asked alone; kept encrypted and in no event."
    )
    after_request_id: Id | None = Field(
        default=None, description="The request whose suggestion this follows: both belong to one story then."
    )

    @model_validator(mode="after")
    def _is_a_ranking(self) -> Self:
        ranked = [one for one in (self.mentor_id, *self.then_mentor_ids) if one]
        if self.then_mentor_ids and (self.mentor_id is None or len(set(ranked)) != len(ranked)):
            raise ValueError("a ranking names a first one, and each person once")
        return self


class AskAgain(Body):
    """The same person and topics once more, perhaps with a new message."""

    model_config = ConfigDict(json_schema_extra={"examples": [{}, {"message": "Is there time now?"}]})

    message: Annotated[str, StringConstraints(max_length=2000)] | None = Field(
        default=None, description="For who is asked alone; kept encrypted and in no event."
    )


class OfferMentoring(Body):
    """Somebody has something to give: the other side says yes or no."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"topics": ["Python"], "mentee_id": "person_3", "message": "Shall we?"}]}
    )

    topics: tuple[Topic, ...] = Field(min_length=1, max_length=10)
    mentee_id: Id
    direction: Direction = Direction.FORWARD
    programme_id: Id | None = None
    message: Annotated[str, StringConstraints(max_length=2000)] | None = Field(
        default=None, description="For who is asked alone; kept encrypted and in no event."
    )


class DeclineReasonShown(Shown):
    """One reason to choose from, in words for who declines."""

    code: DeclineReason
    words: Words


class DeclineReasons(Shown):
    """All there are. Nobody but who chose one ever sees it."""

    data: list[DeclineReasonShown]


class AnswerRequest(Body):
    """One step of a request: a yes, a no, a question back, more about it, or a first talk."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"answer": "accept"},
                {"answer": "decline", "reason": "no-time"},
                {"answer": "ask-more"},
                {"answer": "tell-more", "message": "I have led a small team for a month and feel lost in one-to-ones."},
                {"answer": "propose-talk"},
                {"answer": "talk-held"},
            ]
        }
    )

    answer: Answer = Field(
        description="Who asks may `confirm` what was proposed in their name, and `tell-more`. Who is asked may "
        "`accept`, `decline`, and `ask-more` once, which stops the clock for up to seven days. Either may "
        "`propose-talk`, and say `talk-held`, before there is an answer."
    )
    reason: DeclineReason | None = Field(
        default=None, description="With `decline`: for you alone, see `/v1/requests/decline-reasons`."
    )
    message: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)] | None = Field(
        default=None, description="With `tell-more`: for the other side alone; kept encrypted and in no event."
    )

    @model_validator(mode="after")
    def _has_what_it_needs(self) -> Self:
        if (self.answer is Answer.TELL_MORE) is not (self.message is not None):
            raise ValueError("a message belongs to tell-more, and to nothing else")
        if self.reason is not None and self.answer is not Answer.DECLINE:
            raise ValueError("a reason belongs to decline")
        return self


class Refusal(Shown):
    """Why a rule said no."""

    code: str
    words: Words


class MentoringRequest(Shown):
    """A request as one of its sides may see it."""

    request_id: str
    state: str = Field(
        description="asked, suggested, refused, proposed, open, info-asked, talk-proposed, talk-held, accepted, "
        "declined, withdrawn, superseded or expired"
    )
    mentee_id: str | None
    mentor_id: str | None
    programme_id: str | None
    direction: str
    topics: tuple[str, ...]
    started_by: str = Field(description="mentee, or mentor where mentoring was offered")
    then_mentor_ids: tuple[str, ...] = Field(description="For who asked alone: who would be asked next.")
    has_message: bool
    message: str | None = Field(default=None, description="What was written with it.")
    more: str | None = Field(default=None, description="What was told when the other side asked to know more.")
    asked_at: datetime | None
    opened_at: datetime | None
    expires_at: datetime | None = Field(description="When it ends by itself, should nobody end it before.")
    closed_at: datetime | None
    info_asked_at: datetime | None = Field(description="More can be asked once.")
    by_spark: bool = Field(description="Neither asked: both sparked. Either may say yes or no; two yeses make a pair.")
    agreed_id: str | None = Field(description="Who of two who sparked has said yes to more than a talk.")
    pair_id: str | None
    suggestions: tuple[Suggestion, ...] = Field(description="For who asked alone: people worth asking (next).")
    next_request_id: str | None = Field(description="For who asked alone: the next one was asked by itself.")
    next_mentor_id: str | None
    refusal: Refusal | None

    @classmethod
    def of(cls, view: RequestView, reader_id: str, message: str | None = None, more: str | None = None) -> Self:
        """From its view, as this person may see it."""
        refusal = Refusal(code=view.refusal_code, words=view.refusal_words or {}) if view.refusal_code else None
        hidden = {} if reader_id == view.asker_id else FOR_WHO_ASKED
        texts = {"message": message, "more": more}
        return cls.model_validate({**_fields(view, cls), **hidden, **texts, "refusal": refusal})


FOR_WHO_ASKED: dict[str, Any] = {
    "suggestions": (),
    "then_mentor_ids": (),
    "next_request_id": None,
    "next_mentor_id": None,
}
"""What the other side reads of a request in the place of what is meant for who asked."""


class MentoringRequests(Shown):
    """The newest first."""

    data: list[MentoringRequest]


class HeldSession(Shown):
    """A session that the pair held."""

    session_id: str
    number: int
    held_at: datetime
    next_owner_id: str


class ReachedMilestone(Shown):
    """What the pair reached."""

    milestone: str
    side: str
    phase: str
    at: datetime


class Pair(Shown):
    """A pair as its members see it."""

    pair_id: str
    standing: str = Field(description="consented, paused or ended")
    paused_until: datetime | None = Field(description="None where the pause is open.")
    planned_until: datetime | None
    ends_at: datetime | None = Field(description="Of a pair for one talk: when it ends by itself, should none be held.")
    turn: TurnWish | None = Field(description="Another direction that one of the two wishes for.")
    ending: str | None = Field(description="completed, no-fault, moved or left")
    ended_at: datetime | None
    phase: str | None
    members: tuple[PairMember, ...]
    direction: str
    topics: tuple[str, ...]
    reasons: tuple[Reason, ...]
    formed_at: datetime
    since: datetime | None = Field(description="Of a mentoring that was there before it was recognised.")
    request_id: str | None
    programme_id: str | None
    sessions_held: int
    next_owner_id: str | None
    sessions: tuple[HeldSession, ...]
    milestones: tuple[ReachedMilestone, ...]

    @classmethod
    def of(cls, view: PairView) -> Self:
        """From its view."""
        return cls.model_validate(_fields(view, cls))


class Pairs(Shown):
    """The newest first."""

    data: list[Pair]


class Fact(Shown):
    """One fact of the log, as a CloudEvent with its position."""

    specversion: str = "1.0"
    id: str
    source: str
    type: str
    subject: str
    time: datetime
    org: str
    actorid: str | None
    correlationid: str
    causationid: str | None
    sequence: int | None
    position: int
    data: dict[str, Any]

    @classmethod
    def of(cls, entry: Entry) -> Self:
        """From the log."""
        return cls(
            id=entry.event_id,
            source=entry.source,
            type=entry.type,
            subject=entry.subject,
            time=entry.time,
            org=entry.org,
            actorid=entry.actor,
            correlationid=entry.correlation,
            causationid=entry.causation,
            sequence=entry.sequence,
            position=entry.position,
            data=entry.data,
        )


class Facts(Shown):
    """In their order. Read on with `after=next_after`."""

    data: list[Fact]
    next_after: int
    has_more: bool


class Timeline(Shown):
    """A pair's facts in their order."""

    data: list[Fact]


class ReportHeld(Body):
    """We met: now, or at a time."""

    held_at: Instant | None = None


class PausePair(Body):
    """A break: until a time, or until one of the two resumes."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"until": "2027-03-01T08:00:00Z"}, {}]})

    until: Instant | None = None


class ExtendPair(Body):
    """Go on for longer."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"until": "2027-06-30T16:00:00Z"}]})

    until: Instant


class TurnPair(Body):
    """Learn another way. It turns when both have wished the same; to wish for how it is drops what was wished."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"direction": "reverse", "mentor_id": "person_7"}]})

    direction: Literal[Direction.FORWARD, Direction.REVERSE, Direction.RECIPROCAL, Direction.PEER]
    mentor_id: Id = Field(description="Who gives from then on; in a reciprocal pair, whose place is taken.")


class EndPair(Body):
    """It is over, at once and without the other's yes."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "completed"}, {"reason": "no-fault"}]})

    reason: EndReason = Field(
        description="Private. The other side hears `completed`, `moved` or, of all the rest, `no-fault`."
    )


class NameMentoring(Body):
    """We learn together already: with whom, what you are in it, about what, and since when."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"other_id": "person_7", "role": "mentee", "topics": ["Python"], "since": "2026-03-01T09:00:00Z"}
            ]
        }
    )

    other_id: Id
    role: PairRole
    topics: tuple[Topic, ...] = Field(min_length=1, max_length=10)
    since: Instant
    direction: Literal[Direction.FORWARD, Direction.REVERSE, Direction.RECIPROCAL, Direction.PEER] = Direction.FORWARD
    programme_id: Id | None = None


class AnswerRecognition(Body):
    """It is so, or not."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"agrees": True}]})

    agrees: bool


class Recognition(Shown):
    """A mentoring that was named, as one of the two sees it."""

    recognition_id: str
    state: str = Field(description="asked, refused, proposed, recognised, declined, expired or left")
    mentor_id: str
    mentee_id: str
    programme_id: str | None
    direction: str
    topics: tuple[str, ...]
    since: datetime
    awaiting: tuple[str, ...] = Field(description="Who has not said yet that it is so.")
    expires_at: datetime | None = Field(description="When it ends by itself; null once it has ended.")
    pair_id: str | None
    refusal: Refusal | None

    @classmethod
    def of(cls, view: RecognitionView) -> Self:
        """From its view."""
        refusal = Refusal(code=view.refusal_code, words=view.refusal_words or {}) if view.refusal_code else None
        return cls.model_validate({**_fields(view, cls), "refusal": refusal})


class Recognitions(Shown):
    """The newest first."""

    data: list[Recognition]


class StartCircle(Body):
    """Learn in a circle: with whom, about what, and who gives, where it is not among peers."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"invited_ids": ["person_7", "person_8"], "mentor_id": "person_7", "topics": ["Python"]}]
        }
    )

    invited_ids: tuple[Id, ...] = Field(min_length=SMALLEST - 1, max_length=LARGEST - 1)
    topics: tuple[Topic, ...] = Field(min_length=1, max_length=10)
    mentor_id: Id | None = Field(default=None, description="Yourself or one of those invited; nobody among peers.")
    programme_id: Id | None = None


class InviteToCircle(Body):
    """More people."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"invited_ids": ["person_9"]}]})

    invited_ids: tuple[Id, ...] = Field(min_length=1, max_length=LARGEST - 1)


class AnswerCircle(Body):
    """A yes to being in it, or a no; also of a member, who leaves with it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"agrees": True}]})

    agrees: bool


class Circle(Shown):
    """A circle, as somebody in it or invited sees it."""

    circle_id: str
    state: str = Field(description="asked, refused, proposed, formed or ended")
    started_by: str
    mentor_id: str | None = Field(description="Who gives; nobody among peers.")
    programme_id: str | None
    topics: tuple[str, ...]
    members: tuple[str, ...] = Field(description="Who has said yes.")
    invited: tuple[str, ...] = Field(description="Who has not said anything yet.")
    proposed_at: datetime | None
    formed_at: datetime | None
    ending: str | None = Field(description="completed, too-few, or lapsed where it never formed")
    ended_at: datetime | None
    refusal: Refusal | None

    @classmethod
    def of(cls, view: CircleView) -> Self:
        """From its view."""
        refusal = Refusal(code=view.refusal_code, words=view.refusal_words or {}) if view.refusal_code else None
        return cls.model_validate({**_fields(view, cls), "refusal": refusal})


class Circles(Shown):
    """The newest first."""

    data: list[Circle]


class Rematch(Body):
    """Somebody else, after a pair. Without topics: what you learned about, or what your own profile wants."""

    model_config = ConfigDict(json_schema_extra={"examples": [{}, {"topics": ["Giving feedback"]}]})

    topics: tuple[Topic, ...] | None = Field(default=None, min_length=1, max_length=10)


class MarkColleague(Body):
    """What you think of somebody."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"mark": "spark"}]})

    mark: Mark


class Block(Shown):
    """Somebody whom you do not want to meet here."""

    person_id: str
    pair_ids: tuple[str, ...] = Field(
        description="A pair that you two are goes on beside a block, until one of you ends it."
    )


class Blocks(Shown):
    """In the order of ids."""

    data: list[Block]


class InviteByMail(Body):
    """A colleague who is not here yet. One mail goes to them, in your language and the others."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"address": "ada@example.org"},
                {
                    "address": "ada@example.org",
                    "first_name": "Ada",
                    "note": "Your talk on proofs stayed with me.",
                    "wish": "learn",
                },
            ]
        }
    )

    address: InvitedAddress = Field(
        description="At your own domain, or at one where several colleagues show themselves. Kept encrypted."
    )
    first_name: FirstName | None = None
    note: Note | None = Field(default=None, description="A line of your own, without links. Kept encrypted.")
    wish: Wish | None = Field(
        default=None, description="You would like to learn from them, or have something to offer."
    )


class Sentence(Body):
    """A goal in somebody's own words."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"text": "I want to get better at leading a small team and at React."}]}
    )

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class OwnProgramme(Body):
    """What counts how much where people are suggested to each other, and what must be."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"weights": {"same_department": 0.6, "time": 0.5}, "musts": {"least_overlap": 3}}]
        }
    )

    weights: ScoreWeights = ScoreWeights()
    musts: Musts = Musts()


class OwnVocabulary(Body):
    """Topics of one organisation, or further names of topics that the house knows."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "terms": [
                        {"name": "Kubernetes", "also": ["the ship"]},
                        {"name": "Crane driving", "german": "Kranführen", "also": ["~cranes"]},
                    ]
                }
            ]
        }
    )

    terms: tuple[TopicTerm, ...] = Field(max_length=1000)


class PersonCard(Shown):
    """What others see of a person."""

    person_id: str
    name: str
    title: str
    department: str
    languages: tuple[str, ...]
    gives: tuple[Skill, ...]
    gets: tuple[Skill, ...]

    @classmethod
    def of(cls, record: Record) -> Self:
        """From the record."""
        return cls.model_validate(_fields(person_of(record), cls))


class Me(Shown):
    """Who is signed in, and what the house knows of them."""

    person_id: str
    org: str
    access: tuple[str, ...] = Field(description="member, administrator")
    name: str
    email: str
    locale: str
    time_zone: str
    languages: tuple[str, ...]
    title: str
    department: str
    site: str | None
    seniority: int
    manager_id: str | None
    gives: tuple[Skill, ...]
    gets: tuple[Skill, ...]
    hours_per_month: float
    capacity: int
    roles: tuple[Role, ...]
    visible: bool
    paused_until: PausedUntil = Field(description="Until then nobody asks you. One that has been is over.")

    @classmethod
    def of(cls, record: Record, access: tuple[str, ...]) -> Self:
        """From the record."""
        return cls.model_validate({**_fields(person_of(record), cls), "org": record.org, "access": access})


class TakeBreak(Body):
    """Until when nobody is to ask you; without a time until you come back."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"until": "2027-03-01T08:00:00Z"}, {}]})

    until: Instant | None = None


class RegisteredPlatform(Shown):
    """A platform as administrators and the operator see it; never its keys."""

    platform_id: str
    org: str
    name: str
    scopes: tuple[str, ...]
    source_uri: str | None
    priority: int
    events_per_minute: int
    state: str

    @classmethod
    def of(cls, platform: Platform) -> Self:
        """Without its keys."""
        return cls.model_validate(_fields(platform, cls))


class NewPlatform(Shown):
    """The key is shown this once."""

    platform: RegisteredPlatform
    api_key: str


class RegisteredPlatforms(Shown):
    """By organisation and id."""

    data: list[RegisteredPlatform]


class RejectedLetter(Shown):
    """Something that a platform sent and that was not taken. What was in it stays sealed."""

    id: str
    at: datetime
    code: str
    detail: str
    event_id: str | None
    type: str | None
    origin: str | None


class RejectedLetters(Shown):
    """The newest first."""

    data: list[RejectedLetter]


class GrantAdministration(Body):
    """Make somebody an administrator of their organisation."""

    org: OrgId
    person_id: Id


class PublishPreview(Body):
    """The version of the preview that was seen: a round that has changed since is not published."""

    version: int = Field(ge=1)


class ItemResult(Shown):
    """What became of one event of a batch."""

    index: int
    status: str = Field(description="accepted, repeat or rejected")
    event_id: str | None = Field(default=None, description="The event of the house that it became.")
    subject: str | None = None
    code: str | None = None
    detail: str | None = None
    errors: list[FieldProblem] = []


class Results(Shown):
    """What became of the events, in their order."""

    accepted: int
    rejected: int
    data: list[ItemResult]


class ServiceStatus(Shown):
    """How one service is, over all its replicas."""

    replicas: int
    ready: int
    outbox_rows: int
    outbox_oldest_s: float
    timers_due: int
    next_timer_at: datetime | None


class Status(Shown):
    """How the whole system is, by the heartbeats that this replica heard."""

    ready: bool = Field(description="All four services have a replica that is ready.")
    business_time: datetime
    services: dict[Service, ServiceStatus]


class StepClock(Body):
    """Move business time: by an amount, or to the next timer of any service."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"advance": "P14D"}, {"to_next_timer": True}]})

    advance: timedelta | None = Field(default=None, gt=timedelta(0), le=timedelta(days=3660))
    to_next_timer: bool = False

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if (self.advance is None) is not self.to_next_timer:
            raise ValueError("either advance or to_next_timer")
        return self


class ClockTime(Shown):
    """Business time now."""

    business_time: datetime


def person_of(record: Record) -> PersonRecord:
    """The record with its defaults."""
    return PersonRecord(person_id=record.person_id, **record.fields)


def _fields(source: object, target: type[BaseModel]) -> dict[str, Any]:
    """What `source` has of the fields of `target`."""
    return {name: getattr(source, name) for name in target.model_fields if hasattr(source, name)}
