"""The door over HTTPS and the log: structured, binary, batches, what is refused, who reads what."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio

from libs.common.contracts.requests import RequestState
from libs.common.ids import new_id
from tests.component.gateway.building import pair_formed, phase_changed, request_fact, session_held
from tests.component.gateway.front import BATCH, STRUCTURED, WAIT, Front, open_front
from tests.component.gateway.outside import cloud_event, joined, wanted
from tests.support.running import eventually
from tests.support.stack import TestStack


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack, neighbours=[]) as opened:
        await opened.arrive("ada", "bob", "eve")
        yield opened


async def test_one_structured_event_is_taken_once(front: Front) -> None:
    event = joined(new_id("person"))
    async with front.platform() as http:
        first, again = [
            await http.post("/v1/events", content=json.dumps(event), headers={"Content-Type": STRUCTURED})
            for _ in range(2)
        ]
        assert (first.status_code, first.json()["data"][0]["status"]) == (202, "accepted")
        assert (again.status_code, again.json()["data"][0]["status"]) == (202, "repeat")
        assert first.json()["data"][0]["event_id"] == again.json()["data"][0]["event_id"]


async def test_binary_mode_carries_the_attributes_in_headers(front: Front) -> None:
    event = joined(new_id("person"))
    headers = {f"ce-{name}": event[name] for name in ("specversion", "id", "source", "type", "org")}
    async with front.platform() as http:
        sent = await http.post("/v1/events", json=event["data"], headers=headers)
        assert (sent.status_code, sent.json()["accepted"]) == (202, 1)


async def test_a_batch_is_answered_item_by_item(front: Front) -> None:
    good, wrong, strange, foreign = (
        joined(new_id("person")),
        joined("wrong", time_zone="SECRET/Zone"),
        cloud_event("NothingWeKnow", {}),
        {**joined("foreign"), "org": "globex"},
    )
    async with front.platform() as http:
        sent = await http.post(
            "/v1/events",
            content=json.dumps([good, wrong, strange, foreign, "no event"]),
            headers={"Content-Type": BATCH, "Accept-Language": "de"},
        )
    assert sent.status_code == 202
    assert (sent.json()["accepted"], sent.json()["rejected"]) == (1, 4)
    items = sent.json()["data"]
    assert [item["code"] for item in items] == [
        None,
        "invalid-event",
        "unknown-type",
        "foreign-organisation",
        "invalid-envelope",
    ]
    assert items[1]["errors"][0] == {
        "pointer": "#/data/time_zone",
        "detail": "Das ist nicht gültig.",
        "parameter": None,
        "header": None,
    }
    assert items[2]["detail"] == "Diesen Ereignistyp gibt es nicht."
    assert "SECRET" not in sent.text


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"type": "bothways.Nonsense.v1"}, 422, "unknown-type"),
        ({"type": "bothways.PairFormed.v1"}, 403, "not-from-outside"),
        ({"org": "globex"}, 403, "foreign-organisation"),
        ({"time": "2099-01-01T00:00:00Z"}, 422, "from-the-future"),
        ({"source": "/bothways/matching"}, 403, "foreign-source"),
        ({"id": None}, 422, "invalid-envelope"),
        ({"data": {"person_id": "x"}}, 422, "incomplete-person"),
        ({"data": {"person_id": "x", "email": "SECRET"}}, 422, "invalid-event"),
        (wanted("bob", "ada", request_id="a\r\nSet-Cookie: b=c"), 422, "invalid-event"),
        (wanted("bob", "ada", request_id="requests/7"), 422, "invalid-event"),
    ],
)
async def test_a_single_event_that_is_not_taken_is_a_problem(
    front: Front, change: dict[str, Any], status: int, code: str
) -> None:
    event = {name: value for name, value in (joined("somebody") | change).items() if value is not None}
    async with front.platform() as http:
        sent = await http.post("/v1/events", content=json.dumps(event), headers={"Content-Type": STRUCTURED})
    assert (sent.status_code, sent.json()["code"]) == (status, code)
    assert sent.headers["Content-Type"] == "application/problem+json"
    assert "SECRET" not in sent.text


@pytest.mark.parametrize(
    ("content", "kind", "status", "code"),
    [
        (b"{", STRUCTURED, 400, "unreadable"),
        (b"{", BATCH, 400, "unreadable"),
        (b"{}", BATCH, 400, "unreadable"),
        (b"<event/>", "application/xml", 415, "unsupported-content-type"),
        (b"[" + b"{}," * 200 + b"{}]", BATCH, 422, "batch-too-long"),
        (b"x" * 300 * 1024, STRUCTURED, 413, "too-large"),
        (b"x" * 5 * 1024 * 1024, BATCH, 413, "too-large"),
    ],
)
async def test_what_is_no_event_is_refused_in_form(
    front: Front, content: bytes, kind: str, status: int, code: str
) -> None:
    async with front.platform() as http:
        sent = await http.post("/v1/events", content=content, headers={"Content-Type": kind})
    assert (sent.status_code, sent.json()["code"]) == (status, code)


async def test_over_the_rate_is_told_when_to_come_back(front: Front) -> None:
    async with front.operator() as operator:
        body = {"platform_id": "slow", "org": "acme", "name": "Slow", "events_per_minute": 2}
        key = (await operator.post("/v1/platforms", json=body)).json()["api_key"]
    async with front.anybody(key) as http:
        answers = [
            await http.post(
                "/v1/events", content=json.dumps(joined(f"slow{number}")), headers={"Content-Type": STRUCTURED}
            )
            for number in range(3)
        ]
    assert [answer.status_code for answer in answers] == [202, 202, 429]
    assert int(answers[2].headers["Retry-After"]) >= 1


async def test_without_the_scope_a_platform_only_proposes(front: Front) -> None:
    async with front.platform() as without, front.platform("acme", "act-for-people") as trusted:
        for http, confirmed in ((without, False), (trusted, True)):
            event = wanted("bob", "ada", confirmed=True)
            sent = await http.post("/v1/events", content=json.dumps(event), headers={"Content-Type": STRUCTURED})
            request_id = sent.json()["data"][0]["subject"]
            async with front.member("bob") as bob:

                async def claim(bob: Any = bob, request_id: str = request_id) -> Any:
                    facts = (await bob.get("/v1/events", params={"limit": 500})).json()["data"]
                    return next((fact for fact in facts if fact["subject"] == request_id), None)

                fact = await eventually(claim, what="the claim in the log")
            assert fact["data"]["confirmed"] is confirmed


async def test_the_log_shows_everybody_what_they_may_see(front: Front) -> None:
    pair_id = new_id("pair")
    await front.bench.publish(pair_formed(front.bench, pair_id))
    await front.bench.publish(phase_changed(front.bench, pair_id, 2, 0))
    private = request_fact(front.bench, new_id("req"), 1, RequestState.OPEN)
    await front.bench.publish(private)
    async with front.member("bob") as bob, front.member("eve") as eve, front.platform() as platform:

        async def both() -> Any:
            facts = (await bob.get("/v1/events", params={"limit": 500})).json()["data"]
            return len([fact for fact in facts if fact["subject"] in (pair_id, private.subject)]) == 3

        await eventually(both, what="all three facts")
        for http, sees in ((eve, False), (platform, True)):
            facts = (await http.get("/v1/events", params={"limit": 500})).json()["data"]
            subjects = [fact["subject"] for fact in facts]
            assert (pair_id in subjects) is sees
            assert private.subject not in subjects
        kinds = {fact["type"].split(".")[1] for fact in (await platform.get("/v1/events")).json()["data"]}
        assert kinds <= {
            "PersonLeft",
            "ClaimRefused",
            "PairFormed",
            "SessionHeld",
        }
    async with front.platform("globex") as other:
        assert (await other.get("/v1/events")).json() == {"data": [], "next_after": 0, "has_more": False}


async def test_the_log_is_read_on_page_by_page(front: Front) -> None:
    pairs = {new_id("pair") for _ in range(5)}
    for pair_id in pairs:
        await front.bench.publish(pair_formed(front.bench, pair_id))
    async with front.platform() as http:

        async def all_five() -> bool:
            facts = (await http.get("/v1/events", params={"limit": 500})).json()["data"]
            return pairs <= {fact["subject"] for fact in facts}

        await eventually(all_five, what="five pairs")
        whole = [fact["position"] for fact in (await http.get("/v1/events", params={"limit": 500})).json()["data"]]
        pages: list[int] = []
        url: str | None = "/v1/events?limit=2"
        while url:
            page = await http.get(url)
            pages += [fact["position"] for fact in page.json()["data"]]
            url = page.links["next"]["url"] if page.json()["has_more"] else None
    assert pages == whole


async def test_a_position_beyond_all_numbers_is_refused_in_form(front: Front) -> None:
    async with front.member("bob") as bob:
        answer = await bob.get("/v1/events", params={"after": 2**64})
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (422, "after")


async def test_a_crowd_comes_through_the_door_together(front: Front) -> None:
    """What the demo does with 982 people: a hundred at once cost much less than one after the other.

    Counted in the time of this process, which stands for client and gateway: the clock on the wall would count what
    else the machine is doing.
    """

    async def cost_of_each(name: str, count: int, at_once: int) -> float:
        people = [joined(f"{name}{number}", gives=["Python"], gets=["Rust"]) for number in range(count)]
        began = time.process_time()
        for start in range(0, count, at_once):
            sent = await http.post(
                "/v1/events", content=json.dumps(people[start : start + at_once]), headers={"Content-Type": BATCH}
            )
            assert (sent.status_code, sent.json()["accepted"]) == (202, at_once)
        return (time.process_time() - began) / count

    async with front.platform() as http:
        alone, together = await cost_of_each("single", 60, 1), await cost_of_each("crowd", 600, 100)
    assert together < alone / 2, f"{together * 1000:.1f} ms together, {alone * 1000:.1f} ms alone"


async def test_whoever_waits_is_answered_when_something_comes_that_they_want(front: Front) -> None:
    async with front.platform() as http:
        after = (await http.get("/v1/events", params={"limit": 500})).json()["next_after"]
        wanted_types = {"after": after, "types": "bothways.PairFormed.v1"}
        waiting = asyncio.create_task(http.get("/v1/events", params=wanted_types, headers=WAIT))
        left = cloud_event("PersonLeft", {"person_id": "eve"})
        await http.post("/v1/events", content=json.dumps(left), headers={"Content-Type": STRUCTURED})

        async def has_left() -> bool:
            facts = (await http.get("/v1/events", params={"after": after})).json()["data"]
            return [fact["type"] for fact in facts] == ["bothways.PersonLeft.v1"]

        await eventually(has_left, what="a fact of another type")
        assert not waiting.done()
        pair_id = new_id("pair")
        await front.bench.publish(pair_formed(front.bench, pair_id))
        answer = await waiting
        assert [fact["subject"] for fact in answer.json()["data"]] == [pair_id]
        assert answer.headers["Preference-Applied"] == WAIT["Prefer"]
        end = {"after": answer.json()["next_after"]}
        nothing = await http.get("/v1/events", params=end, headers={"Prefer": "wait=1"})
        assert (nothing.status_code, nothing.json()["data"]) == (200, [])
        assert nothing.json()["next_after"] == end["after"]


async def test_the_log_is_read_from_a_time_on_and_of_some_types_alone(front: Front) -> None:
    begun = datetime.now(UTC)
    pairs = [new_id("pair") for _ in range(3)]
    for pair_id in pairs:
        await front.bench.publish(pair_formed(front.bench, pair_id))
        await front.bench.publish(session_held(front.bench, pair_id, 1))
    query: dict[str, Any] = {"since": begun.isoformat(), "types": "bothways.PairFormed.v1", "limit": 2}
    async with front.platform() as http:

        async def whole() -> list[str]:
            """The pairs in the order of the log, once all is in it: which need not be the order on the bus."""
            page = await http.get("/v1/events", params={"since": query["since"], "limit": 500})
            facts = page.json()["data"]
            ordered = [fact["subject"] for fact in facts if fact["type"] == query["types"]]
            return ordered if len(facts) == 2 * len(pairs) else []

        ordered: list[str] = await eventually(whole, what="all facts since then")
        first = await http.get("/v1/events", params=query)
        rest = await http.get(first.links["next"]["url"])
    read = [fact for page in (first, rest) for fact in page.json()["data"]]
    assert [fact["subject"] for fact in read] == ordered
    assert sorted(ordered) == sorted(pairs)
    assert {fact["type"] for fact in read} == {"bothways.PairFormed.v1"}
    assert "next" not in rest.links


async def test_who_was_cut_off_and_reads_again_ends_where_who_listened_all_along_does(front: Front) -> None:
    """One reads live and loses nothing; one forgets all it had and reads from the beginning, twice over."""
    async with front.platform() as http:
        live: dict[str, int] = {}
        published: set[str] = set()
        heard: set[str] = set()

        async def read(state: dict[str, int], after: int) -> int:
            answer = await http.get("/v1/events", params={"after": after, "limit": 3}, headers={"Prefer": "wait=1"})
            for fact in answer.json()["data"]:
                heard.add(fact["id"])
                state[fact["subject"]] = max(state.get(fact["subject"], 0), fact["position"])
            return int(answer.json()["next_after"])

        pairs, position = [new_id("pair") for _ in range(7)], 0
        for pair_id in pairs:
            for fact in (pair_formed(front.bench, pair_id), session_held(front.bench, pair_id, 1)):
                await front.bench.publish(fact)
                published.add(fact.id)
            position = await read(live, position)

        async def all_of_it() -> bool:
            nonlocal position
            position = await read(live, position)
            return published <= heard

        await eventually(all_of_it, what="all that was published, live")
        again: dict[str, int] = {}
        for _ in range(2):
            place = -1
            while (further := await read(again, max(place, 0))) != place:
                place = further
        assert set(pairs) <= set(live)
        assert again == live
