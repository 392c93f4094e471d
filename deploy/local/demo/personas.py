"""Five people to sign in as. Found by rule among the 982, so they stay true when the rules of the demo change."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from deploy.local.demo.organisation import DemoPerson, demo_people
from deploy.local.demo.technologies import FRESH

_Judge = Callable[[DemoPerson, DemoPerson], int]
_KNOWN_WELL, _USEFUL = 4, 3
_LONG_AT_WORK = {"45-54", "55-64", "65+"}


@dataclass(frozen=True, slots=True)
class Persona:
    key: str
    person: DemoPerson
    english: str
    german: str
    access: tuple[str, ...] = ("member",)

    @property
    def person_id(self) -> str:
        return self.person.person_id


def personas() -> list[Persona]:
    people = [person for person in demo_people() if person.visible]
    mentee, mentor = _best_pair(_seeking(people), _with_room(people), _organic)
    junior, senior = _best_pair(_fresh_givers(people), _senior_learners(people), _reverse)
    organiser = next(person for person in people if person.title == "Manager, projects")
    return [
        Persona("mentee", mentee, "Starting out, seeks a mentor", "Am Anfang der Laufbahn, sucht Mentoring"),
        Persona("mentor", mentor, "Experienced, mentors and has room", "Erfahren, gibt Mentoring und hat noch Platz"),
        Persona(
            "reverse_mentor",
            junior,
            "Starting out, teaches a fresh technology upwards",
            "Am Anfang der Laufbahn, gibt neue Technik an Erfahrene weiter",
        ),
        Persona(
            "senior_learner",
            senior,
            "Leads people, wants to learn from a junior",
            "Führungskraft, möchte von Jüngeren lernen",
        ),
        Persona(
            "organiser",
            organiser,
            "Runs the programme and administers the organisation",
            "Leitet das Programm und verwaltet die Organisation",
            access=("member", "organiser", "administrator"),
        ),
    ]


def _seeking(people: Iterable[DemoPerson]) -> list[DemoPerson]:
    return [p for p in people if "mentee" in p.roles and p.seniority <= 2 and len(p.gets) >= 3 and p.locale == "en"]


def _with_room(people: Iterable[DemoPerson]) -> list[DemoPerson]:
    """Reads the product in German, so a demo shows both languages in one pair."""
    return [p for p in people if "mentor" in p.roles and p.seniority >= 5 and p.capacity >= 2 and p.locale == "de"]


def _fresh_givers(people: Iterable[DemoPerson]) -> list[DemoPerson]:
    return [p for p in people if "mentor" in p.roles and p.seniority <= 1]


def _senior_learners(people: Iterable[DemoPerson]) -> list[DemoPerson]:
    return [p for p in people if "mentee" in p.roles and p.seniority >= 7 and p.age_band in _LONG_AT_WORK]


def _best_pair(givens: list[DemoPerson], others: list[DemoPerson], judge: _Judge) -> tuple[DemoPerson, DemoPerson]:
    """The best of all pairs who could meet; ties go to the lowest ids."""
    pairs = [(one, other) for one in givens for other in others if _could_meet(one, other)]
    return min(pairs, key=lambda pair: (-judge(*pair), pair[0].person_id, pair[1].person_id))


def _could_meet(one: DemoPerson, other: DemoPerson) -> bool:
    """On one continent, and neither in the other's reporting line."""
    is_near = one.time_zone.split("/")[0] == other.time_zone.split("/")[0]
    is_line = one.manager_id == other.person_id or other.manager_id == one.person_id
    return is_near and not is_line


def _organic(mentee: DemoPerson, mentor: DemoPerson) -> int:
    """Both ways: what the mentor knows well for the mentee counts double."""
    there = _shared(mentor, mentee, _KNOWN_WELL)
    back = _shared(mentee, mentor, _USEFUL)
    return 2 * len(there) + len(back) if back else 0


def _reverse(junior: DemoPerson, senior: DemoPerson) -> int:
    there = _shared(junior, senior, _USEFUL)
    back = _shared(senior, junior, _KNOWN_WELL)
    return 2 * len(there) + len(back) if there & FRESH and back else 0


def _shared(giver: DemoPerson, getter: DemoPerson, level: int) -> set[str]:
    return {give.topic for give in giver.gives if give.level >= level} & {get.topic for get in getter.gets}
