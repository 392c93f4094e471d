"""Lists as clients read them: page by page."""

from collections.abc import AsyncIterator
from typing import Any

import httpx2


async def pages(http: httpx2.AsyncClient, path: str, limit: int) -> AsyncIterator[list[dict[str, Any]]]:
    """One after the other, to the end."""
    cursor: str | None = ""
    while cursor is not None:
        wanted = {"limit": str(limit)} | ({"cursor": cursor} if cursor else {})
        answer = await http.get(path, params=wanted)
        assert answer.status_code == 200, answer.text
        yield answer.json()["data"]
        cursor = answer.json()["next_cursor"]
