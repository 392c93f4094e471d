"""Looking for entries: what is sealed by the house is opened in memory, some pages at a time, and no index keeps it."""

from dataclasses import dataclass, field

from libs.common.asks import Asker
from libs.common.contracts.entries import Entry, EntryPage, FindEntries
from services.journal.domain.notes import earlier_days
from services.journal.domain.search import wanted
from services.journal.queries import NotesQuery, Place
from services.journal.sealing import Sealing
from services.journal.store import Store
from services.journal.use_cases.reading import shown

BATCH = 50
MOST_BATCHES = 10
"""Read for one answer. Who looks for something rare goes on from there."""

LARGEST_ANSWER = 300_000
"""Characters, about: an answer is one message."""


@dataclass(slots=True)
class Page:
    """The answer as it grows."""

    limit: int
    entries: list[Entry] = field(default_factory=list)
    size: int = 0

    def add(self, entry: Entry) -> None:
        """One more."""
        self.entries.append(entry)
        self.size += len(entry.text or "") + (len(entry.jwe.ciphertext) if entry.jwe else 0)

    @property
    def is_full(self) -> bool:
        """No more fits."""
        return len(self.entries) >= self.limit or self.size >= LARGEST_ANSWER


class Searching:
    """Over what the asker may read."""

    def __init__(self, store: Store, sealing: Sealing) -> None:
        self.store, self.sealing = store, sealing

    async def find(self, ask: FindEntries, asker: Asker) -> EntryPage:
        """The newest day first."""
        looked_for, query, page = wanted(ask.q, ask.tag), _query(ask, asker), Page(ask.limit)
        place = Place.read(ask.cursor) if ask.cursor else None
        for _ in range(MOST_BATCHES):
            notes = await self.store.list_notes(query, place, BATCH)
            for note, entry in zip(notes, await shown(self.sealing, asker.org, notes), strict=True):
                place = Place(note.day, note.entry_id)
                if looked_for.fits(entry.text or "", entry.tags):
                    page.add(entry)
                    if page.is_full:
                        return EntryPage(data=tuple(page.entries), next_cursor=place.written)
            if len(notes) < BATCH:
                return EntryPage(data=tuple(page.entries))
        return EntryPage(data=tuple(page.entries), next_cursor=place.written if place else None)


def _query(ask: FindEntries, asker: Asker) -> NotesQuery:
    return NotesQuery(
        org=asker.org,
        reader_id=asker.person_id,
        kind=ask.kind,
        pair_id=ask.pair_id,
        days=earlier_days(ask.on_this_day) if ask.on_this_day else None,
    )
