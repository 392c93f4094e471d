"""Whom a changed reporting line brings together: what is new is found, what is over is forgotten, nothing else."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.matching.domain.conflicts import Conflict, Kind, Two, above_of, differences
from services.matching.domain.reporting import ReportingLines
from tests.unit.matching.builders import LATER, make_open_request
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
    assert (request.key, request.mentor_id, request.mentee_id) == ("request/r1", "tom", "mia")


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
        two.subject_id
        for two in twos
        if reaches(managers, two.mentor_id, two.mentee_id) or reaches(managers, two.mentee_id, two.mentor_id)
    }
    found = differences(twos, {}, ReportingLines(managers)).found
    assert {two.subject_id for two, _ in found} == expected
