"""Who is shown how often among 2,000 mentees and 1,000 mentors: balanced, by score alone, and by chance."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from services.matching.domain.directions import Direction
from services.matching.domain.exposure import Demand
from services.matching.domain.people import Person, Role
from services.matching.domain.reporting import ReportingLines
from services.matching.domain.suggestions import Search, suggest
from services.matching.index.encoding import may_ask
from services.matching.index.organisation import Organisation
from services.matching.index.organisations import Index
from tests.bench.crowd import AT, Crowd
from tests.bench.examining import READ, Examined, turns

BALANCED, PLAIN, CHANCE = "balanced", "by score", "random"
RANKINGS = (BALANCED, PLAIN, CHANCE)
SEEDS = (1, 2, 3)
LISTED = 20
MENTEES = 2_000
MOST_PLACES = 3
VOCABULARY = 64


@dataclass(frozen=True, slots=True)
class Pool:
    """Twice as many mentees as mentors, who have one to three places."""

    mentees: Sequence[Person]
    mentors: Sequence[Person]

    @classmethod
    def of(cls, seed: int, mentees: int) -> "Pool":
        people = [replace(one, manager_id=None) for one in Crowd(mentees * 3 // 2, VOCABULARY, seed).everybody()]
        return cls(
            [replace(one, roles=(Role.MENTEE,)) for one in people[:mentees]],
            [
                replace(one, roles=(Role.MENTOR,), capacity=1 + number % MOST_PLACES)
                for number, one in enumerate(people[mentees:])
            ],
        )


def measure(mentees: int = MENTEES) -> list[dict[str, Examined]]:
    """For each seed what each ranking shows."""
    return [_measure(Pool.of(seed, mentees), seed) for seed in SEEDS]


def _measure(pool: Pool, seed: int) -> dict[str, Examined]:
    index, by_id = _index([*pool.mentees, *pool.mentors]), {one.person_id: one for one in pool.mentors}
    back = turns(_favourites(pool))
    measured = {name: Examined(dict.fromkeys(by_id, 0), back) for name in RANKINGS}
    chance = random.Random(seed)  # noqa: S311 - the same in every run
    for mentee in pool.mentees:
        search = _search(mentee)
        found = [by_id[one] for one in index.find(search)]
        demands = {one.person_id: Demand(0, index.askers_of(one, search)) for one in found}
        plain = suggest(search, found, len(found))
        measured[BALANCED].add(mentee.person_id, suggest(search, found, LISTED, demands))
        measured[PLAIN].add(mentee.person_id, plain[:LISTED])
        measured[CHANCE].add(mentee.person_id, chance.sample(plain, min(LISTED, len(plain))))
    return measured


def _index(people: Iterable[Person]) -> Index:
    index = Index()
    for person in people:
        index.put(person)
    index.is_ready = True
    return index


def _favourites(pool: Pool) -> dict[str, list[str]]:
    """By mentor who suits best: reciprocal scores are the same from both sides."""
    mentees = Organisation(may_ask)
    for mentee in pool.mentees:
        mentees.put(mentee)
    return {mentor.person_id: mentees.find(_search(mentor), READ) for mentor in pool.mentors}


def _search(person: Person) -> Search:
    return Search(mentee=person, wanted=person.gets, direction=Direction.RECIPROCAL, reporting=ReportingLines(), at=AT)
