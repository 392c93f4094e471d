"""Examples for the document, made from its own schemas: what a field is called says what stands in it."""

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]

INSTANT = "2026-05-04T15:00:00Z"
BY_NAME: Mapping[str, Any] = {
    "access_token": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtaWEifQ.c2lnbmF0dXJl",
    "address": "ada@example.org",
    "at": "08:30",
    "by_id": "ada",
    "department": "Research",
    "en": "Ask for feedback.",
    "de": "Nach Feedback fragen.",
    "language": "en",
    "locale": "de",
    "mentee_id": "mia",
    "mentor_id": "ada",
    "month": "2026-05",
    "name": "Ada Example",
    "org": "acme",
    "other_id": "ada",
    "person_id": "mia",
    "source": "/hr",
    "timezone": "Europe/Berlin",
    "topics": "Python",
    "type": "bothways.PairFormed.v1",
    "url": "https://example.org/",
}
WHOLE: Mapping[str, Any] = {
    "RowWritten": {"name": "month", "off": True},
    "backup": None,
    "Waiting": {"days": 2, "at": "10:00"},
    "jwe": None,
    "jwk": {"kty": "OKP", "crv": "X25519", "x": "hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo"},
    "platform_id": "acme-hr",
    "QuietHours": {"start": "20:00", "end": "08:00"},
}
"""What no rule makes, by the name of a field or of what it holds."""

BY_FORMAT: Mapping[str, Any] = {
    "date": "2026-05-04",
    "date-time": INSTANT,
    "duration": "P14D",
    "email": "ada@example.org",
    "uri": "https://example.org/",
}
GIVEN = frozenset({"const", "default", "examples", "enum"})


class Examples:
    """Makes them; `schemas` are those that a reference may name."""

    def __init__(self, schemas: Mapping[str, Schema]) -> None:
        self._schemas = schemas

    def of(self, schema: Schema, name: str = "") -> Any:
        """One that fits, the same at every call."""
        called = str(schema.get("$ref", "")).rpartition("/")[2]
        for known in (name, called):
            if known in WHOLE:
                return WHOLE[known]
        if called:
            return self.of({**self._schemas[called], **{key: schema[key] for key in schema if key != "$ref"}}, name)
        return self._given(schema) if GIVEN & schema.keys() else self._by_type(schema, name)

    def _given(self, schema: Schema) -> Any:
        for one in ("const", "default"):
            if one in schema:
                return schema[one]
        return (schema.get("examples") or schema["enum"])[0]

    def _by_type(self, schema: Schema, name: str) -> Any:
        for choice in ("anyOf", "oneOf", "allOf"):
            if choice in schema:
                return self.of(schema[choice][0], name)
        match schema.get("type"):
            case "object":
                keys = schema.get("propertyNames", {}).get("enum", []) if schema.get("minProperties") else []
                properties = dict.fromkeys(keys, schema.get("additionalProperties")) | schema.get("properties", {})
                return {key: self.of(inner, key) for key, inner in properties.items()}
            case "array":
                items = schema.get("prefixItems") or [schema.get("items", {})] * max(1, schema.get("minItems", 1))
                return [self.of(item, name.removesuffix("s")) for item in items]
            case "string":
                return _text(schema, name)
            case "integer" | "number":
                return schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1)
            case "boolean":
                return True
            case _:
                return None


def _text(schema: Schema, name: str) -> str:
    if schema.get("format") in BY_FORMAT:
        return str(BY_FORMAT[schema["format"]])
    if name in BY_NAME:
        return str(BY_NAME[name])
    if name.endswith(("_id", "_ids")):
        return f"{name.rpartition('_')[0]}_7"
    words = f"{name.replace('_', ' ')} in a few words".strip().capitalize()
    return words[: schema.get("maxLength", len(words))]
