"""Members who write in a running journal, each with a device of their own that seals."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter

from libs.common.contracts import AnyEvent
from libs.common.contracts.asks import Ask
from libs.common.contracts.entries import (
    EditEntry,
    Entry,
    EntryDraft,
    EntryPage,
    FindEntries,
    MemberKey,
    ReadEntry,
    SetKey,
    ShareEntry,
    WithdrawEntry,
    WriteEntry,
)
from tests.component.journal.speaking import Speaking
from tests.support.devices import Device, p256, x25519

R = TypeVar("R", bound=BaseModel)
DRAFT: TypeAdapter[EntryDraft] = TypeAdapter(EntryDraft)
TODAY = date(2026, 6, 1)
PHRASE = "Der Zimtstern klingt violett"


@dataclass(slots=True)
class Writing:
    """Bob writes, Ada is his partner in `pair`; both devices make keys, of different kinds."""

    speaking: Speaking
    pair: AnyEvent
    devices: dict[str, Device] = field(default_factory=lambda: {"ada": x25519(), "bob": p256()})
    written: int = 0

    async def ask(self, question: Ask[R], person_id: str = "bob") -> R:
        """Somebody asks journal."""
        return await self.speaking.questions.ask(question, self.speaking.asker(person_id))

    async def publish_keys(self) -> None:
        """Both can be sealed for from here on."""
        for person_id in self.devices:
            await self.publish_key(person_id)

    async def publish_key(self, person_id: str, version: int = 0, **changes: Any) -> MemberKey:
        """Somebody's device publishes its key."""
        key = {"jwk": self.devices[person_id].jwk, "version": version} | changes
        return await self.ask(SetKey.model_validate(key), person_id)

    async def write(self, level: str, text: str = PHRASE, person_id: str = "bob", **fields: Any) -> Entry:
        """Something new."""
        self.written += 1
        draft = self.draft(level, text, person_id, **fields)
        return await self.ask(WriteEntry(entry_id=f"entry_{self.written}", draft=draft), person_id)

    def draft(self, level: str, text: str = PHRASE, person_id: str = "bob", **fields: Any) -> EntryDraft:
        """As a client sends it."""
        own = self.devices[person_id]
        others = [device for device in self.devices.values() if device is not own]
        shapes: dict[str, dict[str, Any]] = {
            "mine": {"kind": "win", "text": text},
            "pair": {"kind": "decision", "text": text, "pair_id": self.pair.subject},
            "sealed": {"kind": "worry", "jwe": own.seal(text)},
            "sealed-until": {
                "kind": "letter-to-later",
                "pair_id": self.pair.subject,
                "opens_on": self.today + timedelta(days=30),
                "jwe": own.seal(text, *others),
            },
        }
        return DRAFT.validate_python({"level": level, "day": self.today} | shapes[level] | fields)

    @property
    def today(self) -> date:
        """By the house's calendar."""
        return self.speaking.houses[0].clock.now().date()

    async def read(self, entry: Entry, person_id: str = "bob") -> Entry:
        """One of them."""
        return await self.ask(ReadEntry(entry_id=entry.entry_id), person_id)

    async def edit(self, entry: Entry, version: int, draft: EntryDraft, person_id: str = "bob") -> Entry:
        """Somebody puts a draft in its place."""
        return await self.ask(EditEntry(entry_id=entry.entry_id, version=version, draft=draft), person_id)

    async def share(self, entry: Entry, person_id: str = "bob") -> Entry:
        """Somebody lets their partner read it."""
        return await self.ask(ShareEntry(entry_id=entry.entry_id, pair_id=self.pair.subject), person_id)

    async def withdraw(self, entry: Entry, person_id: str = "bob") -> Entry:
        """Somebody takes it back."""
        return await self.ask(WithdrawEntry(entry_id=entry.entry_id), person_id)

    async def find(self, person_id: str = "bob", **wanted: Any) -> EntryPage:
        """One page."""
        return await self.ask(FindEntries.model_validate(wanted), person_id)

    async def find_all(self, person_id: str = "bob", **wanted: Any) -> list[Entry]:
        """Page by page."""
        found, cursor = list[Entry](), None
        while True:
            page = await self.find(person_id, cursor=cursor, **wanted)
            found += page.data
            cursor = page.next_cursor
            if cursor is None:
                return found
