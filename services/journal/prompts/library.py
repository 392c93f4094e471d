"""Reads the prompts from their files, and says what is wrong with one that it cannot read."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from services.journal.domain.prompts import READERS, Prompt, Purpose, moments_of
from services.journal.domain.stages import Stage

FOLDER = Path(__file__).parent


class BadPrompts(Exception):
    """A file of prompts that cannot be used; says which, and why."""


class Written(BaseModel):
    """A prompt as it stands in the file of its first stage."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    id: Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$")]
    purpose: Purpose
    also: tuple[Stage, ...] = ()
    readers: Annotated[tuple[str, ...], Field(alias="for", min_length=1)]
    en: Annotated[str, Field(min_length=1)]
    de: Annotated[str, Field(min_length=1)]


_FILE = TypeAdapter(list[Written])


def load(folder: Path = FOLDER) -> tuple[Prompt, ...]:
    """Every prompt there is, by id; BadPrompts where one is not whole."""
    prompts = [prompt for path in sorted(folder.glob("*.yaml")) for prompt in _read(path)]
    for prompt_id, times in Counter(prompt.prompt_id for prompt in prompts).items():
        if times > 1:
            raise BadPrompts(f"{prompt_id}: the id of {times} prompts")
    return tuple(sorted(prompts, key=lambda prompt: prompt.prompt_id))


def _read(path: Path) -> list[Prompt]:
    if path.stem not in set(Stage):
        raise BadPrompts(f"{path.name}: no stage has this name")
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        written = _FILE.validate_python(content)
    except yaml.YAMLError as error:
        raise BadPrompts(f"{path.name}: {error}") from error
    except ValidationError as error:
        raise BadPrompts(f"{path.name}: {'; '.join(_said(content, one) for one in error.errors())}") from error
    return [_prompt(path, one) for one in written]


def _said(content: object, error: ErrorDetails) -> str:
    """The prompt by its id where it has one, the field, and what is wrong with it."""
    number, *field = error["loc"] or ("",)
    one = content[number] if isinstance(content, list) and isinstance(number, int) else None
    name = one.get("id", number) if isinstance(one, dict) else number
    return ": ".join(str(part) for part in (name, *field, error["msg"]) if part != "")


def _prompt(path: Path, written: Written) -> Prompt:
    if unknown := set(written.readers) - READERS:
        raise BadPrompts(f"{path.name}: {written.id}: for: nobody is called {', '.join(sorted(unknown))}")
    moments = moments_of({Stage(path.stem), *written.also}, written.readers)
    if not moments:
        raise BadPrompts(f"{path.name}: {written.id}: nobody is asked this")
    return Prompt(written.id, written.purpose, moments, {"en": written.en, "de": written.de})
