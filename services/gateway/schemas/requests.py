"""Requests: asking, answering, and what became of it."""

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from libs.common.contracts import Words
from libs.common.contracts.base import Id
from libs.common.contracts.requests import Answer, DeclineReason, Direction, Suggestion, Topic
from services.gateway.schemas.shown import Body, Shown, fields_of
from services.gateway.views import RequestView


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
        return cls.model_validate({**fields_of(view, cls), **hidden, **texts, "refusal": refusal})


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
    next_cursor: str | None
