"""Misuse is reported in confidence, seen to by moderators whom it does not concern, and nobody else learns a word."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import bson
import httpx2
import pytest
import pytest_asyncio
from structlog.testing import capture_logs

from libs.common.clock import SteppedClock
from libs.common.contracts import Service
from libs.common.contracts.people import SUSPENDED
from libs.common.contracts.safeguarding import (
    ConductWarned,
    MisuseReported,
    PairEndOrdered,
    ReportClosed,
    ReportWaits,
    SuspensionChanged,
)
from services.gateway.domain.reports import KEPT, WAITS_AT_MOST
from tests.component.gateway.building import pair_formed
from tests.component.gateway.front import Front, open_front
from tests.support.running import Listener, eventually
from tests.support.stack import TestStack

pytestmark = pytest.mark.feature("platform.safeguarding")
CANARY = "Rhabarber hinter dem Aktenschrank"
NOTE = "Mangold im Protokoll"
FACTS = (MisuseReported, ReportWaits, ReportClosed, ConductWarned, SuspensionChanged, PairEndOrdered)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack) as opened:
        await opened.arrive("bob", "ada", "cleo", "dan", "chief", "mod", "boss", "other")
        await opened.arrive("eve", manager_id="boss")
        await opened.arrive("mod", "chief", org="globex")
        await opened.bench.publish(pair_formed(opened.bench, "pair_1"))
        async with opened.operator() as http:
            for org in ("acme", "globex"):
                await http.post("/v1/administrators", json={"org": org, "person_id": "chief"})
                await http.post("/v1/moderators", json={"org": org, "person_id": "mod"})
            for person_id in ("boss", "eve", "other"):
                await http.post("/v1/moderators", json={"org": "acme", "person_id": person_id})
            await http.post("/v1/administrators", json={"org": "acme", "person_id": "dan"})
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def heard(front: Front) -> Listener:
    """All that is told of it in the house."""
    return await front.bench.listen(*FACTS)


async def step(front: Front, amount: timedelta) -> None:
    clock = front.houses[0].clock
    assert isinstance(clock, SteppedClock)
    await clock.step_to_offset(clock.offset + amount)


async def reported(http: httpx2.AsyncClient, about: str = "cleo", **body: Any) -> str:
    """The id of a new report about a person."""
    sent = {"kind": "harassment", "subject": {"about": "person", "id": about}, "words": CANARY} | body
    answer = await http.post("/v1/reports", json=sent)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["report_id"])


async def decided(front: Front, report_id: str, **body: Any) -> httpx2.Response:
    """Taken and decided by a moderator."""
    async with front.member("mod") as mod:
        path = f"/v1/moderation/reports/{report_id}"
        assert (await mod.put(f"{path}/taking")).status_code == 200
        answer = await mod.put(f"{path}/decision", json={"reason": "happened-again"} | body)
        assert answer.status_code == 200, answer.text
        return answer


async def paged(http: httpx2.AsyncClient) -> list[dict[str, Any]]:
    """The whole queue, two at a time."""
    found: list[dict[str, Any]] = []
    page: dict[str, Any] = {"next_cursor": ""}
    while page["next_cursor"] is not None:
        query = {"limit": 2, "cursor": page["next_cursor"]}
        page = (await http.get("/v1/moderation/reports", params=query)).json()
        found += page["data"]
    return found


async def test_a_report_has_a_reference_and_plain_words_and_is_filed_once(front: Front, heard: Listener) -> None:
    async with front.member("bob") as bob, front.member("chief") as chief:
        before = (await bob.get("/v1/safeguarding")).json()
        assert (before["is_own"], before["version"]) == (False, 0)
        own = {"help": {"en": "Call the ombuds office, 555.", "de": "Ruf die Ombudsstelle an, 555."}}
        early = await chief.put("/v1/safeguarding", json=own, headers={"If-Match": '"7"'})
        assert (early.status_code, early.json()["code"]) == (412, "changed-meanwhile")
        set_ = await chief.put("/v1/safeguarding", json=own, headers={"If-Match": '"0"'})
        assert set_.json()["help"] == own["help"]
        body = {"kind": "threat", "subject": {"about": "person", "id": "cleo"}, "words": CANARY, "block": True}
        first, again = [await bob.post("/v1/reports", json=body, headers={"Idempotency-Key": "once"}) for _ in range(2)]
        assert first.json() == again.json()
        other = await bob.post("/v1/reports", json=body | {"words": ""}, headers={"Idempotency-Key": "once"})
        assert (other.status_code, other.json()["code"]) == (422, "idempotency-key-reused")
        filed = first.json()
        for words in ("who_reads", "what_next", "help"):
            assert set(filed[words]) == {"en", "de"}
        assert (filed["help"], filed["blocked"], filed["state"]) == (own["help"], True, "received")
        assert [one["person_id"] for one in (await bob.get("/v1/blocks")).json()["data"]] == ["cleo"]
        (listed,) = (await bob.get("/v1/reports")).json()["data"]
        assert (listed["report_id"], listed["words"]) == (filed["report_id"], None)
        assert (await bob.get(first.headers["Location"])).json()["words"] == CANARY
        export = await bob.get("/v1/me/export")
        assert export.status_code == 200
    (fact,) = await heard.expect(MisuseReported, 1)
    assert isinstance(fact.data, MisuseReported)
    assert fact.actorid is None
    assert fact.data.moderator_ids == ("boss", "eve", "mod", "other")


async def test_what_happened_between_two_is_reported_by_one_of_them_alone(front: Front) -> None:
    message = {"kind": "advances", "subject": {"about": "message", "id": "msg_1", "pair_id": "pair_1"}}
    async with front.member("bob") as bob, front.member("dan") as dan, front.member("mod") as mod:

        async def is_shown() -> bool:
            return (await bob.get("/v1/pairs/pair_1")).status_code == 200

        await eventually(is_shown, what="the pair")
        filed = await bob.post("/v1/reports", json=message)
        assert filed.status_code == 201, filed.text
        opened = (await mod.get(f"/v1/moderation/reports/{filed.json()['report_id']}")).json()
        assert (opened["reported_id"], opened["pair_id"], opened["words"]) == ("ada", "pair_1", None)
        stranger = await dan.post("/v1/reports", json=message)
        assert stranger.status_code == 404
        unknown = message | {"subject": {"about": "session", "id": "s", "request_id": "req_unknown"}}
        assert (await bob.post("/v1/reports", json=unknown)).status_code == 404
        for subject in ({"about": "message", "id": "m"}, {"about": "person", "id": "cleo", "pair_id": "pair_1"}):
            assert (await bob.post("/v1/reports", json=message | {"subject": subject})).status_code == 422
        oneself = message | {"subject": {"about": "person", "id": "bob"}}
        assert (await bob.post("/v1/reports", json=oneself)).json()["code"] == "report-of-oneself"
        hidden, nobody = [
            (await bob.post("/v1/reports", json=message | {"subject": {"about": "person", "id": one}})).status_code
            for one in ("cleo", "nobody-at-all")
        ]
        assert hidden == nobody == 201


@pytest.mark.parametrize("barred", ["dan", "eve", "boss", "chief"])
async def test_whom_it_concerns_finds_nothing_whatever_their_roles(front: Front, barred: str) -> None:
    """Dan reports Eve, whom Boss leads; Dan and Chief administer, which opens nothing."""
    async with front.member("dan") as dan:
        report_id = await reported(dan, "eve")
    path = f"/v1/moderation/reports/{report_id}"
    async with front.member(barred) as http:
        answers = [
            await http.get("/v1/moderation/reports", params={"limit": 200}),
            await http.get(path),
            await http.put(f"{path}/taking"),
            await http.post(f"{path}/notes", json={"words": NOTE}),
            await http.put(f"{path}/decision", json={"decision": "no-action", "reason": "not-misuse"}),
        ]
        if barred in ("dan", "chief"):
            assert {answer.status_code for answer in answers} == {403}
        else:
            assert {answer.status_code for answer in answers[1:]} == {404}
        assert report_id not in "".join(answer.text for answer in answers)
    async with front.member("mod", "globex") as foreign:
        assert (await foreign.get(path)).status_code == 404
        assert (await foreign.get("/v1/moderation/reports")).json()["data"] == []
    async with front.member("bob") as bob:
        assert (await bob.get(f"/v1/reports/{report_id}")).status_code == 404


async def test_who_comes_to_lead_one_of_them_later_is_barred_too(front: Front) -> None:
    await front.arrive("fay", "gil")
    async with front.member("gil") as gil, front.member("other") as other:
        report_id = await reported(gil, "fay")
        assert (await other.get(f"/v1/moderation/reports/{report_id}")).status_code == 200
        await front.arrive("fay", manager_id="other")
        assert (await other.get(f"/v1/moderation/reports/{report_id}")).status_code == 404
        listed = (await other.get("/v1/moderation/reports", params={"limit": 200})).json()["data"]
        assert report_id not in [one["report_id"] for one in listed]


async def test_who_led_one_of_them_when_it_came_stays_barred(front: Front) -> None:
    await front.arrive("hal", manager_id="other")
    await front.arrive("ivy")
    async with front.member("ivy") as ivy, front.member("other") as other:
        report_id = await reported(ivy, "hal")
        await front.arrive("hal", manager_id="chief")
        assert (await other.get(f"/v1/moderation/reports/{report_id}")).status_code == 404
        listed = (await other.get("/v1/moderation/reports", params={"limit": 200})).json()["data"]
        assert report_id not in [one["report_id"] for one in listed]


async def test_the_queue_is_worked_through_and_each_act_is_in_the_audit_log(front: Front, heard: Listener) -> None:
    async with front.member("dan") as dan, front.member("mod") as mod, front.member("other") as other:
        report_id = await reported(dan, "ada")
        path = f"/v1/moderation/reports/{report_id}"
        pages = await paged(mod)
        ids = [one["report_id"] for one in pages]
        assert report_id in ids
        assert len(ids) == len(set(ids))
        made = [datetime.fromisoformat(one["made_at"]) for one in pages]
        assert made == sorted(made)
        assert CANARY not in str(pages)
        note = {"words": NOTE}
        assert (await mod.post(f"{path}/notes", json=note)).json()["code"] == "report-not-taken"
        assert (await other.put(f"{path}/taking")).json()["taken_by"] == "other"
        assert (await mod.put(f"{path}/taking")).json()["taken_by"] == "mod"
        assert (await other.post(f"{path}/notes", json=note)).json()["code"] == "report-not-taken"
        for _ in range(2):
            noted = await mod.post(f"{path}/notes", json=note, headers={"Idempotency-Key": "note-1"})
            assert noted.status_code == 201, noted.text
        opened = (await mod.get(path)).json()
        assert (opened["words"], [one["words"] for one in opened["notes"]]) == (CANARY, [NOTE])
        warn = {"decision": "warn", "reason": "first-time"}
        for _ in range(2):
            assert (await mod.put(f"{path}/decision", json=warn)).json()["state"] == "closed"
        late = await mod.put(f"{path}/decision", json=warn | {"reason": "severe-harm"})
        assert (late.status_code, late.json()["code"]) == (409, "report-closed")
        mine = {one["report_id"]: one for one in (await dan.get("/v1/reports")).json()["data"]}
        assert (mine[report_id]["state"], "decision" in mine[report_id]) == ("closed", False)
    warned = [one for one in await heard.expect(ConductWarned, 1) if one.subject == "ada"]
    assert len(warned) == 1
    async with front.member("chief") as chief:

        async def acts() -> list[tuple[str, str, str | None]]:
            rows = (await chief.get("/v1/audit", params={"target_id": report_id})).json()["data"]
            found = [(one["actor_id"], one["act"], one["reason"]) for one in reversed(rows)]
            return found if len(found) >= 5 else []

        assert await eventually(acts, what="the acts") == [
            ("other", "report-taken", None),
            ("mod", "report-taken", None),
            ("mod", "report-noted", None),
            ("mod", "report-opened", None),
            ("mod", "report-warned", "first-time"),
        ]


async def test_who_is_suspended_reaches_nobody_and_is_told_plainly(front: Front, heard: Listener) -> None:
    await front.arrive("sam", "tom", "una")
    pair_id = await front.pair("una", "tom")
    async with front.member("tom") as tom, front.member("sam") as sam, front.member("mod") as mod:
        report_id = await reported(sam, "tom")
        await decided(front, report_id, decision="suspend")
        no = await tom.post("/v1/requests", json={"topics": ["Python"]})
        assert (no.status_code, no.json()["code"]) == (403, SUSPENDED)
        assert set(no.json()["help"]) == {"en", "de"}
        assert "sam" not in no.text
        own = (await tom.get("/v1/me")).json()["suspension"]
        assert (own["until"], set(own["help"])) == (None, {"en", "de"})
        thread = await tom.post(f"/v1/pairs/{pair_id}/thread", json={"text": "Still here."})
        assert thread.json()["code"] == SUSPENDED
        for path in ("/v1/me", "/v1/inbox", "/v1/journal/entries", "/v1/me/export", f"/v1/pairs/{pair_id}"):
            assert (await tom.get(path)).status_code == 200, path
        asked = await sam.post("/v1/requests", json={"topics": ["Python"], "mentor_id": "tom"})
        unknown = await sam.post("/v1/requests", json={"topics": ["Python"], "mentor_id": "nobody-at-all"})
        differs = {"request_id"}
        assert asked.json() | dict.fromkeys(differs) == unknown.json() | dict.fromkeys(differs)
        assert (await sam.get("/v1/people/tom")).status_code == 404
        listed = (await mod.get("/v1/moderation/suspensions")).json()["data"]
        assert [(one["person_id"], one["until"]) for one in listed if one["person_id"] == "tom"] == [("tom", None)]
        assert (await mod.delete("/v1/moderation/suspensions/tom")).status_code == 204
        assert (await mod.delete("/v1/moderation/suspensions/tom")).status_code == 404
        assert (await tom.post("/v1/requests", json={"topics": ["Python"]})).status_code == 202
    told = [one for one in await heard.expect(SuspensionChanged, 2) if one.subject == "tom"]
    assert [(one.sequence, one.data.is_suspended) for one in told] == [(1, True), (2, False)]  # type: ignore[attr-defined]


async def test_a_suspension_ends_by_itself_and_binds_moderators_too(front: Front, heard: Listener) -> None:
    until = (front.houses[0].clock.now() + timedelta(days=7)).isoformat()
    async with front.member("dan") as dan, front.member("other") as other:
        report_id = await reported(dan, "other")
        past = {"decision": "suspend", "reason": "severe-harm", "until": "2001-01-01T00:00:00Z"}
        async with front.member("mod") as mod:
            await mod.put(f"/v1/moderation/reports/{report_id}/taking")
            over = await mod.put(f"/v1/moderation/reports/{report_id}/decision", json=past)
            assert (over.status_code, over.json()["code"]) == (422, "suspension-is-over")
        await decided(front, report_id, decision="suspend", until=until)
        assert (await other.get("/v1/moderation/reports")).json()["code"] == SUSPENDED
        assert (await other.delete("/v1/moderation/suspensions/other")).status_code == 403
        await step(front, timedelta(days=7, minutes=1))
        assert (await other.get("/v1/moderation/reports")).status_code == 200

    async def told() -> list[bool]:
        own = [one.data.is_suspended for one in heard.of(SuspensionChanged) if one.subject == "other"]  # type: ignore[attr-defined]
        return own if len(own) >= 2 else []

    assert await eventually(told, what="its end") == [True, False]


async def test_a_pair_is_ended_where_there_is_one(front: Front, heard: Listener) -> None:
    await front.arrive("wim", "xia")
    pair_id = await front.pair("wim", "xia")
    async with front.member("wim") as wim:
        report_id = await reported(wim, "xia")
    await decided(front, report_id, decision="end-pair")
    assert pair_id in [one.subject for one in await heard.expect(PairEndOrdered, 1)]
    async with front.member("wim") as wim, front.member("mod") as mod:
        path = f"/v1/moderation/reports/{await reported(wim, 'dan')}"
        await mod.put(f"{path}/taking")
        none = await mod.put(f"{path}/decision", json={"decision": "end-pair", "reason": "severe-harm"})
        assert (none.status_code, none.json()["code"]) == (409, "no-pair-to-end")
        passed = await mod.put(f"{path}/decision", json={"decision": "pass-on", "reason": "acute-danger"})
        assert passed.json()["decision"] == "pass-on"


async def test_administrators_whom_it_does_not_concern_hear_that_one_waits(front: Front, heard: Listener) -> None:
    async with front.member("bob") as bob:
        report_id = await reported(bob, "dan")

    async def waits(count: int) -> list[tuple[str, ...]]:
        found = [one.data.administrator_ids for one in heard.of(ReportWaits) if one.subject == report_id]  # type: ignore[attr-defined]
        return found if len(found) >= count else []

    for count in (1, 2):
        await step(front, WAITS_AT_MOST + timedelta(minutes=1))
        assert await eventually(lambda: waits(count), what="the word") == [("chief",)] * count  # noqa: B023
    async with front.member("mod") as mod:
        await mod.put(f"/v1/moderation/reports/{report_id}/taking")
    timers = front.bench.database(Service.GATEWAY)["timers"]
    assert await timers.count_documents({"kind": "report-waits", "subject": report_id}) == 0


async def test_no_word_of_it_is_readable_anywhere(front: Front, caplog: pytest.LogCaptureFixture) -> None:
    """Not in a database, in whatever service; not in a log, an event, the audit log; and not who reported."""
    with capture_logs() as logs:
        async with front.member("bob") as bob, front.member("mod") as mod, front.member("cleo") as cleo:
            report_id = await reported(bob, "cleo")
            path = f"/v1/moderation/reports/{report_id}"
            await mod.put(f"{path}/taking")
            await mod.post(f"{path}/notes", json={"words": NOTE})
            assert CANARY in (await mod.get(path)).text
            for reader in (cleo, bob):
                assert report_id not in (await reader.get("/v1/events")).text
    async with front.member("chief") as chief:

        async def is_logged() -> bool:
            return "report-opened" in (await chief.get("/v1/audit", params={"target_id": report_id})).text

        await eventually(is_logged, what="the act")
        export = (await chief.get("/v1/audit/export")).text
        assert "report-opened" in export
        assert "MisuseReported" not in export
    assert CANARY not in export + str(logs) + caplog.text
    for service in Service:
        database = front.bench.database(service)
        for name in await database.list_collection_names():
            async for row in database[name].find({}):
                raw = bson.encode(row)
                assert CANARY.encode() not in raw, f"{service}/{name}"
                assert NOTE.encode() not in raw, f"{service}/{name}"
    log = front.bench.database(Service.GATEWAY)["log"]
    query = {"type": MisuseReported.type, "subject": report_id}
    found = await eventually(lambda: log.find_one(query), what="its row in the log")
    assert found
    assert (found["data"], found["actor"], found["marks"]) == ({"report_id": report_id, "kind": "harassment"}, None, [])


async def test_the_words_go_with_who_wrote_them_and_the_case_stays_to_be_decided(front: Front) -> None:
    await front.arrive("zoe")
    async with front.member("zoe") as zoe, front.member("mod") as mod, front.member("chief") as chief:
        report_id = await reported(zoe, "cleo")
        path = f"/v1/moderation/reports/{report_id}"
        await mod.put(f"{path}/taking")
        await chief.post("/v1/erasures", json={"person_id": "zoe", "at_once": True})

        async def are_gone() -> bool:
            return bool((await mod.get(path)).json()["words_are_gone"])

        await eventually(are_gone, what="the words gone")
        assert (await mod.post(f"{path}/notes", json={"words": NOTE})).json()["code"] == "report-words-gone"
        closed = await mod.put(f"{path}/decision", json={"decision": "no-action", "reason": "not-shown"})
        assert closed.json()["state"] == "closed"


async def test_a_year_after_its_decision_nothing_of_a_report_is_left(front: Front) -> None:
    async with front.member("bob") as bob:
        report_id = await reported(bob, "cleo")
    await decided(front, report_id, decision="no-action")
    database = front.bench.database(Service.GATEWAY)

    async def left() -> int:
        query = {"report_id": report_id}
        return sum([await database[name].count_documents(query) for name in ("reports", "report_keys")])

    await step(front, KEPT - timedelta(hours=1))
    assert await left() == 2
    await step(front, timedelta(hours=2))

    async def is_gone() -> bool:
        return await left() == 0

    await eventually(is_gone, what="the report gone")
