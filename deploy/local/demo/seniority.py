"""How far somebody has come, 0 to 10, from years of work and the weight of the role."""

from bisect import bisect_right

from deploy.local.demo.survey import Answer

_YEARS = (2, 4, 7, 11, 16, 24)
TOP_ROLES = frozenset({"Senior executive (C-suite, VP, etc.)", "Founder, technology or otherwise"})
LEADING_SENIORITY = 4
HEAD, CHIEF = 9, 10


def seniority_of(answer: Answer) -> int:
    """0 to 8. The heads of departments (9) and the one above them (10) are chosen in `reporting.py`."""
    steps = bisect_right(_YEARS, answer.years)
    if is_in_training(answer):
        return 0
    if answer.role in TOP_ROLES:
        return 8 if answer.years >= 10 else 7
    return min(8, steps + _weight(answer))


def is_in_training(answer: Answer) -> bool:
    """Students of a usual age. The few who study again after years of work keep what they have come to."""
    return answer.role == "Student" and answer.years < 10


def is_leading(answer: Answer) -> bool:
    """Whether the answer itself says so; a department short of leads asks more people (`reporting.py`)."""
    says_so = answer.has_people or answer.role in TOP_ROLES or answer.role == "Engineering manager"
    return says_so and not is_adviser(answer) and seniority_of(answer) >= LEADING_SENIORITY


def is_adviser(answer: Answer) -> bool:
    """Retired, or at the top and past the usual age: they advise and lead nobody."""
    return answer.role == "Retired" or (answer.role in TOP_ROLES and answer.age_band == "65+")


def _weight(answer: Answer) -> int:
    if answer.has_people or answer.role == "Engineering manager":
        return 2
    return 1 if answer.role == "Architect, software or solutions" else 0
