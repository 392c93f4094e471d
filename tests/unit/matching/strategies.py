"""Small worlds for property tests: few topics and few people, so that everything that can clash does.

Everybody suits at first, then a few things go wrong: in worlds where most people break some rule nobody would be
suggested, and the properties would hold of nothing.
"""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from services.matching.domain.directions import Direction
from services.matching.domain.people import Person, PersonState, Role
from services.matching.domain.programmes import Musts, ScoreWeights
from services.matching.domain.reporting import ReportingLines
from services.matching.domain.suggestions import Search
from services.matching.domain.topics import Topic
from tests.unit.matching.builders import WINTER

LABELS = ("Python", "Go", "SQL", "C", "C++", "C#")
IDS = tuple(f"p{number}" for number in range(5))
ZONES = (
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Pacific/Auckland",
    "Nowhere/Atlantis",
)
TROUBLES: tuple[dict[str, Any], ...] = (
    {"org": "globex"},
    {"state": PersonState.LEFT},
    {"visible": False},
    {"roles": (Role.MENTEE,)},
    {"pairs": 3},
    {"capacity": 0},
    {"languages": ("de",)},
    *({"manager_id": manager_id} for manager_id in IDS),
)

levels = st.integers(1, 5)
topics = st.builds(Topic.of, st.sampled_from(LABELS), levels)
topic_lists = st.lists(topics, max_size=5).map(tuple)
rich_topic_lists = st.lists(topics, min_size=2, max_size=4).map(tuple)


def people(person_id: str) -> st.SearchStrategy[Person]:
    return st.builds(
        Person,
        org=st.just("acme"),
        person_id=st.just(person_id),
        gives=rich_topic_lists,
        gets=rich_topic_lists,
        languages=st.sampled_from([("en",), ("en", "de-CH"), ("uk", "EN-gb")]),
        time_zone=st.sampled_from(ZONES),
        seniority=st.integers(0, 10),
        department=st.sampled_from(["", "Sales", "Law"]),
        site=st.sampled_from([None, "Berlin", "Bonn"]),
        hours_per_month=st.sampled_from([2, 4.5, 1, 0.5, 0]),
        capacity=st.just(3),
        pairs=st.integers(0, 2),
    )


weights = st.builds(
    ScoreWeights,
    seniority=st.sampled_from([1, 0, 2.5]),
    overlap=st.sampled_from([1, 0, 0.5]),
    time=st.sampled_from([1, 0, 3]),
    same_department=st.sampled_from([1, 0.4, 0]),
    other_site=st.sampled_from([1, 0.75, 0]),
)
musts = st.builds(
    Musts, other_department=st.booleans(), same_site=st.booleans(), least_overlap=st.sampled_from([0, 2, 7.5])
)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Search, list[Person]]:
    """A search by one of the people among all of them, the searching person included."""
    everybody = {person_id: draw(people(person_id)) for person_id in IDS}
    for person_id, trouble in draw(st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(TROUBLES)), max_size=4)):
        everybody[person_id] = replace(everybody[person_id], **trouble)
    mentee = everybody[draw(st.sampled_from(IDS))]
    search = Search(
        mentee=mentee,
        wanted=draw(st.sampled_from([mentee.gets, mentee.gets[:1]]) | topic_lists),
        direction=draw(st.sampled_from(Direction)),
        reporting=ReportingLines.of(everybody.values()),
        at=WINTER,
        weights=draw(st.just(ScoreWeights()) | weights),
        musts=draw(st.just(Musts()) | musts),
    )
    return search, list(everybody.values())
