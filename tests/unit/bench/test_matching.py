"""The benchmark of suggestions runs, compares with brute force, and says what came out. With tiny numbers."""

import json
from io import StringIO

from rich.console import Console

from tests.bench.crowd import Crowd
from tests.bench.matching import Aim, Report, run
from tests.bench.searching import CASES, Measured, Plan


def made(*floors: float) -> Report:
    """A run in which the limit took so long in each round, and a search half as long."""
    rounds = [{"floor": [floor], "one thread": [floor / 2], "two threads": [floor / 2]} for floor in floors]
    return Report([Measured(Crowd(10, 64), 0.1, 100, rounds, update_us=[3])], [0.5])


def verdicts(report: Report) -> dict[str, str]:
    return {aim.key: report.verdict(aim) for aim in report.aims()}


def test_both_vocabularies_are_searched_changed_and_compared() -> None:
    report = run([300], Plan(rounds=1, searches=3, updates=5))
    assert [one.crowd.vocabulary for one in report.crowds] == [64, 10_000]
    for one in report.crowds:
        assert [set(times) for times in one.rounds] == [set(CASES)]
        assert (one.broken_rules, min(one.kept)) == (0, 1.0)
        assert len(one.update_us) == 5
    printed = StringIO()
    report.print(Console(file=printed, width=140))
    assert "score / exact score" in printed.getvalue()
    assert {goal["key"] for goal in json.loads(json.dumps(report.as_json()))["goals"]} == {f"G{n}" for n in range(1, 7)}


def test_a_crowd_is_the_same_in_every_run() -> None:
    crowd = Crowd(50, 64)
    assert list(crowd.everybody()) == list(crowd.everybody())
    assert crowd.seekers(5) == crowd.seekers(5)


def test_a_goal_is_reached_by_the_median() -> None:
    assert Aim("G", "at most", 1.0, [0.5, 0.9, 7.0]).is_reached
    assert not Aim("G", "at most", 1.0, [0.5, 1.1, 7.0]).is_reached
    assert not Aim("G", "at least", 1.0, [0.5, 0.9, 7.0], is_least=True).is_reached


def test_a_limit_that_varies_more_than_twofold_forbids_a_verdict_on_speed_alone() -> None:
    assert verdicts(made(1.0, 1.9)) == {"G2": "reached", "G3": "reached", "G5": "reached", "G6": "reached"}
    assert verdicts(made(1.0, 2.1)) == {"G2": "no verdict", "G3": "no verdict", "G5": "reached", "G6": "no verdict"}
