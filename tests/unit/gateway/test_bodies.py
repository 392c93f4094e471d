"""What a body says is taken for what it is, and for nothing else."""

from typing import Annotated, Any

import pytest
from pydantic import Field, ValidationError

from services.gateway.schemas.shown import Body


class Everything(Body):
    """A field of each kind."""

    is_so: bool = False
    whole: Annotated[int, Field(ge=0)] | None = None
    part: float | None = None
    text: str = ""


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("is_so", 1, "bool_type"),
        ("is_so", "true", "bool_type"),
        ("whole", True, "int_type"),
        ("whole", "1", "int_type"),
        ("part", False, "float_type"),
        ("part", "1.5", "float_type"),
    ],
)
def test_one_kind_is_not_taken_for_another(name: str, value: Any, kind: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Everything.model_validate({name: value})
    assert [(error["loc"], error["type"]) for error in refused.value.errors()] == [((name,), kind)]


@pytest.mark.parametrize(
    ("name", "value"), [("is_so", True), ("whole", 1), ("whole", 1.0), ("whole", None), ("part", 1), ("text", "true")]
)
def test_what_json_has_of_a_kind_is_taken(name: str, value: Any) -> None:
    assert getattr(Everything.model_validate({name: value}), name) == value
