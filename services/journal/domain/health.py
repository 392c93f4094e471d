"""How a pair is, from what is known: what is not known is left out, and makes it less certain, not worse."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from statistics import fmean

from libs.common.contracts.care import Band, Confidence
from services.journal.domain.rhythm import Attention

GRACE = timedelta(days=21)
"""So long after they said yes nothing is read. And nothing but a kind word ever follows from a reading."""

LEARNED_WITHIN = timedelta(days=45)
FEW_FACTS, MANY_FACTS = 4, 10
LITTLE_KNOWN, MUCH_KNOWN = 0.4, 0.75
ACTS_THAT_TELL = 4
FAIR_SHARE = 0.3
CANCELLED, CANCELLED_BY_SENIOR = 10, 20
CANCELLED_IN_A_ROW = 2


class Signal(StrEnum):
    """What a reading is made of."""

    RHYTHM = "rhythm"
    NEXT_SESSION = "next-session"
    TWO_SIDED = "two-sided"
    PULSE = "pulse"
    AGREEMENT = "agreement"
    LEARNING = "learning"
    PREPARATION = "preparation"
    CANCELLATIONS = "cancellations"


SHARED = {Signal.RHYTHM: 25, Signal.NEXT_SESSION: 15, Signal.TWO_SIDED: 15, Signal.AGREEMENT: 10}
"""What both know, and how much it counts of 100."""

WEIGHTS = SHARED | {Signal.PULSE: 20, Signal.LEARNING: 10, Signal.PREPARATION: 5}
"""With what only a side itself knows."""

FROM_SCORE = ((75, Band.THRIVING), (55, Band.STEADY), (35, Band.QUIET), (0, Band.NEEDS_CARE))
OF_ATTENTION = {Attention.NONE: 1.0, Attention.SUGGESTED: 0.5, Attention.FADING: 0.0, Attention.CLOSING: 0.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class SideSignals:
    """What is known of one side; None is not known."""

    person_id: str
    pulse: int | None = None
    """The lower of the two answers of the newest pulse that they answered, 1 to 5."""

    has_goal: bool | None = None
    has_learned: bool | None = None
    """Something was recorded in the last 45 days; what, nobody looks at."""

    is_prepared: bool | None = None
    acts: int | None = None
    """What they did for the two: lines of giving and getting that they wrote."""

    cancelled_in_a_row: int = 0
    cancels_heavily: bool = False
    """The senior of a reverse pair: a junior must not have to chase them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """Everything that health is worked out from."""

    sides: tuple[SideSignals, SideSignals]
    sessions_held: int = 0
    attention: Attention = Attention.NONE
    has_next_session: bool | None = None
    is_agreed: bool | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """`reasons` are the codes of sentences."""

    band: Band
    confidence: Confidence
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The band that was told last."""

    org: str
    pair_id: str
    band: Band | None = None
    revision: int = 0


def read_whole(signals: Signals) -> Reading:
    """From all that is known of both. Its band alone may leave the house, with the reasons that both may know."""
    whole = _read(signals, signals.sides)
    return Reading(whole.band, whole.confidence, read_pair(signals).reasons)


def read_pair(signals: Signals) -> Reading:
    """What both are shown: nothing that only one of them knows is in it."""
    return _read(signals, ())


def read_side(signals: Signals, person_id: str) -> Reading:
    """What one side is shown alone: what both know and what only they know."""
    return _read(signals, [side for side in signals.sides if side.person_id == person_id])


def _read(signals: Signals, private_to: Sequence[SideSignals]) -> Reading:
    values = _shared(signals) | _private(private_to)
    known = {signal: value for signal, value in values.items() if value is not None}
    possible = WEIGHTS if private_to else SHARED
    weight = sum(possible[signal] for signal in known)
    confidence = _confidence(signals, _facts(signals, private_to), weight / sum(possible.values()))
    penalty = sum(map(_penalty, signals.sides))
    score = 100 * sum(WEIGHTS[signal] * value for signal, value in known.items()) / weight - penalty if weight else 0
    return Reading(_band(score, confidence), confidence, _reasons(signals, known, penalty))


def _shared(signals: Signals) -> dict[Signal, float | None]:
    goals = [side.has_goal for side in signals.sides]
    return {
        Signal.RHYTHM: OF_ATTENTION[signals.attention] if signals.sessions_held else None,
        Signal.NEXT_SESSION: _value(signals.has_next_session),
        Signal.TWO_SIDED: _two_sided([side.acts for side in signals.sides]),
        Signal.AGREEMENT: _mean([signals.is_agreed, *goals]),
    }


def _private(sides: Sequence[SideSignals]) -> dict[Signal, float | None]:
    """Of two pulses the lower one counts: with two that are far apart it does not go well."""
    pulses = [side.pulse for side in sides if side.pulse is not None]
    return {
        Signal.PULSE: (min(pulses) - 1) / 4 if pulses else None,
        Signal.LEARNING: _mean([side.has_learned for side in sides]),
        Signal.PREPARATION: _mean([side.is_prepared for side in sides]),
    }


def _value(known: bool | None) -> float | None:
    return None if known is None else float(known)


def _mean(known: Iterable[bool | None]) -> float | None:
    values = [value for value in map(_value, known) if value is not None]
    return fmean(values) if values else None


def _two_sided(acts: Sequence[int | None]) -> float | None:
    """1 as long as neither side does less than three in ten; 0 where one does everything."""
    known = [count for count in acts if count is not None]
    if len(known) < len(acts) or sum(known) < ACTS_THAT_TELL:
        return None
    return min(1.0, min(known) / sum(known) / FAIR_SHARE)


def _penalty(side: SideSignals) -> int:
    if side.cancelled_in_a_row < CANCELLED_IN_A_ROW:
        return 0
    return CANCELLED_BY_SENIOR if side.cancels_heavily else CANCELLED


def _facts(signals: Signals, private_to: Sequence[SideSignals]) -> int:
    """How many things happened that this is worked out from."""
    happened = [signals.has_next_session, signals.is_agreed]
    happened += [fact for side in private_to for fact in (side.pulse is not None, side.has_learned, side.is_prepared)]
    return signals.sessions_held + sum(side.acts or 0 for side in signals.sides) + sum(map(bool, happened))


def _confidence(signals: Signals, facts: int, share_known: float) -> Confidence:
    """A long silence makes it less certain, too: much of what two do happens elsewhere, and nobody tells of it."""
    is_silent = signals.attention >= Attention.FADING
    if facts < FEW_FACTS or share_known < LITTLE_KNOWN:
        return Confidence.LOW
    if facts < MANY_FACTS or share_known < MUCH_KNOWN:
        return Confidence.LOW if is_silent else Confidence.MEDIUM
    return Confidence.MEDIUM if is_silent else Confidence.HIGH


def _band(score: float, confidence: Confidence) -> Band:
    """Who knows little says nothing strong: neither praise nor worry."""
    band = next((band for least, band in FROM_SCORE if score >= least), Band.NEEDS_CARE)
    if confidence is Confidence.LOW:
        return {Band.THRIVING: Band.STEADY, Band.NEEDS_CARE: Band.QUIET}.get(band, band)
    return band


def _reasons(signals: Signals, known: dict[Signal, float], penalty: int) -> tuple[str, ...]:
    codes = [f"{signal}-{'good' if known[signal] > 0.5 else 'open'}" for signal in WEIGHTS if signal in known]
    if not signals.sessions_held:
        codes.insert(0, "no-session-known")
    return (*codes, *((f"{Signal.CANCELLATIONS}-open",) if penalty else ()))
