"""Agreements and goals over HTTP: tags, both versions for who was slower, and nothing for strangers."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.component.gateway.front import Front, open_front
from tests.support.stack import TestStack

PART = {"goals": [{"text": "Lead a meeting", "measure": "Did it twice"}], "gives": ["Rust"], "needs": "Time"}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack) as opened:
        await opened.arrive("ada", "bob", "eve")
        await opened.arrive("bob", org="globex")
        yield opened


@pytest.mark.feature("pair.agreement")
async def test_what_is_read_is_tagged_and_who_edits_an_older_one_gets_both_versions(front: Front) -> None:
    path = "/v1/pairs/pair_1/agreement"
    async with front.member("ada") as ada, front.member("bob") as bob:
        read = await ada.get(path)
        assert (read.status_code, read.headers["ETag"][:3], read.json()["version"]) == (200, '"0.', 0)
        unseen = await ada.put(f"{path}/shared", json={"cadence_days": 7})
        assert (unseen.status_code, unseen.json()["code"]) == (428, "version-needed")
        first = await ada.put(f"{path}/shared", json={"cadence_days": 7}, headers={"If-Match": read.headers["ETag"]})
        assert (first.status_code, first.headers["ETag"], first.json()["shared"]["cadence_days"]) == (200, '"1"', 7)
        second = await bob.put(f"{path}/shared", json={"cadence_days": 21}, headers={"If-Match": read.headers["ETag"]})
        assert (second.status_code, second.json()["code"], second.headers["ETag"]) == (412, "changed-meanwhile", '"1"')
        told = second.json()
        assert (told["current"]["shared"]["cadence_days"], told["yours"]) == (7, {"cadence_days": 21})
        late = await bob.post(f"{path}/signature", headers={"If-Match": '"0"'})
        assert (late.status_code, late.json()["current"]["version"], late.json()["yours"]) == (412, 1, {})
        signed = await bob.post(f"{path}/signature", headers={"If-Match": '"1"'})
        assert (signed.status_code, signed.json()["signatures"][0]["person_id"]) == (200, "bob")
        assert (await bob.post(f"{path}/signature")).status_code == 428


@pytest.mark.feature("pair.mirror-goals", "pair.goals")
async def test_a_part_and_a_goal_are_written_without_a_tag_by_their_owner(front: Front) -> None:
    async with front.member("bob") as bob:
        written = await bob.put("/v1/pairs/pair_2/agreement/part", json=PART)
        assert (written.status_code, written.headers["ETag"]) == (200, '"1"')
        (part,) = written.json()["parts"]
        assert (part["person_id"], part["goals"][0]["measure"], part["gives"]) == ("bob", "Did it twice", ["Rust"])
        marked = await bob.put("/v1/pairs/pair_2/goals/goal_1", json={"state": "reached", "line": " It went well "})
        assert (marked.status_code, marked.json()["state"], marked.json()["line"]) == (200, "reached", "It went well")
        assert (await bob.get("/v1/pairs/pair_2/goals")).json()["data"] == []


@pytest.mark.parametrize(
    ("path", "body", "pointer"),
    [
        ("agreement/part", {"goals": [{"text": ""}]}, "#/goals/0/text"),
        ("agreement/part", {"goals": [{"text": "x" * 301}]}, "#/goals/0/text"),
        ("agreement/part", {"gives": ["a"] * 6}, "#/gives"),
        ("agreement/part", {"needs": "x" * 1001}, "#/needs"),
        ("agreement/part", {"mine": "x"}, "#/mine"),
        ("agreement/shared", {"cadence_days": 2}, "#/cadence_days"),
        ("agreement/shared", {"cadence_days": 91}, "#/cadence_days"),
        ("agreement/shared", {"session_minutes": 9}, "#/session_minutes"),
        ("agreement/shared", {"session_minutes": 181}, "#/session_minutes"),
        ("goals/goal_1", {"state": "won"}, "#/state"),
    ],
)
async def test_a_wrong_body_is_a_problem_that_says_where(
    front: Front, path: str, body: dict[str, object], pointer: str
) -> None:
    async with front.member("bob") as bob:
        wrong = await bob.put(f"/v1/pairs/pair_3/{path}", json=body, headers={"If-Match": '"0"'})
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, pointer)


@pytest.mark.parametrize("twice", [{"goal_id": "goal_1", "text": "two"}, {"text": "one"}])
async def test_each_goal_stands_there_once(front: Front, twice: dict[str, str]) -> None:
    async with front.member("bob") as bob:
        body = {"goals": [{"goal_id": "goal_1", "text": "one"}, twice]}
        assert (await bob.put("/v1/pairs/pair_3/agreement/part", json=body)).status_code == 422


async def test_strangers_and_other_organisations_find_nothing(front: Front) -> None:
    async with front.member("eve") as eve, front.member("bob", "globex") as other:
        for stranger in (eve, other):
            for path in ("agreement", "agreement/versions/1", "goals"):
                assert (await stranger.get(f"/v1/pairs/pair_4/{path}")).status_code == 404
            tag = {"If-Match": '"0"'}
            assert (await stranger.put("/v1/pairs/pair_4/agreement/part", json=PART)).status_code == 404
            assert (await stranger.put("/v1/pairs/pair_4/agreement/shared", json={}, headers=tag)).status_code == 404
            assert (await stranger.post("/v1/pairs/pair_4/agreement/signature", headers=tag)).status_code == 404
            assert (await stranger.put("/v1/pairs/pair_4/goals/g", json={"state": "open"})).status_code == 404
