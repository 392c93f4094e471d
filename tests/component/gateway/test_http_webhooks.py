"""Webhooks out: who is told what, signed by whom, how often again, and what ends it."""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest
import pytest_asyncio

from libs.common.chain import LOG
from libs.common.contracts import ALL, Audience, parse
from libs.common.contracts.people import PersonJoined
from libs.common.ids import new_id
from services.gateway.api import openapi_document
from services.gateway.domain.webhooks import FAILING_FOR
from services.gateway.outgoing import PROGRESS
from tests.component.gateway.building import pair_formed
from tests.component.gateway.front import Front, open_front
from tests.component.gateway.listing import pages
from tests.contract.samples import sample_of
from tests.support.hooks import Hooks
from tests.support.receiver import Reply, receiving
from tests.support.running import eventually
from tests.support.stack import TestStack

QUICK: dict[str, Any] = {"webhook_pauses": (0.1, 0.1, 0.1)}
AN_HOUR_S = 3600.0


@pytest.fixture(scope="module")
def hooks() -> Iterator[Hooks]:
    made = Hooks()
    with receiving(made):
        yield made
    assert made.faults == []


@asynccontextmanager
async def administered(stack: TestStack, **settings: Any) -> AsyncIterator[Front]:
    """A gateway that tells quickly again, in which nothing is on its way to the log."""
    async with open_front(stack, neighbours=[], **QUICK, **settings) as opened:
        await opened.arrive("chief", "bob")
        async with opened.operator() as http:
            await http.post("/v1/administrators", json={"org": "acme", "person_id": "chief"})
        await until_logged(opened, {"type": PersonJoined.type}, 2)
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with administered(stack) as opened:
        yield opened


@asynccontextmanager
async def hooked(front: Front, hooks: Hooks, **fields: Any) -> AsyncIterator[tuple[httpx2.AsyncClient, str, str]]:
    """A webhook of a path of its own, for as long as the block runs: an administrator, its address, its path."""
    path = f"/{new_id()}"
    async with front.member("chief") as chief:
        made = await chief.post("/v1/webhooks", json={"url": hooks.url(path), **fields})
        assert made.status_code == 201, made.text
        hooks.secrets[path] = made.json()["secret"]
        yield chief, made.headers["Location"], path
        await chief.delete(made.headers["Location"])


async def told(hooks: Hooks, path: str, *event_ids: str) -> list[dict[str, Any]]:
    async def all_there() -> list[dict[str, Any]]:
        found = hooks.events(path)
        return found if set(event_ids) <= {event["id"] for event in found} else []

    found: list[dict[str, Any]] = await eventually(all_there, what=f"{len(event_ids)} facts at {path}")
    return found


async def delivery(http: httpx2.AsyncClient, hook: str, event_id: str, state: str) -> dict[str, Any]:
    async def there() -> Any:
        rows = (await http.get(f"{hook}/deliveries", params={"state": state})).json()["data"]
        return next((row for row in rows if row["event_id"] == event_id), None)

    found: dict[str, Any] = await eventually(there, what=f"{event_id} {state}")
    return found


async def until_logged(front: Front, query: dict[str, Any], count: int) -> None:
    async def are_there() -> bool:
        return await front.houses[0].database[LOG].count_documents(query) >= count

    await eventually(are_there, what=f"{count} facts in the log")


async def publish(front: Front, count: int = 1) -> list[str]:
    """So many pairs, once they are in the log: no later webhook is told of them. The ids of their events."""
    events = [pair_formed(front.bench, new_id("pair")) for _ in range(count)]
    for event in events:
        await front.bench.publish(event)
    ids = [event.id for event in events]
    await until_logged(front, {"event_id": {"$in": ids}}, count)
    return ids


