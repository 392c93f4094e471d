"""Asking, answering, taking back, over HTTP: with and without waiting, repeated, refused, by strangers."""

import asyncio
import json
from collections.abc import AsyncIterator
from urllib.parse import quote

import httpx2
import pytest
import pytest_asyncio

from libs.common.contracts import Service
from libs.common.ids import new_id
from services.gateway.views import requests
from tests.component.gateway.front import STRUCTURED, WAIT, Front, open_front
from tests.component.gateway.neighbours import FULL
from tests.component.gateway.outside import wanted
from tests.support.running import eventually
from tests.support.stack import TestStack

KEPT_OF_REQUESTS = ("log", "messages", "asked_requests", requests.VIEW.collection(1))


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack) as opened:
        await opened.arrive("mia", "ada", "eve", "nobody", FULL)
        await opened.arrive("mia", "ada", org="globex")
        yield opened


async def ask(http: httpx2.AsyncClient, mentor: str | None = "ada", **headers: str) -> httpx2.Response:
    body = {"topics": ["Python"]} | ({"mentor_id": mentor} if mentor else {})
    return await http.post("/v1/requests", json=body, headers=headers)


async def test_without_waiting_a_request_is_on_its_way_and_can_be_read_at_once(front: Front) -> None:
    async with front.member("mia") as mia:
        answer = await ask(mia)
        assert answer.status_code == 202
        assert answer.json()["state"] in ("asked", "open")
        assert (await mia.get(answer.headers["Location"])).json()["request_id"] == answer.json()["request_id"]


async def test_waiting_brings_the_outcome(front: Front) -> None:
    async with front.member("mia") as mia:
        answer = await ask(mia, **WAIT)
        assert (answer.status_code, answer.json()["state"]) == (201, "open")
        assert answer.headers["Preference-Applied"] == WAIT["Prefer"]
        suggested = await ask(mia, None, **WAIT)
        assert (suggested.status_code, suggested.json()["state"]) == (201, "suggested")
        assert suggested.json()["suggestions"][0]["gap"]["words"]["de"] == "Weit weg."


async def test_a_refusal_is_a_problem_in_the_readers_language(front: Front) -> None:
    async with front.member("mia") as mia:
        answer = await ask(mia, FULL, **WAIT, **{"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"})
        assert answer.status_code == 409
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.headers["Content-Language"] == "de"
        problem = answer.json()
        assert (problem["code"], problem["detail"]) == ("mentor-full", "Kein freier Platz.")
        assert problem["type"].endswith("/mentor-full")


async def test_what_can_never_be_is_refused_without_asking_anybody(front: Front) -> None:
    async with front.member("mia") as mia:
        oneself = await ask(mia, "mia")
        assert (oneself.status_code, oneself.json()["code"]) == (422, "request-to-oneself")
        unknown = await ask(mia, "ghost")
        assert (unknown.status_code, unknown.json()["code"]) == (422, "unknown-person")
        assert "ghost" not in unknown.text


async def test_the_same_key_and_body_are_one_request_and_another_body_is_a_mistake(front: Front) -> None:
    async with front.member("mia") as mia, front.member("eve") as eve:
        key = {"Idempotency-Key": new_id()}
        answers = await asyncio.gather(*(ask(mia, **key) for _ in range(8)))
        assert {answer.status_code for answer in answers} == {202}
        assert len({answer.headers["Location"] for answer in answers}) == 1
        waited = await ask(mia, **key, **WAIT)
        assert (waited.status_code, waited.headers["Location"]) == (201, answers[0].headers["Location"])
        other = await ask(mia, None, **key)
        assert (other.status_code, other.json()["code"]) == (422, "idempotency-key-reused")
        somebody_else = await ask(eve, **key)
        assert somebody_else.headers["Location"] != answers[0].headers["Location"]


