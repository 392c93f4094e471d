"""What a round comes to: who would be asked, who is left out and why, and what that means for which group."""

from dataclasses import dataclass
from enum import StrEnum

from services.matching.domain.people import Role
from services.matching.domain.rounds import Couple
from services.matching.domain.words import Words, say


class LeftOutFor(StrEnum):
    """Why somebody has no partner in a round."""

    NO_FIT = "no-fit"
    ONLY_BARRED = "only-barred"
    PLACES_TAKEN = "places-taken"
    NOT_NEEDED = "not-needed"
    CANNOT = "cannot"


@dataclass(frozen=True, slots=True)
class Placed:
    """Two who would be asked. `value` is their score under the round's weights; a locked pair may have none."""

    couple: Couple
    value: float
    is_locked: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody without a partner in this round."""

    person_id: str
    role: Role
    why: LeftOutFor


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """`group` is None where groups too small to be told apart are told together."""

    attribute: str
    role: Role
    group: str | None
    people: int
    shown: int
    asked: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Solution:
    """Everything in the order of ids. `total` is the sum of the values."""

    placed: tuple[Placed, ...]
    left_out: tuple[LeftOut, ...]
    total: float
    fairness: tuple[GroupRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The solution of a round at its present version."""

    org: str
    round_id: str
    solution: Solution
    revision: int = 0


def explain_left_out(why: LeftOutFor) -> Words:
    return dict(LEFT_OUT[why])


LEFT_OUT: dict[LeftOutFor, Words] = {
    LeftOutFor.NO_FIT: say(
        "Nobody in this round gives what is wanted and wants what is given back",
        "Niemand in dieser Runde gibt, was gewünscht ist, und sucht, was zurückgegeben wird",
    ),
    LeftOutFor.ONLY_BARRED: say(
        "Whoever would fit is in the same reporting line, already in a pair with this person, or excluded here",
        "Wer passen würde, gehört zur selben Berichtslinie, bildet schon ein Paar mit dieser Person "
        "oder ist hier ausgeschlossen",
    ),
    LeftOutFor.PLACES_TAKEN: say(
        "All places of those who fit go to others, which is better for the round as a whole",
        "Alle Plätze bei passenden Personen gehen an andere, was für die Runde insgesamt besser ist",
    ),
    LeftOutFor.NOT_NEEDED: say(
        "Those who would fit have found somebody who fits them better",
        "Wer passen würde, hat jemanden gefunden, der noch besser passt",
    ),
    LeftOutFor.CANNOT: say(
        "This person has no free place at present, or has left",
        "Diese Person hat derzeit keinen freien Platz oder ist nicht mehr da",
    ),
}
