"""How the operator's tools speak."""

import json
import sys
from typing import Any

from rich.console import Console

console = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else 200)
"""Wide where no terminal says how wide: an id that was broken into two lines is no id."""

WITHHELD = frozenset({"message"})
"""What a mentee wrote to a mentor is nobody else's, an operator's least of all."""


def readable(body: bytes) -> str:
    """A body as JSON without what people wrote to each other. What is not JSON cannot be sorted out: not shown."""
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return f"({len(body)} bytes that are not JSON)"
    return json.dumps(_without(content), indent=2, ensure_ascii=False)


def _without(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: "…" if name.lower() in WITHHELD else _without(item) for name, item in value.items()}
    return [_without(item) for item in value] if isinstance(value, list) else value
