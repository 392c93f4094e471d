"""Five people for one who looks: as matching suggests them, by brute force, by chance, and how good that is."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from services.matching.domain.people import Person
from services.matching.domain.rules import objection
from services.matching.domain.suggestions import CANDIDATES, Search, Suggestion, suggest
from services.matching.domain.topics import Topic
from services.matching.index.organisation import Organisation
from tests.bench.quality_people import Staff

SHOWN = 5
EVERYBODY = 1_000_000
ENOUGH = 3
SEED = 5


class Suggesting:
    """As matching does it: the index finds candidates, the domain decides among them."""

    def __init__(self, staff: Staff) -> None:
        self._staff, self._index = staff, Organisation()
        for person in staff.people:
            self._index.put(person)

    def __call__(self, search: Search) -> tuple[Suggestion, ...]:
        found = self._index.find(search, CANDIDATES)
        return suggest(search, [self._staff.by_id[one] for one in found], SHOWN)


def brute_force(staff: Staff, search: Search) -> tuple[Suggestion, ...]:
    """All whom the domain would suggest, best first; who shares no topic each way scores nothing."""
    wanted, given = _keys(search.wanted), _keys(search.mentee.gives)
    near = [one for one in staff.people if wanted & _keys(one.gives) and given & _keys(one.gets)]
    return suggest(search, near, EVERYBODY)


def by_chance(staff: Staff, search: Search, chance: random.Random) -> list[Person]:
    """Anybody whom the hard rules allow."""
    order = chance.sample(staff.shown, len(staff.shown))
    allowed = (one for one in order if objection(search.mentee, one, search.around) is None)
    return [one for one, _ in zip(allowed, range(SHOWN), strict=False)]


def fits_both_ways(one: Person, other: Person) -> bool:
    """Written down from the promise, not from the score."""
    return closes_a_gap(one, other) and closes_a_gap(other, one)


def closes_a_gap(learner: Person, giver: Person) -> bool:
    """A get that is not already among the learner's gives at that level, of which the giver has more."""
    own, offered = _levels(learner.gives), _levels(giver.gives)
    return any(own.get(get.key, 0) < min(get.level, offered.get(get.key, 0)) for get in learner.gets)


@dataclass(slots=True)
class Lists:
    """What one ranking showed to everybody who looked."""

    shown: dict[str, int]
    fitting: list[int] = field(default_factory=list)
    """For each who looks, how many of theirs fit both ways."""

    @classmethod
    def among(cls, people: Iterable[Person]) -> "Lists":
        """Nobody was shown yet."""
        return cls({person.person_id: 0 for person in people})

    def add(self, seeker: Person, found: Sequence[Person]) -> None:
        self.fitting.append(sum(fits_both_ways(seeker, one) for one in found))
        for one in found:
            self.shown[one.person_id] += 1

    @property
    def share(self) -> float:
        """Of those who look, who have enough that fit both ways."""
        return share_with_enough(self.fitting)

    @property
    def mean(self) -> float:
        """How many of somebody's list fit both ways."""
        return sum(self.fitting) / len(self.fitting)

    @property
    def gini(self) -> float:
        """Of exposure: 0 where everybody is shown as often, near 1 where one person is shown to all."""
        return gini(self.shown.values())

    @property
    def most_shown(self) -> int:
        return max(self.shown.values())

    @property
    def never_shown(self) -> int:
        return sum(not count for count in self.shown.values())


def share_with_enough(fitting: Sequence[int]) -> float:
    return sum(count >= ENOUGH for count in fitting) / len(fitting)


def gini(counts: Iterable[int]) -> float:
    ordered = sorted(counts)
    total, people = sum(ordered), len(ordered)
    if not total:
        return 0.0
    return 2 * sum(rank * count for rank, count in enumerate(ordered, 1)) / (people * total) - (people + 1) / people


def _levels(topics: Iterable[Topic]) -> dict[str, int]:
    """Where a topic is named twice, the higher level stands."""
    return {one.key: one.level for one in sorted(topics, key=lambda one: one.level)}


def _keys(topics: Iterable[Topic]) -> frozenset[str]:
    return frozenset(one.key for one in topics)
