"""What a file of people says, and what would become of each of its rows. Pure."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from libs.common.contracts import Words
from services.gateway.domain import people
from services.gateway.domain.people import REQUIRED, Record, Source

FILE = Source("~csv")
"""Files as a source: no id of a platform."""

HEADERS: Mapping[str, tuple[str, ...]] = {
    "name": ("Name", "Name"),
    "email": ("Email", "E-Mail", "E-Mail-Adresse", "Mail"),
    "person_id": ("Id", "Kennung", "Person id", "Personalnummer"),
    "title": ("Title", "Position", "Job title", "Stelle"),
    "department": ("Department", "Abteilung"),
    "site": ("Site", "Standort", "Location"),
    "manager": ("Manager", "Führungskraft", "Manager email", "Vorgesetzte"),
    "locale": ("Language", "Sprache", "Locale"),
    "languages": ("Languages", "Sprachen"),
    "time_zone": ("Time zone", "Zeitzone", "Timezone"),
}
"""The columns there are and what they may be called, in any case: in English, in German, otherwise."""

FIELD_OF = {"manager": "manager_id"}
"""What a column is called in a record, where that is something else."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run."""


class Outcome(StrEnum):
    """What becomes of somebody."""

    NEW = "new"
    RETURNS = "returns"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    LEAVES = "leaves"


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong with a row: where, and by which rule. Never what stands there."""

    row: int
    column: str
    code: str
    words: Words


@dataclass(frozen=True, slots=True)
class PersonRow:
    """What a row says: words on a record, and the fields that it leaves empty."""

    row: int
    person_id: str
    words: Mapping[str, Any]
    empty: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """What becomes of somebody by a file. Without a row, they are not in it and leave."""

    person_id: str
    outcome: Outcome
    row: PersonRow | None = None
    fields: tuple[str, ...] = ()
    """Those that would stand differently."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file would do."""

    planned: tuple[Planned, ...]
    errors: tuple[RowError, ...]
    ignored: tuple[int, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many of each outcome."""
        found = Counter(one.outcome for one in self.planned)
        return {outcome.value: found[outcome] for outcome in Outcome} | {"errors": len(self.errors)}

    @property
    def digest(self) -> str:
        """Another file, other people, another outcome: another digest."""
        said = [
            [one.person_id, one.outcome, one.fields, dict(one.row.words) if one.row else {}] for one in self.planned
        ]
        wrong = [[one.row, one.column, one.code] for one in self.errors]
        return hashlib.sha256(json.dumps([said, wrong], sort_keys=True).encode()).hexdigest()[:32]


ERRORS: Mapping[str, Words] = {
    "missing": {"en": "This is needed.", "de": "Diese Angabe fehlt."},
    "twice": {
        "en": "This person stands in an earlier row already.",
        "de": "Diese Person steht schon in einer früheren Zeile.",
    },
    "ambiguous": {
        "en": "Several people have this mail address. Add a column `id`.",
        "de": "Diese Mailadresse haben mehrere Personen. Ergänze eine Spalte `Kennung`.",
    },
    "person-erased": {
        "en": "This person was erased and is not taken in again. Somebody new needs a new id.",
        "de": "Diese Person wurde gelöscht und wird nicht wieder aufgenommen. Wer neu ist, braucht eine neue Kennung.",
    },
    "unknown-manager": {
        "en": "Nobody in this file or organisation has this mail address.",
        "de": "Diese Mailadresse hat niemand in dieser Datei oder Organisation.",
    },
    "formula": {
        "en": "This begins like a formula of a spreadsheet. Write it without the sign in front.",
        "de": "Das beginnt wie eine Formel einer Tabelle. Schreib es ohne das Zeichen davor.",
    },
    "too-many-cells": {
        "en": "This row has more cells than there are columns.",
        "de": "Diese Zeile hat mehr Zellen, als es Spalten gibt.",
    },
}


def error(row: int, column: str, code: str) -> RowError:
    """By the rule of this code."""
    return RowError(row, column, code, ERRORS[code])


def after(before: Record | None, org: str, row: PersonRow, at: datetime) -> Record:
    """The record as the row leaves it. An empty cell takes back what a file said; whoever has a row is here."""
    record = before or Record(org, row.person_id)
    record = people.withdraw(record, set(row.empty) - REQUIRED, FILE)
    record = people.merge(record, dict(row.words), FILE, at)
    return record if before and before.is_here else people.join(record, at)


def planned(before: Record | None, after_: Record, row: PersonRow) -> Planned:
    """What the row would do, as others see it."""
    if before is None:
        return Planned(row.person_id, Outcome.NEW, row, tuple(sorted(after_.fields)))
    changed = tuple(
        name
        for name in sorted(before.fields.keys() | after_.fields.keys())
        if before.fields.get(name) != after_.fields.get(name)
    )
    if not before.is_here:
        return Planned(row.person_id, Outcome.RETURNS, row, changed)
    return Planned(row.person_id, Outcome.CHANGED if changed else Outcome.UNCHANGED, row, changed)


def is_of_a_file(record: Record) -> bool:
    """Some file spoke of them: only such people leave because a file does not name them."""
    return record.is_here and any(said.source_id == FILE.source_id for said in record.said)
