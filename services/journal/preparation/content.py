"""Reads content for people: Markdown with YAML front matter, the same files in a folder for each language."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Generic, TypeVar

import frontmatter
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from yaml import YAMLError

LANGUAGES = ("en", "de")

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class ContentBroken(Exception):
    """Says in which file, and what: it is for the writer who mends it."""


class Head(BaseModel):
    """The front matter of every text. Ids stand beside what people wrote, so they never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Line
    title: Line

    @property
    def facts(self) -> tuple[object, ...]:
        """What is no matter of language."""
        return (self.id,)


HeadT = TypeVar("HeadT", bound=Head)


@dataclass(frozen=True, slots=True)
class Page(Generic[HeadT]):
    """One text in every language."""

    name: str
    heads: Mapping[str, HeadT]
    text: Mapping[str, str]

    @property
    def head(self) -> HeadT:
        """For what is the same in every language."""
        return self.heads[LANGUAGES[0]]

    @property
    def title(self) -> dict[str, str]:
        return {language: head.title for language, head in self.heads.items()}


def read_pages(root: Path, kind: type[HeadT]) -> list[Page[HeadT]]:
    """All texts below `root`, in the order of their paths, complete in every language and with ids of their own."""
    pages = [_page(root, name, kind) for name in _names(root)]
    if not pages:
        raise ContentBroken(f"{root}: no content")
    repeated = [key for key, times in Counter(page.head.id for page in pages).items() if times > 1]
    if repeated:
        raise ContentBroken(f"{root}: the id {repeated[0]} stands in more than one text")
    return pages


def _names(root: Path) -> list[str]:
    found = {language: _below(root / language) for language in LANGUAGES}
    everywhere = set[str]().union(*found.values())
    for language, names in found.items():
        for name in sorted(everywhere - names):
            raise ContentBroken(f"{root / language / name}: missing in this language")
    return sorted(everywhere)


def _below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.md")}


def _page(root: Path, name: str, kind: type[HeadT]) -> Page[HeadT]:
    read = {language: _read(root / language / name, kind) for language in LANGUAGES}
    page = Page(
        name, {language: head for language, (head, _) in read.items()}, {each: text for each, (_, text) in read.items()}
    )
    for language, head in page.heads.items():
        if head.facts != page.head.facts:
            raise ContentBroken(f"{root / language / name}: {head.facts} differs from {page.head.facts}")
    return page


def _read(path: Path, kind: type[HeadT]) -> tuple[HeadT, str]:
    try:
        fields, text = frontmatter.parse(path.read_text(encoding="utf-8"))
        head = kind.model_validate(fields)
    except YAMLError as broken:
        raise ContentBroken(f"{path}: its front matter is no YAML") from broken
    except ValidationError as broken:
        wrong = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in broken.errors())
        raise ContentBroken(f"{path}: {wrong}") from broken
    if not text:
        raise ContentBroken(f"{path}: no text")
    return head, text
