"""Five people for one who looks: as matching suggests them, by brute force, by chance, and how good that is."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from services.matching.domain.directions import Direction
from services.matching.domain.exposure import Demand
from services.matching.domain.lots import place
from services.matching.domain.people import Person
from services.matching.domain.reporting import ReportingLines
from services.matching.domain.rules import objection
from services.matching.domain.suggestions import Search, Suggestion, suggest
from services.matching.domain.topics import Topic
from services.matching.index.askers import BEST, SAMPLE
from services.matching.index.encoding import may_ask
from services.matching.index.organisations import Index
from tests.bench.quality_people import Staff

SHOWN = 5
EVERYBODY = 1_000_000
ENOUGH = 3
SEED = 5


class Suggesting:
    """As matching does it: the index finds candidates and knows who else may ask them, the domain decides."""

    def __init__(self, staff: Staff) -> None:
        self._staff, self._index = staff, Index()
        for person in staff.people:
            self._index.put(person)
        self._index.is_ready = True

    def __call__(self, search: Search) -> tuple[Suggestion, ...]:
        found = [self._staff.by_id[one] for one in self._index.find(search)]
        demands = {one.person_id: Demand(0, self._index.askers_of(one, search)) for one in found}
        return suggest(search, found, SHOWN, demands)


def brute_force(staff: Staff, search: Search) -> tuple[Suggestion, ...]:
    """All whom the domain would suggest, best first; who shares no topic each way scores nothing."""
    wanted, given = _keys(search.wanted), _keys(search.mentee.gives)
    near = [one for one in staff.people if wanted & _keys(one.gives) and given & _keys(one.gets)]
    return suggest(search, near, EVERYBODY)


class Expecting:
    """What each mentor has to expect in one direction, by asking for everybody of the sample."""

    def __init__(self, staff: Staff, direction: Direction) -> None:
        self._staff, self._direction = staff, direction
        ready = sorted(filter(may_ask, staff.people), key=lambda one: (place(one.person_id), one.person_id))
        self._sample, self._demands = ready[:SAMPLE], dict[str, Demand]()

    def choose(self, search: Search, plain: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
        """As the domain chooses among all who may be suggested."""
        mentors = [self._staff.by_id[one.mentor_id] for one in plain]
        demands = {one.person_id: self._demands.get(one.person_id) or self._expect(one) for one in mentors}
        self._demands |= demands
        return suggest(search, mentors, SHOWN, demands)

    def _expect(self, mentor: Person) -> Demand:
        """Without reporting lines, as the index does."""
        wanted, given = _keys(mentor.gets), _keys(mentor.gives)
        near = [one for one in self._sample if wanted & _keys(one.gives) and given & _keys(one.gets)]
        searches = (replace(self._staff.search(one, self._direction), reporting=ReportingLines()) for one in near)
        scores = [one.score for search in searches for one in suggest(search, [mentor])]
        return Demand(0, tuple(sorted(scores, reverse=True)[:BEST]))


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
class Exposure:
    """How often each is shown."""

    shown: dict[str, int]

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


@dataclass(slots=True)
class Lists(Exposure):
    """What one ranking showed to everybody who looked."""

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
