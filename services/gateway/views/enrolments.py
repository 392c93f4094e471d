"""When people were first invited to a programme and first in it, as the facts told it."""

from pymongo import ASCENDING, IndexModel, UpdateOne

from libs.common.contracts import AnyEvent, Event
from libs.common.contracts.programme_facts import EnrolmentFact, ProgrammeEntered, ProgrammeInvited
from services.gateway.views.declared import View, into, plain


def _invited(event: Event[ProgrammeInvited]) -> list[UpdateOne]:
    return _first(event, event.data, "invited_at")


def _entered(event: Event[ProgrammeEntered]) -> list[UpdateOne]:
    return _first(event, event.data, "entered_at")


def _first(event: AnyEvent, fact: EnrolmentFact, name: str) -> list[UpdateOne]:
    """The earliest: who goes and comes again was there before."""
    row = {"org": event.org} | plain(fact, "programme_id", "person_id")
    return into(event, f"{fact.programme_id}/{fact.person_id}", {"$set": row, "$min": {name: event.time}})


VIEW = View(
    name="view_enrolments",
    indexes=[IndexModel([("org", ASCENDING), ("programme_id", ASCENDING)])],
    changes={ProgrammeInvited: _invited, ProgrammeEntered: _entered},
)
