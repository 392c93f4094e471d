"""When an organisation changes, two who learn together may find themselves in one reporting line."""

from enum import StrEnum

from pydantic import Field, model_validator

from libs.common.contracts.base import Audience, Contract, Id, Service


class ConflictOption(StrEnum):
    """What the two may do about it."""

    CONTINUE = "continue-with-care"
    PAUSE = "pause"
    LEAVE = "leave"
    """Of a circle or an invitation to one: alone, and the others go on."""

    HAND_OVER = "hand-over"


class ConflictFound(Contract, by=[Service.MATCHING], audience=[Audience.PERSON]):
    """One of two is above the other now; once per pair, request or two of a circle, and conflict. Only their news."""

    pair_id: Id | None = None
    request_id: Id | None = None
    circle_id: Id | None = None
    mentor_id: Id
    mentee_id: Id
    among_peers: bool = False
    """Of a circle in which neither of them leads: `mentor_id` and `mentee_id` are just the two."""

    above_id: Id
    options: tuple[ConflictOption, ...]
    as_of: int = Field(ge=1)
    """The `sequence` of the pair, request or circle that it was found in."""

    def concerns(self) -> frozenset[str]:
        """The two, and of a circle nobody else."""
        return frozenset({self.mentor_id, self.mentee_id})

    @model_validator(mode="after")
    def _is_about_one(self) -> "ConflictFound":
        if sum(one is not None for one in (self.pair_id, self.request_id, self.circle_id)) != 1:
            raise ValueError("of a pair, of a request or of a circle")
        return self
