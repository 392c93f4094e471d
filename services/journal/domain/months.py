"""Months of UTC: what is summed up by them is the same wherever the two of a pair live."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month."""

    year: int
    number: int

    @classmethod
    def of(cls, at: datetime) -> Self:
        """In which `at` is."""
        here = at.astimezone(UTC)
        return cls(here.year, here.month)

    @classmethod
    def named(cls, name: str) -> Self:
        """From `2026-05`."""
        year, number = name.split("-")
        return cls(int(year), int(number))

    @property
    def next(self) -> "Month":
        """The one after it."""
        years, number = divmod(self.number, MONTHS_OF_A_YEAR)
        return Month(self.year + years, number + 1)

    @property
    def start(self) -> datetime:
        """Its first moment."""
        return datetime(self.year, self.number, 1, tzinfo=UTC)

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return self.next.start

    def has(self, at: datetime) -> bool:
        """It is within it."""
        return self.start <= at < self.end

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"
