"""What two expect of each other: each answers alone, and neither sees anything of the other before both have."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from services.journal.domain.keys import SealedText


@dataclass(frozen=True, slots=True)
class Answered:
    """One member's choices, sealed as a whole."""

    person_id: str
    at: datetime
    choices: SealedText


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectations:
    """Of a pair; one document, so that whoever answers second knows it, at whatever moment."""

    org: str
    pair_id: str
    answered: tuple[Answered, ...] = ()
    exchanged_at: datetime | None = None
    """When both had answered, as it was told."""

    revision: int = 0


@dataclass(frozen=True, slots=True)
class Scale:
    """The ids of a question's choices, and whether neighbours are nearly the same answer."""

    choice_ids: tuple[str, ...]
    is_scale: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two chose differently."""

    question_id: str
    mine: str
    theirs: str
    is_near: bool


Choices = Mapping[str, str]
"""The id of a choice for the id of each question."""


def place_of(pair_id: str, person_id: str) -> str:
    """Where a member's choices are: the document, and whose of the two."""
    return f"{pair_id}/{person_id}"


def with_answer(expectations: Expectations, answer: Answered) -> Expectations:
    """The last word of each counts."""
    others = [one for one in expectations.answered if one.person_id != answer.person_id]
    return replace(expectations, answered=tuple(sorted([*others, answer], key=lambda one: one.person_id)))


def have_both(expectations: Expectations, member_ids: Iterable[str]) -> bool:
    """Whether each of these has answered."""
    return {one.person_id for one in expectations.answered} >= set(member_ids)


def is_whole(choices: Choices, questions: Mapping[str, Scale]) -> bool:
    """One known choice for each question, and nothing else."""
    return choices.keys() == questions.keys() and all(
        choice_id in questions[question_id].choice_ids for question_id, choice_id in choices.items()
    )


def differences(mine: Choices, theirs: Choices, questions: Mapping[str, Scale]) -> tuple[Difference, ...]:
    """In the order of the questions. One that either has not answered is no difference."""
    return tuple(
        Difference(question_id, mine[question_id], theirs[question_id], _are_near(mine, theirs, question_id, scale))
        for question_id, scale in questions.items()
        if question_id in mine.keys() & theirs.keys() and mine[question_id] != theirs[question_id]
    )


def agreed(mine: Choices, theirs: Choices, questions: Mapping[str, Scale]) -> int:
    """On how many questions both chose the same."""
    return sum(mine.get(question_id, "") == theirs.get(question_id) for question_id in questions)


def _are_near(mine: Choices, theirs: Choices, question_id: str, scale: Scale) -> bool:
    if not scale.is_scale:
        return False
    places = [scale.choice_ids.index(choices[question_id]) for choices in (mine, theirs)]
    return abs(places[0] - places[1]) == 1
