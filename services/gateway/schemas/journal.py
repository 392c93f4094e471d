"""The journal: what can be written there, and the keys with which clients seal."""

from pydantic import Field

from libs.common.contracts import Words
from libs.common.contracts.base import Id
from libs.common.contracts.entries import EntryKind, Level
from libs.common.contracts.jwe import BackupJwe, PublicJwk
from services.gateway.schemas.shown import Body, Shown


class ShareWith(Body):
    """With whom: the other one of a pair."""

    pair_id: Id


class PublishKey(Body):
    """The public half of a key that a device made, and perhaps a backup of the other half."""

    jwk: PublicJwk = Field(description="These members alone, on P-256 or X25519; never `d`.")
    backup: BackupJwe | None = Field(
        default=None,
        description="The private key, encrypted on the device under a passphrase. Nobody else can open it.",
    )


class KindShown(Shown):
    """A kind of entry, and the level that suits it."""

    kind: EntryKind
    level: Level = Field(description="A suggestion: what is written always says its level. Without keys: `mine`.")
    words: Words


class LevelShown(Shown):
    """Who reads what is written at a level, and what protects it."""

    level: Level
    name: Words
    readers: Words
    cryptography: Words = Field(description="What holds whatever anybody wants.")
    promise: Words = Field(description="What holds because whoever runs this house keeps their word.")


class JournalKinds(Shown):
    """All there is to choose from."""

    kinds: list[KindShown]
    levels: list[LevelShown]
