"""The demo organisation as matching knows it, and who looks for whom in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from deploy.local.demo.organisation import DemoPerson, demo_people
from deploy.local.demo.topics import Topic as DemoTopic
from services.matching.domain.directions import Direction
from services.matching.domain.people import Person, Role
from services.matching.domain.reporting import ReportingLines
from services.matching.domain.suggestions import Search
from services.matching.domain.topics import Topic
from services.matching.domain.vocabulary import standard
from tests.bench.crowd import AT

ORG = "demo"


@dataclass(frozen=True)
class Staff:
    """Everybody, hidden ones included: they look for others, too."""

    people: tuple[Person, ...]
    at: datetime = AT

    @cached_property
    def by_id(self) -> dict[str, Person]:
        return {person.person_id: person for person in self.people}

    @cached_property
    def reporting(self) -> ReportingLines:
        return ReportingLines.of(self.people)

    @property
    def seekers(self) -> list[Person]:
        """Who is ready to learn and says what."""
        return [one for one in self.people if Role.MENTEE in one.roles and one.gets]

    @property
    def shown(self) -> list[Person]:
        """Who may be suggested to anybody at all."""
        return [one for one in self.people if Role.MENTOR in one.roles and one.visible and not one.is_full]

    def search(self, seeker: Person, direction: Direction) -> Search:
        """By all that somebody wants."""
        return Search(mentee=seeker, wanted=seeker.gets, direction=direction, reporting=self.reporting, at=self.at)


def demo_staff(count: int | None = None) -> Staff:
    """Of the whole organisation, or of its first so many people."""
    return Staff(tuple(map(_person, demo_people()[:count])))


def _person(record: DemoPerson) -> Person:
    """As `use_cases/people.py` keeps a record."""
    return Person(
        org=ORG,
        person_id=record.person_id,
        manager_id=record.manager_id,
        gives=_topics(record.gives),
        gets=_topics(record.gets),
        languages=record.languages,
        time_zone=record.time_zone,
        seniority=record.seniority,
        department=record.department,
        site=record.site,
        hours_per_month=record.hours_per_month,
        capacity=record.capacity,
        roles=tuple(Role(role) for role in record.roles),
        visible=record.visible,
    )


def _topics(topics: Sequence[DemoTopic]) -> tuple[Topic, ...]:
    return tuple(standard().topic(one.topic, one.level) for one in topics)
