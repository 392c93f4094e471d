"""Data keys: whose words each of them opens, and what a sealed text looks like."""

from dataclasses import dataclass, replace
from datetime import datetime

from libs.common.ids import derived_id


@dataclass(frozen=True, slots=True)
class KeyName:
    """Which data key, and whose words it seals: with their owner's erasure it goes."""

    key_id: str
    owner_id: str


@dataclass(frozen=True, slots=True)
class SealedText:
    """A text as it is kept: nobody reads it without the data key, and the place that it was sealed for."""

    key_id: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class DataKey:
    """A data key, wrapped by the master key `master_id`; with neither when it was destroyed, and then for ever."""

    org: str
    key_id: str
    owner_id: str
    made_at: datetime
    master_id: str | None
    wrapped: bytes | None
    revision: int = 0


def own_key(person_id: str) -> KeyName:
    """For what only its author reads."""
    return KeyName(derived_id("own", person_id), person_id)


def shared_key(pair_id: str, author_id: str) -> KeyName:
    """For what one of a pair wrote and both read: one for each of the two, so that one's words can go alone."""
    return KeyName(derived_id("shared", pair_id, author_id), author_id)


def destroyed(key: DataKey) -> DataKey:
    """What it sealed can never be read again, from a backup neither. Its place stays taken: no new one comes there."""
    return replace(key, master_id=None, wrapped=None)


def never_to_be(org: str, name: KeyName, now: datetime) -> DataKey:
    """The place of a key that nobody may make any more."""
    return DataKey(org=org, key_id=name.key_id, owner_id=name.owner_id, made_at=now, master_id=None, wrapped=None)
