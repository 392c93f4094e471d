"""Names of many over HTTP: what a colleague, an organiser and an administrator reads of whom, by organisation."""

from collections.abc import AsyncIterator

import httpx2
import pytest
import pytest_asyncio

from libs.common.contracts.pairs import Member, PairFormed, PairRole
from libs.common.contracts.requests import Direction
from tests.component.gateway.building import pair_formed
from tests.component.gateway.front import Front, open_front
from tests.support.running import eventually
from tests.support.stack import TestStack

HIDDEN = ("bob", "shy", "paired", "outside")
"""Bob is in a pair with Ada; the others are known to nobody by themselves."""

EVERYBODY = ("ada", "mia", "olga", "chief", *HIDDEN, "ghost")
PROGRAMME = "/v1/programmes/{}/names"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack) as opened:
        await opened.arrive("ada", "mia", "olga", "chief")
        await opened.arrive(*HIDDEN, visible=False)
        await opened.arrive("shy", "olga", "chief", org="globex")
        async with opened.operator() as http:
            for org in ("acme", "globex"):
                await http.post("/v1/administrators", json={"org": org, "person_id": "chief"})
        await opened.bench.publish(pair_formed(opened.bench, "pair_1"))
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def programme_id(front: Front) -> str:
    """Run by Olga. Shy is in it, and Mia pairs in it with somebody who never entered."""
    async with front.member("chief") as chief, front.member("shy") as shy:
        body = {"template": "organic", "called": {"en": "All"}, "organiser_ids": ["olga"]}
        made = await chief.post("/v1/programmes", json=body)
        assert made.status_code == 201, made.text
        await chief.post(f"{made.headers['Location']}/opening")
        assert (await shy.put(f"{made.headers['Location']}/members/me")).status_code == 200
    programme_id = str(made.json()["programme_id"])
    members = (
        Member(person_id="mia", role=PairRole.MENTOR),
        Member(person_id="paired", role=PairRole.MENTEE),
    )
    paired = PairFormed(
        pair_id="pair_2", programme_id=programme_id, members=members, direction=Direction.FORWARD, topics=("Python",)
    )
    await front.bench.publish(front.bench.event(paired, "pair_2", sequence=1))

    async with front.member("ada") as ada, front.member("mia") as mia:

        async def told() -> bool:
            return all([(await http.get("/v1/pairs")).json()["data"] for http in (ada, mia)])

        await eventually(told, what="both pairs, the one in the programme and the one in none")
    return programme_id


async def names(http: httpx2.AsyncClient, path: str) -> dict[str, str]:
    answer = await http.get(path, params={"ids": list(EVERYBODY)})
    assert answer.status_code == 200, answer.text
    return {one["person_id"]: one["name"] for one in answer.json()["data"]}


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("mia", {"ada", "mia", "olga", "chief", "paired"}),
        ("ada", {"ada", "mia", "olga", "chief", "bob"}),
        ("shy", {"ada", "mia", "olga", "chief", "shy"}),
        ("chief", {"ada", "mia", "olga", "chief"}),
    ],
)
async def test_a_member_reads_the_names_of_those_whose_cards_they_may_open(
    front: Front, programme_id: str, who: str, seen: set[str]
) -> None:
    """Also somebody who has a role elsewhere."""
    async with front.member(who) as http:
        found = await names(http, "/v1/names")
        cards = {one: (await http.get(f"/v1/people/{one}")) for one in EVERYBODY}
    assert set(found) == seen
    assert {one for one, card in cards.items() if card.status_code == 200} == seen
    assert all(card.json()["name"] == found[one] for one, card in cards.items() if one in seen)


async def test_an_organiser_reads_those_in_their_programme_and_an_administrator_all_of_the_organisation(
    front: Front, programme_id: str
) -> None:
    scoped, whole = PROGRAMME.format(programme_id), "/v1/organisation/names"
    async with front.member("olga") as olga, front.member("chief") as chief, front.member("mia") as mia:
        assert set(await names(olga, scoped)) == {"olga", "shy", "mia", "paired"}
        assert set(await names(olga, "/v1/names")) == {"ada", "mia", "olga", "chief"}, "elsewhere they are a member"
        assert set(await names(chief, scoped)) == {"olga", "shy", "mia", "paired"}
        assert set(await names(chief, whole)) == set(EVERYBODY) - {"ghost"}
        wanted = {"ids": ["shy"]}
        assert (await mia.get(scoped, params=wanted)).status_code == 403
        assert (await olga.get(whole, params=wanted)).status_code == 403
        assert (await olga.get(PROGRAMME.format("other"), params=wanted)).status_code == 403
    async with front.member("olga", "globex") as stranger, front.member("chief", "globex") as other:
        assert (await stranger.get(scoped, params=wanted)).status_code == 403
        assert (await other.get(scoped, params=wanted)).status_code == 404
        assert set(await names(other, whole)) == {"shy", "olga", "chief"}


async def test_who_blocks_or_is_suspended_has_no_name_for_colleagues_as_if_hidden(
    front: Front, programme_id: str
) -> None:
    await front.arrive("fay")
    async with front.member("fay") as fay, front.member("olga") as olga, front.member("chief") as chief:
        assert (await fay.put("/v1/blocks/olga")).status_code == 200
        answer = await olga.get("/v1/names", params={"ids": ["fay", "ghost"]})
        assert answer.json() == {"data": []}
        assert len((await chief.get("/v1/organisation/names", params={"ids": ["fay"]})).json()["data"]) == 1


async def test_so_many_are_named_at_once_and_no_more(front: Front) -> None:
    async with front.member("mia") as mia:
        longest = ["x" * 128] * 50
        assert (await mia.get("/v1/names", params={"ids": longest})).status_code == 200
        assert (await mia.get("/v1/names", params={"ids": ["x"] * 51})).json()["code"] == "invalid-request"
        assert (await mia.get("/v1/names")).json()["code"] == "invalid-request"
