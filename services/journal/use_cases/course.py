"""The course of a pair: its clock, and what its news bring."""

from libs.common.unit import Timer, Unit, Units
from services.journal.domain import course as domain
from services.journal.domain.stories import Story
from services.journal.store import Store
from services.journal.use_cases.own import save_story

COURSE = "course-clock"


class Course:
    """Use cases about the planned time of a pair."""

    def __init__(self, store: Store, units: Units) -> None:
        self.store, self.units = store, units

    async def tick(self, timer: Timer) -> Unit:
        """Its clock has come to something; or it stood still meanwhile, and goes on with the news that say so."""
        unit = self.units.after_timer(timer)
        story = await self.store.stories.get(timer.org, timer.subject)
        after = domain.tick(story, unit.now)
        save_story(self.store, unit, story, after)
        set_course_clock(unit, after)
        return unit


def set_course_clock(unit: Unit, story: Story) -> None:
    """Set the clock to what comes next; a pause or an end stops it."""
    due = domain.next_due(story)
    if due is None:
        unit.cancel_timer(COURSE, story.pair_id)
    else:
        unit.set_timer(COURSE, story.pair_id, due)