async def test_of_every_event_webhooks_and_platforms_are_told_what_is_for_platforms(front: Front, hooks: Hooks) -> None:
    samples = [parse(sample_of(contract).body).model_copy(update={"org": "acme", "id": new_id()}) for contract in ALL]
    outside = [event for event in samples if Audience.PLATFORM in event.data.audience]
    async with hooked(front, hooks) as (_, _, path), front.platform() as platform:
        after = (await platform.get("/v1/events", params={"limit": 500})).json()["next_after"]
        for event in samples:
            await front.bench.publish(event)
        (last,) = await publish(front)
        seen = await told(hooks, path, last, *(event.id for event in outside))
        read = (await platform.get("/v1/events", params={"after": after, "limit": 500})).json()["data"]
    assert {event["type"] for event in seen} == {event.type for event in outside} == set(openapi_document()["webhooks"])
    assert [event for event in seen if event["position"] > after] == read, "word for word what the log says"


async def test_only_the_types_that_were_asked_for_are_told(front: Front, hooks: Hooks) -> None:
    async with hooked(front, hooks, types=["bothways.SessionHeld.v1"]) as (_, _, path):
        await publish(front)
        left = parse(sample_of(next(one for one in ALL if one.event == "SessionHeld")).body)
        await front.bench.publish(left.model_copy(update={"org": "acme", "id": (wanted := new_id())}))
        assert [event["id"] for event in await told(hooks, path, wanted)] == [wanted]


@dataclass(frozen=True, slots=True)
class Case:
    """How the other side behaves, and what is written down of it in the end."""

    name: str
    replies: Sequence[Reply] = ()
    hang_s: float = 0
    status: int | None = 200
    code: str | None = None


CASES = (
    Case("fails twice", [Reply(500), Reply(503)]),
    Case("redirects", [Reply(302, {"Location": "/elsewhere"})] * 4, status=302, code="redirected"),
    Case("is not there", [Reply(404)] * 4, status=404, code="not-taken"),
    Case("is slow", hang_s=0.3),
)


async def test_what_is_not_taken_comes_again_with_the_same_id_until_it_is_given_up(front: Front, hooks: Hooks) -> None:
    async with AsyncExitStack() as stack:
        opened = [await stack.enter_async_context(hooked(front, hooks)) for _ in CASES]
        for case, (_, _, path) in zip(CASES, opened, strict=True):
            hooks.answers[path].extend(case.replies)
            hooks.hang_s[path] = case.hang_s
        (event_id,) = await publish(front)
        for case, (chief, hook, path) in zip(CASES, opened, strict=True):
            row = await delivery(chief, hook, event_id, "failed" if case.code else "delivered")
            assert (row["status"], row["code"]) == (case.status, case.code), case.name
            assert row["attempts"] == (4 if case.code else len(case.replies) + 1), case.name
            assert hooks.tried[path] == [event_id] * row["attempts"], case.name
            assert row["next_try_at"] is None, case.name
        assert hooks.tried["/elsewhere"] == []


async def test_one_that_hangs_is_cut_off_and_given_up(stack: TestStack, hooks: Hooks) -> None:
    """Apart from the others, whom a time as short as this would cut off on a busy machine."""
    async with administered(stack, webhook_timeout=1) as front, hooked(front, hooks) as (chief, hook, path):
        hooks.hang_s[path] = AN_HOUR_S
        (event_id,) = await publish(front)
        row = await delivery(chief, hook, event_id, "failed")
    assert (row["status"], row["code"], row["attempts"], row["next_try_at"]) == (None, "cut-off", 4, None)
    assert set(hooks.tried[path]) == {event_id}


async def test_one_that_hangs_holds_up_no_other(front: Front, hooks: Hooks) -> None:
    async with hooked(front, hooks) as (chief, hook, hanging), hooked(front, hooks) as (_, _, path):
        hooks.hang_s[hanging] = AN_HOUR_S
        await told(hooks, path, *await publish(front, 5))
        assert (await chief.get(f"{hook}/deliveries")).json()["data"] == [], "it is not cut off yet"


