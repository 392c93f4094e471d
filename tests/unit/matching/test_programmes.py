"""What an organisation weighs and demands: each demand by itself, and nothing against whom too little is known of."""

from typing import Any

import pytest

from services.matching.domain.codes import Code
from services.matching.domain.programmes import Musts, ScoreWeights
from services.matching.domain.rounds import Weights
from services.matching.domain.suggestions import suggest
from tests.unit.matching.builders import WINTER, make_mentee, make_mentor, make_search

FAR = {"time_zone": "Asia/Tokyo"}


@pytest.mark.parametrize(
    ("musts", "mentee", "mentor", "code"),
    [
        ({"other_department": True}, {"department": "Law"}, {"department": "Law"}, Code.SAME_DEPARTMENT),
        ({"other_department": True}, {"department": "Law"}, {"department": "Art"}, None),
        ({"other_department": True}, {}, {}, None),
        ({"same_site": True}, {"site": "Bonn"}, {"site": "Ulm"}, Code.OTHER_SITE),
        ({"same_site": True}, {"site": "Bonn"}, {"site": "Bonn"}, None),
        ({"same_site": True}, {"site": "Bonn"}, {}, None),
        ({"least_overlap": 1}, {}, FAR, Code.TOO_LITTLE_OVERLAP),
        ({"least_overlap": 8}, {}, {}, None),
        ({"least_overlap": 8}, {}, {"time_zone": "Nowhere/Atlantis"}, None),
        ({}, {"department": "Law", "site": "Bonn"}, {"department": "Law", "site": "Ulm"} | FAR, None),
    ],
)
def test_each_demand_forbids_whoever_gives_and_what_is_unknown_forbids_nothing(
    musts: dict[str, Any], mentee: dict[str, Any], mentor: dict[str, Any], code: Code | None
) -> None:
    one, other = make_mentee(**mentee), make_mentor(**mentor)
    demanded = Musts(**musts)
    assert demanded.objection(one, other, WINTER) is code
    assert demanded.objection(other, one, WINTER) is code
    assert bool(suggest(make_search(one, musts=demanded), [other])) is (code is None)


def test_weights_of_place_multiply_and_what_weighs_nothing_is_not_suggested() -> None:
    one, other = make_mentee(department="Law", site="Bonn"), make_mentor(department="Law", site="Ulm")
    weights = ScoreWeights(same_department=0.5, other_site=0.8)
    assert weights.place(one, other) == pytest.approx(0.4)
    (suggestion,) = suggest(make_search(one, weights=weights), [other])
    assert (suggestion.score, suggestion.parts.place) == (0.4, 0.4)
    assert suggest(make_search(one, weights=ScoreWeights(same_department=0)), [other]) == ()


def test_a_round_weighs_beside_the_programme() -> None:
    both = Weights(time=2, same_department=0.5).beside(ScoreWeights(time=3, same_department=0.5, overlap=0))
    assert both == Weights(time=6, same_department=0.25, overlap=0)
