"""A cohort to place: n mentees and n/2 mentors with one to three places, the same people in every run."""

import random
from datetime import UTC, datetime

from services.matching.domain.directions import Direction
from services.matching.domain.people import Person
from services.matching.domain.reporting import ReportingLines
from services.matching.domain.rounds import Couple
from services.matching.domain.topics import Topic
from services.matching.rounds.cohort import Cohort

SEED = 7
TOPICS = tuple(f"topic {number}" for number in range(64))
POPULARITY = tuple(1 / (number + 1) ** 0.7 for number in range(64))
GIVES, GETS = 8, 6
LANGUAGES = ("en", "de", "fr", "es")
ZONES = ("Europe/Berlin", "Europe/London", "America/New_York", "Asia/Kolkata", "Asia/Tokyo", "UTC")


def make_cohort(mentees: int) -> Cohort:
    """Each mentee reports to one of the mentors, and is forbidden another."""
    chance = random.Random(SEED)  # noqa: S311 - the same people in every run
    mentors = [_person(chance, f"mentor{number:05}", chance.randint(4, 9)) for number in range(mentees // 2)]
    learners = [
        _person(chance, f"mentee{number:05}", chance.randint(0, 5), chance.choice(mentors).person_id)
        for number in range(mentees)
    ]
    return Cohort(
        org="acme",
        mentees=tuple(learners),
        mentors=tuple(mentors),
        direction=Direction.FORWARD,
        reporting=ReportingLines.of([*learners, *mentors]),
        at=datetime(2026, 11, 24, 9, tzinfo=UTC),
        forbidden=frozenset(Couple(one.person_id, chance.choice(mentors).person_id) for one in learners),
    )


def _person(chance: random.Random, person_id: str, seniority: int, manager_id: str | None = None) -> Person:
    return Person(
        org="acme",
        person_id=person_id,
        manager_id=manager_id,
        gives=_topics(chance, GIVES),
        gets=_topics(chance, GETS),
        languages=tuple(chance.sample(LANGUAGES, chance.randint(1, 3))),
        time_zone=chance.choice(ZONES),
        seniority=seniority,
        department=f"department {chance.randint(1, 20)}",
        site=f"site {chance.randint(1, 5)}",
        hours_per_month=chance.choice([1, 2, 3, 4]),
        capacity=chance.randint(1, 3),
    )


def _topics(chance: random.Random, count: int) -> tuple[Topic, ...]:
    found: dict[str, Topic] = {}
    while len(found) < count:
        label = chance.choices(TOPICS, POPULARITY)[0]
        found.setdefault(label, Topic.of(label, chance.randint(1, 5)))
    return tuple(found.values())
