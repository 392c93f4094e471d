"""Lists that come in pages, as every stand-in keeps to it."""

from libs.common.contracts.asks import AskForPage

SECOND = "the second page"


def next_cursor(ask: AskForPage) -> str | None:  # type: ignore[type-arg]
    """There are two pages; of any other nobody asks."""
    assert ask.cursor in (None, SECOND), "a cursor comes back as it was given"
    return SECOND if ask.cursor is None else None
