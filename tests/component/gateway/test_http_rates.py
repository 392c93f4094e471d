"""How much somebody may ask for: each limit ends in 429 by itself, with headers, and keeps out nobody else."""

from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
import pytest_asyncio

from services.gateway.domain.access import Scope
from tests.component.gateway.front import OPERATOR_KEY, Front, open_front
from tests.support.stack import TestStack

FEW = 3


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack, neighbours=()) as opened:
        await opened.arrive("bob", "ada")
        async with opened.platform():
            pass
        yield opened


@pytest_asyncio.fixture
async def bob(front: Front) -> str:
    return await token_of(front, "bob")


async def token_of(front: Front, person_id: str) -> str:
    async with front.member(person_id) as http:
        return str(http.headers["Authorization"]).removeprefix("Bearer ")


async def asked(front: Front, key: str, times: int = 1, path: str = "/v1/me") -> list[httpx2.Response]:
    """At the newest replica, whose counts are its own."""
    async with front.anybody(key, replica=-1) as http:
        return [await http.get(path) for _ in range(times)]


def assert_refused(answer: httpx2.Response, policy: str, quota: int) -> None:
    assert (answer.status_code, answer.json()["code"]) == (429, "too-many-requests"), answer.text
    assert f'"{policy}";q={quota};w=60' in answer.headers["RateLimit-Policy"]
    assert f'"{policy}";r=0;t=' in answer.headers["RateLimit"]
    assert 1 <= int(answer.headers["Retry-After"]) <= 60


LIMITS: dict[str, tuple[dict[str, int], str]] = {
    "person": ({"requests_per_person": FEW}, "/v1/me"),
    "costly": ({"costly_requests_per_person": FEW}, "/v1/me/export"),
    "key": ({"requests_per_key": FEW}, "/v1/events"),
    "organisation": ({"requests_per_organisation": FEW}, "/v1/events"),
}


@pytest.mark.parametrize("policy", LIMITS)
async def test_each_limit_is_reached_by_itself_and_says_what_is_left(front: Front, bob: str, policy: str) -> None:
    settings, path = LIMITS[policy]
    await front.start(**settings)
    key = front.keys["acme-hr"] if policy == "key" else bob
    answers = await asked(front, key, FEW + 1, path)
    assert all(one.status_code != 429 for one in answers[:FEW])
    told = [dict(part.split(";", 1) for part in one.headers["RateLimit"].split(", ")) for one in answers]
    assert [one[f'"{policy}"'].partition(";")[0] for one in told] == ["r=2", "r=1", "r=0", "r=0"]
    assert_refused(answers[-1], policy, FEW)


@pytest.mark.parametrize(("policy", "is_shared"), [("person", False), ("organisation", True)])
async def test_a_limit_of_one_keeps_out_no_other_and_that_of_an_organisation_all_of_it(
    front: Front, bob: str, policy: str, is_shared: bool
) -> None:
    await front.start(**LIMITS[policy][0])
    ada = await token_of(front, "ada")
    await asked(front, bob, FEW)
    for other in (ada, front.keys["acme-hr"]):
        (answer,) = await asked(front, other, path="/v1/events")
        assert answer.status_code == (429 if is_shared else 200)
    (operator,) = await asked(front, OPERATOR_KEY, path="/v1/organisations")
    assert operator.status_code == 200


GUESSES: list[tuple[str, str]] = [("key", "bw_acme-hr_"), ("token", "guess-")]


@pytest.mark.parametrize(("kind", "begin"), GUESSES)
async def test_who_guesses_is_slowed_and_a_right_guess_is_not_told(
    front: Front, bob: str, kind: str, begin: str
) -> None:
    await front.start(wrong_credentials_per_address=FEW)
    for number in range(FEW):
        (wrong,) = await asked(front, f"{begin}{number}")
        assert (wrong.status_code, wrong.json()["code"]) == (401, "invalid-token")
    right = {"key": front.keys["acme-hr"], "token": bob}
    for shown in (f"{begin}next", right[kind]):
        (late,) = await asked(front, shown, path="/v1/events")
        assert_refused(late, f"wrong-{kind}", FEW)
    for other in right.keys() - {kind}:
        (answer,) = await asked(front, right[other], path="/v1/events")
        assert answer.status_code == 200, "the other kind goes on"


async def test_directories_that_guess_are_slowed_too(front: Front) -> None:
    await front.start(wrong_credentials_per_address=FEW)
    answers = await asked(front, "bw_acme-hr_guess", FEW + 1, "/scim/v2/Users")
    assert [one.status_code for one in answers] == [401, 401, 401, 429]
    assert "Retry-After" in answers[-1].headers


async def test_attempts_to_sign_in_are_counted_by_address(front: Front) -> None:
    await front.start(sign_ins_per_address=FEW)
    body: dict[str, Any] = {"org": "acme", "person_id": "ghost"}
    async with front.anybody(replica=-1) as http:
        answers = [await http.post("/v1/sign-in", json=body) for _ in range(FEW + 1)]
    assert [one.status_code for one in answers] == [404, 404, 404, 429]
    assert_refused(answers[-1], "sign-in", FEW)


async def test_a_batch_and_each_scope_count_as_one_request_of_their_key(front: Front) -> None:
    await front.start(requests_per_key=FEW)
    async with front.platform("acme", Scope.PROVISION) as known:
        key = str(known.headers["Authorization"]).removeprefix("Bearer ")
    answers = await asked(front, key, FEW + 1, "/scim/v2/Users")
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
