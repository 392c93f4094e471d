"""One search among a crowd, measured beside the limit: reading all of the index's bytes once, by one thread."""

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from statistics import median

import numba
import numpy as np

from services.matching.domain.directions import Direction
from services.matching.domain.people import Person
from services.matching.domain.reporting import ReportingLines
from services.matching.domain.suggestions import Search, suggest
from services.matching.index.layout import Array
from services.matching.index.organisation import Organisation
from tests.bench.crowd import AT, AT_ONCE, Crowd

TOP = 20
FLOOR_SEED = 3
CASES = ("floor", "one thread", "two threads")


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured, and up to which size everybody is compared with brute force."""

    rounds: int = 5
    searches: int = 40
    updates: int = 200
    exact_up_to: int = 100_000
    exact_searches: int = 4


@dataclass(slots=True)
class Measured:
    """Milliseconds by case and round; `kept` is the score of what was found against the exact best."""

    crowd: Crowd
    build_s: float
    bytes_a_person: float
    rounds: list[dict[str, list[float]]] = field(default_factory=list)
    update_us: list[float] = field(default_factory=list)
    kept: list[float] = field(default_factory=list)
    broken_rules: int = 0

    def p50(self, case: str) -> list[float]:
        """By round."""
        return [median(times[case]) for times in self.rounds]

    def p95(self, case: str) -> list[float]:
        """By round."""
        return [float(np.percentile(times[case], 95)) for times in self.rounds]

    def of_floor(self, case: str) -> list[float]:
        """Each round's ratio for itself."""
        return [mine / floor for mine, floor in zip(self.p50(case), self.p50("floor"), strict=True)]


def measure(crowd: Crowd, plan: Plan) -> Measured:
    """Build it, search it, change it, compare it."""
    organisation, seekers, everybody, build_s = _build(crowd, plan)
    gc.collect()
    measured = Measured(crowd, build_s, organisation.bytes / crowd.people)
    searches = [_search(person, n) for n, person in enumerate(seekers)]
    with ThreadPoolExecutor(1) as helpers:
        _rounds(measured, organisation, searches, helpers, plan.rounds)
    if everybody:
        _compare(measured, organisation, searches[: plan.exact_searches], everybody)
    measured.update_us = [_update(organisation, person) for person in _repeated(seekers, plan.updates)]
    return measured


def _build(crowd: Crowd, plan: Plan) -> tuple[Organisation, list[Person], list[Person], float]:
    """The index, who looks, and everybody where they are compared; only the index's own work is timed."""
    organisation, seekers, everybody, build_s = Organisation(), list[Person](), list[Person](), 0.0
    wanted, people = crowd.seekers(plan.searches), crowd.everybody()
    while some := list(islice(people, AT_ONCE)):
        began = time.perf_counter()
        for person in some:
            organisation.put(person)
        build_s += time.perf_counter() - began
        seekers += [person for person in some if int(person.person_id.rpartition("_")[2]) in wanted]
        if crowd.people <= plan.exact_up_to:
            everybody += some
    return organisation, seekers, everybody, build_s


def _search(person: Person, number: int) -> Search:
    """The directions take turns."""
    direction = list(Direction)[number % len(Direction)]
    return Search(mentee=person, wanted=person.gets, direction=direction, reporting=ReportingLines(), at=AT)


def _rounds(
    measured: Measured, organisation: Organisation, searches: Sequence[Search], helpers: ThreadPoolExecutor, rounds: int
) -> None:
    """The three take turns at each search, so that a neighbour slows all of them."""
    floor = np.random.default_rng(FLOOR_SEED).integers(0, 9, int(measured.bytes_a_person * measured.crowd.people) // 8)
    _read(floor)
    organisation.find(searches[0], TOP, helpers)
    for _ in range(rounds):
        times: dict[str, list[float]] = {case: [] for case in CASES}
        for search in searches:
            times["floor"].append(_ms(partial(_read, floor)))
            times["one thread"].append(_ms(partial(organisation.find, search, TOP)))
            times["two threads"].append(_ms(partial(organisation.find, search, TOP, helpers)))
        measured.rounds.append(times)


def _compare(
    measured: Measured, organisation: Organisation, searches: Sequence[Search], everybody: Sequence[Person]
) -> None:
    """With the domain's own answer over everybody."""
    by_id, reporting = {person.person_id: person for person in everybody}, ReportingLines.of(everybody)
    for plain in searches:
        search = replace(plain, reporting=reporting)
        found = [by_id[person_id] for person_id in organisation.find(search, TOP)]
        allowed = suggest(search, found, TOP)
        best = suggest(search, everybody, TOP)
        measured.broken_rules += len(found) - len(allowed)
        total = sum(one.score for one in best)
        measured.kept.append(sum(one.score for one in allowed) / total if total else 1.0)


def _update(organisation: Organisation, person: Person) -> float:
    """Microseconds until the next search sees a person changed."""
    changed = replace(person, gives=person.gives[1:], gets=person.gets[:-1], capacity=3)
    began = time.perf_counter()
    organisation.put(changed)
    took = time.perf_counter() - began
    organisation.put(person)
    return took * 1e6


def _repeated(people: Sequence[Person], count: int) -> Iterator[Person]:
    return (people[n % len(people)] for n in range(count))


def _ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1e3


def _plain_sum(numbers: Array) -> int:
    total = 0
    for number in numbers:
        total += number
    return total


_read = numba.njit(nogil=True)(_plain_sum)
