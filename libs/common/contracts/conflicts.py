"""When an organisation changes, two who learn together may find themselves in one reporting line."""

from enum import StrEnum

from pydantic import Field, model_validator

from libs.common.contracts.base import Audience, Contract, Id, Service


class ConflictOption(StrEnum):
    """What the two may do about it."""

    CONTINUE = "continue-with-care"
    PAUSE = "pause"
    HAND_OVER = "hand-over"


class ConflictFound(Contract, by=[Service.MATCHING], audience=[Audience.PERSON]):
    """One of the two is above the other now; once per pair or request and conflict. A request is nobody else's news."""

    pair_id: Id | None = None
    request_id: Id | None = None
    mentor_id: Id
    mentee_id: Id
    above_id: Id
    options: tuple[ConflictOption, ...]
    as_of: int = Field(ge=1)
    """The `sequence` of the pair or request that it was found in."""

    def concerns(self) -> frozenset[str]:
        """Both sides."""
        return frozenset({self.mentor_id, self.mentee_id})

    @model_validator(mode="after")
    def _is_about_one(self) -> "ConflictFound":
        if (self.pair_id is None) is (self.request_id is None):
            raise ValueError("either of a pair or of a request")
        return self
