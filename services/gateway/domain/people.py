"""What a person's record is, when several sources speak of the same person. Pure.

Every source keeps its newest word on every field; the strongest source that speaks of a field has it. So the same
words give the same record in whatever order they come.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from libs.common.contracts.people import (
    FURTHER_NOTICE,
    Email,
    PersonChanged,
    PersonJoined,
    PersonLeft,
    PersonName,
    PersonRecord,
)
from services.gateway.domain.accounts import Account
from services.gateway.domain.keys import (
    display_name_key,
    email_key,
    external_id_key,
    folded,
    id_key,
    manager_key,
    user_name_key,
)

KEYS = frozenset({"person_id", "changed"})
"""Not words about a person: whom they are about, and what only the gateway may say."""

REQUIRED = frozenset({"name", "email"})
DEFAULT_PRIORITY = 100
OWN = "~oneself"
"""The source of what somebody says of themselves: no id of a platform."""

ABOVE_ALL = 1_000_000
"""No platform is given a priority like it."""


class OwnField(StrEnum):
    """What is theirs to say: there their word stands above all others, until they give it back."""

    GIVES = "gives"
    GETS = "gets"
    HOURS_PER_MONTH = "hours_per_month"
    CAPACITY = "capacity"
    ROLES = "roles"
    LANGUAGES = "languages"
    VISIBLE = "visible"
    LOCALE = "locale"
    TIME_ZONE = "time_zone"


class SaidBy(StrEnum):
    """Whose word stands, as its person reads it."""

    YOU = "you"
    ORGANISATION = "organisation"
    NOBODY = "nobody"


class PersonInput(PersonRecord):
    """What a source says of a person. It may carry only what changed: what is not set is not said."""

    name: PersonName = ""
    email: Email = ""

    def words(self) -> dict[str, Any]:
        """The fields it speaks of, as JSON values."""
        return self.model_dump(mode="json", include=set(self.model_fields_set - KEYS))


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks of people, and how much it counts: on a clash the higher priority stands."""

    source_id: str
    priority: int = DEFAULT_PRIORITY


@dataclass(frozen=True, slots=True)
class Said:
    """The newest word of one source on one field."""

    field: str
    source_id: str
    priority: int
    at: datetime
    value: Any

    @property
    def weight(self) -> tuple[int, datetime, str, str]:
        """The heavier word stands; the last two only make a tie end the same way everywhere."""
        return self.priority, self.at, self.source_id, json.dumps(self.value, sort_keys=True)


@dataclass(frozen=True, slots=True)
class Record:
    """All that is known of a person. `fields` is what stands of all that was said."""

    org: str
    person_id: str
    fields: dict[str, Any] = field(default_factory=dict)
    said: tuple[Said, ...] = ()
    joined_at: datetime | None = None
    left_at: datetime | None = None
    is_here: bool = True
    account: Account | None = None
    """What directories call them; None for somebody of whom no directory spoke."""

    own_version: int = 1
    """Rises whenever something of what is theirs to say stands otherwise, or as somebody else's word."""

    revision: int = 0

    @property
    def is_complete(self) -> bool:
        """There is enough to tell others of this person."""
        return self.fields.keys() >= REQUIRED

    @property
    def is_visible(self) -> bool:
        """They want to be shown to people who do not know them."""
        return bool(self.fields.get("visible", True))

    def is_paused(self, at: datetime) -> bool:
        """They do not want to be asked at that moment."""
        until = self.fields.get("paused_until")
        return until == FURTHER_NOTICE or (until is not None and at < datetime.fromisoformat(until))

    @property
    def version(self) -> int:
        """The `sequence` of the fact that tells of this record once it is saved."""
        return self.revision + 1

    @property
    def user_name(self) -> str:
        """What directories call them: their mail address, as long as none says otherwise."""
        return (self.account.user_name if self.account else "") or str(self.fields.get("email", ""))

    @property
    def unique_name(self) -> str | None:
        """The name that nobody else of their organisation may be given."""
        return folded(self.account.user_name) if self.account and self.account.user_name else None

    @property
    def is_listed(self) -> bool:
        """Directories see them: also after they left, until a directory deletes them."""
        return self.is_here or self.account is None or self.account.deleted_at is None

    @property
    def search_keys(self) -> tuple[str, ...]:
        """What they are found by at once."""
        name, address = (str(self.fields.get(field, "")) for field in ("name", "email"))
        keys = [id_key(self.person_id), user_name_key(self.user_name), display_name_key(name), email_key(address)]
        if self.account and self.account.external_id:
            keys.append(external_id_key(self.account.external_id))
        if manager_id := self.fields.get("manager_id"):
            keys.append(manager_key(manager_id))
        return tuple(keys)

    @property
    def changed_at(self) -> datetime | None:
        """When anybody last said something new of them."""
        times = [*(said.at for said in self.said), self.joined_at, self.left_at]
        times += [self.account.changed_at] if self.account else []
        return max((at for at in times if at), default=None)


