"""Requests of which both sides know: their two may write to each other as long as one is open."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """As matching's newest word says it."""

    org: str
    request_id: str
    members: tuple[str, ...]
    is_open: bool
    sequence: int
    revision: int = 0


def told(known: Request | None, news: Request) -> Request:
    """The newest of the two; an older word that comes late changes nothing."""
    if known is None:
        return news
    return known if news.sequence <= known.sequence else replace(news, revision=known.revision)
