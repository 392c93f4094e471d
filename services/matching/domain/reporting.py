"""Who reports to whom, as far up as it goes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from services.matching.domain.people import Person


@dataclass(frozen=True, slots=True)
class ReportingLines:
    """Each person's manager. Wrong data may run in a circle; nothing here loops."""

    managers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, people: Iterable[Person]) -> "ReportingLines":
        """Needs the people concerned and everyone above them: a line is followed only through people given here."""
        return cls({person.person_id: person.manager_id for person in people if person.manager_id})

    def above(self, person_id: str) -> frozenset[str]:
        found: set[str] = set()
        manager_id = self.managers.get(person_id)
        while manager_id is not None and manager_id not in found:
            found.add(manager_id)
            manager_id = self.managers.get(manager_id)
        return frozenset(found)

    def connect(self, one_id: str, other_id: str) -> bool:
        """Whether one is above the other, at any depth."""
        return other_id in self.above(one_id) or one_id in self.above(other_id)
