"""Gives and gets, threads and action items, over HTTP: what is the route's own."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from libs.common.contracts.actions import ChangeAction
from libs.common.contracts.ledgers import ReadLedger
from libs.common.contracts.threads import ReadThread
from services.gateway.schemas.ledgers import LogLine
from services.gateway.use_cases.once import digest_of
from tests.component.gateway.front import Front, open_front
from tests.support.stack import TestStack

KEY = {"Idempotency-Key": "k1"}
WRITTEN: list[tuple[str, dict[str, Any], str]] = [
    ("/v1/pairs/pair_1/exchanges", {"direction": "gave", "line": "A good question."}, "exchange_id"),
    ("/v1/pairs/pair_1/thread", {"text": "Thursday?"}, "message_id"),
    ("/v1/pairs/pair_1/actions", {"what": "Ask for feedback", "owner_ids": ["bob"]}, "action_id"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack) as opened:
        await opened.arrive("ada", "bob", "eve")
        yield opened


@pytest.mark.parametrize(("path", "body", "id_name"), WRITTEN)
async def test_the_same_key_makes_one_thing_and_another_body_is_told_so(
    front: Front, path: str, body: dict[str, Any], id_name: str
) -> None:
    async with front.member("bob") as bob, front.member("ada") as ada:
        first, again = [await bob.post(path, json=body, headers=KEY) for _ in range(2)]
        assert (first.status_code, first.json()) == (201, again.json())
        assert (await ada.post(path, json=body, headers=KEY)).json()[id_name] != first.json()[id_name]
        assert (await bob.post(path, json=body)).json()[id_name] != first.json()[id_name]
        elsewhere = await bob.post(path.replace("pair_1", "pair_2"), json=body, headers=KEY)
        assert elsewhere.json()["code"] == "idempotency-key-reused"


async def test_what_is_remembered_of_a_key_does_not_tell_what_was_written_to_who_guesses_it(front: Front) -> None:
    """A plain digest of a few words is found by trying."""
    path, body, _ = WRITTEN[0]
    async with front.member("bob") as bob:
        assert (await bob.post(path, json=body, headers={"Idempotency-Key": "k2"})).status_code == 201
    guessed = digest_of(f"pair_1 {LogLine.model_validate(body).model_dump_json()}".encode())
    digests = [row["digest"] async for row in front.houses[0].database["taken"].find({})]
    assert digests
    assert guessed not in digests


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("exchanges", {"direction": "gave", "line": "x" * 281}),
        ("exchanges", {"direction": "gave", "line": " \n "}),
        ("exchanges", {"direction": "shared", "line": "x"}),
        ("thread", {"text": "x" * 2001}),
        ("actions", {"what": "x" * 301, "owner_ids": ["bob"]}),
        ("actions", {"what": "x", "owner_ids": []}),
        ("actions", {"what": "x", "owner_ids": ["ada", "bob", "eve"]}),
        ("actions", {"what": "x", "owner_ids": ["ada"], "due": "soon"}),
    ],
)
async def test_what_is_too_long_or_says_nothing_is_refused_at_the_door(
    front: Front, path: str, body: dict[str, Any]
) -> None:
    async with front.member("bob") as bob:
        answer = await bob.post(f"/v1/pairs/pair_1/{path}", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-request")
    assert "xxx" not in answer.text


async def test_a_line_is_one_line(front: Front) -> None:
    async with front.member("bob") as bob:
        body = {"direction": "got", "line": " How to say no\nkindly "}
        assert (await bob.post("/v1/pairs/pair_1/exchanges", json=body)).json()["line"] == "How to say no kindly"


async def test_pages_are_asked_for_as_they_are_wanted(front: Front) -> None:
    async with front.member("bob") as bob:
        cursor = (await bob.get("/v1/pairs/pair_1/exchanges")).json()["next_cursor"]
        ledger = await bob.get("/v1/pairs/pair_1/exchanges", params={"cursor": cursor, "limit": 2})
        assert (ledger.json()["months"], ledger.json()["lines"]) == ([], [])
        await bob.get("/v1/pairs/pair_1/thread", params={"after": 0, "limit": 3})
        for wrong in ({"limit": 0}, {"limit": 101}, {"before": 0}, {"after": "x"}):
            assert (await bob.get("/v1/pairs/pair_1/thread", params=wrong)).status_code == 422
    pages = [(ask.before, ask.limit) for ask in front.neighbours.writing.asked if isinstance(ask, ReadLedger)]
    assert pages == [(None, 50), (7, 2)]
    (asked,) = (ask for ask in front.neighbours.writing.asked if isinstance(ask, ReadThread))
    assert (asked.thread.pair_id, asked.thread.request_id, asked.after, asked.limit) == ("pair_1", None, 0, 3)


async def test_a_no_of_the_journal_is_told_in_its_words(front: Front) -> None:
    async with front.member("bob") as bob:
        answer = await bob.post("/v1/pairs/pair_1/thread", json={"text": "Too late."})
    assert (answer.status_code, answer.json()["code"]) == (409, "pair-ended")


@pytest.mark.feature("pair.goals")
async def test_who_changes_an_action_item_that_was_changed_meanwhile_is_told_both_versions(front: Front) -> None:
    path = "/v1/pairs/pair_1/actions/a1"
    async with front.member("bob") as bob:
        assert (await bob.patch(path, json={"state": "done"})).json()["code"] == "version-needed"
        outdated = await bob.patch(path, json={"what": "As I would"}, headers={"If-Match": '"2"'})
        assert (outdated.status_code, outdated.json()["code"]) == (412, "changed-meanwhile")
        assert outdated.json()["current"]["what"] == "As the other wrote it"
        assert outdated.json()["yours"] == {"what": "As I would"}
        changed = await bob.patch(path, json={"due": None}, headers={"If-Match": outdated.headers["ETag"]})
        assert (changed.status_code, changed.headers["ETag"]) == (200, '"4"')
        await bob.patch(path, json={"state": "done"}, headers={"If-Match": '"3"'})
    asked = [ask for ask in front.neighbours.writing.asked if isinstance(ask, ChangeAction)]
    assert [(ask.without_due, ask.state) for ask in asked[1:]] == [(True, None), (False, "done")]


@pytest.mark.feature("insight.mentor-benefit")
async def test_a_month_is_named_as_months_are_and_shown_to_its_mentor(front: Front) -> None:
    async with front.member("ada") as ada:
        assert (await ada.get("/v1/journal/dividends/2026-11")).json()["counts"]["sessions_held"] == 1
        assert (await ada.get("/v1/journal/dividends/2026-12")).status_code == 404
        for month in ("2026-13", "2026", "may"):
            assert (await ada.get(f"/v1/journal/dividends/{month}")).status_code == 422
