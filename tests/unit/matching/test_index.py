"""The index finds whom brute force finds, in the same order, however the people came and changed."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.common.errors import Unavailable
from services.matching.domain.directions import Direction
from services.matching.domain.fit import TOPICS_AT_A_TIME
from services.matching.domain.lots import RING, way
from services.matching.domain.people import Person, PersonState
from services.matching.domain.reporting import ReportingLines
from services.matching.domain.suggestions import DIGITS, Search, suggest
from services.matching.domain.topics import HIGHEST_LEVEL, Topic
from services.matching.domain.walls import Walls
from services.matching.index import kernels
from services.matching.index.encoding import SIGNATURE_BITS, encode
from services.matching.index.numbers import Numbers
from services.matching.index.organisation import Organisation
from services.matching.index.organisations import Index
from services.matching.index.rows import Rows
from tests.bench.crowd import Crowd
from tests.unit.matching.builders import WINTER, make_mentee, make_mentor, make_search, topics
from tests.unit.matching.strategies import people, worlds

EVERYBODY = 10_000

A_TURN = kernels.TURN * kernels.BLOCK
"""What is known of the best of so many is used for all who come after them."""

A_ROUNDING = 1.01e-4
"""Half-way between two scores the machine's numbers may round one up and another down."""


def index_of(everybody: Iterable[Person]) -> Organisation:
    made = Organisation()
    for person in everybody:
        made.put(person)
    return made


def expected(search: Search, everybody: Iterable[Person]) -> list[str]:
    """By the domain alone: best score first, of equals who comes next on the ring."""
    here = [person for person in everybody if person.org == search.mentee.org]
    found = {one.mentor_id: one.score for one in suggest(search, here, limit=EVERYBODY)}
    return sorted(found, key=lambda person_id: (-found[person_id], way(search.mentee.person_id, person_id)))


def search_of(person: Person, reporting: ReportingLines, direction: Direction) -> Search:
    return Search(mentee=person, wanted=person.gets, direction=direction, reporting=reporting, at=WINTER)


@cache
def crowd(size: int, vocabulary: int) -> tuple[list[Person], ReportingLines, Organisation]:
    """The same for every direction: nobody in it changes."""
    everybody = list(Crowd(size, vocabulary).everybody())
    return everybody, ReportingLines.of(everybody), index_of(everybody)


@given(worlds())
def test_finds_whom_brute_force_finds_and_nobody_else(world: tuple[Search, list[Person]]) -> None:
    search, everybody = world
    here = [person for person in everybody if person.org == search.mentee.org]
    searching = replace(search, mentee=replace(search.mentee, state=PersonState.ACTIVE))
    assert index_of(here).find(searching, EVERYBODY) == expected(searching, everybody)


@pytest.mark.parametrize("vocabulary", [12, 100, 600, 3_000])
@pytest.mark.parametrize("direction", Direction)
def test_the_best_of_thousands_are_those_of_brute_force(vocabulary: int, direction: Direction) -> None:
    everybody, reporting, index = crowd(3_000, vocabulary)
    for number, person in enumerate(everybody[::500]):
        search = replace(search_of(person, reporting, direction), wanted=person.gets[: (1, 2, 6)[number % 3]])
        scores = {one.mentor_id: one.score for one in suggest(search, everybody, limit=EVERYBODY)}
        best = sorted(scores.values(), reverse=True)
        for limit in (5, 50):
            found = [scores[person_id] for person_id in index.find(search, limit)]
            assert found == pytest.approx(best[:limit], abs=A_ROUNDING)


@pytest.mark.parametrize("vocabulary", [64, 5_000])
def test_threads_that_share_a_search_find_the_same(vocabulary: int) -> None:
    everybody, reporting, index = crowd(9_000, vocabulary)
    search = search_of(everybody[5], reporting, Direction.FLASH)
    with ThreadPoolExecutor(1) as helpers:
        assert index.find(search, 50, helpers) == index.find(search, 50)


