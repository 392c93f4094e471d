"""What every body and everything shown has in common."""

from collections.abc import Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator
from pydantic_core import PydanticKnownError

NUMBERS = frozenset({int, float})


class Body(BaseModel):
    """What a client sends: a field we do not know is a mistake that is better told.

    So is a number in the place of a truth, a truth in that of a number, and a text in that of either. Everything else
    is taken as JSON has it: times, for one, are texts there.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    @field_validator("*", mode="before")
    @classmethod
    def _is_of_its_kind(cls, value: object, info: ValidationInfo) -> object:
        kinds = _kinds(cls, str(info.field_name))
        if value is None or not kinds or type(value) in kinds or (type(value) in NUMBERS and kinds & NUMBERS):
            return value
        raise PydanticKnownError("bool_type" if bool in kinds else "int_type" if int in kinds else "float_type")


@cache
def _kinds(body: type[Body], name: str) -> frozenset[type]:
    """The kinds of a field that is a truth or a number and nothing else."""
    kinds = {one for one in _leaves(body.model_fields[name].annotation) if one is not type(None)}
    return frozenset(kinds) if kinds <= {bool, *NUMBERS} else frozenset()


def _leaves(annotation: Any) -> Iterator[Any]:
    """What a union is of; anything else is itself, without what is written beside it."""
    if get_origin(annotation) in (Union, UnionType):
        for one in get_args(annotation):
            yield from _leaves(one)
    elif get_origin(annotation) is Annotated:
        yield get_args(annotation)[0]
    else:
        yield annotation


class Shown(BaseModel):
    """What a client reads."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)


def fields_of(source: object, target: type[BaseModel]) -> dict[str, Any]:
    """What `source` has of the fields of `target`."""
    return {name: getattr(source, name) for name in target.model_fields if hasattr(source, name)}
