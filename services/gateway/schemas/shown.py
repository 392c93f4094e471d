"""What every body and everything shown has in common."""

from typing import Any

from pydantic import BaseModel, ConfigDict


class Body(BaseModel):
    """What a client sends: a field we do not know is a mistake that is better told."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Shown(BaseModel):
    """What a client reads."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)


def fields_of(source: object, target: type[BaseModel]) -> dict[str, Any]:
    """What `source` has of the fields of `target`."""
    return {name: getattr(source, name) for name in target.model_fields if hasattr(source, name)}
