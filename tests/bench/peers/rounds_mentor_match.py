"""mentor-match on an instance: `python rounds_mentor_match.py FILE`; the seconds and the placement as JSON.

Three rounds with a growing bonus for whoever has nobody yet, as its documentation has it. Its rules see a pair's score.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

from matching.mentee import Mentee
from matching.mentor import Mentor
from matching.process import process_data
from matching.rules import rule

BONUS = 20_000


class Score(rule.Rule):  # type: ignore[misc]
    """The points of a pair are its score in ten-thousandths."""

    def __init__(self, values: dict[tuple[int, int], int]) -> None:
        self.values = values

    def evaluate(self, match: Any) -> bool:
        """It has a say in every pair."""
        return True

    def apply(self, match: Any) -> int:
        """Its points."""
        return self.values.get((match.mentee.role, match.mentor.role), 0)


def main(file: str) -> None:
    """People are told apart by their role, which is a number here."""
    given = json.loads(Path(file).read_text())
    values = {(mentee, mentor): value for mentee, mentor, value in given["edges"]}
    mentees = [Mentee(grade=1, email=f"e{number}", role=number) for number in range(given["mentees"])]
    mentors = [Mentor(grade=2, email=f"m{number}", role=number) for number in range(len(given["places"]))]
    forbid = rule.Disqualify(lambda match: (match.mentee.role, match.mentor.role) not in values)
    score = Score(values)
    rounds = [[score, forbid], *([score, rule.UnmatchedBonus(times * BONUS), forbid] for times in (1, 2))]
    began = time.perf_counter()
    process_data(mentors, mentees, rounds)
    seconds = time.perf_counter() - began
    found = [mentee.mentors[0].role if mentee.mentors else -1 for mentee in mentees]
    sys.stdout.write(json.dumps({"seconds": seconds, "mentors": found}))


if __name__ == "__main__":
    main(sys.argv[1])
