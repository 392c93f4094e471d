"""What may help two for whom it does not go well, and the questions that show it. Each answers alone.

Nothing that a member sees depends on what the other answered: an offer follows from their own answer and nothing else.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.journal.domain.hours import at_full_hour
from services.journal.domain.keys import SealedText

FIRST_PULSE_AFTER, NEXT_PULSE_AFTER = timedelta(days=30), timedelta(days=60)
FIT_AFTER_SESSIONS = (1, 3)
OFFERED_UP_TO = 3
"""Low is 1 or 2. Where two answers are two apart, the lower is at most 3: so neither a low nor a split pulse is left
out, and nobody has to look at the other's answer to know that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """How often a pair was asked, and when last."""

    org: str
    pair_id: str
    number: int = 0
    asked_at: datetime | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseAnswer:
    """What one side answered. Numbers alone, which health is worked out from."""

    org: str
    answer_key: str
    pair_id: str
    person_id: str
    number: int
    worth: int
    both_ways: int
    revision: int = 0

    @property
    def lowest(self) -> int:
        """Of the two questions."""
        return min(self.worth, self.both_ways)

    @property
    def needs_care(self) -> bool:
        """Whether something is offered to who answered so."""
        return self.lowest <= OFFERED_UP_TO


@dataclass(frozen=True, slots=True, kw_only=True)
class FitAnswer:
    """What one side said about whether it fits, sealed for them alone."""

    org: str
    answer_key: str
    pair_id: str
    person_id: str
    answer: SealedText
    revision: int = 0


def answer_key(pair_id: str, number: int, person_id: str) -> str:
    """One document per side and question."""
    return f"{pair_id}:{number}:{person_id}"


def pulse_due(pulse: Pulse, opened_at: datetime, resumed: tuple[datetime, ...]) -> datetime:
    """When the two are asked next. After a pause the days count anew: nobody is asked about a time of rest."""
    last = pulse.asked_at + NEXT_PULSE_AFTER if pulse.asked_at else opened_at + FIRST_PULSE_AFTER
    return at_full_hour(max((last, *(at + FIRST_PULSE_AFTER for at in resumed))))


def ask_again(pulse: Pulse, now: datetime) -> Pulse:
    """The next question of the pair."""
    return replace(pulse, number=pulse.number + 1, asked_at=now)


def newest_fit(sessions_held: int) -> int | None:
    """After how many sessions the two were asked last whether it fits."""
    return max((number for number in FIT_AFTER_SESSIONS if number <= sessions_held), default=None)
