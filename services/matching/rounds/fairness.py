"""Who is shown, asked and left out, group by group. No row is about fewer than five people."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from services.matching.domain.people import Person, Role
from services.matching.domain.previews import GroupRow

SMALLEST_GROUP = 5
LEVELS_OF_A_BAND = 3


@dataclass(frozen=True, slots=True)
class Treated:
    """One person of a round and what it comes to for them.

    Shown: among the favourites of somebody on the other side. Asked: placed. Neither means that they said yes.
    """

    person: Person
    role: Role
    is_shown: bool
    is_asked: bool


def fairness(treated: Iterable[Treated]) -> tuple[GroupRow, ...]:
    """By department, site and seniority, for mentees and mentors apart. A side of fewer than five has no rows."""
    everybody = tuple(treated)
    return tuple(
        row
        for role in Role
        for attribute, group_of in ATTRIBUTES
        for row in _rows(attribute, role, [one for one in everybody if one.role is role], group_of)
    )


def _rows(attribute: str, role: Role, side: Sequence[Treated], group_of: Callable[[Person], str]) -> Iterator[GroupRow]:
    groups: dict[str, list[Treated]] = {}
    for one in side:
        groups.setdefault(group_of(one.person), []).append(one)
    small = _too_small(groups)
    for name in sorted(groups.keys() - small):
        yield _row(attribute, role, name, groups[name])
    together = [one for name in sorted(small) for one in groups[name]]
    if len(together) >= SMALLEST_GROUP:
        yield _row(attribute, role, None, together)


def _too_small(groups: dict[str, list[Treated]]) -> set[str]:
    """Those with fewer than five, and the next larger ones until five are together.

    One small group alone would be what is missing from the total.
    """
    small: set[str] = set()
    people = 0
    for name in sorted(groups, key=lambda name: (len(groups[name]), name)):
        if len(groups[name]) >= SMALLEST_GROUP and (not small or people >= SMALLEST_GROUP):
            break
        small.add(name)
        people += len(groups[name])
    return small


def _row(attribute: str, role: Role, group: str | None, members: Sequence[Treated]) -> GroupRow:
    asked = sum(one.is_asked for one in members)
    return GroupRow(
        attribute=attribute,
        role=role,
        group=group,
        people=len(members),
        shown=sum(one.is_shown for one in members),
        asked=asked,
        left_out=len(members) - asked,
    )


def _seniority_band(person: Person) -> str:
    lowest = person.seniority // LEVELS_OF_A_BAND * LEVELS_OF_A_BAND
    return f"{lowest}-{lowest + LEVELS_OF_A_BAND - 1}"


ATTRIBUTES: tuple[tuple[str, Callable[[Person], str]], ...] = (
    ("department", lambda person: person.department),
    ("site", lambda person: person.site or ""),
    ("seniority", _seniority_band),
)
