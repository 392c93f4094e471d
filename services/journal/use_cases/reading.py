"""Notes as somebody who may read them sees them: opened in memory, kept nowhere."""

import json
from collections.abc import Sequence
from datetime import date, datetime

from libs.common.contracts.asks import StoryEntry
from libs.common.contracts.entries import Entry
from libs.common.contracts.jwe import Jwe
from services.journal.domain.notes import Note
from services.journal.domain.stories import Story
from services.journal.sealing import Sealing
from services.journal.store import Store

LATEST = 50
"""Of what the two shared, so that a story stays one answer."""


async def shown(sealing: Sealing, org: str, notes: Sequence[Note]) -> list[Entry]:
    """In their order. Whose key was destroyed has no words any more."""
    sealed = {f"{note.entry_id}/text": note.text for note in notes if note.text}
    sealed |= {f"{note.entry_id}/tags": note.tags for note in notes if note.tags}
    texts = await sealing.open(org, sealed)
    return [_entry(note, texts.get(f"{note.entry_id}/text"), texts.get(f"{note.entry_id}/tags")) for note in notes]


async def shared_in(store: Store, sealing: Sealing, story: Story) -> list[StoryEntry]:
    """The latest that the two of a pair let each other read, oldest first, as a part of their story."""
    notes = await store.list_shared(story, LATEST)
    entries = zip(notes, await shown(sealing, story.org, notes), strict=True)
    return [_told(note.shared_at, entry) for note, entry in entries if note.shared_at][::-1]


def _told(at: datetime, entry: Entry) -> StoryEntry:
    return StoryEntry(
        entry_id=entry.entry_id, kind=entry.kind, at=at, author_id=entry.author_id, text=entry.text, tags=entry.tags
    )


def _entry(note: Note, text: str | None, tags: str | None) -> Entry:
    return Entry(
        entry_id=note.entry_id,
        level=note.level,
        kind=note.kind,
        day=date.fromisoformat(note.day),
        author_id=note.author_id,
        reader_ids=note.reader_ids,
        pair_id=note.pair_id,
        shared_at=note.shared_at,
        text=None if note.jwe else text or "",
        tags=tuple(json.loads(tags)) if tags else (),
        jwe=Jwe.model_validate_json(note.jwe) if note.jwe and note.is_open else None,
        opens_on=date.fromisoformat(note.opens_on) if note.opens_on else None,
        version=note.revision,
    )
