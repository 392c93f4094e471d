"""Journal entries: who wrote for whom, never what; and what clients ask of them."""

from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from libs.common.contracts.asks import Ask, Page, Reply
from libs.common.contracts.base import Audience, Day, Id, Instant, Service, ShortText
from libs.common.contracts.jwe import BackupJwe, Jwe, PublicJwk
from libs.common.contracts.pairs import PairFact
from libs.common.contracts.programmes import Part

LONGEST_TEXT = 20_000
MOST_TAGS = 20
PAGE = 50

WELCOME: Final = "welcome"
"""The kind of the house's own words."""


class EntryKind(StrEnum):
    """What a member writes."""

    REFLECTION = "reflection"
    SESSION_NOTE = "session-note"
    LEARNED_FROM_YOU = "learned-from-you"
    GAVE = "gave"
    QUESTION_TO_BRING = "question-to-bring"
    FEEDBACK_ASKED = "feedback-asked"
    FEEDBACK_GIVEN = "feedback-given"
    DECISION = "decision"
    WIN = "win"
    WORRY = "worry"
    GRATITUDE = "gratitude"
    LETTER_TO_LATER = "letter-to-later"
    CLOSING_LETTER = "closing-letter"


class Level(StrEnum):
    """Who reads an entry."""

    SEALED = "sealed"
    """Its author alone: encrypted before it comes here."""

    SEALED_UNTIL = "sealed-until"
    """Both of a pair, from a day on: encrypted for the two before it comes here."""

    MINE = "mine"
    PAIR = "pair"


class EntryWritten(PairFact, by=[Service.JOURNAL], audience=[Audience.PAIR]):
    """There is something to read, from the house or the partner. What somebody writes for themselves is no fact."""

    entry_id: Id
    kind: EntryKind | Literal["welcome"]
    reader_id: Id
    author_id: Id | None = None
    """None: the house."""

    def concerns(self) -> frozenset[str]:
        """Who reads it, and who wrote it."""
        return frozenset(filter(None, (self.reader_id, self.author_id)))


class EntryWithdrawn(PairFact, by=[Service.JOURNAL], audience=[Audience.PAIR]):
    """Its author took an entry back: the partner reads it no more."""

    entry_id: Id
    author_id: Id


class LetterOpened(PairFact, by=[Service.JOURNAL], audience=[Audience.PAIR]):
    """The day has come: both can read a letter to later. Once."""

    entry_id: Id
    author_id: Id


EntryText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TEXT)]
Tag = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Tags = Annotated[tuple[Tag, ...], Field(max_length=MOST_TAGS)]


class Readable(Part):
    """What the house encrypts."""

    kind: EntryKind
    day: Day
    text: EntryText
    tags: Tags = ()


class MineDraft(Readable):
    """For its author alone."""

    level: Literal[Level.MINE]
    pair_id: Id | None = None


class PairDraft(Readable):
    """For both of a pair."""

    level: Literal[Level.PAIR]
    pair_id: Id


class SealedDraft(Part):
    """For its author alone, who has encrypted it. The house knows what stands here in the clear and how long it is."""

    level: Literal[Level.SEALED]
    kind: EntryKind
    day: Day
    jwe: Jwe


class LetterDraft(Part):
    """For both of a pair, from a day on; encrypted for the two by its author."""

    level: Literal[Level.SEALED_UNTIL]
    kind: Literal[EntryKind.LETTER_TO_LATER]
    day: Day
    pair_id: Id
    opens_on: Day
    jwe: Jwe


EntryDraft = Annotated[MineDraft | PairDraft | SealedDraft | LetterDraft, Field(discriminator="level")]


class Entry(Reply):
    """An entry as somebody may read it. `jwe` is what clients open themselves; of a letter, None until its day."""

    entry_id: Id
    level: Level
    kind: EntryKind
    day: Day
    author_id: Id
    reader_ids: tuple[Id, ...]
    """Everybody who can read it now."""

    pair_id: Id | None = None
    shared_at: Instant | None = None
    text: str | None = None
    tags: tuple[str, ...] = ()
    jwe: Jwe | None = None
    opens_on: Day | None = None
    version: int


class WriteEntry(Ask[Entry], to=Service.JOURNAL, reply=Entry):
    """A new one. The same `entry_id` again answers what became of the first."""

    entry_id: Id
    draft: EntryDraft


class ReadEntry(Ask[Entry], to=Service.JOURNAL, reply=Entry):
    """One of them, for who may read it."""

    entry_id: Id


class EditEntry(Ask[Entry], to=Service.JOURNAL, reply=Entry):
    """Its author puts this in the place of what was read as `version`. Who reads it does not change by this."""

    entry_id: Id
    version: int
    draft: EntryDraft


class Sharing(Reply):
    """Who would read it."""

    entry_id: Id
    pair_id: Id
    reader_ids: tuple[Id, ...]


class PreviewSharing(Ask[Sharing], to=Service.JOURNAL, reply=Sharing):
    """Its author wants to know who would read it."""

    entry_id: Id
    pair_id: Id


class ShareEntry(Ask[Entry], to=Service.JOURNAL, reply=Entry):
    """Its author lets the partner read it."""

    entry_id: Id
    pair_id: Id


class WithdrawEntry(Ask[Entry], to=Service.JOURNAL, reply=Entry):
    """Its author takes it back from the partner, and keeps it."""

    entry_id: Id


class Erased(Reply):
    """It is gone."""


class EraseEntry(Ask[Erased], to=Service.JOURNAL, reply=Erased):
    """Its author wants it gone."""

    entry_id: Id


class EntryPage(Page):
    """The newest day first. A page may be short, or empty, where there is a `next_cursor`: the search goes on there."""

    data: tuple[Entry, ...]


class FindEntries(Ask[EntryPage], to=Service.JOURNAL, reply=EntryPage):
    """What the asker may read. What they sealed themselves has no words here: only its kind and day are looked at."""

    q: ShortText | None = None
    tag: Tag | None = None
    kind: EntryKind | None = None
    pair_id: Id | None = None
    on_this_day: Day | None = None
    cursor: Annotated[str, StringConstraints(max_length=200)] | None = None
    limit: int = Field(default=20, ge=1, le=PAGE)


class MemberKey(Reply):
    """Somebody's own key, and its backup as they left it."""

    kid: Id
    jwk: PublicJwk
    backup: BackupJwe | None = None
    version: int


class ReadKey(Ask[MemberKey], to=Service.JOURNAL, reply=MemberKey):
    """Somebody fetches theirs, perhaps on another device."""


class SetKey(Ask[MemberKey], to=Service.JOURNAL, reply=MemberKey):
    """Somebody publishes a key, or puts it in the place of the one that was read as `version`; 0: there is none."""

    jwk: PublicJwk
    backup: BackupJwe | None = None
    version: int


class PairKey(Reply):
    """A key of one of the two, for the other to seal for."""

    person_id: Id
    kid: Id
    jwk: PublicJwk


class PairKeys(Reply):
    """Of those of the two who published one."""

    data: tuple[PairKey, ...]


class ReadPairKeys(Ask[PairKeys], to=Service.JOURNAL, reply=PairKeys):
    """Either of the two wants to seal for both."""

    pair_id: Id
