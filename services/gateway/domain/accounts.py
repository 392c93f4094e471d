"""What directories know of a person beside their record: the names and ids that they use. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Account:
    """What a directory gives and gets back unchanged, and what the house has no other use for."""

    user_name: str = ""
    """Empty where no directory gave one: the mail address stands for it."""

    external_id: str | None = None
    formatted: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    locale: str | None = None
    email_type: str | None = "work"
    is_primary_email: bool | None = True
    hides_name: bool = False
    """The directory says no display name: the one that stands is made of the others."""

    hides_active: bool = False
    """The directory does not say whether somebody is active, which means that they are."""

    created_at: datetime | None = None
    changed_at: datetime | None = None
    deleted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """All that a directory says of somebody: what it keeps here, and words on their record as JSON values."""

    account: Account
    words: Mapping[str, Any]
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class Correction:
    """What a directory says otherwise than what stood before."""

    account: Account
    words: dict[str, Any]
    withdrawn: tuple[str, ...]
    is_active: bool | None = None
    """None where that is as it was."""


def correction(before: Told, after: Told) -> Correction:
    """Only what differs: a directory does not repeat in its own name what others said."""
    words = {name: value for name, value in after.words.items() if before.words.get(name) != value}
    withdrawn = tuple(sorted(before.words.keys() - after.words.keys()))
    is_active = after.is_active if after.is_active != before.is_active else None
    return Correction(after.account, words, withdrawn, is_active)
