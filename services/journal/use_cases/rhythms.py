"""A pair's rhythm: what is said when it is silent for long. A timer looks, and nothing of it parts anybody."""

from dataclasses import replace

from libs.common.contracts import Contract
from libs.common.contracts.care import ClosingOffered, SessionSuggested
from libs.common.unit import Timer, Unit, Units
from services.journal.domain.rhythm import Attention, Rhythm, look, newly_reached, next_due
from services.journal.domain.stories import Story
from services.journal.store import Store
from services.journal.use_cases.clocks import RHYTHM_CLOCK
from services.journal.use_cases.gathering import Gathering
from services.journal.use_cases.healths import Healths
from services.journal.use_cases.own import save_story


class Rhythms:
    """The use case of the rhythm clock."""

    def __init__(self, store: Store, units: Units, gathering: Gathering, healths: Healths) -> None:
        self.store, self.units, self.gathering, self.healths = store, units, gathering, healths

    async def tick(self, timer: Timer) -> Unit:
        """What the newest silence has come to, how the pair is, and when to look again."""
        unit = self.units.after_timer(timer)
        story = await self.store.stories.get(timer.org, timer.subject)
        if not story.is_under_way:
            return unit
        before, course = await self.store.get_rhythm(story), await self.gathering.course(story)
        after = look(before, course, unit.now)
        if after != before:
            unit.write(self.store.rhythms.save(after))
        save_story(self.store, unit, story, replace(story, fading_since=after.fading_since))
        fact = _fact(story, after, newly_reached(before, after), unit)
        if fact:
            unit.publish(fact, story.pair_id)
        dues = [next_due(after, course), await self.healths.judge(unit, story, after)]
        known = [due for due in dues if due]
        if known:
            unit.set_timer(RHYTHM_CLOCK, story.pair_id, min(known))
        return unit


def _fact(story: Story, rhythm: Rhythm, reached: Attention, unit: Unit) -> Contract | None:
    """That they fade is said by the phase. Whoever has planned to meet needs no suggestion to."""
    if reached is Attention.SUGGESTED and not story.has_next_session(unit.now):
        return SessionSuggested(
            pair_id=story.pair_id,
            members=story.member_ids,
            next_owner_id=story.next_owner_id,
            days_since=(unit.now - rhythm.silent_since).days,
        )
    if reached is Attention.CLOSING and rhythm.fading_since:
        return ClosingOffered(pair_id=story.pair_id, members=story.member_ids, fading_since=rhythm.fading_since)
    return None