@given(st.data())
def test_changed_people_are_found_as_if_they_had_always_been_so(data: st.DataObject) -> None:
    ids = [f"p{number}" for number in range(6)]
    index, now = Organisation(), dict[str, Person]()
    for _ in range(data.draw(st.integers(1, 15))):
        person_id = data.draw(st.sampled_from(ids))
        if data.draw(st.integers(0, 4)):
            now[person_id] = replace(data.draw(people(person_id)), pairs=data.draw(st.sampled_from([0, 0, 3])))
            index.put(now[person_id])
        else:
            now.pop(person_id, None)
            index.remove(person_id)
    seeker = make_mentee(person_id="seeker", gives=topics(Go=3, SQL=4), gets=topics(Python=5, C=4))
    search = search_of(seeker, ReportingLines.of(now.values()), Direction.FLASH)
    assert index.find(search, EVERYBODY) == expected(search, now.values())


def test_who_blocks_or_is_blocked_takes_no_place_of_those_who_may_be_found() -> None:
    everybody = list(Crowd(3_000, 12).everybody())
    index, search = index_of(everybody), search_of(everybody[5], ReportingLines.of(everybody), Direction.FLASH)
    first, second, *rest = expected(search, everybody)
    walls = Walls({everybody[5].person_id: frozenset({first}), second: frozenset({everybody[5].person_id})})
    found = index.find(replace(search, walls=walls), 20)
    scores = {one.mentor_id: one.score for one in suggest(search, everybody, limit=EVERYBODY)}
    assert not {first, second} & set(found)
    assert [scores[one] for one in found] == pytest.approx([scores[one] for one in rest[:20]], abs=A_ROUNDING)


def test_people_with_many_topics_are_found() -> None:
    many = tuple(Topic.of(f"topic {n}", 1 + n % HIGHEST_LEVEL) for n in range(50))
    tom = make_mentor("tom", gives=(*many, *topics(Python=4)), gets=(*many, *topics(Go=3)))
    search = search_of(make_mentee(), ReportingLines.of([tom]), Direction.FORWARD)
    assert index_of([tom]).find(search, 5) == expected(search, [tom]) == ["tom"]


def test_who_wants_a_single_topic_finds_the_best_however_late_they_came() -> None:
    mentee = make_mentee(gives=topics(Go=5, SQL=5, Rust=5))
    nearly = [make_mentor(f"a{n}", gets=topics(Go=3, SQL=3, Java=3)) for n in range(A_TURN)]
    fully = [make_mentor(f"b{n}", gets=topics(Go=3, SQL=3, Rust=3)) for n in range(100)]
    found = index_of([*nearly, *fully]).find(make_search(mentee), 20)
    assert {person_id[0] for person_id in found} == {"b"}


def test_who_gets_a_single_topic_is_found_however_late_they_came() -> None:
    mentee = make_mentee(gives=topics(Go=5, SQL=5, Rust=5))
    nearly = [make_mentor(f"a{n}", gets=topics(Go=3, SQL=3, Java=3)) for n in range(A_TURN)]
    fully = [make_mentor(f"b{n}", gets=topics(Go=3)) for n in range(100)]
    found = index_of([*nearly, *fully]).find(make_search(mentee), 20)
    assert {person_id[0] for person_id in found} == {"b"}


def test_topics_that_share_a_bit_of_the_signature_count_each() -> None:
    many = [Topic.of(f"topic {n}", 5) for n in range(3 * SIGNATURE_BITS)]
    one, other, third = many[::SIGNATURE_BITS]
    nearly = [make_mentor(f"a{n}", gives=(one, other)) for n in range(A_TURN)]
    fully = [make_mentor(f"b{n}", gives=(one, other, third)) for n in range(100)]
    index = index_of([make_mentor("first", gives=tuple(many), gets=topics(Java=3)), *nearly, *fully])
    found = index.find(make_search(make_mentee(gets=(one, other, third))), 20)
    assert {person_id[0] for person_id in found} == {"b"}


def test_who_takes_a_break_takes_no_place_of_those_who_may_be_found() -> None:
    away = [make_mentor(f"a{n}", paused_until=WINTER + timedelta(days=1)) for n in range(30)]
    back = [make_mentor(f"b{n}", paused_until=WINTER - timedelta(days=1)) for n in range(30)]
    found = index_of([*away, *back]).find(make_search(), 20)
    assert len(found) == 20
    assert {person_id[0] for person_id in found} == {"b"}


def test_somebody_is_found_by_what_they_give_since_they_changed() -> None:
    index = index_of([make_mentor("tom", gives=topics(Rust=5)), make_mentor("ada")])
    assert index.find(make_search(), 5) == ["ada"]
    index.put(make_mentor("tom"))
    index.put(make_mentor("ada", gives=topics(Rust=5)))
    assert index.find(make_search(), 5) == ["tom"]


