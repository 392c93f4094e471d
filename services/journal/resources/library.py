"""The resource library: guides, exercises, checklists and conversations, each for a stage and for somebody in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field

from services.journal.domain.prompts import READERS, Moment, moments_of
from services.journal.domain.stages import Stage
from services.journal.preparation.content import ContentBroken, Head, Page, read_pages

FOLDER = Path(__file__).parent


class Kind(StrEnum):
    """What one does with it."""

    GUIDE = "guide"
    EXERCISE = "exercise"
    CHECKLIST = "checklist"
    CONVERSATION = "conversation"


@dataclass(frozen=True, slots=True)
class Resource:
    """A text, when it suits whom, and how long it takes. An id that was ever used stays."""

    resource_id: str
    kind: Kind
    minutes: int
    stages: tuple[Stage, ...]
    moments: frozenset[Moment]
    title: Mapping[str, str]
    text: Mapping[str, str]


class ResourceHead(Head):
    """The front matter of a resource."""

    kind: Kind
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]
    readers: Annotated[tuple[str, ...], Field(alias="for", min_length=1)]
    minutes: Annotated[int, Field(ge=1, le=45)]

    @property
    def facts(self) -> tuple[object, ...]:
        return (self.id, self.kind, self.stages, self.readers, self.minutes)


def load_resources(root: Path = FOLDER) -> dict[str, Resource]:
    """Every resource by its id, which is the name of its files, in the order of the stages they begin with."""
    found = sorted(map(_resource, read_pages(root, ResourceHead)), key=_place)
    return {resource.resource_id: resource for resource in found}


def _place(resource: Resource) -> tuple[int, str]:
    return list(Stage).index(resource.stages[0]), resource.resource_id


def _resource(page: Page[ResourceHead]) -> Resource:
    head = page.head
    if page.name != f"{head.id}.md":
        raise ContentBroken(f"{page.name}: its id is {head.id}")
    if unknown := set(head.readers) - READERS:
        raise ContentBroken(f"{page.name}: for: nobody is called {', '.join(sorted(unknown))}")
    moments = moments_of(head.stages, head.readers)
    if not moments:
        raise ContentBroken(f"{page.name}: nobody ever reads this")
    return Resource(
        resource_id=head.id,
        kind=head.kind,
        minutes=head.minutes,
        stages=tuple(sorted(head.stages, key=list(Stage).index)),
        moments=moments,
        title=page.title,
        text=page.text,
    )