@pytest.mark.feature("request.answers")
async def test_the_mentor_accepts_and_both_see_the_pair(front: Front) -> None:
    async with front.member("mia") as mia, front.member("ada") as ada:
        path = (await ask(mia, **WAIT)).headers["Location"]
        accepted = await ada.post(f"{path}/answer", json={"answer": "accept"}, headers=WAIT)
        assert (accepted.status_code, accepted.json()["state"]) == (200, "accepted")
        pair_id = accepted.json()["pair_id"]
        for one in (ada, mia):
            assert (await one.get(f"/v1/pairs/{pair_id}")).status_code == 200, "the outcome is in all views"
        assert pair_id in [pair["pair_id"] for pair in (await mia.get("/v1/pairs")).json()["data"]]


async def test_an_answer_may_be_refused_too(front: Front) -> None:
    async with front.member("mia") as mia:
        path = (await ask(mia, **WAIT)).headers["Location"]
        refused = await mia.post(f"{path}/answer", json={"answer": "accept"}, headers=WAIT)
        assert (refused.status_code, refused.json()["code"]) == (403, "request-not-yours")


@pytest.mark.feature("request.answers")
async def test_declining_and_taking_back_end_a_request(front: Front) -> None:
    async with front.member("mia") as mia, front.member("ada") as ada:
        first, second = [(await ask(mia, **WAIT)).headers["Location"] for _ in range(2)]
        declined = await ada.post(f"{first}/answer", json={"answer": "decline", "reason": "no-time"}, headers=WAIT)
        assert (declined.status_code, declined.json()["state"]) == (200, "declined")
        assert "no-time" not in (await mia.get(first)).text
        withdrawn = await mia.post(f"{second}/withdrawal", headers=WAIT)
        assert (withdrawn.status_code, withdrawn.json()["state"]) == (200, "withdrawn")


@pytest.mark.feature("matching.capacity")
async def test_who_asked_can_ask_again_once_a_request_is_closed_and_nobody_else_can(front: Front) -> None:
    async with front.member("mia") as mia, front.member("ada") as ada, front.member("eve") as eve:
        path = (await ask(mia, **WAIT)).headers["Location"]
        early = await mia.post(f"{path}/again", json={}, headers=WAIT)
        assert (early.status_code, early.json()["code"]) == (409, "not-to-be-asked-again")
        await mia.post(f"{path}/withdrawal", headers=WAIT)
        assert (await ada.post(f"{path}/again", json={})).status_code == 409
        assert (await eve.post(f"{path}/again", json={})).status_code == 404
        key, before = {"Idempotency-Key": new_id()}, (await mia.get(path)).json()
        said = {"message": "Is there time now?"}
        again, repeated = [await mia.post(f"{path}/again", json=said, headers=WAIT | key) for _ in range(2)]
        assert (again.status_code, again.headers["Location"]) == (201, repeated.headers["Location"])
        assert again.headers["Location"] != path
        for name in ("mentor_id", "direction", "topics"):
            assert again.json()[name] == before[name]
        assert (await ada.get(again.headers["Location"])).json()["message"] == "Is there time now?"


@pytest.mark.feature("request.tell-me-more")
async def test_what_is_told_when_asked_for_more_is_for_the_two_alone(front: Front) -> None:
    async with front.member("mia") as mia, front.member("ada") as ada:
        path = (await ask(mia, **WAIT)).headers["Location"]
        refused = await mia.post(f"{path}/answer", json={"answer": "tell-more"}, headers=WAIT)
        assert (refused.status_code, refused.json()["code"]) == (422, "invalid-request")
        body = {"answer": "tell-more", "message": "I lead a team since May."}
        told = await mia.post(f"{path}/answer", json=body, headers=WAIT)
        assert (told.status_code, told.json()["state"]) == (200, "open")
        for one in (ada, mia):
            assert (await one.get(path)).json()["more"] == "I lead a team since May."
        database = front.bench.database(Service.GATEWAY)
        everything = [await database[name].find().to_list() for name in KEPT_OF_REQUESTS]
        assert everything[-1], "there is something to look through"
        assert "since May" not in str(everything)