async def test_who_answers_410_is_told_nothing_more_until_it_is_wanted_again(front: Front, hooks: Hooks) -> None:
    async with hooked(front, hooks, types=["bothways.PairFormed.v1"]) as (chief, hook, path):
        hooks.answers[path].append(Reply(410))
        (gone,) = await publish(front)

        async def is_disabled() -> Any:
            shown = await chief.get(hook)
            return shown if shown.json()["state"] == "disabled" else None

        shown = await eventually(is_disabled, what="a disabled webhook")
        assert shown.json()["reason"] == "gone"
        later = await publish(front, 3)
        body = {"url": hooks.url(path), "types": ["bothways.PairFormed.v1"], "state": "active"}
        refused = await chief.put(hook, json=body, headers={"If-Match": '"1"'})
        assert (refused.status_code, refused.json()["current"]["reason"]) == (412, "gone")
        assert hooks.tried[path] == [gone]
        changed = await chief.put(hook, json=body, headers={"If-Match": shown.headers["ETag"]})
        assert (changed.status_code, changed.json()["reason"]) == (200, None)
        await told(hooks, path, gone, *later)


async def test_who_takes_nothing_for_days_is_given_up_and_who_sees_to_it_finds_why(front: Front, hooks: Hooks) -> None:
    async with hooked(front, hooks) as (chief, hook, path):
        hooks.answers[path].extend([Reply(500)] * 1000)
        await publish(front)
        rows, webhooks = (front.houses[0].database[name] for name in (PROGRESS, "webhooks"))
        key = {"webhook_id": hook.rpartition("/")[2]}

        async def is_failing() -> bool:
            return bool(await rows.find_one({**key, "failing_since": {"$ne": None}}))

        await eventually(is_failing, what="trouble")
        long_ago = datetime.now(UTC) - FAILING_FOR
        await webhooks.update_one(key, {"$set": {"active_since": long_ago}})

        async def is_given_up() -> bool:
            # Each time: a turn that is under way writes down what it knew before.
            await rows.update_one(key, {"$set": {"failing_since": long_ago}})
            await publish(front)
            return bool((await chief.get(hook)).json()["reason"] == "failing")

        await eventually(is_given_up, what="a webhook that was given up")


async def test_for_a_day_both_secrets_sign_and_then_the_new_one_alone(front: Front, hooks: Hooks) -> None:
    async with hooked(front, hooks) as (chief, hook, path):
        key = {"Idempotency-Key": new_id()}
        first, again = [await chief.post(f"{hook}/secrets", headers=key) for _ in range(2)]
        assert (first.status_code, first.json()) == (201, again.json())
        await told(hooks, path, *await publish(front))
        hooks.secrets[path] = first.json()["secret"]
        await told(hooks, path, *await publish(front))
        assert {one.signatures for one in hooks.told if one.path == path} == {2}
        assert (await chief.get(hook)).json()["secrets"] == 2
        day = datetime.now(UTC) - timedelta(seconds=1)
        change = {"$set": {"secrets.0.until": day}, "$inc": {"revision": 1}}
        await front.houses[0].database["webhooks"].update_one({"webhook_id": hook.rpartition("/")[2]}, change)
        (last,) = await publish(front)
        await told(hooks, path, last)
        assert [one.signatures for one in hooks.told if one.id == last] == [1]
        assert (await chief.get(hook)).json()["secrets"] == 1


async def test_everything_is_told_again_from_a_place_or_a_time_with_the_same_ids(front: Front, hooks: Hooks) -> None:
    begun = datetime.now(UTC)
    ids = await publish(front, 3)
    logged = front.houses[0].database[LOG].find({"event_id": {"$in": ids}})
    first = min([row["position"] async for row in logged])
    async with hooked(front, hooks, types=["bothways.PairFormed.v1"]) as (chief, hook, path):
        later = await publish(front)
        await told(hooks, path, *later)
        assert hooks.tried[path] == later, "what was before is had by a replay alone"
        beginnings: tuple[dict[str, Any], ...] = ({"since": begun.isoformat()}, {"after": first - 1})
        for body in beginnings:
            hooks.tried[path].clear()
            replayed = await chief.post(f"{hook}/replay", json=body)
            assert replayed.status_code == 202

            async def all_tried() -> bool:
                return set(ids) <= set(hooks.tried[path])

            await eventually(all_tried, what="the same ids")
        unfit: tuple[dict[str, Any], ...] = ({}, {"after": 1, "since": begun.isoformat()}, {"after": -1})
        for wrong in unfit:
            assert (await chief.post(f"{hook}/replay", json=wrong)).status_code == 422


