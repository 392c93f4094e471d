"""The eight questions about expectations: each side answers alone, and the pair talks about what differs."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from services.journal.preparation.content import Head, Line, Page, read_pages

ALIGNMENT = Path(__file__).with_name("alignment")


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer."""

    choice_id: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """Where `is_scale`, the choices go from one end to the other, and neighbours are nearly the same answer."""

    question_id: str
    is_scale: bool
    title: Mapping[str, str]
    text: Mapping[str, str]
    choices: tuple[Choice, ...]
    talk: Mapping[str, str]
    """With what two who chose differently could begin to talk about it."""


class QuestionHead(Head):
    """The front matter of a question; its choices in their order."""

    scale: bool
    choices: Annotated[dict[Line, Line], Field(min_length=3, max_length=5)]
    talk: Line

    @property
    def facts(self) -> tuple[object, ...]:
        return (self.id, self.scale, *self.choices)


def load_alignment(root: Path = ALIGNMENT) -> tuple[Question, ...]:
    """The questions in the order in which they are asked."""
    return tuple(map(_question, read_pages(root, QuestionHead)))


def _question(page: Page[QuestionHead]) -> Question:
    return Question(
        question_id=page.head.id,
        is_scale=page.head.scale,
        title=page.title,
        text=page.text,
        choices=tuple(Choice(choice_id, _words(page, choice_id)) for choice_id in page.head.choices),
        talk={language: head.talk for language, head in page.heads.items()},
    )


def _words(page: Page[QuestionHead], choice_id: str) -> dict[str, str]:
    return {language: head.choices[choice_id] for language, head in page.heads.items()}
