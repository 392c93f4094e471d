"""Who may see a fact outside the house: marks on log and feed rows, and the marks that a viewer holds. Pure."""

from dataclasses import dataclass

from libs.common.contracts import Audience, Contract

ORGANISER, ADMINISTRATOR, PLATFORM = "organiser", "administrator", "platform"
TOLD = frozenset({Audience.PERSON, Audience.PAIR})


def person_mark(person_id: str) -> str:
    """The mark of one person; no id makes it equal to a role's."""
    return f"person/{person_id}"


def marks_of(fact: Contract) -> tuple[str, ...]:
    """Who sees `fact`: the people it concerns, and roles. Nobody where it stays in the house."""
    people = fact.concerns() if fact.audience & TOLD else ()
    roles = [role for role in (ORGANISER, ADMINISTRATOR, PLATFORM) if Audience(role) in fact.audience]
    return (*sorted(person_mark(person) for person in people), *roles)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who looks from outside, by what they are in one organisation."""

    org: str
    person_id: str | None = None
    is_organiser: bool = False
    is_administrator: bool = False
    """Who reads the audit log: nothing else opens what is for administrators."""

    is_platform: bool = False

    @property
    def marks(self) -> tuple[str, ...]:
        """A row is for this viewer where it carries one of these."""
        own = [person_mark(self.person_id)] if self.person_id else []
        roles = ((ORGANISER, self.is_organiser), (ADMINISTRATOR, self.is_administrator), (PLATFORM, self.is_platform))
        return (*own, *(role for role, is_held in roles if is_held))

    def sees(self, marks: tuple[str, ...]) -> bool:
        """A row with these marks is for this viewer."""
        return not frozenset(self.marks).isdisjoint(marks)
