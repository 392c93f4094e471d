"""All views."""

from collections.abc import Mapping, Sequence

from pymongo import IndexModel, UpdateOne

from libs.common.contracts import AnyEvent
from services.gateway.views import circles, enrolments, invitations, on_the_way, pairs, recognitions, requests, sets
from services.gateway.views.declared import View

VIEWS: Sequence[View] = (requests.VIEW, pairs.VIEW, recognitions.VIEW, circles.VIEW, enrolments.VIEW, invitations.VIEW)
INDEXES: dict[str, list[IndexModel]] = {**on_the_way.INDEXES, sets.SETS: [], sets.PROGRESS: []}
"""The collections beside them."""

TYPES = sorted({contract.type for view in VIEWS for contract in view.changes})
"""The facts that change one of them."""


def changes_of(event: AnyEvent) -> list[tuple[View, UpdateOne]]:
    """What `event` changes, as the log tells it."""
    return [(view, update) for view in VIEWS for update in view.changes_of(event)]


def indexes_of(number: int) -> Mapping[str, Sequence[IndexModel]]:
    """The collections of a set."""
    return {view.collection(number): view.indexes for view in VIEWS}
