"""A rule's no becomes the no of an ask."""

from collections.abc import Iterator
from contextlib import contextmanager

from libs.common.errors import Refused
from services.journal.domain.codes import RuleBroken


@contextmanager
def refusing() -> Iterator[None]:
    """Refused, with the rule's code and words, where one is broken within."""
    try:
        yield
    except RuleBroken as broken:
        raise Refused(broken.code.value, broken.words) from broken
