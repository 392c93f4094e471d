"""Who may do what: every route with every kind of key, of this organisation and of another."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import httpx2
import pytest
import pytest_asyncio
from joserfc import jwt
from joserfc.jwk import OctKey

from services.gateway.api import openapi_document
from services.gateway.domain.access import Scope
from tests.component.gateway.building import pair_formed
from tests.component.gateway.front import OPERATOR_KEY, Front, open_front
from tests.component.gateway.signing import CSRF, given_session
from tests.support.running import eventually
from tests.support.stack import TestStack

KEY = OctKey.import_key(b"t" * 32)
PAIR_CLAIMS: dict[str, dict[str, str] | None] = {
    "pause": {},
    "resumption": None,
    "extension": {"until": "2100-01-01T00:00:00Z"},
    "turn": {"direction": "reverse", "mentor_id": "bob"},
}
ENDINGS: list[tuple[str, str, dict[str, str] | None, int]] = [
    ("GET", "review", None, 200),
    ("POST", "review", {"decision": "keep"}, 200),
    ("GET", "farewell", None, 200),
    ("POST", "decision", {"next": "stop"}, 200),
    ("PUT", "closing-letter", {"text": "Thank you."}, 200),
    ("POST", "kudos", {"strength": "listens"}, 201),
    ("PUT", "echo/{days}", {"line": "It still helps."}, 200),
    ("GET", "certificate", None, 200),
]
WRITING: list[tuple[str, str, dict[str, Any] | None, int]] = [
    ("GET", "exchanges", None, 200),
    ("POST", "exchanges", {"direction": "got", "line": "A good question."}, 201),
    ("POST", "exchanges/{exchange_id}/thanks", None, 200),
    ("DELETE", "exchanges/{exchange_id}", None, 204),
    ("GET", "thread", None, 200),
    ("POST", "thread", {"text": "Thursday?"}, 201),
    ("PUT", "thread/read", {"message_id": "m1"}, 200),
    ("DELETE", "thread/{message_id}", None, 200),
    ("GET", "actions", None, 200),
    ("POST", "actions", {"what": "Ask for feedback", "owner_ids": ["bob"]}, 201),
    ("PATCH", "actions/{action_id}", {"state": "done"}, 428),
]
CARE: list[tuple[str, str, dict[str, object] | None]] = [
    ("GET", "pulse", None),
    ("PUT", "pulse", {"number": 1, "worth": 4, "both_ways": 4}),
    ("GET", "fit", None),
    ("PUT", "fit", {"number": 1, "answer": "good"}),
    ("GET", "health", None),
]
INSIGHT = ("", "/series", "/uptake", "/pairs-needing-a-person", ".csv")
INBOX_ACTS = ("read", "done", "not-useful")
UNKNOWN = ("request_id", "recognition_id", "platform_id")
MEMBERS = ("member", "administrator", "foreign administrator")
ADMINISTRATORS = ("administrator", "foreign administrator")
RUNNING = (*ADMINISTRATORS, "operator")
ROLES: list[tuple[str, str, dict[str, Any] | None, dict[str, int]]] = [
    ("GET", "/v1/{role}", None, dict.fromkeys(ADMINISTRATORS, 200) | {"operator": 422}),
    ("POST", "/v1/{role}", {}, dict.fromkeys(RUNNING, 422)),
    ("DELETE", "/v1/{role}/{{person_id}}", None, dict.fromkeys(ADMINISTRATORS, 404) | {"operator": 422}),
]
OF_A_PAIR = {"member": 200, "administrator": 404, "foreign administrator": 404}
PROGRAMME = "/v1/programmes/{programme_id}"
REPORT = "/v1/moderation/reports/{report_id}"


def runs(own: int) -> dict[str, int]:
    """What is an organiser's of their own programme, with what they get there; of one that is not there, nobody's."""
    return dict.fromkeys(ADMINISTRATORS, 404) | {"organiser": own}


SESSION = "/v1/pairs/{pair_id}/sessions/{session_id}"
STEWARDS = ("administrator", "foreign administrator", "platform")
WEBHOOK = {"url": "https://hr.example.org/hook", "state": "active"}
CALLERS = ("nobody", "member", "administrator", "foreign administrator", "platform", "operator")

ROUTES: list[tuple[str, str, dict[str, Any] | None, dict[str, int]]] = [
    ("GET", "/v1/me", None, {"member": 200, "administrator": 200, "foreign administrator": 200}),
    ("PATCH", "/v1/me", {}, dict.fromkeys(MEMBERS, 428)),
    ("DELETE", "/v1/me", {}, dict.fromkeys(MEMBERS, 422)),
    ("GET", "/v1/me/export", None, dict.fromkeys(MEMBERS, 200)),
    ("GET", "/v1/me/erasure", None, dict.fromkeys(MEMBERS, 200)),
    ("DELETE", "/v1/me/erasure", None, dict.fromkeys(MEMBERS, 404)),
    ("PUT", "/v1/me/pause", {}, dict.fromkeys(MEMBERS, 200)),
    ("DELETE", "/v1/me/pause", None, dict.fromkeys(MEMBERS, 200)),
    ("GET", "/v1/inbox", None, {"member": 200, "administrator": 200, "foreign administrator": 200}),
    *(("POST", f"/v1/inbox/{{notice_id}}/{act}", None, dict.fromkeys(MEMBERS, 404)) for act in INBOX_ACTS),
    ("POST", "/v1/inbox/{notice_id}/snooze", {"until": "2095-03-01T08:00:00Z"}, dict.fromkeys(MEMBERS, 404)),
    ("GET", "/v1/inbox/{notice_id}/why", None, dict.fromkeys(MEMBERS, 404)),
    ("GET", "/v1/me/notifications", None, dict.fromkeys(MEMBERS, 200)),
    ("PUT", "/v1/me/notifications", {}, dict.fromkeys(MEMBERS, 428)),
    ("DELETE", "/v1/me/notifications", None, dict.fromkeys(MEMBERS, 428)),
    ("GET", "/v1/programme/notifications", None, {"administrator": 200, "foreign administrator": 200}),
    ("PUT", "/v1/programme/notifications", {}, {"administrator": 428, "foreign administrator": 428}),
    ("POST", "/v1/requests", {}, {"member": 422, "administrator": 422, "foreign administrator": 422}),
    ("GET", "/v1/programme-templates", None, dict.fromkeys(MEMBERS, 200)),
    ("GET", "/v1/programmes", None, dict.fromkeys(MEMBERS, 200)),
    ("POST", "/v1/programmes", {}, dict.fromkeys(ADMINISTRATORS, 422)),
    ("GET", PROGRAMME, None, dict.fromkeys(MEMBERS, 404)),
    ("PUT", PROGRAMME, {"called": {"en": "All"}}, dict.fromkeys((*ADMINISTRATORS, "organiser"), 428)),
    ("PATCH", PROGRAMME, {}, dict.fromkeys((*ADMINISTRATORS, "organiser"), 428)),
    ("PUT", f"{PROGRAMME}/organisers", {"organiser_ids": []}, dict.fromkeys(ADMINISTRATORS, 428)),
    ("POST", f"{PROGRAMME}/opening", None, runs(200)),
    ("POST", f"{PROGRAMME}/closing", None, runs(200)),
    ("GET", f"{PROGRAMME}/members", None, runs(200)),
    ("PUT", f"{PROGRAMME}/members/{{person_id}}", None, runs(409)),
    ("DELETE", f"{PROGRAMME}/members/{{person_id}}", None, runs(204)),
    ("POST", f"{PROGRAMME}/rounds", {}, runs(422)),
    ("GET", f"{PROGRAMME}/rounds", None, runs(200)),
    ("GET", f"{PROGRAMME}/rounds/{{round_id}}", None, runs(404)),
    ("GET", f"{PROGRAMME}/rounds/{{round_id}}/pairs", None, runs(404)),
    ("GET", f"{PROGRAMME}/rounds/{{round_id}}/left-out", None, runs(404)),
    ("PUT", f"{PROGRAMME}/rounds/{{round_id}}/adjustments", {}, runs(428)),
    ("POST", f"{PROGRAMME}/rounds/{{round_id}}/publication", {}, runs(422)),
    ("POST", f"{PROGRAMME}/announcements", {}, runs(422)),
    ("POST", f"{PROGRAMME}/announcements/preview", {}, runs(422)),
    ("GET", f"{PROGRAMME}/announcements", None, runs(200)),
    ("DELETE", f"{PROGRAMME}/announcements/{{announcement_id}}", None, runs(404)),
    ("PUT", f"{PROGRAMME}/members/me", None, dict.fromkeys(MEMBERS, 404)),
    ("DELETE", f"{PROGRAMME}/members/me", None, dict.fromkeys(MEMBERS, 404)),
    *(("GET", f"/v1/insight{what}", None, dict.fromkeys(ADMINISTRATORS, 200)) for what in INSIGHT),
    *(("GET", f"{PROGRAMME}/insight{what}", None, runs(200)) for what in INSIGHT),
    ("GET", "/v1/requests", None, {"member": 200, "administrator": 200, "foreign administrator": 200}),
    ("POST", "/v1/requests/offers", {}, {"member": 422, "administrator": 422, "foreign administrator": 422}),
    (
        "GET",
        "/v1/requests/decline-reasons",
        None,
        {"member": 200, "administrator": 200, "foreign administrator": 200},
    ),
    ("GET", "/v1/requests/{request_id}", None, {"member": 404, "administrator": 404, "foreign administrator": 404}),
    (
        "POST",
        "/v1/requests/{request_id}/answer",
        {"answer": "accept"},
        {"member": 404, "administrator": 404, "foreign administrator": 404},
    ),
    (
        "POST",
        "/v1/requests/{request_id}/withdrawal",
        None,
        {"member": 404, "administrator": 404, "foreign administrator": 404},
    ),
    ("POST", "/v1/requests/{request_id}/again", {}, dict.fromkeys(MEMBERS, 404)),
    ("POST", "/v1/circles", {}, dict.fromkeys(MEMBERS, 422)),
    ("GET", "/v1/circles", None, dict.fromkeys(MEMBERS, 200)),
    ("GET", "/v1/circles/{circle_id}", None, dict.fromkeys(MEMBERS, 404)),
    ("POST", "/v1/circles/{circle_id}/invitations", {"invited_ids": ["ada"]}, dict.fromkeys(MEMBERS, 404)),
    ("POST", "/v1/circles/{circle_id}/answer", {"agrees": True}, dict.fromkeys(MEMBERS, 404)),
    ("POST", "/v1/circles/{circle_id}/end", None, dict.fromkeys(MEMBERS, 404)),
    ("GET", "/v1/recognitions", None, {"member": 200, "administrator": 200, "foreign administrator": 200}),
    ("POST", "/v1/recognitions", {}, {"member": 422, "administrator": 422, "foreign administrator": 422}),
    ("GET", "/v1/recognitions/{recognition_id}", None, dict.fromkeys(MEMBERS, 404)),
    ("POST", "/v1/recognitions/{recognition_id}/answer", {"agrees": True}, dict.fromkeys(MEMBERS, 404)),
    ("GET", "/v1/pairs", None, {"member": 200, "administrator": 200, "foreign administrator": 200}),
    ("GET", "/v1/pairs/{pair_id}", None, {"member": 200, "administrator": 404, "foreign administrator": 404}),
    ("GET", "/v1/pairs/{pair_id}/timeline", None, {"member": 200, "administrator": 404, "foreign administrator": 404}),
    ("GET", "/v1/pairs/{pair_id}/story", None, {"member": 200, "administrator": 404, "foreign administrator": 404}),
    *(
        (
            "POST",
            f"/v1/pairs/{{pair_id}}/{what}",
            body,
            {"member": 202, "administrator": 404, "foreign administrator": 404},
        )
        for what, body in PAIR_CLAIMS.items()
    ),
    ("GET", "/v1/pairs/{pair_id}/sessions", None, OF_A_PAIR),
    ("POST", "/v1/pairs/{pair_id}/sessions/planned", {}, dict.fromkeys(MEMBERS, 422)),
    ("GET", SESSION, None, dict.fromkeys(MEMBERS, 404)),
    ("PATCH", SESSION, {}, dict.fromkeys(MEMBERS, 428)),
    ("POST", f"{SESSION}/held", None, dict.fromkeys(MEMBERS, 404)),
    ("POST", f"{SESSION}/cancellation", None, dict.fromkeys(MEMBERS, 404)),
    ("POST", f"{SESSION}/absence", None, dict.fromkeys(MEMBERS, 404)),
    ("POST", f"{SESSION}/rebooking", {}, dict.fromkeys(MEMBERS, 422)),
    ("PUT", f"{SESSION}/flip", None, dict.fromkeys(MEMBERS, 404)),
    ("DELETE", f"{SESSION}/flip", None, dict.fromkeys(MEMBERS, 404)),
    ("POST", f"{SESSION}/agenda", {}, dict.fromkeys(MEMBERS, 422)),
    ("PUT", f"{SESSION}/agenda", {}, dict.fromkeys(MEMBERS, 428)),
    ("GET", "/v1/pairs/{pair_id}/agreement", None, OF_A_PAIR),
    ("GET", "/v1/pairs/{pair_id}/agreement/versions/{number}", None, dict.fromkeys(MEMBERS, 404)),
    ("PUT", "/v1/pairs/{pair_id}/agreement/part", {}, OF_A_PAIR),
    ("PUT", "/v1/pairs/{pair_id}/agreement/shared", {}, dict.fromkeys(MEMBERS, 428)),
    ("POST", "/v1/pairs/{pair_id}/agreement/signature", None, dict.fromkeys(MEMBERS, 428)),
    ("GET", "/v1/pairs/{pair_id}/goals", None, OF_A_PAIR),
    ("PUT", "/v1/pairs/{pair_id}/goals/{goal_id}", {"state": "open"}, OF_A_PAIR),
    ("POST", "/v1/pairs/{pair_id}/end", {}, {"member": 422, "administrator": 422, "foreign administrator": 422}),
    ("POST", "/v1/pairs/{pair_id}/rematch", {}, {"member": 409, "administrator": 404, "foreign administrator": 404}),
    (
        "POST",
        "/v1/pairs/{pair_id}/sessions",
        {},
        {"member": 201, "administrator": 404, "foreign administrator": 404},
    ),
    *(
        (
            method,
            f"/v1/pairs/{{pair_id}}/{what}",
            body,
            {"member": yes, "administrator": 404, "foreign administrator": 404},
        )
        for method, what, body, yes in ENDINGS
    ),
    *(
        (
            method,
            f"/v1/pairs/{{pair_id}}/{what}",
            body,
            dict.fromkeys(MEMBERS, 404 if yes != 428 else 428) | {"member": yes},
        )
        for method, what, body, yes in WRITING
    ),
    *(
        (method, f"/v1/requests/{{request_id}}/{what}", body, dict.fromkeys(MEMBERS, 404))
        for method, what, body, _ in WRITING
        if what.startswith("thread")
    ),
    ("GET", "/v1/journal/dividends/{month}", None, {"member": 404, "administrator": 404, "foreign administrator": 404}),
    ("GET", "/v1/journal/kudos", None, dict.fromkeys(MEMBERS, 200)),
    ("GET", "/v1/pairs/{pair_id}/expectations", None, dict.fromkeys(MEMBERS, 404)),
    ("PUT", "/v1/pairs/{pair_id}/expectations", {"choices": {}}, dict.fromkeys(MEMBERS, 404)),
    ("GET", "/v1/preparation", None, dict.fromkeys(MEMBERS, 200)),
    ("GET", "/v1/preparation/{track}", None, dict.fromkeys(MEMBERS, 404)),
    ("GET", "/v1/preparation/{track}/steps/{step_id}", None, dict.fromkeys(MEMBERS, 404)),
    ("PUT", "/v1/preparation/{track}/steps/{step_id}", {"answer": "Mine."}, dict.fromkeys(MEMBERS, 404)),
    ("POST", "/v1/preparation/{track}/steps/{step_id}/skip", None, dict.fromkeys(MEMBERS, 404)),
    ("POST", "/v1/preparation/{track}/skip", None, dict.fromkeys(MEMBERS, 404)),
    ("GET", "/v1/resources", None, dict.fromkeys(MEMBERS, 200)),
    ("GET", "/v1/resources/{resource_id}", None, dict.fromkeys(MEMBERS, 404)),
    ("GET", "/v1/pairs/{pair_id}/keys", None, dict.fromkeys(MEMBERS, 404)),
    ("GET", "/v1/journal/kinds", None, dict.fromkeys(MEMBERS, 200)),
    ("GET", "/v1/journal/entries", None, dict.fromkeys(MEMBERS, 200)),
    ("POST", "/v1/journal/entries", {}, dict.fromkeys(MEMBERS, 422)),
    ("GET", "/v1/journal/entries/{entry_id}", None, dict.fromkeys(MEMBERS, 404)),
    ("PUT", "/v1/journal/entries/{entry_id}", {}, dict.fromkeys(MEMBERS, 428)),
    ("DELETE", "/v1/journal/entries/{entry_id}", None, dict.fromkeys(MEMBERS, 404)),
    ("GET", "/v1/journal/entries/{entry_id}/sharing", None, dict.fromkeys(MEMBERS, 422)),
    ("PUT", "/v1/journal/entries/{entry_id}/sharing", {"pair_id": "pair_1"}, dict.fromkeys(MEMBERS, 404)),
    ("DELETE", "/v1/journal/entries/{entry_id}/sharing", None, dict.fromkeys(MEMBERS, 404)),
    ("GET", "/v1/journal/export", None, dict.fromkeys(MEMBERS, 200)),
    ("GET", "/v1/journal/keys", None, dict.fromkeys(MEMBERS, 404)),
    ("PUT", "/v1/journal/keys", {}, dict.fromkeys(MEMBERS, 428)),
    *(
        (
            method,
            f"/v1/pairs/{{pair_id}}/{what}",
            body,
            {"member": 200, "administrator": 404, "foreign administrator": 404},
        )
        for method, what, body in CARE
    ),
    ("GET", "/v1/people/import/template", None, {"administrator": 200, "foreign administrator": 200}),
    ("POST", "/v1/people/import/preview", None, {"administrator": 415, "foreign administrator": 415}),
    ("POST", "/v1/people/import", None, {"administrator": 415, "foreign administrator": 415}),
    ("GET", "/v1/people", None, {"member": 200, "administrator": 200, "foreign administrator": 200}),
    ("GET", "/v1/interests", None, {"member": 200, "administrator": 200, "foreign administrator": 200}),
    ("GET", "/v1/blocks", None, {"member": 200, "administrator": 200, "foreign administrator": 200}),
    ("PUT", "/v1/blocks/{person_id}", None, dict.fromkeys(MEMBERS, 200)),
    ("DELETE", "/v1/blocks/{person_id}", None, dict.fromkeys(MEMBERS, 204)),
    ("POST", "/v1/reports", {}, dict.fromkeys(MEMBERS, 422)),
    ("GET", "/v1/reports", None, dict.fromkeys(MEMBERS, 200)),
    ("GET", "/v1/reports/{report_id}", None, dict.fromkeys(MEMBERS, 404)),
    ("GET", "/v1/safeguarding", None, dict.fromkeys(MEMBERS, 200)),
    ("PUT", "/v1/safeguarding", {}, dict.fromkeys(ADMINISTRATORS, 428)),
    ("GET", "/v1/moderation/reports", None, {}),
    ("GET", REPORT, None, {}),
    ("PUT", f"{REPORT}/taking", None, {}),
    ("POST", f"{REPORT}/notes", {"words": "Asked."}, {}),
    ("PUT", f"{REPORT}/decision", {"decision": "no-action", "reason": "not-shown"}, {}),
    ("GET", "/v1/moderation/suspensions", None, {}),
    ("DELETE", "/v1/moderation/suspensions/{person_id}", None, {}),
    ("PUT", "/v1/interests/{person_id}", {}, {"member": 422, "administrator": 422, "foreign administrator": 422}),
    (
        "DELETE",
        "/v1/interests/{person_id}",
        None,
        {"member": 200, "administrator": 200, "foreign administrator": 200},
    ),
    ("POST", "/v1/invitations", {}, dict.fromkeys(MEMBERS, 422)),
    ("GET", "/v1/invitations", None, dict.fromkeys(MEMBERS, 200)),
    ("DELETE", "/v1/invitations/{invitation_id}", None, dict.fromkeys(MEMBERS, 404)),
    ("GET", "/v1/me/devices", None, dict.fromkeys(MEMBERS, 200)),
    ("POST", "/v1/me/devices", {}, dict.fromkeys(MEMBERS, 422)),
    ("DELETE", "/v1/me/devices/{device_id}", None, dict.fromkeys(MEMBERS, 404)),
    ("GET", "/v1/me/chat", None, dict.fromkeys(MEMBERS, 200)),
    ("PUT", "/v1/me/chat", {}, dict.fromkeys(MEMBERS, 422)),
    ("DELETE", "/v1/me/chat", None, dict.fromkeys(MEMBERS, 200)),
    ("POST", "/v1/topics/found", {}, {"member": 422, "administrator": 422, "foreign administrator": 422}),
    ("POST", "/v1/topics/words", {}, dict.fromkeys(MEMBERS, 422)),
    ("GET", "/v1/programme", None, dict.fromkeys(MEMBERS, 200)),
    ("PUT", "/v1/programme", {}, {"administrator": 428, "foreign administrator": 428}),
    ("GET", "/v1/programme/plan", None, dict.fromkeys(MEMBERS, 200)),
    ("PUT", "/v1/programme/plan", {}, {"administrator": 428, "foreign administrator": 428}),
    ("GET", "/v1/programme/deliveries", None, {"administrator": 200, "foreign administrator": 200}),
    ("GET", "/v1/programme/wordings", None, {"administrator": 200, "foreign administrator": 200}),
    ("GET", "/v1/programme/wordings/{template}/{locale}", None, {"administrator": 404, "foreign administrator": 404}),
    ("PUT", "/v1/programme/wordings/{template}/{locale}", {}, {"administrator": 428, "foreign administrator": 428}),
    (
        "DELETE",
        "/v1/programme/wordings/{template}/{locale}",
        None,
        {"administrator": 428, "foreign administrator": 428},
    ),
    (
        "POST",
        "/v1/programme/wordings/{template}/{locale}/preview",
        {},
        {"administrator": 422, "foreign administrator": 422},
    ),
    ("GET", "/v1/programme/announcements", None, {"administrator": 200, "foreign administrator": 200}),
    ("POST", "/v1/programme/announcements", {}, {"administrator": 422, "foreign administrator": 422}),
    ("POST", "/v1/programme/announcements/preview", {}, {"administrator": 422, "foreign administrator": 422}),
    (
        "DELETE",
        "/v1/programme/announcements/{announcement_id}",
        None,
        {"administrator": 404, "foreign administrator": 404},
    ),
    ("GET", "/v1/topics/own", None, {"administrator": 200, "foreign administrator": 200}),
    ("PUT", "/v1/topics/own", {}, {"administrator": 428, "foreign administrator": 428}),
    ("GET", "/v1/names", None, dict.fromkeys(MEMBERS, 422)),
    ("GET", "/v1/organisation/names", None, dict.fromkeys(ADMINISTRATORS, 422)),
    ("GET", f"{PROGRAMME}/names", None, dict.fromkeys((*ADMINISTRATORS, "organiser"), 422)),
    ("GET", "/v1/people/{person_id}", None, {"member": 200, "administrator": 200, "foreign administrator": 404}),
    ("HEAD", "/v1/stream", None, {"member": 200, "administrator": 200, "foreign administrator": 200}),
    (
        "GET",
        "/v1/events",
        None,
        {"member": 200, "administrator": 200, "foreign administrator": 200, "platform": 200},
    ),
    ("POST", "/v1/events", {}, {"platform": 422}),
    ("POST", "/v1/webhooks", {}, dict.fromkeys(STEWARDS, 422)),
    ("GET", "/v1/webhooks", None, dict.fromkeys(STEWARDS, 200)),
    ("GET", "/v1/webhooks/{webhook_id}", None, dict.fromkeys(STEWARDS, 404)),
    ("PUT", "/v1/webhooks/{webhook_id}", WEBHOOK, dict.fromkeys(STEWARDS, 428)),
    ("DELETE", "/v1/webhooks/{webhook_id}", None, dict.fromkeys(STEWARDS, 404)),
    ("POST", "/v1/webhooks/{webhook_id}/secrets", None, dict.fromkeys(STEWARDS, 404)),
    ("POST", "/v1/webhooks/{webhook_id}/ping", None, dict.fromkeys(STEWARDS, 404)),
    ("POST", "/v1/webhooks/{webhook_id}/replay", {"after": 0}, dict.fromkeys(STEWARDS, 404)),
    ("GET", "/v1/webhooks/{webhook_id}/deliveries", None, dict.fromkeys(STEWARDS, 404)),
    ("POST", "/v1/platforms", {}, dict.fromkeys(RUNNING, 422)),
    ("GET", "/v1/platforms", None, {"administrator": 200, "foreign administrator": 200, "operator": 200}),
    ("POST", "/v1/platforms/{platform_id}/keys", None, dict.fromkeys(RUNNING, 404)),
    ("DELETE", "/v1/platforms/{platform_id}/keys/{key_id}", None, dict.fromkeys(RUNNING, 404)),
    ("PUT", "/v1/platforms/{platform_id}/scopes", {"scopes": []}, dict.fromkeys(RUNNING, 428)),
    ("POST", "/v1/platforms/{platform_id}/webhook-secrets", None, dict.fromkeys(RUNNING, 404)),
    ("POST", "/v1/webhooks/in/{platform_id}", {}, dict.fromkeys(CALLERS, 401)),
    ("DELETE", "/v1/platforms/{platform_id}", None, dict.fromkeys(RUNNING, 404)),
    *((method, path.format(role="administrators"), body, yes) for method, path, body, yes in ROLES),
    *((method, path.format(role="moderators"), body, yes) for method, path, body, yes in ROLES),
    ("POST", "/v1/erasures", {}, dict.fromkeys(ADMINISTRATORS, 422)),
    ("GET", "/v1/erasures", None, dict.fromkeys(ADMINISTRATORS, 200)),
    ("GET", "/v1/erasures/{erasure_id}", None, dict.fromkeys(ADMINISTRATORS, 404)),
    ("DELETE", "/v1/erasures/{erasure_id}", None, dict.fromkeys(ADMINISTRATORS, 404)),
    ("POST", "/v1/rounds", {}, {"administrator": 422, "foreign administrator": 422}),
    ("GET", "/v1/rounds", None, {"administrator": 200, "foreign administrator": 200}),
    ("GET", "/v1/rounds/{round_id}", None, {"administrator": 404, "foreign administrator": 404}),
    ("GET", "/v1/rounds/{round_id}/pairs", None, {"administrator": 404, "foreign administrator": 404}),
    ("GET", "/v1/rounds/{round_id}/left-out", None, {"administrator": 404, "foreign administrator": 404}),
    ("PUT", "/v1/rounds/{round_id}/adjustments", {}, {"administrator": 428, "foreign administrator": 428}),
    ("POST", "/v1/rounds/{round_id}/publication", {}, {"administrator": 422, "foreign administrator": 422}),
    ("POST", "/v1/programme/plan/dry-run", {}, {"administrator": 422, "foreign administrator": 422}),
    ("GET", "/v1/audit", None, dict.fromkeys(ADMINISTRATORS, 200)),
    ("GET", "/v1/audit/export", None, dict.fromkeys(ADMINISTRATORS, 200)),
    ("GET", "/v1/dead-letters", None, {"administrator": 200, "foreign administrator": 200}),
    ("POST", "/v1/clock", {}, {"operator": 422}),
    ("GET", "/v1/status", None, dict.fromkeys(CALLERS, 200)),
    ("GET", "/v1/sign-in", None, dict.fromkeys(CALLERS, 200)),
    ("POST", "/v1/sign-in", {}, dict.fromkeys(CALLERS, 422)),
    ("POST", "/v1/sign-in/session", {}, dict.fromkeys(CALLERS, 422)),
    ("GET", "/v1/sign-in/start", None, dict.fromkeys(CALLERS, 404)),
    ("GET", "/v1/sign-in/callback", None, dict.fromkeys(CALLERS, 400)),
    ("POST", "/v1/sign-out", None, dict.fromkeys(MEMBERS, 200)),
    ("GET", "/v1/me/sessions", None, dict.fromkeys(MEMBERS, 200)),
    ("DELETE", "/v1/me/sessions", None, dict.fromkeys(MEMBERS, 204)),
    ("DELETE", "/v1/me/sessions/{session_id}", None, dict.fromkeys(MEMBERS, 404)),
    ("POST", "/v1/organisations", {}, {"operator": 422}),
    ("GET", "/v1/organisations", None, {"operator": 200}),
    ("GET", "/v1/organisations/{org}", None, {"operator": 404}),
    ("PUT", "/v1/organisations/{org}", {}, {"operator": 428}),
    ("DELETE", "/v1/organisations/{org}/people/{person_id}/account", None, {"operator": 404}),
    ("GET", "/v1/organisation", None, dict.fromkeys(ADMINISTRATORS, 404)),
    ("PUT", "/v1/organisation", {"name": "Acme"}, dict.fromkeys(ADMINISTRATORS, 428)),
]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack) as opened:
        await opened.arrive("bob", "ada", "chief")
        await opened.arrive("chief", org="globex")
        await opened.bench.publish(pair_formed(opened.bench, "pair_1"))
        async with opened.operator() as http:
            for org in ("acme", "globex"):
                granted = await http.post("/v1/administrators", json={"org": org, "person_id": "chief"})
                assert granted.status_code == 201
        async with opened.member("bob") as bob:

            async def is_shown() -> bool:
                return (await bob.get("/v1/pairs/pair_1")).status_code == 200

            await eventually(is_shown, what="the pair")
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def keys(front: Front) -> dict[str, str | None]:
    """One of each kind."""

    async def token(person_id: str, org: str) -> str:
        async with front.member(person_id, org) as http:
            return str(http.headers["Authorization"]).removeprefix("Bearer ")

    async with front.platform():
        pass
    return {
        "nobody": None,
        "member": await token("bob", "acme"),
        "administrator": await token("chief", "acme"),
        "foreign administrator": await token("chief", "globex"),
        "platform": front.keys["acme-hr"],
        "operator": OPERATOR_KEY,
    }


def test_the_table_names_every_route() -> None:
    served = {(method.upper(), path) for path, methods in openapi_document()["paths"].items() for method in methods}
    assert {("GET" if method == "HEAD" else method, path) for method, path, *_ in ROUTES} == served


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def callers(front: Front, keys: dict[str, str | None]) -> AsyncIterator[dict[str, httpx2.AsyncClient]]:
    """Each with its key."""
    async with AsyncExitStack() as stack:
        yield {caller: await stack.enter_async_context(front.anybody(keys[caller])) for caller in CALLERS}


@pytest.mark.parametrize(("method", "path", "body", "allowed"), ROUTES, ids=[f"{m} {p}" for m, p, *_ in ROUTES])
async def test_every_route_with_every_key(
    callers: dict[str, httpx2.AsyncClient],
    method: str,
    path: str,
    body: dict[str, Any] | None,
    allowed: dict[str, int],
) -> None:
    headers = {"Content-Type": "application/cloudevents+json"} if path == "/v1/events" else {}

    async def answered(caller: str) -> httpx2.Response:
        return await callers[caller].request(method, address(path), json=body, headers=headers)

    answers = dict(zip(CALLERS, await asyncio.gather(*map(answered, CALLERS)), strict=True))
    expected = {caller: allowed.get(caller, 401 if caller == "nobody" else 403) for caller in CALLERS}
    said = {caller: answer.text for caller, answer in answers.items()}
    assert {caller: answer.status_code for caller, answer in answers.items()} == expected, said
    for caller, answer in answers.items():
        if answer.status_code >= 400 and method != "HEAD":
            assert answer.headers["Content-Type"] == "application/problem+json", caller
        if answer.status_code in (401, 403):
            assert answer.headers["WWW-Authenticate"].startswith('Bearer realm="bothways"'), caller


FURTHER = ("moderator", *Scope, "expired")
ORGANISERS = ("organiser", "organiser of another")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def further_keys(front: Front) -> dict[str, str]:
    """Of a moderator, of an organiser, of platforms with one scope each, and of one whose key has expired."""
    await front.arrive("mod", "orga")
    shown = {}
    async with front.operator() as http, front.member("mod") as mod, front.member("orga") as orga:
        named = await http.post("/v1/moderators", json={"org": "acme", "person_id": "mod"})
        assert named.status_code == 201
        for name, member in (("moderator", mod), *((one, orga) for one in ORGANISERS)):
            shown[name] = str(member.headers["Authorization"]).removeprefix("Bearer ")
        for scope in Scope:
            body = {"platform_id": f"only-{scope}", "org": "acme", "name": "One scope", "scopes": [scope]}
            shown[scope] = (await http.post("/v1/platforms", json=body)).json()["api_key"]
        body = {"platform_id": "over", "org": "acme", "name": "Over", "scopes": list(Scope)}
        over = await http.post("/v1/platforms", json=body | {"expires_at": "2026-01-01T00:00:00Z"})
        shown["expired"] = over.json()["api_key"]
    return shown


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def programmes(front: Front, further_keys: dict[str, str]) -> dict[str, str]:
    """One that the organiser runs, and one that they do not."""
    async with front.member("chief") as chief:
        made = [
            await chief.post("/v1/programmes", json={"template": "organic", "called": {"en": "All"}} | whose)
            for whose in ({"organiser_ids": ["orga"]}, {})
        ]
    return {name: one.headers["Location"].rpartition("/")[2] for name, one in zip(ORGANISERS, made, strict=True)}


@pytest.mark.parametrize("caller", ORGANISERS)
async def test_an_organiser_is_a_member_who_runs_one_programme(
    front: Front, further_keys: dict[str, str], programmes: dict[str, str], caller: str
) -> None:
    """One after the other: what is done to the programme changes what comes next."""
    wrong = []
    async with front.anybody(further_keys[caller]) as http:
        for method, path, body, allowed in ROUTES:
            where = address(path.replace("{programme_id}", programmes[caller]))
            answer = await http.request(method, where, json=body)
            if "nobody" in allowed:
                is_right = answer.status_code == allowed["nobody"]
            elif "organiser" in allowed and caller == "organiser":
                is_right = answer.status_code == allowed["organiser"]
            elif "member" in allowed:
                is_right = answer.status_code not in (401, 403)
            else:
                is_right = answer.status_code == 403
            wrong += [] if is_right else [f"{method} {path}: {answer.status_code}"]
    assert wrong == []


@pytest.mark.parametrize("caller", FURTHER)
async def test_every_route_for_further_roles_and_for_each_scope(
    front: Front, further_keys: dict[str, str], caller: str
) -> None:
    """A moderator is a member and has the queue; a platform may what its one scope says; an expired key nothing."""

    def is_open(method: str, path: str, allowed: dict[str, int]) -> bool:
        if caller == "moderator":
            return "member" in allowed or path.startswith("/v1/moderation/")
        sends = method == "POST" and path == "/v1/events"
        return "platform" in allowed and caller == (Scope.SEND_EVENTS if sends else Scope.READ_FACTS)

    places = asyncio.Semaphore(8)

    async with front.anybody(further_keys[caller]) as http:

        async def wrong(method: str, path: str, body: object, allowed: dict[str, int]) -> str | None:
            async with places:
                answer = await http.request(method, address(path), json=body)
            if "nobody" in allowed:
                is_right = answer.status_code == allowed["nobody"]
            elif is_open(method, path, allowed):
                is_right = answer.status_code not in (401, 403)
            else:
                is_right = answer.status_code == (401 if caller == "expired" else 403)
            return None if is_right else f"{method} {path}: {answer.status_code}"

        assert [told for told in await asyncio.gather(*(wrong(*row) for row in ROUTES)) if told] == []


def address(path: str) -> str:
    """With ids in the place of their names."""
    return path.format(
        request_id="req_unknown",
        recognition_id="unknown",
        pair_id="pair_1",
        session_id="unknown",
        org="unknown",
        person_id="ada",
        platform_id="unknown",
        key_id="unknown",
        programme_id="unknown",
        round_id="unknown",
        invitation_id="unknown",
        circle_id="unknown",
        entry_id="unknown",
        goal_id="unknown",
        number=1,
        days="30",
        track="unknown",
        step_id="unknown",
        resource_id="unknown",
        exchange_id="e1",
        message_id="m1",
        action_id="a1",
        month="2026-05",
        template="unknown",
        locale="en",
        notice_id="unknown",
        device_id="unknown",
        announcement_id="unknown",
        webhook_id="unknown",
        erasure_id="unknown",
        report_id="unknown",
    )


def token(claims: dict[str, Any], *, key: OctKey = KEY, algorithm: str = "HS256") -> str:
    now = int(time.time())
    usual = {"iss": "bothways", "aud": "bothways", "sub": "bob", "org": "acme", "iat": now, "exp": now + 86_400}
    content = {name: value for name, value in (usual | claims).items() if value is not None}
    return jwt.encode({"alg": algorithm}, content, key, algorithms=[algorithm])


@pytest.mark.parametrize(
    ("shown", "code"),
    [
        (token({"exp": int(time.time()) - 3600}), "expired-token"),
        (token({}, key=OctKey.import_key(b"x" * 32)), "invalid-token"),
        (token({}, algorithm="HS512"), "invalid-token"),
        ("eyJhbGciOiJub25lIn0.eyJzdWIiOiJib2IiLCJvcmciOiJhY21lIn0.", "invalid-token"),
        (token({"aud": "somebody-else"}), "invalid-token"),
        (token({"iss": "somebody-else"}), "invalid-token"),
        (token({"exp": None}), "invalid-token"),
        (token({"sub": "ghost"}), "invalid-token"),
        (token({"org": "globex"}), "invalid-token"),
        (token({"org": None}), "invalid-token"),
        (token({"org": {"$ne": ""}}), "invalid-token"),
        ("nonsense", "invalid-token"),
        ("bw_acme-hr_" + "x" * 43, "invalid-token"),
        (OPERATOR_KEY + "x", "invalid-token"),
    ],
)
async def test_a_token_that_is_not_ours_opens_nothing(front: Front, shown: str, code: str) -> None:
    async with front.anybody(shown) as http:
        answer = await http.get("/v1/me")
    assert (answer.status_code, answer.json()["code"]) == (401, code)
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


async def test_a_token_that_is_ours_opens(front: Front) -> None:
    async with front.anybody(token({})) as http:
        assert (await http.get("/v1/me")).status_code == 200


async def test_another_scheme_is_no_sign_in(front: Front) -> None:
    async with front.anybody() as http:
        answer = await http.get("/v1/me", headers={"Authorization": "Basic Ym9iOmJvYg=="})
    assert (answer.status_code, answer.json()["code"]) == (401, "sign-in-needed")


async def test_in_production_there_is_no_sign_in_without_proof_and_no_stepping_of_time(front: Front) -> None:
    await front.start(env="production", token_key=None, public_url="https://mentoring.example.org")
    async with front.anybody(replica=-1) as http:
        signed = await http.post("/v1/sign-in", json={"org": "acme", "person_id": "bob"})
        assert (signed.status_code, signed.json()["code"]) == (404, "not-found")
        headers = {"Authorization": f"Bearer {OPERATOR_KEY}"}
        assert (await http.post("/v1/clock", json={"advance": "P1D"}, headers=headers)).status_code == 404
        events = (await http.get("/asyncapi.json")).json()["components"]["messages"]
        assert "PairFormed" in events
        assert "EntryWritten" not in events
        assert "EntryWritten" not in (await http.get("/asyncapi")).text
    async with front.anybody(token({}), replica=-1) as http:
        refused = await http.get("/v1/me")
        assert (refused.status_code, refused.json()["code"]) == (401, "invalid-token")
    shown = await given_session(front, "acme", "chief")
    async with front.anybody(replica=-1) as http:
        for url in ("https://localhost/hook", "http://93.184.216.34/hook", "https://[::ffff:10.0.0.1]/"):
            hook = await http.post("/v1/webhooks", json={"url": url}, headers=CSRF | {"Cookie": f"__Host-{shown}"})
            assert (hook.status_code, hook.json()["code"]) == (422, "webhook-unfit")


async def test_an_unknown_person_cannot_sign_in(front: Front) -> None:
    async with front.anybody() as http:
        for body in ({"org": "acme", "person_id": "ghost"}, {"org": "globex", "person_id": "bob"}):
            assert (await http.post("/v1/sign-in", json=body)).status_code == 404


async def test_addresses_that_do_not_exist_and_methods_that_do_not_fit(front: Front) -> None:
    async with front.anybody() as http:
        missing = await http.get("/v1/nothing", headers={"Accept-Language": "de"})
        assert (missing.status_code, missing.json()["title"]) == (404, "Das gibt es hier nicht")
        wrong = await http.delete("/v1/requests")
        assert (wrong.status_code, wrong.headers["Allow"]) == (405, "HEAD, GET, POST, OPTIONS")
        options = await http.options("/v1/requests/req_1/answer")
        assert (options.status_code, options.headers["Allow"]) == (204, "POST, OPTIONS")
        assert (await http.options("/v1/nothing")).status_code == 404
        head = await http.head("/v1/status")
        assert (head.status_code, head.content) == (200, b"")
        assert (await http.head("/v1/me")).status_code == 401


async def test_nothing_of_the_api_is_kept_or_framed(front: Front) -> None:
    async with front.anybody() as http:
        headers: httpx2.Headers = (await http.get("/v1/status")).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
