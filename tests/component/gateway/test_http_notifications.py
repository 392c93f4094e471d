"""What people want to hear, over HTTP: what is the route's own."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from libs.common.contracts.notifications import Channel, Digest, Kind
from libs.common.contracts.preferences import Chosen, Defaults, QuietHours, SetDefaults, SetPreferences
from tests.component.gateway.front import Front, open_front
from tests.support.stack import TestStack

OWN, OF_ALL = "/v1/me/notifications", "/v1/programme/notifications"
NEVER = {"If-Match": '"0"'}
WANTED: dict[str, Any] = {
    "kinds": {"monthly": {"mail": False, "push": True}},
    "digest": "weekly",
    "quiet": {"start": "20:00", "end": "08:30"},
    "budget": 0,
}
MEANT: dict[str, Any] = {
    "kinds": {Kind.MONTHLY: {Channel.MAIL: False, Channel.PUSH: True}},
    "digest": Digest.WEEKLY,
    "quiet": QuietHours(start="20:00", end="08:30"),
    "budget": 0,
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack) as opened:
        await opened.arrive("mia", "boss")
        async with opened.operator() as http:
            await http.post("/v1/administrators", json={"org": "acme", "person_id": "boss"})
        yield opened


async def test_what_is_chosen_reaches_who_keeps_to_it_and_a_delete_chooses_nothing(front: Front) -> None:
    async with front.member("mia") as mia, front.member("boss") as boss:
        answer = await mia.put(OWN, json=WANTED | {"less_often": ["rhythm"]}, headers=NEVER)
        assert answer.json()["chosen"]["kinds"] == WANTED["kinds"]
        assert front.neighbours.telling.asked[-1] == SetPreferences(chosen=Chosen(**MEANT, less_often=(Kind.RHYTHM,)))
        assert (await mia.delete(OWN, headers={"If-Match": '"1"'})).status_code == 200
        assert front.neighbours.telling.asked[-1] == SetPreferences(version=1, chosen=Chosen())
        assert (await boss.put(OF_ALL, json=WANTED, headers=NEVER)).status_code == 200
        assert front.neighbours.telling.asked[-1] == SetDefaults(defaults=Defaults(**MEANT))
        assert (await mia.put(OF_ALL, json=WANTED, headers=NEVER)).json()["code"] == "administrators-only"


@pytest.mark.parametrize(
    ("wanted", "pointer"),
    [
        ({"kinds": {"gossip": {"mail": False}}}, "#/kinds/gossip"),
        ({"kinds": {"monthly": {"fax": False}}}, "#/kinds/monthly/fax"),
        ({"kinds": {"ada@example.org": {}}}, "#/kinds"),
        ({"kinds": {"monthly": {"mail": "perhaps"}}}, "#/kinds/monthly/mail"),
        ({"kinds": {"account": {"inbox": False}}}, "#/kinds"),
        ({"digest": "hourly"}, "#/digest"),
        ({"quiet": {"start": "25:00", "end": "07:00"}}, "#/quiet/start"),
        ({"quiet": {"start": "21:00"}}, "#/quiet/end"),
        ({"quiet": {"start": "21:00", "end": "07:00"}, "no_quiet": True}, "#/no_quiet"),
        ({"budget": 11}, "#/budget"),
        ({"budget": -1}, "#/budget"),
        ({"paused_until": "tomorrow"}, "#/paused_until"),
        ({"less_often": ["gossip"]}, "#/less_often/0"),
        ({"language": "de"}, "#/language"),
    ],
)
async def test_what_makes_no_sense_is_a_problem_that_names_the_field(
    front: Front, wanted: dict[str, Any], pointer: str
) -> None:
    async with front.member("mia") as mia:
        answer = await mia.put(OWN, json=wanted, headers=NEVER)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-request")
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert all(error["detail"] for error in answer.json()["errors"])


async def test_what_is_ones_own_cannot_be_set_for_everybody(front: Front) -> None:
    async with front.member("boss") as boss:
        wanted = {"paused_until": "2095-01-01T00:00:00Z", "less_often": ["rhythm"]}
        answer = await boss.put(OF_ALL, json=wanted, headers=NEVER)
    assert [error["pointer"] for error in answer.json()["errors"]] == ["#/paused_until", "#/less_often"]
