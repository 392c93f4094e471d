"""Reporting lines, whatever the data looks like."""

from hypothesis import given
from hypothesis import strategies as st

from services.matching.domain.reporting import ReportingLines
from tests.unit.matching.builders import make_person

NAMES = "abcdef"


def test_line_is_followed_at_any_depth_in_both_directions() -> None:
    lines = ReportingLines({"a": "b", "b": "c", "c": "d", "x": "d"})
    assert lines.connect("a", "d")
    assert lines.connect("d", "a")
    assert not lines.connect("a", "x")


def test_lines_come_from_the_people_given() -> None:
    people = [make_person("a", manager_id="b"), make_person("b")]
    assert ReportingLines.of(people).above("a") == {"b"}


def test_nobody_reports_to_anybody_by_default() -> None:
    assert not ReportingLines().connect("a", "b")


@given(st.dictionaries(st.sampled_from(NAMES), st.sampled_from(NAMES)))
def test_circles_end_and_agree_with_reachability(managers: dict[str, str]) -> None:
    reaches = {(one, boss) for one, boss in managers.items()}
    for middle in NAMES:
        for one in NAMES:
            reaches |= {(one, other) for other in NAMES if {(one, middle), (middle, other)} <= reaches}
    lines = ReportingLines(managers)
    for one in NAMES:
        assert lines.above(one) == {other for other in NAMES if (one, other) in reaches}
        for other in NAMES:
            assert lines.connect(one, other) == ((one, other) in reaches or (other, one) in reaches)
