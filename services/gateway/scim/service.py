"""The protocol, by the library, with the errors of the house: in the reader's language, and never what was sent."""

from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from pydantic import ValidationError
from pymongo.errors import PyMongoError
from scim2_models import (
    Error,
    InvalidSyntaxException,
    InvalidValueException,
    PatchOp,
    PreconditionFailedException,
    Resource,
    ResourceType,
    SCIMException,
    UniquenessException,
)
from scim2_server.conditions import Conditions
from scim2_server.handler import AsyncScimHandler
from scim2_server.service import ScimService

from libs.common.contracts import Words
from libs.common.errors import Conflict, Retryable
from services.gateway.domain.refusals import NotTaken
from services.gateway.field_errors import field_errors
from services.gateway.languages import said
from services.gateway.limits import Full
from services.gateway.middleware import TooLarge, TooSlow
from services.gateway.problems import Problem
from services.gateway.scim.advertised import PROVIDER
from services.gateway.scim.users import WHERE
from services.gateway.scim.wording import BY_STATUS, BY_TYPE, SOMETHING

MOST_TRIES = 8

log = structlog.get_logger(__name__)


class Service(ScimService):
    """Speaks SCIM to one caller."""

    def __init__(self, secret: bytes, language: str) -> None:
        super().__init__(PROVIDER, secret=secret)
        self._language = language

    def error_of(self, exception: Exception) -> Error:  # type: ignore[override]  # it knows the reader's language
        """What any error is to a directory."""
        match exception:
            case NotTaken(code="user-name-taken"):
                return self._error(409, UniquenessException.scim_type, exception.words)
            case NotTaken():
                return self._error(400, InvalidValueException.scim_type, exception.words)
            case ValidationError():
                return self._invalid(exception.errors())
            case Problem(status=status) | TooLarge(status_code=status) | TooSlow(status_code=status):
                return self._error(status)
            case UnicodeDecodeError():
                return self._error(400, InvalidSyntaxException.scim_type)
            case Full() | Retryable() | Conflict() | PyMongoError():
                return self._error(503)
            case SCIMException():
                return self._error(exception.status, exception.scim_type)
            case _:
                log.error("scim_request_failed", error=type(exception).__name__)
                return self._error(500)

    def _invalid(self, problems: Sequence[Mapping[str, Any]]) -> Error:
        """The first field of a record that does not fit, by its name in SCIM."""
        (first, *_) = field_errors(problems)
        where = WHERE.get(str(problems[0]["loc"][0]), "")
        words = {language: f"{where}: {text}" for language, text in first.words.items()}
        return self._error(400, InvalidValueException.scim_type, words)

    def _error(self, status: int, scim_type: str = "", words: Words | None = None) -> Error:
        words = words or BY_TYPE.get(scim_type) or BY_STATUS.get(status, SOMETHING)
        return Error(status=status, scim_type=scim_type or None, detail=said(words, self._language))


class Handler(AsyncScimHandler):
    """Applies a PATCH again to what is there now, where somebody was faster and the caller named no version."""

    async def patch_resource(
        self, resource_type: ResourceType, resource_id: str, patch_op: "PatchOp[Any]", conditions: Conditions
    ) -> Resource[Any]:
        """As the library does, up to eight times."""
        for _ in range(MOST_TRIES):
            try:
                return await super().patch_resource(resource_type, resource_id, patch_op, conditions)
            except PreconditionFailedException:
                if conditions.if_match or conditions.if_none_match:
                    raise
        raise PreconditionFailedException
