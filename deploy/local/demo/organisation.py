"""The 982 people of the demo organisation, with exactly the fields of `PersonJoined`."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from deploy.local.demo.chance import draw, weighted
from deploy.local.demo.names import address, full_name
from deploy.local.demo.places import Place, place_of
from deploy.local.demo.reporting import Line, Position, positions, reporting_line
from deploy.local.demo.survey import Answer, answers
from deploy.local.demo.technologies import Technologies, count_technologies
from deploy.local.demo.titles import title_of
from deploy.local.demo.topics import Topic, gets_of, gives_of, is_reverse

_DOMAIN = "example.org"
_VISIBLE = 0.97
_USEFUL_LEVEL = 3


@dataclass(frozen=True, slots=True)
class DemoPerson:
    person_id: str
    name: str
    email: str
    locale: str
    time_zone: str
    languages: tuple[str, ...]
    title: str
    department: str
    site: str
    seniority: int
    age_band: str | None
    manager_id: str | None
    gives: tuple[Topic, ...]
    gets: tuple[Topic, ...]
    hours_per_month: int
    capacity: int
    roles: tuple[str, ...]
    visible: bool


@dataclass(frozen=True, slots=True)
class _Company:
    """What is known of everybody together, before anybody's record is written."""

    names: dict[str, str]
    line: Line
    technologies: Technologies


def demo_people() -> list[DemoPerson]:
    """In the order of the file; the same on every machine and in every run."""
    return list(_people())


@cache
def _people() -> tuple[DemoPerson, ...]:
    rows = answers()
    places = {answer.id: place_of(answer) for answer in rows}
    staff = positions(rows, places)
    company = _Company(_names(rows, places), reporting_line(staff), count_technologies(rows))
    return tuple(_person(position, company) for position in sorted(staff, key=lambda position: position.answer.id))


def _names(rows: Sequence[Answer], places: dict[str, Place]) -> dict[str, str]:
    names: dict[str, str] = {}
    taken: set[str] = set()
    for answer in rows:
        region = places[answer.id].name_region
        names[answer.id] = full_name(answer.id, region, taken)
        taken.add(names[answer.id])
    return names


def _person(position: Position, company: _Company) -> DemoPerson:
    answer, place = position.answer, position.place
    name, manager = company.names[answer.id], company.line.manager[answer.id]
    gets = gets_of(position, company.technologies)
    gives = gives_of(position, company.technologies, gets)
    hours = _hours(position)
    return DemoPerson(
        person_id=_person_id(answer.id),
        name=name,
        email=f"{address(name, place.name_region)}@{_DOMAIN}",
        locale=place.locale,
        time_zone=place.time_zone,
        languages=place.languages,
        title=title_of(position, company.line),
        department=position.department,
        site=place.site,
        seniority=position.seniority,
        age_band=answer.age_band,
        manager_id=_person_id(manager) if manager else None,
        gives=gives,
        gets=gets,
        hours_per_month=hours,
        capacity=_capacity(position, hours),
        roles=_roles(position, gives, gets),
        visible=draw(answer.id, "visible") < _VISIBLE,
    )


def _person_id(row_id: str) -> str:
    return f"person_{row_id}"


def _hours(position: Position) -> int:
    """The higher up, the fewer; who has retired has time."""
    if position.answer.role == "Retired":
        return 6 + int(draw(position.answer.id, "hours") * 3)
    if position.seniority >= 8:
        return 1 + int(draw(position.answer.id, "hours") * 2)
    if position.leads:
        return 2 + int(draw(position.answer.id, "hours") * 3)
    return weighted(((2, 4), (3, 4), (4, 5), (6, 2), (8, 1)), position.answer.id, "hours")


def _capacity(position: Position, hours: int) -> int:
    """Two hours a month for a pair; a beginner looks after one."""
    return 1 if position.seniority < 2 else min(3, max(1, hours // 2))


def _roles(position: Position, gives: tuple[Topic, ...], gets: tuple[Topic, ...]) -> tuple[str, ...]:
    """Most people are both. Juniors mentor where they have something to give upwards."""
    is_mentee = bool(gets) and draw(position.answer.id, "mentee") < (0.7 if position.seniority >= 7 else 0.95)
    is_mentor = _can_mentor(position, gives) and draw(position.answer.id, "mentor") < 0.88
    chosen = tuple(role for role, is_it in (("mentor", is_mentor), ("mentee", is_mentee)) if is_it)
    return chosen or (("mentee",) if gets else ("mentor",))


def _can_mentor(position: Position, gives: tuple[Topic, ...]) -> bool:
    if position.seniority < 2:
        return any(is_reverse(position, give) for give in gives)
    return any(give.level >= _USEFUL_LEVEL for give in gives)