async def test_a_trial_says_what_came_of_it(front: Front, hooks: Hooks) -> None:
    async with hooked(front, hooks) as (chief, hook, path):
        taken = (await chief.post(f"{hook}/ping")).json()
        hooks.answers[path].append(Reply(500))
        refused = (await chief.post(f"{hook}/ping")).json()
    assert (taken["is_taken"], taken["status"], taken["code"]) == (True, 200, None)
    assert (refused["is_taken"], refused["status"], refused["code"]) == (False, 500, "not-taken")
    (event,) = hooks.events(path)
    assert (event["type"], event["id"], event["data"]) == ("bothways.WebhookPing.v1", taken["webhook_id"], {})


async def test_a_webhook_is_registered_once_for_one_key_and_shows_no_secret(front: Front, hooks: Hooks) -> None:
    body, key = {"url": hooks.url("/once")}, {"Idempotency-Key": new_id()}
    async with front.member("chief") as chief:
        first, again = [await chief.post("/v1/webhooks", json=body, headers=key) for _ in range(2)]
        hooks.secrets["/once"] = first.json()["secret"]
        other = await chief.post("/v1/webhooks", json={"url": hooks.url("/other")}, headers=key)
        assert first.json() == again.json()
        assert (other.status_code, other.json()["code"]) == (422, "idempotency-key-reused")
        shown = await chief.get(first.headers["Location"])
        assert "secret" not in shown.json()
        stored = await front.houses[0].database["webhooks"].find_one({"url": hooks.url("/once")})
        assert first.json()["secret"] not in str(stored)
        strange = {"types": ["bothways.PulseGiven.v1"]}
        assert (await chief.post("/v1/webhooks", json=body | strange)).status_code == 422
        assert (await chief.delete(first.headers["Location"])).status_code == 204


async def test_a_platform_sees_to_its_own_and_is_told_nothing_once_it_is_revoked(front: Front, hooks: Hooks) -> None:
    async with front.platform("acme", "act-for-people") as platform, hooked(front, hooks) as (chief, hook, path):
        made = await platform.post("/v1/webhooks", json={"url": hooks.url("/own")})
        own = made.headers["Location"]
        hooks.secrets["/own"] = made.json()["secret"]
        assert [one["webhook_id"] for one in (await platform.get("/v1/webhooks")).json()["data"]] == [
            own.rpartition("/")[2]
        ]
        assert (await platform.get(hook)).status_code == 404
        assert (await chief.get(own)).status_code == 200
        await told(hooks, "/own", *await publish(front))
        async with front.operator() as operator:
            await operator.delete("/v1/platforms/acme-hr-act-for-people")
        (later,) = await publish(front)
        await told(hooks, path, later)

        async def is_ended() -> bool:
            return bool((await chief.get(own)).json()["reason"] == "platform-revoked")

        await eventually(is_ended, what="a webhook without its platform")
        assert later not in hooks.tried["/own"]
        await chief.delete(own)


async def test_deliveries_are_read_page_by_page_and_hold_nothing_of_what_was_said(front: Front, hooks: Hooks) -> None:
    async with hooked(front, hooks) as (chief, hook, _):
        ids = await publish(front, 5)
        for one in ids:
            await delivery(chief, hook, one, "delivered")
        rows = [row async for page in pages(chief, f"{hook}/deliveries", 2) for row in page]
    positions = [row["position"] for row in rows]
    assert len(set(positions)) == 5
    assert positions == sorted(positions, reverse=True)
    assert "pair_" not in str(rows)
