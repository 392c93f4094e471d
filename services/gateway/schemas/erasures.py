"""Being forgotten: what somebody is told before, how far it is, and the receipt."""

from typing import Annotated, Self

from pydantic import ConfigDict, Field, StringConstraints

from libs.common.contracts import Service, Words
from libs.common.contracts.base import Id, Instant
from services.gateway.domain import erasure_words as words
from services.gateway.domain.erasures import WAIT, AskedBy, Erasure, State
from services.gateway.schemas.shown import Body, Shown


class EraseMe(Body):
    """That you mean it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"confirmation": words.CONFIRMATION["en"]}]})

    confirmation: Annotated[str, StringConstraints(max_length=40)] = Field(
        description="The words of `confirmation`, in either language."
    )


class ErasePerson(Body):
    """Somebody without access asked to be forgotten."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"person_id": "p-17", "at_once": False}]})

    person_id: Id
    at_once: bool = Field(default=False, description="Without the days in which it can be taken back.")


class OwnErasure(Shown):
    """What would go and what would stay, and how far it is."""

    state: State | None = Field(description="None as long as nobody asked for it.")
    due_at: Instant | None = Field(description="When it begins. Until then it can be taken back.")
    wait_days: int
    confirmation: Words
    goes: tuple[Words, ...]
    stays: tuple[Words, ...]

    @classmethod
    def of(cls, erasure: Erasure | None) -> Self:
        """Of nothing, too."""
        return cls(
            state=erasure.state if erasure else None,
            due_at=erasure.due_at if erasure and erasure.state is State.WAITING else None,
            wait_days=WAIT.days,
            confirmation=words.CONFIRMATION,
            goes=words.GOES,
            stays=words.STAYS,
        )


class ServiceForgets(Shown):
    """Whether a service has anything of them left."""

    service: Service
    state: State = Field(description="under-way or done")
    at: Instant | None = Field(description="When it answered.")
    counts: dict[str, int] = Field(description="What went, by kind.")


class ErasureShown(Shown):
    """One erasure. Whom it is about is named until it is done."""

    erasure_id: str
    person_id: str | None
    asked_by: AskedBy
    asked_at: Instant
    due_at: Instant
    state: State
    begun_at: Instant | None
    done_at: Instant | None
    services: tuple[ServiceForgets, ...] = Field(description="Every service of the house, from its beginning on.")
    receipt: Words | None = Field(description="What `done` says.")

    @classmethod
    def of(cls, erasure: Erasure) -> Self:
        """With every service, answered or not."""
        answers = {answer.service: answer for answer in erasure.answers}
        services = tuple(
            ServiceForgets(
                service=service,
                state=State.DONE if service in answers else State.UNDER_WAY,
                at=answers[service].at if service in answers else None,
                counts=answers[service].counts if service in answers else {},
            )
            for service in Service
        )
        return cls(
            erasure_id=erasure.erasure_id,
            person_id=erasure.person_id,
            asked_by=erasure.asked_by,
            asked_at=erasure.asked_at,
            due_at=erasure.due_at,
            state=erasure.state,
            begun_at=erasure.begun_at,
            done_at=erasure.done_at,
            services=services if erasure.begun_at else (),
            receipt=words.RECEIPT if erasure.state is State.DONE else None,
        )


class ErasurePage(Shown):
    """Some of the erasures of an organisation."""

    data: list[ErasureShown]
    next_cursor: str | None
