"""Pairs, stories, sessions and people, over HTTP."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from libs.common.contracts import Service
from libs.common.ids import new_id
from services.gateway.views import requests
from tests.component.gateway.building import milestone_reached, pair_formed, phase_changed, session_held
from tests.component.gateway.front import STRUCTURED, WAIT, Front, open_front
from tests.component.gateway.outside import joined
from tests.support.running import eventually
from tests.support.stack import TestStack

NOW = datetime.now(UTC)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack) as opened:
        await opened.arrive("mia", "ada", "bob", "eve", "gone")
        await opened.arrive("bob", org="globex")
        yield opened


async def told(front: Front, pair_id: str) -> None:
    """A pair of Ada and Bob with one session and a milestone, as matching and journal tell it."""
    events = [
        pair_formed(front.bench, pair_id),
        phase_changed(front.bench, pair_id, 2, 1),
        session_held(front.bench, pair_id, 1),
        milestone_reached(front.bench, pair_id),
    ]
    for event in events:
        await front.bench.publish(event)
    async with front.member("bob") as bob:

        async def all_told() -> bool:
            timeline = (await bob.get(f"/v1/pairs/{pair_id}/timeline")).json()
            return len(timeline.get("data", ())) == len(events)

        await eventually(all_told, what="the whole timeline")


async def test_a_pair_shows_its_story_so_far(front: Front) -> None:
    await told(front, "pair_1")
    async with front.member("bob") as bob:
        pair = (await bob.get("/v1/pairs/pair_1")).json()
        assert (pair["standing"], pair["phase"], pair["sessions_held"]) == ("consented", "active", 1)
        assert [one["milestone"] for one in pair["milestones"]] == ["first-talk-held"]
        timeline = (await bob.get("/v1/pairs/pair_1/timeline")).json()["data"]
        assert {fact["type"].split(".")[1] for fact in timeline} == {
            "PairFormed",
            "PairPhaseChanged",
            "SessionHeld",
            "MilestoneReached",
        }
        assert [fact["position"] for fact in timeline] == sorted(fact["position"] for fact in timeline)


@pytest.mark.feature("programme.tenants")
async def test_strangers_and_other_organisations_find_no_pair(front: Front) -> None:
    await told(front, "pair_2")
    async with front.member("eve") as eve, front.member("bob", "globex") as other:
        for stranger in (eve, other):
            for path in ("", "/timeline", "/story"):
                assert (await stranger.get(f"/v1/pairs/pair_2{path}")).status_code == 404
            assert (await stranger.post("/v1/pairs/pair_2/sessions", json={})).status_code == 404
            assert (await stranger.get("/v1/pairs")).json()["data"] == []


@pytest.mark.feature("pair.pause")
async def test_a_member_pauses_resumes_and_ends_and_the_pair_shows_it(front: Front) -> None:
    await told(front, "pair_7")
    async with front.member("bob") as bob, front.member("ada") as ada:
        until = "2100-01-01T08:00:00Z"
        paused = await bob.post("/v1/pairs/pair_7/pause", json={"until": until}, headers=WAIT)
        assert (paused.status_code, paused.headers["Location"]) == (200, "/v1/pairs/pair_7")
        assert (paused.json()["standing"], paused.json()["paused_until"]) == ("paused", until)
        resumed = await ada.post("/v1/pairs/pair_7/resumption", headers=WAIT)
        assert (resumed.json()["standing"], resumed.json()["paused_until"]) == ("consented", None)
        key = {"Idempotency-Key": new_id()}
        first, again = [
            await bob.post("/v1/pairs/pair_7/end", json={"reason": "safety"}, headers=WAIT | key) for _ in range(2)
        ]
        assert (first.status_code, again.status_code) == (200, 200)
        shown = (await ada.get("/v1/pairs/pair_7")).json()
        assert (shown["standing"], shown["ending"], shown["sessions_held"]) == ("ended", "no-fault", 1)
        kinds = [fact["type"] for fact in (await ada.get("/v1/pairs/pair_7/timeline")).json()["data"]]
        assert [kinds.count(f"bothways.{kind}.v1") for kind in ("PairChanged", "PairEnded")] == [2, 1]


async def test_why_and_by_whom_a_pair_was_ended_is_nowhere_to_be_read(front: Front) -> None:
    await told(front, "pair_8")
    async with front.member("bob") as bob, front.member("ada") as ada, front.platform() as hr:
        await bob.post("/v1/pairs/pair_8/end", json={"reason": "safety"}, headers=WAIT)
        (ended,) = [
            fact
            for fact in (await ada.get("/v1/pairs/pair_8/timeline")).json()["data"]
            if fact["type"] == "bothways.PairEnded.v1"
        ]
        assert ended["actorid"] is None
        for reader in (ada, bob, hr):
            facts = (await reader.get("/v1/events", params={"limit": 200})).json()["data"]
            assert "safety" not in str(facts)
    rows = front.bench.database(Service.GATEWAY)["log"].find({"pair_id": "pair_8"})
    assert "safety" not in str([row async for row in rows])


async def test_what_matching_refuses_is_a_problem_and_a_wrong_body_is_one_before_it(front: Front) -> None:
    await told(front, "pair_9")
    async with front.member("bob") as bob:
        refused = await bob.post("/v1/pairs/pair_9/end", json={"reason": "moved"}, headers=WAIT)
        assert (refused.status_code, refused.json()["code"]) == (409, "pair-ended")
        for path, body, pointer in (
            ("pause", {"until": "tomorrow"}, "#/until"),
            ("extension", {}, "#/until"),
            ("turn", {"direction": "flash", "mentor_id": "bob"}, "#/direction"),
            ("end", {"reason": "left"}, "#/reason"),
        ):
            wrong = await bob.post(f"/v1/pairs/pair_9/{path}", json=body)
            assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, pointer)


@pytest.mark.feature("pair.fit-check")
async def test_both_may_ask_for_somebody_else_once_the_pair_has_ended(front: Front) -> None:
    await told(front, "pair_10")
    async with front.member("bob") as bob, front.member("ada") as ada:
        early = await bob.post("/v1/pairs/pair_10/rematch", json={}, headers=WAIT)
        assert (early.status_code, early.json()["code"]) == (409, "pair-goes-on")
        await bob.post("/v1/pairs/pair_10/end", json={"reason": "no-fault"}, headers=WAIT)
        key = {"Idempotency-Key": new_id()}
        asked, again = [await bob.post("/v1/pairs/pair_10/rematch", json={}, headers=WAIT | key) for _ in range(2)]
        assert (asked.status_code, asked.json()["state"], asked.json()["topics"]) == (201, "suggested", ["Python"])
        assert asked.headers["Location"] == f"/v1/requests/{again.json()['request_id']}"
        other = await ada.post("/v1/pairs/pair_10/rematch", json={"topics": ["Go"]}, headers=WAIT)
        assert (other.status_code, other.json()["mentee_id"], other.json()["topics"]) == (201, "ada", ["Go"])


async def test_journal_tells_the_story_to_each_in_their_own_words(front: Front) -> None:
    await told(front, "pair_3")
    for person_id in ("ada", "bob"):
        async with front.member(person_id) as http:
            story = (await http.get("/v1/pairs/pair_3/story")).json()
            assert story["entries"][0]["words"]["en"] == f"Welcome, {person_id}."


async def test_a_session_is_reported_once_however_often_it_is_sent(front: Front) -> None:
    await told(front, "pair_4")
    async with front.member("bob") as bob:
        key = {"Idempotency-Key": new_id()}
        first, again = [await bob.post("/v1/pairs/pair_4/sessions", json={}, headers=key) for _ in range(2)]
        assert first.status_code == 201
        assert first.json() == again.json()
        reused = await bob.post("/v1/pairs/pair_4/sessions", json={"held_at": "2026-11-20T15:00:00Z"}, headers=key)
        assert (reused.status_code, reused.json()["code"]) == (422, "idempotency-key-reused")
        other = await bob.post("/v1/pairs/pair_4/sessions", json={"held_at": "2026-11-20T15:00:00Z"})
        assert other.json()["session_id"] != first.json()["session_id"]
        assert other.json()["held_at"] == "2026-11-20T15:00:00Z"
        assert (await bob.post("/v1/pairs/pair_4/sessions")).status_code == 201
        naive = await bob.post("/v1/pairs/pair_4/sessions", json={"held_at": "2026-11-20T15:00:00"})
        assert (naive.status_code, naive.json()["errors"][0]["pointer"]) == (422, "#/held_at")
        before_all_time = {"held_at": "0001-01-01T00:00:00+14:00"}
        beyond = await bob.post("/v1/pairs/pair_4/sessions", json=before_all_time)
        assert (beyond.status_code, beyond.json()["errors"][0]["pointer"]) == (422, "#/held_at")


async def test_what_journal_refuses_is_a_problem(front: Front) -> None:
    await told(front, "pair_5")
    async with front.member("bob") as bob:
        answer = await bob.post("/v1/pairs/pair_5/sessions", json={"held_at": "2095-01-01T00:00:00Z"})
        assert (answer.status_code, answer.json()["code"]) == (422, "session-in-the-future")


async def test_a_service_that_is_away_is_a_503_and_the_rest_goes_on(front: Front) -> None:
    await told(front, "pair_6")
    await front.stop_neighbour(Service.JOURNAL)
    try:
        async with front.member("bob") as bob:
            answer = await bob.get("/v1/pairs/pair_6/story")
            assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
            assert int(answer.headers["Retry-After"]) > 0
            assert (await bob.get("/v1/pairs/pair_6")).status_code == 200
            assert (await bob.get("/v1/inbox")).status_code == 200
    finally:
        await front.start_neighbour(Service.JOURNAL)


async def test_me_is_the_whole_record_and_a_card_tells_less(front: Front) -> None:
    async with front.member("mia") as mia:
        me = (await mia.get("/v1/me")).json()
        assert (me["email"], me["org"], me["access"]) == ("mia@example.org", "acme", ["member"])
        card = (await mia.get("/v1/people/ada")).json()
        assert card["name"] == "Ada"
        assert set(card) == {"person_id", "name", "title", "department", "languages", "gives", "gets"}


async def test_who_does_not_want_to_be_shown_is_shown_to_those_they_deal_with(front: Front) -> None:
    async with front.platform() as http:
        hidden = {
            "person_id": "hidden",
            "name": "Hidden",
            "email": "hidden@example.org",
            "visible": False,
        }
        event = {
            "specversion": "1.0",
            "id": new_id(),
            "source": "https://hr.example.org",
            "type": "bothways.PersonJoined.v1",
            "data": hidden,
        }
        sent = await http.post("/v1/events", json=event, headers={"Content-Type": "application/cloudevents+json"})
        assert sent.status_code == 202
    async with front.member("mia") as mia, front.member("hidden") as hidden_one, front.member("bob", "globex") as other:
        assert (await mia.get("/v1/people/hidden")).status_code == 404
        asked = [
            (await mia.post("/v1/requests", json={"topics": ["Python"], "mentor_id": one}))
            for one in ("hidden", "ghost")
        ]
        hides, nobody = [answer.json() | {"request_id": ""} for answer in asked]
        assert (hides, [answer.status_code for answer in asked]) == (nobody, [422, 422])
        assert (await hidden_one.get("/v1/people/hidden")).status_code == 200
        assert (await other.get("/v1/people/ada")).status_code == 404
        await front.pair("hidden", "mia")
        assert (await mia.get("/v1/people/hidden")).status_code == 200


async def test_who_left_is_out_at_once(front: Front) -> None:
    async with front.member("gone") as gone, front.platform() as http, front.member("mia") as mia:
        assert (await gone.get("/v1/me")).status_code == 200
        event = {
            "specversion": "1.0",
            "id": new_id(),
            "source": "https://hr.example.org",
            "type": "bothways.PersonLeft.v1",
            "data": {"person_id": "gone"},
        }
        await http.post("/v1/events", json=event, headers={"Content-Type": "application/cloudevents+json"})
        assert (await gone.get("/v1/me")).status_code == 401
        assert (await mia.get("/v1/people/gone")).status_code == 404
        again = await gone.post("/v1/sign-in", json={"org": "acme", "person_id": "gone"})
        assert again.status_code == 404


async def test_an_old_acquaintance_is_not_forgotten_over_newer_ones(front: Front) -> None:
    """More requests than a list shows have come since the one with somebody who hides now."""
    async with front.platform() as http:
        shy = joined("shy", visible=False)
        await http.post("/v1/events", json=shy, headers={"Content-Type": STRUCTURED})
    rows = front.bench.database(Service.GATEWAY)[requests.VIEW.collection(1)]
    kept = {"org": "acme", "state": "open"}
    await rows.insert_one({**kept, "_id": "acme/old", "request_id": "old", "visible_to": ["eve", "shy"]})
    newer = [{**kept, "_id": f"acme/n{number}", "visible_to": ["eve"], "asked_at": NOW} for number in range(201)]
    await rows.insert_many([{**row, "request_id": row["_id"]} for row in newer])
    async with front.member("eve") as eve, front.member("bob") as bob:
        assert (await eve.get("/v1/people/shy")).status_code == 200
        assert (await bob.get("/v1/people/shy")).status_code == 404