@pytest.mark.feature("matching.fallback")
async def test_only_who_asked_sees_the_ranking_and_the_next_one_reads_the_message(front: Front) -> None:
    async with front.member("mia") as mia, front.member("ada") as ada, front.member("eve") as eve:
        body = {"topics": ["Python"], "mentor_id": "ada", "then_mentor_ids": ["eve"], "message": "May I?"}
        path = (await mia.post("/v1/requests", json=body, headers=WAIT)).headers["Location"]
        assert (await ada.get(path)).json()["then_mentor_ids"] == []
        await ada.post(f"{path}/answer", json={"answer": "decline"}, headers=WAIT)

        async def followed_up() -> dict[str, object] | None:
            shown: dict[str, object] = (await mia.get(path)).json()
            return shown if shown["next_request_id"] else None

        mine = await eventually(followed_up, what="the next one asked")
        assert mine is not None
        assert (mine["state"], mine["next_mentor_id"], mine["then_mentor_ids"]) == ("declined", "eve", ["eve"])
        theirs = (await ada.get(path)).json()
        assert (theirs["next_request_id"], theirs["next_mentor_id"], theirs["suggestions"]) == (None, None, [])

        async def following() -> dict[str, object] | None:
            """What follows is told apart from the next request, which may come later."""
            answer = await eve.get(f"/v1/requests/{mine['next_request_id']}")
            return answer.json() if answer.status_code == 200 else None

        next_one = await eventually(following, what="the next one asked, to be read")
        assert (next_one["message"], next_one["then_mentor_ids"]) == ("May I?", [])
        assert (await ada.get(f"/v1/requests/{mine['next_request_id']}")).status_code == 404


async def test_a_mentor_offers_and_the_other_side_answers(front: Front) -> None:
    async with front.member("ada") as ada, front.member("mia") as mia:
        body = {"topics": ["Python"], "mentee_id": "mia", "message": "Shall we?"}
        offered = await ada.post("/v1/requests/offers", json=body, headers=WAIT)
        assert (offered.status_code, offered.json()["state"]) == (201, "open")
        shown = (await mia.get(offered.headers["Location"])).json()
        assert (shown["started_by"], shown["mentor_id"], shown["message"]) == ("mentor", "ada", "Shall we?")
        full = await ada.post("/v1/requests/offers", json={"topics": ["Python"], "mentee_id": FULL}, headers=WAIT)
        assert (full.status_code, full.json()["code"]) == (422, "not-a-mentee")
        refused = (await ada.get("/v1/requests")).json()["data"]
        assert [one["state"] for one in refused if one["mentee_id"] == FULL and one["started_by"] == "mentor"] == [
            "refused"
        ]


@pytest.mark.feature("request.decline")
async def test_reasons_to_decline_are_a_list_in_both_languages(front: Front) -> None:
    async with front.member("ada") as ada, front.member("mia") as mia:
        reasons = (await ada.get("/v1/requests/decline-reasons")).json()["data"]
        assert "no-time" in [reason["code"] for reason in reasons]
        assert all(set(reason["words"]) == {"en", "de"} for reason in reasons)
        path = (await ask(mia, **WAIT)).headers["Location"]
        other = await ada.post(f"{path}/answer", json={"answer": "decline", "reason": "she-is-boring"}, headers=WAIT)
        assert (other.status_code, other.json()["errors"][0]["pointer"]) == (422, "#/reason")
        assert "boring" not in other.text


async def test_the_message_is_for_the_two_alone(front: Front) -> None:
    async with front.member("mia") as mia, front.member("ada") as ada, front.member("eve") as eve:
        body = {"topics": ["Python"], "mentor_id": "ada", "message": "May I learn from you?"}
        path = (await mia.post("/v1/requests", json=body, headers=WAIT)).headers["Location"]
        assert (await ada.get(path)).json()["message"] == "May I learn from you?"
        assert (await eve.get(path)).status_code == 404
        rows = front.bench.database(Service.GATEWAY)["log"].find({"request_id": path.rpartition("/")[2]})
        assert "May I learn" not in str(await rows.to_list())


