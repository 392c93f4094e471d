"""The benchmark of quality counts what it says, and notices what is wrong. With a part of the demo's people."""

import json
from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from services.matching.domain.directions import Direction
from services.matching.domain.people import Person
from services.matching.domain.suggestions import Suggestion
from services.matching.domain.topics import Topic
from services.matching.domain.words import one_gives
from tests.bench.quality import RANKINGS, run
from tests.bench.quality_people import demo_staff
from tests.bench.quality_rankings import Lists, Suggesting, closes_a_gap, fits_both_ways, gini
from tests.bench.quality_truth import untrue


def made(person_id: str, gives: dict[str, int], gets: dict[str, int]) -> Person:
    given, wanted = (tuple(Topic.of(*one) for one in levels.items()) for levels in (gives, gets))
    return Person(org="demo", person_id=person_id, gives=given, gets=wanted)


def test_a_part_of_the_demo_is_measured_in_every_direction_and_printed() -> None:
    report = run(90)
    assert [one.direction for one in report.measured] == list(Direction)
    for one in report.measured:
        assert one.lists.keys() == set(RANKINGS)
        assert (one.otherwise, one.untrue) == (0, [])
        assert sum(one.lists["index"].shown.values()) == one.suggestions
    assert any(one.suggestions and one.lists["index"].mean > one.lists["random"].mean for one in report.measured)
    printed = StringIO()
    report.print(Console(file=printed, width=140))
    assert "answers other than brute force's" in printed.getvalue()
    assert len(json.loads(json.dumps(report.as_json()))["directions"]) == len(Direction)


def test_the_whole_demo_organisation_is_known() -> None:
    staff = demo_staff()
    assert len(staff.by_id) == len(staff.people) == 982


@pytest.mark.parametrize(
    ("own", "offered", "is_closed"), [(0, 1, True), (2, 3, True), (2, 2, False), (3, 5, False), (4, 5, False)]
)
def test_a_get_that_is_given_already_at_that_level_is_no_fit(own: int, offered: int, is_closed: bool) -> None:
    learner = made("mia", {"Python": own, "Go": 3} if own else {"Go": 3}, {"Python": 3})
    giver = made("tom", {"Python": offered}, {"Go": 2})
    assert closes_a_gap(learner, giver) is is_closed
    assert fits_both_ways(learner, giver) is fits_both_ways(giver, learner) is is_closed


def test_exposure_is_even_or_all_of_one() -> None:
    assert gini([2, 2, 2, 2]) == pytest.approx(0)
    assert gini([0, 0, 0, 8]) == pytest.approx(0.75)
    assert gini([0, 0]) == 0


def test_three_that_fit_are_enough() -> None:
    mia, tom = made("mia", {"Go": 3}, {"Python": 3}), made("tom", {"Python": 4}, {"Go": 2})
    lists = Lists.among([mia, tom])
    lists.add(mia, [tom, tom, tom])
    lists.add(mia, [tom, tom])
    assert (lists.share, lists.mean, lists.most_shown, lists.never_shown) == (0.5, 2.5, 5, 1)


def suggestion() -> tuple[Person, Person, Suggestion]:
    """Somebody's first of the demo, and whom it is of."""
    staff = demo_staff(200)
    suggesting = Suggesting(staff)
    found = ((one, suggesting(staff.search(one, Direction.RECIPROCAL))) for one in staff.seekers)
    seeker, first = next((one, some[0]) for one, some in found if some)
    return seeker, staff.by_id[first.mentor_id], first


def test_what_is_not_so_is_noticed() -> None:
    seeker, mentor, one = suggestion()
    search = demo_staff(200).search(seeker, Direction.RECIPROCAL)
    assert untrue(search, mentor, one) == []
    there, back, ease = one.reasons
    wrong_level = [(topic.label, topic.level % 5 + 1) for topic in mentor.gives]
    for lie in (one_gives(wrong_level), one_gives([("Knitting", 5)]), there.words | {"de": "Das passt schon"}):
        assert untrue(search, mentor, replace(one, reasons=(replace(there, words=lie), back, ease))) == [there.code]
    assert untrue(search, mentor, replace(one, reasons=(there, back, replace(ease, code="shared-language"))))
    assert untrue(search, mentor, replace(one, gap=replace(one.gap, code="few-hours"))) == ["few-hours"]
