"""Who came too late for the last place, and whether they may still be waiting for one."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from services.matching.domain.desks import Desk
from services.matching.domain.requests import Request

WAITING_FOR = timedelta(days=60)
"""So long after the last place went, a free one is news; later it is a stranger's."""


def newest_of_each(requests: Iterable[Request]) -> list[Request]:
    """One for each asker: who asked twice hears of it once."""
    newest: dict[str, Request] = {}
    for request in requests:
        known = newest.get(request.mentee_id)
        if known is None or _closed(known) < _closed(request):
            newest[request.mentee_id] = request
    return list(newest.values())


def has_found_since(asker: Desk, request: Request) -> bool:
    """Somebody else has become their mentor: they wait no more."""
    return asker.found_at is not None and asker.found_at >= _closed(request)


def _closed(request: Request) -> datetime:
    if request.closed_at is None:
        raise AssertionError(f"{request.request_id} is open")
    return request.closed_at
