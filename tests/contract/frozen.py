"""Schemas as they were released, beside what the code says today."""

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from libs.common.contracts import ALL, Contract, Event

FOLDER = Path(__file__).resolve().parent / "schemas"
ENVELOPE = "envelope"
NOT_PROMISED = {"title", "description", "examples", "$defs"}
"""Words about a field may change any day."""

Schema = dict[str, Any]


def current(model: type[BaseModel]) -> Schema:
    """The schema of a model, with every reference replaced by what it stands for."""
    schema = model.model_json_schema()
    plain = _plain(schema, schema.get("$defs", {}))
    assert isinstance(plain, dict)
    return plain


def envelope() -> Schema:
    """What stands around the data of every event."""
    schema = current(Event[Contract])
    schema["properties"].pop("data")
    schema["required"].remove("data")
    return schema


def all_current() -> dict[str, Schema]:
    """By the name of the file."""
    return {ENVELOPE: envelope()} | {contract.type: current(contract) for contract in ALL}


def all_frozen(folder: Path = FOLDER) -> dict[str, Schema]:
    """By the name of the file."""
    return {path.stem: json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))}


def _plain(part: Any, definitions: Schema) -> Any:
    if isinstance(part, list):
        return [_plain(one, definitions) for one in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        meant = definitions[part["$ref"].rsplit("/", 1)[-1]]
        return _plain(meant | {key: value for key, value in part.items() if key != "$ref"}, definitions)
    kept = {key: value for key, value in part.items() if key not in NOT_PROMISED}
    # A field may be called `title`, so the names of fields are never left out.
    fields = {name: _plain(field, definitions) for name, field in part.get("properties", {}).items()}
    plain = {key: _plain(value, definitions) for key, value in kept.items() if key != "properties"}
    return plain | {"properties": fields} if "properties" in part else plain
