"""Letters to later: opened on their day, once, for the two they are for."""

from libs.common.contracts.entries import LetterOpened
from libs.common.unit import Timer, Unit, Units
from services.journal.domain.notes import Note, opened
from services.journal.domain.stories import Story
from services.journal.store import Store
from services.journal.use_cases.entries import OPEN_LETTERS

AT_ONCE = 50
"""In one transaction; the timer comes again for the rest."""


class Letters:
    """What happens on the day."""

    def __init__(self, store: Store, units: Units) -> None:
        self.store, self.units = store, units

    async def open(self, timer: Timer) -> Unit:
        """All letters of a day. One that is open already stays so, and is not told again."""
        unit = self.units.after_timer(timer)
        letters = await self.store.list_closed(timer.org, timer.subject, AT_ONCE)
        stories = await self.store.stories.get_all(timer.org, [letter.pair_id or "" for letter in letters])
        for letter in letters:
            self._open(unit, letter, stories[letter.pair_id or ""])
        if len(letters) == AT_ONCE:
            unit.set_timer(OPEN_LETTERS, timer.subject, unit.now)
        return unit

    def _open(self, unit: Unit, letter: Note, story: Story) -> None:
        after = opened(letter, story, unit.now)
        unit.write(self.store.notes.save(after))
        if after.is_shared:
            fact = LetterOpened(
                pair_id=story.pair_id,
                members=story.member_ids,
                entry_id=letter.entry_id,
                author_id=letter.author_id,
            )
            unit.publish(fact, story.pair_id)
