"""What platforms sent and could not be taken."""

from datetime import datetime

from services.gateway.schemas.shown import Shown


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
    next_cursor: str | None