def test_somebody_who_gets_more_topics_stands_once() -> None:
    index = index_of([make_mentor("tom")])
    many = tuple(Topic.of(f"topic {n}", 3) for n in range(20))
    index.put(make_mentor("tom", gets=(*many, *topics(Go=3))))
    assert index.find(make_search(), 5) == ["tom"]


def test_nobody_of_the_reporting_line_is_found_at_any_depth() -> None:
    line = [make_mentor(f"m{n}", manager_id=f"m{n + 1}", seniority=10) for n in range(20)]
    beside = make_mentor("beside", manager_id="m19", seniority=10)
    everybody = [*line, beside]
    for n in (0, 7, 19):
        mentee = make_mentee(person_id=f"m{n}", manager_id=f"m{n + 1}")
        found = index_of([*everybody, mentee]).find(
            search_of(mentee, ReportingLines.of(everybody), Direction.FLASH), EVERYBODY
        )
        assert found == (["beside"] if n < 19 else [])


def test_a_reporting_line_that_runs_in_a_circle_ends_no_search() -> None:
    circle = [make_mentor("a", manager_id="b"), make_mentor("b", manager_id="a")]
    found = index_of(circle).find(make_search(), 5)
    assert sorted(found) == ["a", "b"]


def test_somebody_who_changes_a_thousand_times_takes_no_more_room() -> None:
    rows = Rows(8)
    numbers = Numbers[str]()
    at = rows.add(0, 0, encode(make_mentor(), numbers, 0))
    for n in range(1_000):
        learnt = topics(Python=4) if n % 2 else topics(Rust=4)
        rows.set(at, encode(make_mentor(gives=learnt, gets=learnt), numbers, 0))
    python = [numbers.of("python")]
    for postings in (rows.giving, rows.getting):
        assert postings.count(python) < 100
        assert postings.of(python)[-1] == at
    assert rows.among(python, python)[0].tolist() == [at]


def test_rows_that_meet_are_counted_on_each_side_every_time_anew() -> None:
    rows, numbers = Rows(8), Numbers[str]()
    ways = [("Python", "Go"), ("Python SQL", "Go"), ("Python", "Go Rust"), ("Java", "Go"), ("Python", "Java")]
    for person, (gives, gets) in enumerate(ways):
        somebody = make_mentor(
            gives=topics(**dict.fromkeys(gives.split(), 4)), gets=topics(**dict.fromkeys(gets.split(), 3))
        )
        rows.add(0, person, encode(somebody, numbers, 0))
    python, sql, go, rust, java = (numbers.of(key) for key in ("python", "sql", "go", "rust", "java"))
    for _ in range(2):
        found, there, back = rows.among([python, sql], [go, rust])
        assert dict(zip(found.tolist(), zip(there.tolist(), back.tolist(), strict=True), strict=True)) == {
            0: (1, 1),
            1: (2, 1),
            2: (1, 2),
        }
        assert rows.among([java], [go])[0].tolist() == [3]


def test_nobody_is_found_among_nobody() -> None:
    assert Organisation().find(make_search(), 5) == []


def test_organisations_never_meet() -> None:
    index = Index()
    index.put(make_mentor("tom", org="globex"))
    index.is_ready = True
    assert index.find(make_search()) == []


def test_an_index_that_is_not_ready_says_so_instead_of_finding_too_few() -> None:
    index = Index()
    index.put(make_mentor())
    with pytest.raises(Unavailable, match="index-not-ready"):
        index.find(make_search())
    index.is_ready = True
    assert index.find(make_search()) == ["tom"]
    index.begin()
    with pytest.raises(Unavailable, match="index-not-ready"):
        index.find(make_search())


def test_what_the_kernels_were_compiled_with_is_what_the_rules_say() -> None:
    assert kernels.COUNTING == TOPICS_AT_A_TIME
    assert kernels.SHARES == 10**DIGITS
    assert kernels.RING == RING
    assert kernels.LEVELS > HIGHEST_LEVEL
    assert kernels.COUNTS > TOPICS_AT_A_TIME


def test_a_person_of_the_bench_needs_at_most_128_bytes() -> None:
    crowd = Crowd(10_000, 64)
    index = index_of(islice(crowd.everybody(), crowd.people))
    assert index.bytes <= 128 * crowd.people
