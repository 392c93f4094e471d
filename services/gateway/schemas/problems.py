"""What is wrong, as clients read it."""

from typing import Any

from pydantic import Field

from libs.common.contracts import Words
from libs.common.contracts.base import Instant
from services.gateway.schemas.shown import Shown


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
    until: Instant | None = Field(default=None, description="With `suspended`: when it ends by itself.")
    help: Words | None = Field(default=None, description="With `suspended`: to whom you can turn.")
    current: dict[str, Any] | None = Field(default=None, description="With 412: what is there now.")
    yours: dict[str, Any] | None = Field(default=None, description="With 412: what you sent.")