def merge(record: Record, words: dict[str, Any], source: Source, at: datetime) -> Record:
    """`record` after `source` said `words` at business time `at`."""
    spoken = [Said(name, source.source_id, source.priority, at, value) for name, value in words.items()]
    said = _newest([*record.said, *spoken])
    return replace(record, said=said, fields=_standing(said))


def withdraw(record: Record, names: Iterable[str], source: Source) -> Record:
    """`record` after `source` took back its words on `names`: what others said of them stands again."""
    taken_back = {(name, source.source_id) for name in names}
    said = tuple(word for word in record.said if (word.field, word.source_id) not in taken_back)
    return replace(record, said=said, fields=_standing(said))


def oneself(record: Record, name: str) -> Source:
    """The person as a source on one field.

    Above all where it is theirs to say; else as strong as whoever spoke of it, so that the newest word of them stands.
    """
    if name in tuple(OwnField):
        return Source(OWN, ABOVE_ALL)
    return Source(OWN, max((said.priority for said in record.said if said.field == name), default=DEFAULT_PRIORITY))


def say_oneself(record: Record, words: Mapping[str, Any], at: datetime) -> Record:
    """`record` after its person said `words` of what is theirs to say; None gives a field back to whoever else speaks.

    `record` itself where that was said already.
    """
    after = record
    for name, value in words.items():
        source = oneself(after, name)
        after = withdraw(after, [name], source) if value is None else merge(after, {name: value}, source, at)
    return record if says_nothing_new(record, after) else after


def said_by(record: Record, name: str) -> SaidBy:
    """Whose word stands on something that is theirs to say."""
    speakers = {said.source_id for said in record.said if said.field == name}
    if OWN in speakers:
        return SaidBy.YOU
    return SaidBy.ORGANISATION if speakers else SaidBy.NOBODY


def says_nothing_new(before: Record, after: Record) -> bool:
    """Everything stands, and was said by the same sources: only the time would differ."""
    return _timeless(before) == _timeless(after)


def numbered(before: Record | None, after: Record) -> Record:
    """`after` with the number of what is theirs to say."""
    if before is None or _own(before) == _own(after):
        return after
    return replace(after, own_version=before.own_version + 1)


def join(record: Record, at: datetime) -> Record:
    """Somebody joined at `at`: they are here, unless a later word says that they left."""
    return _present(replace(record, joined_at=_later(record.joined_at, at)))


def leave(record: Record, at: datetime) -> Record:
    """Somebody left at `at`: they are gone, unless they joined again after that."""
    return _present(replace(record, left_at=_later(record.left_at, at)))


def news(before: Record | None, after: Record) -> PersonJoined | PersonChanged | PersonLeft | None:
    """What others hear of it; None where nothing changed for them, as in the record of somebody who is gone."""
    was_here = before is not None and before.is_here
    if before is None or (after.is_here and not was_here):
        return PersonJoined(person_id=after.person_id, **after.fields) if after.is_here else None
    if not after.is_here:
        return PersonLeft(person_id=after.person_id) if was_here else None
    changed = _changed(before, after)
    return PersonChanged(person_id=after.person_id, **after.fields, changed=changed) if changed else None


def _changed(before: Record, after: Record) -> tuple[str, ...]:
    """The fields that stand differently, as the wire shows them: a default that was said is no change."""
    old, new = _shown(before), _shown(after)
    return tuple(sorted(name for name in new if old[name] != new[name]))


def _shown(record: Record) -> dict[str, Any]:
    return PersonJoined(person_id=record.person_id, **record.fields).model_dump(mode="json")


def _own(record: Record) -> list[tuple[Any, SaidBy]]:
    shown = _shown(record)
    return [(shown[name], said_by(record, name)) for name in OwnField]


def _timeless(record: Record) -> Record:
    account = replace(record.account, changed_at=None) if record.account else None
    return replace(record, account=account, said=tuple(replace(said, at=datetime.min) for said in record.said))


def _newest(said: Iterable[Said]) -> tuple[Said, ...]:
    kept: dict[tuple[str, str], Said] = {}
    for word in said:
        key = word.field, word.source_id
        if key not in kept or (word.at, word.weight) > (kept[key].at, kept[key].weight):
            kept[key] = word
    return tuple(kept[key] for key in sorted(kept))


def _standing(said: Iterable[Said]) -> dict[str, Any]:
    heaviest: dict[str, Said] = {}
    for word in said:
        if word.field not in heaviest or word.weight > heaviest[word.field].weight:
            heaviest[word.field] = word
    return {name: heaviest[name].value for name in sorted(heaviest)}


def _later(known: datetime | None, at: datetime) -> datetime:
    return at if known is None else max(known, at)


def _present(record: Record) -> Record:
    gone = record.left_at is not None and (record.joined_at is None or record.joined_at <= record.left_at)
    return replace(record, is_here=not gone)
