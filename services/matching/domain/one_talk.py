"""A pair for one talk that is not held: a word to both, then its end, so that it keeps nobody's place for ever."""

from dataclasses import replace
from datetime import datetime, timedelta

from services.matching.domain.directions import Direction
from services.matching.domain.pairs import Pair, Standing
from services.matching.domain.standings import Change, Step, let_go

TALK_WITHIN = timedelta(days=30)
REMIND_BEFORE = timedelta(days=7)


def ends_at(pair: Pair) -> datetime | None:
    """When it ends by itself; an extension moves that, and after a pause the days count anew. None for all others."""
    if pair.direction is not Direction.FLASH or pair.standing is not Standing.CONSENTED:
        return None
    begun_at = max(filter(None, (pair.formed_at, pair.resumed_at)))
    return max(filter(None, (begun_at + TALK_WITHIN, pair.planned_until)))


def next_due(pair: Pair) -> datetime | None:
    """When its clock does something next; None where it has none."""
    end = ends_at(pair)
    return end if end is None or pair.told_end == end else end - REMIND_BEFORE


def tick(pair: Pair, at: datetime) -> Step:
    """What the clock does by `at`. Of an end that has come already nobody is reminded."""
    end, due = ends_at(pair), next_due(pair)
    if end is None or due is None or at < due:
        return Step(pair)
    if at >= end:
        return let_go(pair, at)
    return Step(replace(pair, told_end=end, sequence=pair.sequence + 1), Change.REMINDED)
