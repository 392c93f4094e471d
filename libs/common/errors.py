"""The three kinds of error, and what the delivery middleware makes of each."""

from libs.common.contracts.base import Words


class Refused(Exception):
    """A rule of the business said no. The claim ends as `ClaimRefused`; the message is acked."""

    def __init__(self, code: str, words: Words) -> None:
        super().__init__(code)
        self.code, self.words = code, words


class Retryable(Exception):
    """Not now: the message comes back after a delay. `code` is the reason shown if it never succeeds."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code


class NotYet(Retryable):
    """Nothing is wrong, it only has to wait its turn: the message comes back no sooner than `after_s` seconds."""

    def __init__(self, code: str, detail: str, after_s: float) -> None:
        super().__init__(code, detail)
        self.after_s = after_s


class Unavailable(Retryable):
    """Something the house itself needs is away: the message comes back for as long as that takes."""


class Permanent(Exception):
    """Never: the message becomes a dead letter with this reason."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code, self.detail = code, detail


class Conflict(Exception):
    """Somebody else changed what this unit had read; read and decide again."""


class AlreadyHandled(Exception):
    """The inbox knows this message: its effect is there, nothing is left to do."""


class CannotStart(Exception):
    """Something that only people can mend is wrong: said in words when a service starts, which then ends."""
