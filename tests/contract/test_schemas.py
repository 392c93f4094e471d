"""No released field is removed, renamed, narrowed or newly required."""

from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import BaseModel, Field

from libs.common.contracts import pairs
from tests.contract.compatibility import breaks
from tests.contract.freeze import freeze
from tests.contract.frozen import Schema, all_current, all_frozen, current

CURRENT, FROZEN = all_current(), all_frozen()


@pytest.mark.parametrize("name", sorted(FROZEN))
def test_what_was_released_can_still_be_written_and_read(name: str) -> None:
    assert name in CURRENT, f"{name} was released: its contract stays, for whoever still has such events"
    found = breaks(FROZEN[name], CURRENT[name])
    assert not found, "\n".join([f"{name} breaks those who rely on it; add a new version instead:", *found])


@pytest.mark.parametrize("name", sorted(CURRENT))
def test_every_field_is_written_down(name: str) -> None:
    assert FROZEN.get(name) == CURRENT[name], f"{name} has news: run `python -m tests.contract.freeze` and commit it"


class Inner(BaseModel):
    topic: str
    level: int = Field(default=3, ge=1, le=5)


class Before(BaseModel):
    id: str = Field(min_length=1, max_length=128)
    state: Literal["open", "closed"]
    topics: tuple[Inner, ...] = Field(min_length=1, max_length=10)
    words: dict[str, str]
    note: str | None = None
    score: float = Field(ge=0, le=1)


class Wider(Before):
    """Every change that is allowed, at once."""

    id: str = Field(max_length=200)
    state: Literal["open", "closed", "late"]  # type: ignore[assignment]
    topics: tuple[Inner, ...] = ()
    score: float
    extra: int | None = None
    more: tuple[str, ...] = ()


def test_wider_and_more_is_fine() -> None:
    made_optional = "/topics: was always there and now may be missing"
    assert breaks(current(Before), current(Wider)) == [made_optional]


def field(**kinds: Any) -> Schema:
    """A schema of `Before` with some fields declared otherwise; None takes one away."""
    schema = current(Before)
    for name, changed in kinds.items():
        if changed is None:
            schema["properties"].pop(name)
            schema["required"] = [other for other in schema["required"] if other != name]
        else:
            schema["properties"][name] = changed
    return schema


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"note": None}, "/note: removed"),
        ({"words": None}, "/words: removed"),
        ({"note": None, "remark": {"type": "string"}}, "/note: removed (renamed to remark?)"),
        ({"id": {"type": "integer"}}, "/id: string is not taken any more, only integer"),
        ({"id": {"type": "string", "minLength": 1, "maxLength": 64}}, "/id: maxLength was 128 and is now 64"),
        ({"id": {"type": "string", "minLength": 3}}, "/id: minLength was 1 and is now 3"),
        ({"id": {"type": "string", "pattern": "^a"}}, "/id: pattern was none and is now ^a"),
        ({"state": {"type": "string", "const": "open"}}, "/state: 'closed' is not taken any more"),
        ({"note": {"type": "string", "default": None}}, "/note: null is not taken any more, only string"),
        ({"note": {"type": "string", "enum": ["a"]}}, "/note: takes only 'a' now"),
        (
            {"score": {"type": "integer", "minimum": 0, "maximum": 1}},
            "/score: number is not taken any more, only integer",
        ),
        ({"score": {"type": "number", "minimum": 0.5}}, "/score: minimum was 0 and is now 0.5"),
        (
            {"words": {"type": "object", "additionalProperties": {"type": "string", "maxLength": 9}}},
            "/words/*: maxLength was none and is now 9",
        ),
        (
            {"topics": {"type": "array", "items": {"type": "string"}}},
            "/topics/*: object is not taken any more, only string",
        ),
    ],
)
def test_narrower_is_named(changed: dict[str, Any], words: str) -> None:
    assert words in breaks(current(Before), field(**changed))


def test_a_field_inside_a_list_is_watched_too() -> None:
    class Narrow(BaseModel):
        topic: str
        level: int = Field(default=2, ge=1, le=4)
        why: str

    schema = field()
    schema["properties"]["topics"]["items"] = current(Narrow)
    assert breaks(current(Before), schema) == [
        "/topics/*/level: maximum was 5 and is now 4",
        "/topics/*/level: the default was 3 and is now 2",
        "/topics/*/why: is new and required",
    ]


def test_what_was_optional_may_not_become_required() -> None:
    schema = field()
    schema["required"].append("note")
    assert breaks(current(Before), schema) == ["/note: became required"]


def test_a_renamed_field_of_a_real_event_is_told_in_words() -> None:
    changed = current(pairs.PairFormed)
    changed["properties"]["people"] = changed["properties"].pop("members")
    changed["required"] = ["people" if name == "members" else name for name in changed["required"]]
    assert breaks(FROZEN["bothways.PairFormed.v1"], changed) == [
        "/members: removed (renamed to people?)",
        "/people: is new and required",
    ]


def test_freezing_adds_and_never_breaks(tmp_path: Path) -> None:
    first = {"bothways.Thing.v1": current(Before)}
    assert freeze(tmp_path, first) == (["bothways.Thing.v1"], [])
    assert freeze(tmp_path, first) == ([], [])
    more = field(extra={"type": "integer", "default": 0})
    assert freeze(tmp_path, {"bothways.Thing.v1": more}) == (["bothways.Thing.v1"], [])
    assert freeze(tmp_path, first) == ([], ["bothways.Thing.v1/extra: removed"])
    assert freeze(tmp_path, {}) == ([], ["bothways.Thing.v1: gone, though it was released"])
    assert all_frozen(tmp_path) == {"bothways.Thing.v1": more}
