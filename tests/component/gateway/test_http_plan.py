"""The communication plan over HTTP: everybody reads it, administrators set it, and a mistake names its field."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.component.gateway.front import Front, open_front
from tests.support.stack import TestStack

PLAN = "/v1/programme/plan"
NEVER = {"If-Match": '"0"'}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack) as opened:
        await opened.arrive("mia", "boss")
        async with opened.operator() as http:
            await http.post("/v1/administrators", json={"org": "acme", "person_id": "boss"})
        yield opened


async def test_everybody_reads_the_plan_and_administrators_set_it(front: Front) -> None:
    rows = [{"name": "month", "off": True}, {"name": "joined", "delay": {"days": 2, "at": "10:00"}}]
    async with front.member("mia") as mia, front.member("boss") as boss:
        assert (await mia.put(PLAN, json={"rows": rows}, headers=NEVER)).json()["code"] == "administrators-only"
        assert (await boss.put(PLAN, json={"rows": rows}, headers=NEVER)).status_code == 200
        own = (await mia.get(PLAN)).json()["own"]["rows"]
    assert [(one["name"], one["off"], one["delay"] and one["delay"]["days"]) for one in own] == [
        ("month", True, None),
        ("joined", False, 2),
    ]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"name": "Month!"}, "/rows/0/name"),
        ({"name": "month", "loud": True}, "/rows/0/loud"),
        ({"name": "month", "delay": {"at": "25:00"}}, "/rows/0/delay/at"),
        ({"name": "month", "delay": {"minutes": 5}}, "/rows/0/delay/minutes"),
        ({"name": "month", "channels": ["pigeon"]}, "/rows/0/channels/0"),
        ({"name": "month", "every_days": 1}, "/rows/0/every_days"),
        ({"name": "month", "importance": "critical"}, "/rows/0/importance"),
        ({"name": "own", "purpose": {"en": "Why."}}, "/rows/0/purpose/de"),
    ],
)
async def test_a_mistake_names_its_field(front: Front, row: dict[str, Any], field: str) -> None:
    async with front.member("boss") as boss:
        answer = await boss.put(PLAN, json={"rows": [row]}, headers=NEVER)
    assert answer.status_code == 422
    assert field in answer.text
    assert "pigeon" not in answer.text