@pytest.mark.feature("programme.tenants")
async def test_strangers_and_other_organisations_find_nothing(front: Front) -> None:
    async with front.member("mia") as mia, front.member("eve") as eve, front.member("mia", "globex") as other:
        path = (await ask(mia, **WAIT)).headers["Location"]
        for stranger in (eve, other):
            assert (await stranger.get(path)).status_code == 404
            assert (await stranger.post(f"{path}/answer", json={"answer": "accept"})).status_code == 404
            assert (await stranger.post(f"{path}/withdrawal")).status_code == 404
            body = {"topics": ["Python"], "after_request_id": path.rpartition("/")[2]}
            assert (await stranger.post("/v1/requests", json=body)).status_code == 404
            listed = (await stranger.get("/v1/requests")).json()["data"]
            assert path.rpartition("/")[2] not in [one["request_id"] for one in listed]


async def test_a_choice_among_suggestions_belongs_to_the_same_story(front: Front) -> None:
    async with front.member("mia") as mia:
        suggested = (await ask(mia, None, **WAIT)).json()["request_id"]
        body = {"topics": ["Python"], "mentor_id": "ada", "after_request_id": suggested}
        chosen = (await mia.post("/v1/requests", json=body, headers=WAIT)).json()["request_id"]
        log = front.bench.database(Service.GATEWAY)["log"]
        stories = {row["correlation"] async for row in log.find({"request_id": {"$in": [suggested, chosen]}})}
        assert len(stories) == 1


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "#/topics"),
        ({"topics": []}, "#/topics"),
        ({"topics": ["Python", 7]}, "#/topics/1"),
        ({"topics": ["Python"], "direction": "SECRET-DIRECTION"}, "#/direction"),
        ({"topics": ["Python"], "message": "SECRET" * 400}, "#/message"),
        ({"topics": ["Python"], "SECRET FIELD": 1}, "#"),
        ({"topics": ["Python"], "mentee_id": "ada"}, "#/mentee_id"),
        ({"topics": ["Python"], "then_mentor_ids": ["ada"]}, "#"),
        ({"topics": ["Python"], "mentor_id": "ada", "then_mentor_ids": ["ada"]}, "#"),
    ],
)
async def test_what_is_wrong_is_pointed_at_and_never_echoed(front: Front, body: object, pointer: str) -> None:
    async with front.member("mia") as mia:
        answer = await mia.post("/v1/requests", json=body)
        assert answer.status_code == 422
        assert pointer in [error["pointer"] for error in answer.json()["errors"]]
        assert "SECRET" not in answer.text


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b'{"topics": [', "application/json", 400),
        (b'{"topics": ["\xff"]}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"topics": ["Python"]}', "text/plain", 415),
        (b"x" * (5 * 1024 * 1024), "application/json", 413),
    ],
)
async def test_what_is_no_request_is_refused_in_form(front: Front, content: bytes, kind: str, status: int) -> None:
    async with front.member("mia") as mia:
        answer = await mia.post("/v1/requests", content=content, headers={"Content-Type": kind})
        assert answer.status_code == status
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["status"] == status
        assert answer.json()["request_id"] == answer.headers["X-Request-Id"]


async def test_a_body_of_unknown_length_is_cut_off_too(front: Front) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"x" * 16 * 1024

    async with front.member("mia") as mia:
        answer = await mia.post("/v1/requests", content=pieces(), headers={"Content-Type": "application/json"})
        assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


async def test_a_bad_idempotency_key_is_named(front: Front) -> None:
    async with front.member("mia") as mia:
        answer = await ask(mia, **{"Idempotency-Key": "k" * 300})
        assert answer.status_code == 422
        assert answer.json()["errors"] == [{"header": "Idempotency-Key", "detail": "At most 255 characters."}]


@pytest.mark.parametrize("request_id", ["Anfrage 7 ü", "просьба", "50%?#"])
async def test_a_request_is_answered_whatever_its_platform_called_it(front: Front, request_id: str) -> None:
    async with front.platform("acme") as http:
        event = wanted("mia", "ada", request_id=request_id)
        sent = await http.post("/v1/events", content=json.dumps(event), headers={"Content-Type": STRUCTURED})
        assert sent.status_code == 202
    async with front.member("mia") as mia:
        path = f"/v1/requests/{quote(request_id, safe='')}"
        answer = await mia.post(f"{path}/withdrawal", headers=WAIT)
        assert (answer.status_code, answer.headers["Location"]) == (200, path)
        assert (await mia.get(answer.headers["Location"])).json()["request_id"] == request_id
