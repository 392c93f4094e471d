"""What members write: kept, changed, shared and taken back by its author, told to nobody but who may read it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, time

from libs.common.asks import Asker, NotFound, Outdated
from libs.common.contracts.entries import (
    EditEntry,
    Entry,
    EntryKind,
    EntryWithdrawn,
    EntryWritten,
    Erased,
    EraseEntry,
    PreviewSharing,
    ReadEntry,
    ShareEntry,
    Sharing,
    WithdrawEntry,
    WriteEntry,
)
from libs.common.contracts.pairs import Milestone
from libs.common.handling import Handling
from libs.common.unit import Unit, Units
from services.journal.domain.codes import Code, RuleBroken
from services.journal.domain.notes import Note, edited, shared, withdrawn
from services.journal.domain.stories import Story
from services.journal.sealing import Sealing
from services.journal.store import Store
from services.journal.use_cases.drafts import Drafts
from services.journal.use_cases.milestones import Milestones
from services.journal.use_cases.own import own_story
from services.journal.use_cases.reading import shown
from services.journal.use_cases.refusing import refusing

OPEN_LETTERS = "open-letters"
"""The timer: one for all letters of an organisation and a day, so that it tells of nobody when they wrote."""

SHOWS = {
    EntryKind.LEARNED_FROM_YOU: Milestone.LEARNED_FROM_OTHER,
    EntryKind.FEEDBACK_ASKED: Milestone.FEEDBACK_ASKED,
    EntryKind.GRATITUDE: Milestone.THANKED,
}
"""What its author has reached by an entry that the partner may read."""


class Entries:
    """Use cases about them."""

    def __init__(self, store: Store, units: Units, handling: Handling, sealing: Sealing) -> None:
        self.store, self.units, self.handling, self.sealing = store, units, handling, sealing
        self.drafts, self.milestones = Drafts(store, sealing), Milestones(store)

    async def write(self, ask: WriteEntry, asker: Asker) -> Entry:
        """A new one, once."""

        async def decide(unit: Unit) -> None:
            known = await self.store.notes.find(asker.org, ask.entry_id)
            if known is None:
                note = await self.drafts.note(unit, asker, ask.entry_id, ask.draft)
                unit.write(self.store.notes.save(note))
                await self._tell(unit, note)
            elif known.author_id != asker.person_id:
                raise NotFound

        return await self._done(asker, ask.entry_id, decide)

    async def read(self, ask: ReadEntry, asker: Asker) -> Entry:
        """One that the asker may read."""
        return await self._shown(await self._readable(asker, ask.entry_id))

    async def edit(self, ask: EditEntry, asker: Asker) -> Entry:
        """What was read as `version`, as its author has it now."""

        async def decide(unit: Unit) -> None:
            before = await self._own(asker, ask.entry_id)
            if before.revision != ask.version:
                raise Outdated(await self._shown(before))
            draft = await self.drafts.note(unit, asker, ask.entry_id, ask.draft)
            unit.write(self.store.notes.save(edited(before, draft)))

        return await self._done(asker, ask.entry_id, decide)

    async def preview(self, ask: PreviewSharing, asker: Asker) -> Sharing:
        """Who would read it."""
        with refusing():
            note, story = await self._own(asker, ask.entry_id), await own_story(self.store, asker, ask.pair_id)
            would = shared(note, story, self.units.clock.now())
        return Sharing(entry_id=would.entry_id, pair_id=story.pair_id, reader_ids=would.reader_ids)

    async def share(self, ask: ShareEntry, asker: Asker) -> Entry:
        """From here on the partner reads it."""

        async def decide(unit: Unit) -> None:
            before, story = await self._own(asker, ask.entry_id), await own_story(self.store, asker, ask.pair_id)
            after = shared(before, story, unit.now)
            if after != before:
                await self._save(unit, before, after)
                await self._tell(unit, after)

        return await self._done(asker, ask.entry_id, decide)

    async def withdraw(self, ask: WithdrawEntry, asker: Asker) -> Entry:
        """From here on its author alone reads it."""

        async def decide(unit: Unit) -> None:
            before = await self._own(asker, ask.entry_id)
            after = withdrawn(before)
            if after != before:
                await self._save(unit, before, after)
                await self._take_back(unit, before)

        return await self._done(asker, ask.entry_id, decide)

    async def erase(self, ask: EraseEntry, asker: Asker) -> Erased:
        """It is gone, for its readers as well."""

        async def decide(unit: Unit) -> None:
            note = await self._own(asker, ask.entry_id)
            unit.write(self.store.notes.remove(note))
            if note.is_shared:
                await self._take_back(unit, note)

        await self._settled(asker, decide)
        return Erased()

    async def _save(self, unit: Unit, before: Note, after: Note) -> None:
        """Its words under the key of whoever reads it now."""
        (entry,) = await shown(self.sealing, before.org, [before])
        unit.write(self.store.notes.save(await self.drafts.worded(unit, after, entry.text or "", entry.tags)))

    async def _tell(self, unit: Unit, note: Note) -> None:
        """What the partner may read, and what it shows. Of everything else there is no word."""
        if note.opens_on:
            unit.set_timer(OPEN_LETTERS, note.opens_on, beginning_of(note.opens_on))
        if note.is_shared:
            story = await self._story(note)
            fact = EntryWritten(
                pair_id=story.pair_id,
                members=story.member_ids,
                entry_id=note.entry_id,
                kind=note.kind,
                reader_id=story.other(note.author_id),
                author_id=note.author_id,
            )
            written = unit.publish(fact, story.pair_id)
            if note.kind in SHOWS:
                await self.milestones.reach(unit, story, SHOWS[note.kind], written.id, by=note.author_id)

    async def _take_back(self, unit: Unit, note: Note) -> None:
        story = await self._story(note)
        fact = EntryWithdrawn(
            pair_id=story.pair_id, members=story.member_ids, entry_id=note.entry_id, author_id=note.author_id
        )
        unit.publish(fact, story.pair_id)

    async def _story(self, note: Note) -> Story:
        return await self.store.stories.get(note.org, note.pair_id or "")

    async def _readable(self, asker: Asker, entry_id: str) -> Note:
        note = await self.store.notes.find(asker.org, entry_id)
        if note is None or asker.person_id not in note.reader_ids:
            raise NotFound
        return note

    async def _own(self, asker: Asker, entry_id: str) -> Note:
        note = await self._readable(asker, entry_id)
        if note.author_id != asker.person_id:
            raise RuleBroken(Code.ENTRY_NOT_YOURS)
        return note

    async def _shown(self, note: Note) -> Entry:
        (entry,) = await shown(self.sealing, note.org, [note])
        return entry

    async def _done(self, asker: Asker, entry_id: str, decide: Callable[[Unit], Awaitable[None]]) -> Entry:
        await self._settled(asker, decide)
        return await self.read(ReadEntry(entry_id=entry_id), asker)

    async def _settled(self, asker: Asker, decide: Callable[[Unit], Awaitable[None]]) -> None:
        async def unit() -> Unit:
            begun = self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)
            with refusing():
                await decide(begun)
            return begun

        await self.handling.settle(unit)


def beginning_of(day: str) -> datetime:
    """When a letter opens: one time for both, wherever they are."""
    return datetime.combine(date.fromisoformat(day), time.min, UTC)
