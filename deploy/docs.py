"""`python -m deploy.docs`: writes what is made from the code: OpenAPI, AsyncAPI, the README's table of events."""

import json
from pathlib import Path
from typing import Any

from deploy.retention import document as retention
from libs.common.contracts import ALL, Contract, Service
from libs.common.topology import SUBSCRIPTIONS
from services.gateway.api import openapi_document
from services.gateway.asyncapi import document as asyncapi_document

ROOT = Path(__file__).resolve().parents[1]
OPENAPI = ROOT / "services" / "gateway" / "openapi.json"
README = ROOT / "README.md"
RETENTION = ROOT / "RETENTION.md"
TABLE_BEGINS, TABLE_ENDS = "<!-- events -->\n", "<!-- /events -->"
ASYNCAPI = ROOT / "libs" / "common" / "contracts" / "asyncapi.json"
IN_LINES = 3
"""Levels of a document that have a line for each name: `paths`, a path, a method."""


def documents() -> dict[Path, str]:
    """Every document and where it belongs."""
    return {
        OPENAPI: _written(openapi_document()),
        ASYNCAPI: _written(asyncapi_document(house=True)),
        RETENTION: retention(),
        README: _with_events(README.read_text(encoding="utf-8")),
    }


def _with_events(readme: str) -> str:
    before, rest = readme.split(TABLE_BEGINS)
    after = rest.split(TABLE_ENDS)[1]
    head = "| event | kind | published by | handled by | seen by |\n| --- | --- | --- | --- | --- |\n"
    return before + TABLE_BEGINS + head + "".join(map(_row, ALL)) + TABLE_ENDS + after


def _row(contract: type[Contract]) -> str:
    """Every event is in the gateway's log as well; only who acts on it is named."""
    handlers = [
        str(one) for one, handled in SUBSCRIPTIONS.items() if contract in handled and one is not Service.GATEWAY
    ]
    kind = ("claim" if contract.is_claim else "fact") + (" ▲" if contract.from_outside else "")
    cells = (
        f"`{contract.event}`",
        kind,
        ", ".join(sorted(contract.publishers)),
        ", ".join(handlers) or "the log alone",
        ", ".join(sorted(contract.audience)) or "house",
    )
    return f"| {' | '.join(cells)} |\n"


def _written(content: dict[str, Any]) -> str:
    return _in_lines(content, IN_LINES) + "\n"


def _in_lines(content: object, levels: int, margin: str = "") -> str:
    """An operation, a schema or a message is one line: half the size, and what changed is still seen by its name."""
    if not levels or not isinstance(content, dict) or not content:
        return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    inner = margin + " "
    lines = (f"{inner}{json.dumps(key)}: {_in_lines(value, levels - 1, inner)}" for key, value in content.items())
    return "{\n" + ",\n".join(lines) + f"\n{margin}}}"


if __name__ == "__main__":
    for path, text in documents().items():
        path.write_text(text, encoding="utf-8")
