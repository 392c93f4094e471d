"""`python -m deploy.docs`: writes the documents that are made from the code, OpenAPI and AsyncAPI."""

import json
from pathlib import Path
from typing import Any

from services.gateway.api import openapi_document
from services.gateway.asyncapi import document as asyncapi_document

ROOT = Path(__file__).resolve().parents[1]
OPENAPI = ROOT / "services" / "gateway" / "openapi.json"
ASYNCAPI = ROOT / "libs" / "common" / "contracts" / "asyncapi.json"


def documents() -> dict[Path, str]:
    """Every document and where it belongs."""
    return {OPENAPI: _written(openapi_document()), ASYNCAPI: _written(asyncapi_document(house=True))}


def _written(content: dict[str, Any]) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for path, text in documents().items():
        path.write_text(text, encoding="utf-8")
