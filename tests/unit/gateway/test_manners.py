"""What every route keeps to, held against the document: who edits names what they read, who creates may repeat."""

from collections.abc import Iterator
from typing import Any

import pytest

from services.gateway.api import openapi_document

OPENAPI = openapi_document()
OWN_WORD = "one person's own word in a form: the last one counts"
IDEMPOTENT = "says what shall be, whatever was there: again it changes nothing"
TAKEN_AWAY = "away, however it reads by now"

NEEDS_NO_VERSION = {
    "DELETE /v1/me": IDEMPOTENT,
    "DELETE /v1/me/erasure": IDEMPOTENT,
    "DELETE /v1/erasures/{erasure_id}": IDEMPOTENT,
    "PUT /v1/me/pause": IDEMPOTENT,
    "DELETE /v1/me/pause": IDEMPOTENT,
    "DELETE /v1/me/devices/{device_id}": TAKEN_AWAY,
    "PUT /v1/me/chat": IDEMPOTENT,
    "DELETE /v1/me/chat": TAKEN_AWAY,
    "PUT /v1/pairs/{pair_id}/sessions/{session_id}/flip": IDEMPOTENT,
    "DELETE /v1/pairs/{pair_id}/sessions/{session_id}/flip": IDEMPOTENT,
    "PUT /v1/pairs/{pair_id}/agreement/part": OWN_WORD,
    "PUT /v1/pairs/{pair_id}/goals/{goal_id}": IDEMPOTENT,
    "PUT /v1/pairs/{pair_id}/thread/read": IDEMPOTENT,
    "DELETE /v1/pairs/{pair_id}/thread/{message_id}": TAKEN_AWAY,
    "PUT /v1/requests/{request_id}/thread/read": IDEMPOTENT,
    "DELETE /v1/requests/{request_id}/thread/{message_id}": TAKEN_AWAY,
    "DELETE /v1/pairs/{pair_id}/exchanges/{exchange_id}": TAKEN_AWAY,
    "PUT /v1/pairs/{pair_id}/pulse": OWN_WORD,
    "PUT /v1/pairs/{pair_id}/fit": OWN_WORD,
    "PUT /v1/pairs/{pair_id}/closing-letter": OWN_WORD,
    "PUT /v1/pairs/{pair_id}/echo/{days}": OWN_WORD,
    "PUT /v1/preparation/{track}/steps/{step_id}": OWN_WORD,
    "PUT /v1/pairs/{pair_id}/expectations": OWN_WORD,
    "DELETE /v1/journal/entries/{entry_id}": TAKEN_AWAY,
    "PUT /v1/journal/entries/{entry_id}/sharing": IDEMPOTENT,
    "DELETE /v1/journal/entries/{entry_id}/sharing": IDEMPOTENT,
    "PUT /v1/interests/{person_id}": IDEMPOTENT,
    "DELETE /v1/interests/{person_id}": IDEMPOTENT,
    "PUT /v1/blocks/{person_id}": IDEMPOTENT,
    "PUT /v1/moderation/reports/{report_id}/taking": IDEMPOTENT,
    "PUT /v1/moderation/reports/{report_id}/decision": IDEMPOTENT,
    "DELETE /v1/moderation/suspensions/{person_id}": TAKEN_AWAY,
    "DELETE /v1/blocks/{person_id}": IDEMPOTENT,
    "DELETE /v1/invitations/{invitation_id}": TAKEN_AWAY,
    "DELETE /v1/programme/announcements/{announcement_id}": TAKEN_AWAY,
    "DELETE /v1/programmes/{programme_id}/announcements/{announcement_id}": TAKEN_AWAY,
    "DELETE /v1/platforms/{platform_id}": TAKEN_AWAY,
    "DELETE /v1/platforms/{platform_id}/keys/{key_id}": TAKEN_AWAY,
    "DELETE /v1/webhooks/{webhook_id}": TAKEN_AWAY,
    "DELETE /v1/administrators/{person_id}": TAKEN_AWAY,
    "DELETE /v1/moderators/{person_id}": TAKEN_AWAY,
    "DELETE /v1/me/sessions": TAKEN_AWAY,
    "DELETE /v1/me/sessions/{session_id}": TAKEN_AWAY,
    "PUT /v1/programmes/{programme_id}/members/me": IDEMPOTENT,
    "DELETE /v1/programmes/{programme_id}/members/me": IDEMPOTENT,
    "PUT /v1/programmes/{programme_id}/members/{person_id}": IDEMPOTENT,
    "DELETE /v1/programmes/{programme_id}/members/{person_id}": IDEMPOTENT,
    "DELETE /v1/organisations/{org}/people/{person_id}/account": TAKEN_AWAY,
}
"""What is put, patched or deleted without a version, and why that loses nobody's work."""


def operations(*methods: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every operation of these methods, by its name."""
    for path, found in OPENAPI["paths"].items():
        yield from ((f"{method.upper()} {path}", found[method]) for method in methods if method in found)


def headers_of(operation: dict[str, Any]) -> set[str]:
    return {one["name"] for one in operation.get("parameters", []) if one["in"] == "header"}


EDITING = dict(operations("put", "patch", "delete"))


@pytest.mark.parametrize("name", EDITING)
def test_who_edits_names_the_version_they_read_or_the_table_says_why_not(name: str) -> None:
    assert ("If-Match" in headers_of(EDITING[name])) is (name not in NEEDS_NO_VERSION)


def test_the_table_names_no_route_that_is_gone() -> None:
    assert NEEDS_NO_VERSION.keys() <= EDITING.keys()


EVERY_EVENT_HAS_AN_ID = "every event in it is known again by its source and id"
SHOWN_ONCE = "its answer holds a key that is kept nowhere, so no second answer can be the same"
SAME_IDS = "what it sends again has the ids that it had, by which its reader knows it"
ID_OF_ITS_OWN = "carries the id of what it makes, of which there is one: again it is refused"
NAMED = "names what shall be: again it is answered 200"

NEEDS_NO_KEY = {
    "POST /v1/events": EVERY_EVENT_HAS_AN_ID,
    "POST /v1/webhooks/in/{platform_id}": EVERY_EVENT_HAS_AN_ID,
    "POST /v1/platforms": SHOWN_ONCE,
    "POST /v1/platforms/{platform_id}/keys": SHOWN_ONCE,
    "POST /v1/administrators": NAMED,
    "POST /v1/moderators": NAMED,
    "POST /v1/erasures": NAMED,
    "POST /v1/webhooks/{webhook_id}/replay": SAME_IDS,
    "POST /v1/organisations": ID_OF_ITS_OWN,
}
CREATING = {name: found for name, found in operations("post") if found["responses"].keys() & {"201", "202"}}


@pytest.mark.parametrize("name", CREATING)
def test_who_creates_may_send_an_idempotency_key_or_the_table_says_why_not(name: str) -> None:
    assert ("Idempotency-Key" in headers_of(CREATING[name])) is (name not in NEEDS_NO_KEY)
