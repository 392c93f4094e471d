"""Mails that invited colleagues who are not here: when each left the house. To whom is in no fact, and so in no row."""

from pymongo import ASCENDING, IndexModel, UpdateOne

from libs.common.contracts import Event
from libs.common.contracts.invitations import MAIL
from libs.common.contracts.notifications import NotificationSent
from services.gateway.views.declared import View, into, plain


def _sent(event: Event[NotificationSent]) -> list[UpdateOne]:
    fact = event.data
    if fact.template != MAIL:
        return []
    row = {"org": event.org} | plain(fact, "delivery_id")
    return into(event, fact.delivery_id, {"$set": row, "$min": {"sent_at": event.time}})


VIEW = View(
    name="view_invitations",
    indexes=[IndexModel([("org", ASCENDING)])],
    changes={NotificationSent: _sent},
)
