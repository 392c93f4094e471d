"""Why two people suit each other: up to three reasons, the same words for both."""

from dataclasses import dataclass

from services.matching.domain import words
from services.matching.domain.hours import ENOUGH_OVERLAP
from services.matching.domain.pairings import ENOUGH_HOURS, Pairing
from services.matching.domain.words import Words


@dataclass(frozen=True, slots=True)
class Reason:
    """One plain sentence that is true of both sides."""

    code: str
    words: Words


def reasons_for(pairing: Pairing) -> tuple[Reason, ...]:
    """What each gives the other, then the best of what makes meeting easy. Fewer than three where less is true."""
    return _gifts(pairing) + _ease(pairing)


def _gifts(pairing: Pairing) -> tuple[Reason, ...]:
    """For a mentor asked by name one of the two, or both, may be missing; each phrase then stands alone."""
    there, back = pairing.mentor_helps, pairing.mentee_helps
    if there.matches and back.matches:
        return (
            Reason("gives-wanted", words.one_gives(there.topics)),
            Reason("wants-given", words.other_gives_back(back.topics)),
        )
    if there.matches:
        return (Reason("gives-wanted", words.one_gives(there.topics)),)
    if back.matches:
        return (Reason("wants-given", words.one_gives(back.topics)),)
    return ()


def _ease(pairing: Pairing) -> tuple[Reason, ...]:
    if pairing.overlap is not None and pairing.overlap >= ENOUGH_OVERLAP:
        return (Reason("hours-overlap", words.days_overlap(pairing.overlap)),)
    if pairing.hours >= ENOUGH_HOURS:
        return (Reason("both-have-time", words.both_have(pairing.hours)),)
    if pairing.languages:
        return (Reason("shared-language", words.both_speak(pairing.languages)),)
    return ()
