"""What claims on their way say, until the projector has written them: a 202 points to what can be read at once.

Apart from the views, which are written by the projector alone: so a second set of views is whole without asking
who else wrote into the first.
"""

from collections.abc import Mapping

from pymongo import ASCENDING, DeleteOne, IndexModel

from libs.common.contracts import AnyEvent, Contract
from libs.common.contracts.circles import CircleAsked
from libs.common.contracts.recognitions import MentoringRecognised
from libs.common.contracts.requests import MentoringOffered, MentorRequested
from libs.common.mongo import Row, Save
from services.gateway.views import circles, recognitions, requests
from services.gateway.views.declared import View

COLLECTIONS: Mapping[type[Contract], str] = {
    MentorRequested: "asked_requests",
    MentoringOffered: "asked_requests",
    MentoringRecognised: "asked_recognitions",
    CircleAsked: "asked_circles",
}
INDEXES = {
    name: [IndexModel([("org", ASCENDING), ("visible_to", ASCENDING)])] for name in sorted(set(COLLECTIONS.values()))
}


def collection_beside(view: View) -> str | None:
    """Where the claims are that begin rows of this view."""
    return next((name for claim, name in COLLECTIONS.items() if claim in view.changes), None)


def asked(event: AnyEvent, data: MentorRequested | MentoringOffered) -> Save:
    """A request, as a write of its claim."""
    return _save(event, data, requests.asked(event, data))


def named(event: AnyEvent, data: MentoringRecognised) -> Save:
    """A recognition, as a write of its claim."""
    return _save(event, data, recognitions.named(event, data))


def gathered(event: AnyEvent, data: CircleAsked) -> Save:
    """A circle, as a write of its claim."""
    return _save(event, data, circles.gathered(event, data))


def arrival(event: AnyEvent) -> tuple[str, DeleteOne] | None:
    """The end of a claim's way: where, and what goes, in the transaction that writes it into the views."""
    collection = COLLECTIONS.get(type(event.data))
    return (collection, DeleteOne({"_id": _key(event)})) if collection else None


def _save(event: AnyEvent, data: Contract, row: Row) -> Save:
    return Save(COLLECTIONS[type(data)], _key(event), 0, {"_id": _key(event), **row})


def _key(event: AnyEvent) -> str:
    return f"{event.org}/{event.subject}"
