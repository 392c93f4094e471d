"""Who reports to whom: one tree, a head for every department, nobody with more than twelve people."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from deploy.local.demo.departments import DEPARTMENTS, EXECUTIVE_OFFICE, department_of
from deploy.local.demo.places import Place
from deploy.local.demo.seniority import CHIEF, HEAD, LEADING_SENIORITY, TOP_ROLES, is_adviser, is_leading, seniority_of
from deploy.local.demo.survey import Answer

WIDEST_SPAN = 12
_LEADS_UNDER_A_LEAD = 6
_USUAL_SPAN = 8
# What counts against a lead as much as so many people more: being further away, and for another lead being lower down.
_SAME_CONTINENT, _ELSEWHERE, _A_LEVEL = 3, 8, 3
# A director is seldom the manager of an apprentice: from here every step of seniority counts as two people more.
_USUAL_GAP = 3


@dataclass(frozen=True, slots=True)
class Position:
    answer: Answer
    place: Place
    department: str
    seniority: int
    leads: bool

    @property
    def rank(self) -> tuple[int, int, str]:
        """Lowest first: the most senior, then the most years, then the lowest id."""
        return (-self.seniority, -self.answer.years, self.answer.id)


@dataclass(slots=True)
class Line:
    """The tree while it grows: a lead's manager always stands before the lead, so it cannot close a circle."""

    manager: dict[str, str | None] = field(default_factory=dict)
    people: Counter[str] = field(default_factory=Counter)
    leads: Counter[str] = field(default_factory=Counter)
    depth: Counter[str] = field(default_factory=Counter)

    def join(self, person: Position, manager: Position) -> None:
        self.manager[person.answer.id] = manager.answer.id
        self.people[manager.answer.id] += 1
        self.leads[manager.answer.id] += person.leads
        self.depth[person.answer.id] = self.depth[manager.answer.id] + 1


def positions(answers: Sequence[Answer], places: dict[str, Place]) -> list[Position]:
    """Everybody's department, seniority and whether they lead; the chief and the heads are named here."""
    known = [
        Position(answer, places[answer.id], department_of(answer), seniority_of(answer), is_leading(answer))
        for answer in answers
    ]
    named = _with_heads(known)
    return [
        person for department in (EXECUTIVE_OFFICE, *DEPARTMENTS) for person in _with_enough_leads(named, department)
    ]


def reporting_line(people: Sequence[Position]) -> Line:
    line = Line()
    chief = min(people, key=lambda person: person.rank)
    line.manager[chief.answer.id] = None
    for department in DEPARTMENTS:
        members = sorted((p for p in people if p.department == department), key=lambda p: p.rank)
        line.join(members[0], chief)
        _fill(line, members)
    return line


def _with_heads(people: Sequence[Position]) -> list[Position]:
    """The founder in an office with most years leads the company; executives by rank lead a department each."""
    top = sorted((p for p in people if p.answer.role in TOP_ROLES and not is_adviser(p.answer)), key=lambda p: p.rank)
    chief = next(p for p in top if _is_founder(p) and p.answer.has_people and not p.place.is_remote)
    named = {chief.answer.id: replace(chief, seniority=CHIEF, department=EXECUTIVE_OFFICE)}
    for department, head in zip(DEPARTMENTS, (p for p in top if not _is_founder(p)), strict=False):
        named[head.answer.id] = replace(head, seniority=HEAD, department=department)
    return [named.get(person.answer.id, person) for person in people]


def _is_founder(person: Position) -> bool:
    return person.answer.role.startswith("Founder")


def _with_enough_leads(people: Sequence[Position], department: str) -> list[Position]:
    """The most senior others lead a team too, until eight people to a lead would do."""
    members = sorted((p for p in people if p.department == department), key=lambda p: (not p.leads, p.rank))
    needed = -(-len(members) // _USUAL_SPAN)
    return [replace(p, leads=True) if at < needed and _may_lead(p) else p for at, p in enumerate(members)]


def _may_lead(person: Position) -> bool:
    return person.seniority >= LEADING_SENIORITY and person.answer.role != "Student" and not is_adviser(person.answer)


def _fill(line: Line, members: Sequence[Position]) -> None:
    """Leads first, from the top; then everybody else."""
    leads = [person for person in members if person.leads]
    for at, lead in enumerate(leads[1:], start=1):
        line.join(lead, _manager_for(lead, leads[:at], line))
    for person in members:
        if not person.leads:
            line.join(person, _manager_for(person, leads, line))


def _manager_for(person: Position, leads: Iterable[Position], line: Line) -> Position:
    with_room = [lead for lead in leads if _has_room(lead, person, line)]
    above = [lead for lead in with_room if lead.seniority > person.seniority]
    return min(above or with_room, key=lambda lead: (_cost(person, lead, line), lead.rank))


def _has_room(lead: Position, person: Position, line: Line) -> bool:
    has_place = line.people[lead.answer.id] < WIDEST_SPAN
    return has_place and (not person.leads or line.leads[lead.answer.id] < _LEADS_UNDER_A_LEAD)


def _cost(person: Position, lead: Position, line: Line) -> int:
    deep = _A_LEVEL * line.depth[lead.answer.id] if person.leads else 0
    gap = 2 * max(0, lead.seniority - person.seniority - _USUAL_GAP)
    return line.people[lead.answer.id] + deep + gap + _distance(person.place, lead.place)


def _distance(one: Place, other: Place) -> int:
    if one.country == other.country:
        return 0
    return _SAME_CONTINENT if one.continent == other.continent else _ELSEWHERE
