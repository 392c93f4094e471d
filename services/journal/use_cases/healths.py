"""How a pair is: told to the house when its band changes, and to each of the two when they ask."""

from dataclasses import replace
from datetime import datetime, timedelta

from libs.common.asks import Asker
from libs.common.contracts.care import Choice, HealthChanged, HealthReading, HealthState, PairHealth, ReadHealth
from libs.common.contracts.requests import Direction
from libs.common.unit import Unit, Units
from services.journal.domain.care_words import BANDS, CONFIDENCES, REASONS
from services.journal.domain.health import (
    GRACE,
    Health,
    Reading,
    SideSignals,
    Signals,
    read_pair,
    read_side,
    read_whole,
)
from services.journal.domain.hours import at_full_hour
from services.journal.domain.rhythm import Attention, Rhythm
from services.journal.domain.sessions import senior_of
from services.journal.domain.stories import Standing, Story
from services.journal.store import Store
from services.journal.use_cases.own import own_story

LOOK_EVERY = timedelta(days=7)
"""What is known grows old, too: so there is a look from time to time, though nothing happens."""


class Healths:
    """Use cases about health."""

    def __init__(self, store: Store, units: Units) -> None:
        self.store, self.units = store, units

    async def judge(self, unit: Unit, story: Story, rhythm: Rhythm) -> datetime | None:
        """Tell the band where it is another; when to look again, though nothing happens. In the grace nobody looks."""
        if unit.now < (first := _read_from(story)):
            return first
        before = await self.store.health.find(story.org, story.pair_id) or Health(org=story.org, pair_id=story.pair_id)
        reading = read_whole(await self._signals(story, rhythm))
        if reading.band is not before.band:
            unit.write(self.store.health.save(replace(before, band=reading.band)))
            unit.publish(_changed(story, before, reading), story.pair_id)
        return None if rhythm.attention is Attention.CLOSING else at_full_hour(unit.now + LOOK_EVERY)

    async def read(self, ask: ReadHealth, asker: Asker) -> PairHealth:
        """To each of the two what they may know: nothing in it comes from what only the other knows."""
        story = await own_story(self.store, asker, ask.pair_id)
        state = _state(story, self.units.clock.now())
        is_read = state in (HealthState.READ, HealthState.PAUSED)
        signals = await self._signals(story, await self.store.get_rhythm(story))
        return PairHealth(
            pair_id=story.pair_id,
            state=state,
            read_from=_read_from(story),
            own=_shown(read_side(signals, asker.person_id)) if is_read else None,
            pair=_shown(read_pair(signals)) if is_read else None,
        )

    async def _signals(self, story: Story, rhythm: Rhythm) -> Signals:
        """What is there now; the rest is not known."""
        pulses = await self.store.list_newest_answers(story, await self.store.get_pulse(story))
        one, other = (
            SideSignals(
                person_id=person_id,
                pulse=pulses[person_id].lowest if person_id in pulses else None,
                cancelled_in_a_row=story.lapses.count(person_id),
                cancels_heavily=person_id == senior_of(story),
            )
            for person_id in story.member_ids
        )
        # Two who plan nothing here may have agreed on a time elsewhere.
        is_planned = story.next_session_at is not None and story.next_session_at > self.units.clock.now()
        return Signals(
            sides=(one, other),
            sessions_held=story.sessions_held,
            attention=rhythm.attention,
            has_next_session=is_planned or None,
        )


def _read_from(story: Story) -> datetime:
    return at_full_hour(story.begun_at + GRACE)


def _state(story: Story, now: datetime) -> HealthState:
    if story.standing is Standing.ENDED:
        return HealthState.ENDED
    if story.direction == Direction.FLASH:
        return HealthState.ONE_TALK
    if now < _read_from(story):
        return HealthState.EARLY
    return HealthState.PAUSED if story.standing is Standing.PAUSED else HealthState.READ


def _changed(story: Story, before: Health, reading: Reading) -> HealthChanged:
    return HealthChanged(
        pair_id=story.pair_id,
        members=story.member_ids,
        band=reading.band,
        before=before.band,
        reasons=reading.reasons,
        confidence=reading.confidence,
    )


def _shown(reading: Reading) -> HealthReading:
    return HealthReading(
        band=reading.band,
        words=BANDS[reading.band],
        confidence=reading.confidence,
        confidence_words=CONFIDENCES[reading.confidence],
        reasons=tuple(Choice(code=code, words=REASONS[code]) for code in reading.reasons),
    )
