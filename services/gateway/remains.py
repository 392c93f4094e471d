"""What the gateway has of people, erasures, and what the log tells of both."""

from pymongo import ASCENDING, IndexModel

from libs.common.chain import LOG
from libs.common.contracts.erasure import ErasureDone
from libs.common.contracts.requests import MentoringOffered, MentorRequested, RequestAnswered
from libs.common.erasing import KEY
from libs.common.mongo import Database, Documents, Remove, Row
from services.gateway.domain.audience import person_mark
from services.gateway.domain.erasures import Answer, Erasure, State
from services.gateway.identities import LINKS, SESSIONS
from services.gateway.store import (
    BLOCKS,
    ENROLMENTS,
    MESSAGES,
    PEOPLE,
    REPORT_KEYS,
    REPORTS,
    SAFEGUARDING,
    SUSPENSIONS,
)
from services.gateway.views import on_the_way
from services.gateway.views.all import VIEWS

ERASURES = "erasures"
INDEXES: dict[str, list[IndexModel]] = {ERASURES: [IndexModel([("state", ASCENDING)])]}

OF_A_PERSON = {
    PEOPLE: (KEY,),
    BLOCKS: (KEY,),
    ENROLMENTS: ("person_id",),
    SESSIONS: ("person_id",),
    LINKS: ("person_id",),
    REPORT_KEYS: ("reporter_id",),
    SUSPENSIONS: (KEY,),
}
"""What goes with a person, and the fields that say whose it is."""

FOUND_OTHERWISE = frozenset({MESSAGES, "appointments", "groups", ERASURES})
"""What goes with a person by itself: by the log, by its list, with the receipt."""

OF_OTHERS_TOO = frozenset(
    {"log", "feed", "webhook_deliveries", REPORTS, *on_the_way.INDEXES, *(view.name for view in VIEWS)}
)
"""What happened between people, under ids: no name and no address ever stood there, and the words of reports are gone
with their keys."""

OF_NOBODY = frozenset(
    {
        "organisations",
        "programmes",
        SAFEGUARDING,
        "platforms",
        "inbound_secrets",
        "webhooks",
        "webhook_progress",
        "key_uses",
        "taken",
        "positions",
        "view_sets",
        "view_progress",
    }
)

WRITING = (MentorRequested.type, MentoringOffered.type, RequestAnswered.type)


class Erasures(Documents[Erasure]):
    """The erasures of all organisations."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, ERASURES, Erasure, "erasure_id")

    async def under_way(self) -> list[Erasure]:
        """Those that have begun and have no receipt."""
        return [self.of(row) async for row in self._collection.find({"state": State.UNDER_WAY.value})]


class Traces:
    """What the log tells of somebody's words and of the answers to an erasure."""

    def __init__(self, database: Database) -> None:
        self._log, self._messages = database[LOG], database[MESSAGES]

    async def messages_of(self, org: str, person_id: str, limit: int) -> list[Remove]:
        """Some of what somebody wrote to the other side of requests, as removals."""
        mine = {"org": org, "marks": person_mark(person_id), "type": {"$in": WRITING}}
        own = {"org": org, "actor": person_id, "type": RequestAnswered.type}
        ids = [f"{org}/{key}" async for row in self._log.find({"$or": [mine, own]}) for key in _written(row, person_id)]
        rows = self._messages.find({"_id": {"$in": ids}}, {"revision": 1}).limit(limit)
        return [Remove(MESSAGES, row["_id"], row["revision"]) async for row in rows]

    async def answers(self, org: str, event_id: str) -> list[Answer]:
        """Of the services that have forgotten somebody because of this event."""
        rows = self._log.find({"org": org, "causation": event_id, "type": ErasureDone.type})
        return [Answer(row["source"].rpartition("/")[2], row["time"], row["data"]["counts"]) async for row in rows]


def _written(row: Row, person_id: str) -> list[str]:
    """The ids of messages that came with a claim of somebody, if it was theirs."""
    data = row["data"]
    if row["type"] == RequestAnswered.type:
        return [row["event_id"]] if row["actor"] == person_id else []
    if row["type"] == MentoringOffered.type:
        return [data["request_id"]] if data["mentor_id"] == person_id else []
    if data["mentee_id"] != person_id:
        return []
    return [data["request_id"], *MentorRequested.model_validate(data).next_ids]
