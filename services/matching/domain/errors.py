"""What the domain raises: always a rule that said no, with its code and its words."""

from services.matching.domain.codes import Code, explain
from services.matching.domain.words import Words


class RuleBroken(Exception):
    """Carries a code for programs and words for people."""

    def __init__(self, code: Code) -> None:
        super().__init__(code.value)
        self.code = code

    @property
    def words(self) -> Words:
        return explain(self.code)


class MentorFull(RuleBroken):
    """All places of this mentor are taken."""

    def __init__(self) -> None:
        super().__init__(Code.MENTOR_FULL)


class NoPlaceTaken(RuleBroken):
    """A place was given back that nobody had taken."""

    def __init__(self) -> None:
        super().__init__(Code.NO_PLACE_TAKEN)


class ConsentMissing(RuleBroken):
    """Something was to go on without a yes that it needs."""

    def __init__(self) -> None:
        super().__init__(Code.CONSENT_MISSING)


class WrongState(RuleBroken):
    """The request does not stand where this can happen."""


class NotYours(RuleBroken):
    """Somebody else decides this."""
