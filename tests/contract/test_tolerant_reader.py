"""Readers take what they know and leave the rest: a newer publisher never breaks an older consumer."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from libs.common.contracts import ALL, Contract, parse
from tests.contract.frozen import current
from tests.contract.samples import Sample, sample_of, samples

UNKNOWN = "field_of_a_later_day"
REQUIRED_ATTRIBUTES = ("specversion", "id", "source", "type", "subject", "time", "org", "correlationid", "data")


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every JSON object inside, but not maps from language to words."""
    if isinstance(value, dict) and set(value) != {"en", "de"}:
        yield value
        for part in value.values():
            yield from objects(part)
    if isinstance(value, list):
        for part in value:
            yield from objects(part)


def required(schema: dict[str, Any], plain: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where in `plain` each required field stands."""
    for name in schema.get("required", ()):
        yield (*path, name)
    for name, part in schema.get("properties", {}).items():
        if isinstance(plain, dict) and name in plain:
            yield from required(part, plain[name], (*path, name))
    if "items" in schema and isinstance(plain, list) and plain:
        yield from required(schema["items"], plain[0], (*path, 0))


def without(plain: dict[str, Any], path: tuple[str | int, ...]) -> bytes:
    copy = json.loads(json.dumps(plain))
    inner = copy
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    return json.dumps(copy).encode()


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_unknown_fields_are_ignored(sample: Sample) -> None:
    plain = sample.plain
    for found in list(objects(plain["data"])):
        # A map of the house's own numbers, such as the parts of a score, has no fields to add to.
        if not all(isinstance(value, int | float) for value in found.values()):
            found[UNKNOWN] = {"anything": [1, "two", None]}
    assert parse(json.dumps(plain).encode()) == parse(sample.body)


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_unknown_extensions_of_the_envelope_are_ignored(sample: Sample) -> None:
    extended = sample.plain | {
        "traceparent": "00-4bf9-00",
        "partitionkey": "acme",
        "dataschema": "https://example.org/s",
    }
    assert parse(json.dumps(extended).encode()) == parse(sample.body)


@pytest.mark.parametrize("contract", ALL, ids=lambda contract: contract.event)
def test_required_fields_are_required(contract: type[Contract]) -> None:
    plain = sample_of(contract).plain
    paths = [("data", *path) for path in required(current(contract), plain["data"])]
    assert paths
    for path in paths:
        with pytest.raises(ValidationError) as refused:
            parse(without(plain, path))
        assert (path, "missing") in [(problem["loc"], problem["type"]) for problem in refused.value.errors()]


@pytest.mark.parametrize("attribute", [name for name in REQUIRED_ATTRIBUTES if name not in ("type", "specversion")])
def test_required_attributes_are_required(attribute: str) -> None:
    with pytest.raises(ValidationError, match="Field required"):
        parse(without(sample_of(ALL[0]).plain, (attribute,)))


def test_an_event_without_a_type_is_none() -> None:
    with pytest.raises(ValueError, match="a string `type` is needed"):
        parse(without(sample_of(ALL[0]).plain, ("type",)))


@pytest.mark.parametrize(
    "event_type", ["bothways.PairFormed.v99", "bothways.Nothing.v1", "com.example.PairFormed.v1", ""]
)
def test_an_unknown_type_or_version_is_refused(event_type: str) -> None:
    with pytest.raises(ValueError, match="unknown type"):
        parse(json.dumps(sample_of(ALL[0]).plain | {"type": event_type}).encode())


def test_another_specversion_is_refused() -> None:
    with pytest.raises(ValidationError, match=r"'1\.0'"):
        parse(json.dumps(sample_of(ALL[0]).plain | {"specversion": "2.0"}).encode())
