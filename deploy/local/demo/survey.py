"""The 982 answers of `people.jsonl`, as they were given."""

import json
from dataclasses import dataclass, fields
from pathlib import Path

_FILE = Path(__file__).with_name("people.jsonl")
# Only where the years were left out: what people of that age answered in the middle.
_USUAL_YEARS = {
    "18-24 years old": 1,
    "25-34 years old": 6,
    "35-44 years old": 14,
    "45-54 years old": 24,
    "55-64 years old": 32,
    "65 years or older": 38,
}


@dataclass(frozen=True, slots=True)
class Answer:
    id: str
    age: str | None
    years_coding: int | None
    years_working: int | None
    role: str
    people_or_ic: str | None
    industry: str | None
    country: str
    work_location: str | None
    has_worked_with: tuple[str, ...]
    wants_to_work_with: tuple[str, ...]

    @property
    def years(self) -> int:
        """Years of work; where not given, what is usual at that age."""
        return _USUAL_YEARS.get(self.age or "", 8) if self.years_working is None else self.years_working

    @property
    def age_band(self) -> str | None:
        if self.age == "65 years or older":
            return "65+"
        return self.age.removesuffix(" years old") if self.age and self.age[0].isdigit() else None

    @property
    def has_people(self) -> bool:
        return self.people_or_ic == "People manager"


def answers() -> list[Answer]:
    return [_answer(line) for line in _FILE.read_text(encoding="utf-8").splitlines()]


def _answer(line: str) -> Answer:
    row = json.loads(line)
    kept = {field.name: row[field.name] for field in fields(Answer)}
    topics = {name: tuple(row[name]) for name in ("has_worked_with", "wants_to_work_with")}
    return Answer(**(kept | topics))
