"""Lists of services as the gateway reads them: page by page, while somebody adds to them."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from libs.common.contracts.asks import AskForPage


async def asked_pages(
    ask: Callable[[Any], Awaitable[Any]], question: AskForPage[Any], rows: str, limit: int
) -> AsyncIterator[list[Any]]:
    """One after the other, to the end."""
    cursor, is_first = None, True
    while is_first or cursor:
        page = await ask(question.model_copy(update={"cursor": cursor, "limit": limit}))
        assert len(getattr(page, rows)) <= limit
        yield list(getattr(page, rows))
        cursor, is_first = page.next_cursor, False


async def read_while_adding(
    ask: Callable[[Any], Awaitable[Any]],
    question: AskForPage[Any],
    rows: str,
    key: str,
    add: Callable[[int], Awaitable[Any]],
) -> None:
    """Reads a list in pages of two, adding one more row after each, and sees that none is missed or comes twice."""
    before = [getattr(row, key) async for page in asked_pages(ask, question, rows, 200) for row in page]
    assert len(before) > 4, "pages of two have something to cut"
    read: list[str] = []
    number = 0
    async for page in asked_pages(ask, question, rows, 2):
        read += [getattr(row, key) for row in page]
        number += 1
        if number < len(before):
            await add(number)
    assert len(read) == len(set(read))
    assert [one for one in read if one in before] == before
