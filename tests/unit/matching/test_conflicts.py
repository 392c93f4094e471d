"""Whom a changed reporting line brings together: what is new is found, what is over is forgotten, nothing else."""

from datetime import timedelta
from itertools import combinations, permutations

from hypothesis import given
from hypothesis import strategies as st

from services.matching.domain.circles import Circle, agree, end, objection_to_seat
from services.matching.domain.codes import Code
from services.matching.domain.conflicts import Conflict, Kind, Two, above_of, differences
from services.matching.domain.reporting import ReportingLines
from services.matching.domain.rules import Around
from tests.unit.matching.builders import LATER, make_open_request, make_person
from tests.unit.matching.test_circles import ALL, formed, proposed
from tests.unit.matching.test_standings import make_pair

PEOPLE = [f"p{number}" for number in range(8)]
TOM_OVER_MIA = ReportingLines({"mia": "lee", "lee": "tom"})


def make_two(mentor_id: str = "tom", mentee_id: str = "mia", subject_id: str = "pair_1") -> Two:
    return Two(Kind.PAIR, subject_id, mentor_id, mentee_id, 1)


def make_conflict(two: Two, above_id: str) -> Conflict:
    return Conflict(org="acme", conflict_key=two.key, above_id=above_id, found_at=LATER - timedelta(days=1))


def test_pair_and_request_are_looked_at_alike() -> None:
    assert Two.of_pair(make_pair(pair_id="pair_1")) == make_two()
    request = Two.of_request(make_open_request())
    assert (request.key, request.people, request.mentor_id) == ("request/r1", ("tom", "mia"), "tom")


def test_a_circle_is_looked_at_between_its_mentor_and_each_or_between_any_two_peers() -> None:
    led = {two.key: two.is_waiting for two in Two.of_circle(formed())}
    assert led == {
        "circle/circle_1/mia/tom": False,
        "circle/circle_1/ada/tom": False,
        "circle/circle_1/bob/tom": True,
    }
    peers = Two.of_circle(formed(mentor_id=None))
    assert {frozenset(two.people) for two in peers} == {frozenset(both) for both in combinations(ALL, 2)}
    assert {two.mentor_id for two in Two.of_circle(formed())} == {"tom"}
    assert {two.among_peers for two in peers} == {True}
    assert Two.of_circle(end(formed(), "tom", LATER).circle) == []


def test_the_key_of_two_stays_the_same_when_one_of_them_says_yes() -> None:
    before, after = formed(mentor_id=None), agree(formed(mentor_id=None), "bob", LATER).circle
    assert {two.key for two in Two.of_circle(before)} == {two.key for two in Two.of_circle(after)}


def test_either_may_be_above_at_any_depth() -> None:
    assert above_of(make_two(), TOM_OVER_MIA) == "tom"
    assert above_of(make_two("mia", "tom"), TOM_OVER_MIA) == "tom"
    assert above_of(make_two(), ReportingLines({"mia": "lee", "tom": "lee"})) is None


def test_what_is_known_is_not_found_again_and_what_is_over_is_forgotten() -> None:
    two = make_two()
    known = {two.key: make_conflict(two, "tom")}
    assert differences([two], {}, TOM_OVER_MIA).found == ((two, "tom"),)
    assert differences([two], known, TOM_OVER_MIA) == differences([], {}, TOM_OVER_MIA)
    assert differences([two], known, ReportingLines()).over == (known[two.key],)
    assert differences([], known, TOM_OVER_MIA).over == (known[two.key],), "they are no two any more"
    turned = ReportingLines({"tom": "mia"})
    assert differences([two], known, turned).found == ((two, "mia"),), "another conflict than the one that was told"


def reaches(managers: dict[str, str], lower: str, upper: str) -> bool:
    """By walking every edge, without the code under test."""
    seen, at = set(), lower
    while at in managers and at not in seen:
        seen.add(at)
        at = managers[at]
        if at == upper:
            return True
    return False


@given(st.dictionaries(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)), st.data())
def test_found_is_exactly_what_a_walk_over_every_edge_finds(managers: dict[str, str], data: st.DataObject) -> None:
    sides = st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=2, unique=True)
    twos = [make_two(one, other, f"pair_{n}") for n, (one, other) in enumerate(data.draw(st.lists(sides, max_size=6)))]
    expected = {
        two.subject_id for two in twos if reaches(managers, *two.people) or reaches(managers, *two.people[::-1])
    }
    found = differences(twos, {}, ReportingLines(managers)).found
    assert {two.subject_id for two, _ in found} == expected


@given(
    st.none() | st.just("tom"),
    st.lists(st.sampled_from(ALL[1:]), unique=True),
    st.dictionaries(st.sampled_from(ALL), st.sampled_from([*ALL, "eve"])),
)
def test_a_circle_is_flagged_exactly_where_the_rules_would_keep_a_seat_from_somebody(
    mentor_id: str | None, said_yes: list[str], managers: dict[str, str]
) -> None:
    circle = proposed(mentor_id=mentor_id)
    for by in said_yes:
        circle = agree(circle, by, LATER).circle
    lines = ReportingLines(managers)
    flagged = {frozenset(two.people) for two, _ in differences(Two.of_circle(circle), {}, lines).found}
    assert flagged == {frozenset(both) for both in permutations(ALL, 2) if is_kept_apart(circle, *both, lines)}


def is_kept_apart(circle: Circle, one: str, other: str, lines: ReportingLines) -> bool:
    beside = [make_person(other)]
    return objection_to_seat(circle, make_person(one), beside, Around(LATER, lines)) is Code.REPORTING_LINE
