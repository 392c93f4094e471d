"""From what a member sends to what is kept: whom it may be for, and sealed under whose key."""

import json
from collections.abc import Sequence
from dataclasses import replace

from libs.common.asks import Asker
from libs.common.contracts.entries import EntryDraft, LetterDraft, MineDraft, PairDraft, SealedDraft
from libs.common.contracts.jwe import Jwe
from libs.common.unit import Unit
from services.journal.domain.codes import Code, RuleBroken
from services.journal.domain.keys import own_key, shared_key
from services.journal.domain.notes import Note, require_day, require_going_on, require_opening, require_recipients
from services.journal.domain.stories import Story
from services.journal.sealing import Sealing
from services.journal.store import Store
from services.journal.use_cases.own import own_story


class Drafts:
    """Makes notes of drafts. RuleBroken, or NotFound, where one cannot be."""

    def __init__(self, store: Store, sealing: Sealing) -> None:
        self.store, self.sealing = store, sealing

    async def note(self, unit: Unit, asker: Asker, entry_id: str, draft: EntryDraft) -> Note:
        """`draft` as it is kept, for exactly those whom its level names."""
        require_day(draft.day, unit.now.date())
        plain = Note(
            org=asker.org,
            entry_id=entry_id,
            author_id=asker.person_id,
            reader_ids=(asker.person_id,),
            level=draft.level,
            kind=draft.kind,
            day=draft.day.isoformat(),
        )
        match draft:
            case MineDraft():
                return await self._mine(unit, asker, plain, draft)
            case PairDraft():
                return await self._pair(unit, asker, plain, draft)
            case SealedDraft():
                await self._require_sealed_for(asker, draft.jwe, (asker.person_id,))
                return replace(plain, jwe=draft.jwe.model_dump_json())
            case LetterDraft():
                return await self._letter(unit, asker, plain, draft)

    async def worded(self, unit: Unit, note: Note, text: str, tags: Sequence[str]) -> Note:
        """`note` with its words, under the key of those who may read it."""
        name = shared_key(note.pair_id, note.author_id) if note.is_shared and note.pair_id else own_key(note.author_id)
        sealed_text = await self.sealing.seal(unit, name, text, f"{note.entry_id}/text")
        sealed_tags = await self.sealing.seal(unit, name, json.dumps(tags), f"{note.entry_id}/tags") if tags else None
        return replace(note, text=sealed_text, tags=sealed_tags)

    async def _mine(self, unit: Unit, asker: Asker, plain: Note, draft: MineDraft) -> Note:
        if draft.pair_id:
            await own_story(self.store, asker, draft.pair_id)
        return await self.worded(unit, replace(plain, pair_id=draft.pair_id), draft.text, draft.tags)

    async def _pair(self, unit: Unit, asker: Asker, plain: Note, draft: PairDraft) -> Note:
        story = await self._going_on(asker, draft.pair_id)
        note = replace(plain, pair_id=story.pair_id, reader_ids=story.member_ids, shared_at=unit.now)
        return await self.worded(unit, note, draft.text, draft.tags)

    async def _letter(self, unit: Unit, asker: Asker, plain: Note, draft: LetterDraft) -> Note:
        require_opening(draft.opens_on, unit.now.date())
        story = await self._going_on(asker, draft.pair_id)
        await self._require_sealed_for(asker, draft.jwe, story.member_ids)
        jwe, opens_on = draft.jwe.model_dump_json(), draft.opens_on.isoformat()
        return replace(plain, pair_id=story.pair_id, jwe=jwe, opens_on=opens_on, is_open=False)

    async def _going_on(self, asker: Asker, pair_id: str) -> Story:
        story = await own_story(self.store, asker, pair_id)
        require_going_on(story)
        return story

    async def _require_sealed_for(self, asker: Asker, jwe: Jwe, readers: Sequence[str]) -> None:
        keys = await self.store.member_keys.find_all(asker.org, readers)
        if asker.person_id not in keys:
            raise RuleBroken(Code.KEY_MISSING)
        if len(keys) < len(readers):
            raise RuleBroken(Code.KEY_OF_PARTNER_MISSING)
        require_recipients([header.kid for header in jwe.headers], [key.kid for key in keys.values()])
