"""People by a file: the preview is what is done, a repeat does nothing twice, and nothing that stands there is told."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
import pytest_asyncio

from libs.common.contracts import AnyEvent
from libs.common.contracts.people import PersonChanged, PersonJoined, PersonLeft
from tests.component.gateway.front import Front, open_front
from tests.support.running import eventually
from tests.support.stack import TestStack

IMPORT = "/v1/people/import"
CSV = {"Content-Type": "text/csv; charset=utf-8"}
SECRET = "Zyxwvut"

Http = httpx2.AsyncClient
Json = dict[str, Any]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack, neighbours=()) as opened:
        for org in ("acme", "large", "globex"):
            await opened.arrive("chief", org=org)
            async with opened.operator() as http:
                granted = await http.post("/v1/administrators", json={"org": org, "person_id": "chief"})
                assert granted.status_code == 201
        yield opened


def file(*rows: str, header: str = "Name,Email,Title,Manager") -> bytes:
    return "\n".join([header, *rows]).encode()


async def preview(http: Http, content: bytes, **query: Any) -> tuple[Json, str]:
    answer = await http.post(f"{IMPORT}/preview", content=content, headers=CSV, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json(), answer.headers["ETag"]


async def done(http: Http, content: bytes, **query: Any) -> list[Json]:
    """What the preview showed, done: the lines of the answer."""
    _, tag = await preview(http, content, **query)
    answer = await http.post(IMPORT, content=content, headers=CSV | {"If-Match": tag}, params=query)
    assert answer.status_code == 200, answer.text
    return [json.loads(line) for line in answer.text.splitlines()]


@pytest.mark.feature("platform.people-feed")
async def test_a_preview_shows_what_is_done_and_the_house_hears_it_once(front: Front) -> None:
    heard = await front.bench.listen(PersonJoined, PersonChanged, PersonLeft)
    first = file("Mia,mia@example.org,Engineer,bo@example.org", "Bo,bo@example.org,Lead,")
    async with front.member("chief") as http:
        shown, _ = await preview(http, first)
        assert (shown["counts"]["new"], [one["row"] for one in shown["changes"]]) == (2, [2, 3])
        mia, bo = [one["person_id"] for one in shown["changes"]]
        assert (await http.get(f"/v1/people/{mia}")).status_code == 404
        lines = await done(http, first)
        assert lines[-1]["counts"] == shown["counts"]
        assert (await http.get(f"/v1/people/{mia}")).json()["title"] == "Engineer"
        again, _ = await preview(http, first)
        assert (again["counts"]["unchanged"], again["changes"]) == (2, [])
        await done(http, first)
        second = file("Mia,MIA@example.org,Lead,bo@example.org")
        changed, _ = await preview(http, second, absent_leave=True)
        assert changed["changes"] == [
            {"person_id": mia, "outcome": "changed", "row": 2, "fields": ["email", "title"]},
            {"person_id": bo, "outcome": "leaves", "row": None, "fields": []},
        ]
        await done(http, second, absent_leave=True)
        back, _ = await preview(http, first)
        assert [one["outcome"] for one in back["changes"]] == ["changed", "returns"]

    async def told() -> list[AnyEvent]:
        """Of these two: that administrators arrived may be heard only now."""
        facts = [fact for fact in heard.events if fact.subject in (mia, bo)]
        return facts if len(facts) >= 4 else []

    facts: list[AnyEvent] = await eventually(told, what="all that was done")
    managers = {fact.data.manager_id for fact in facts if isinstance(fact.data, PersonJoined)}
    assert managers == {bo, None}
    assert sorted(type(fact.data).__name__ for fact in facts) == [
        "PersonChanged", "PersonJoined", "PersonJoined", "PersonLeft",
    ]  # fmt: skip


async def test_what_is_done_is_what_was_previewed_or_nothing(front: Front) -> None:
    content = file("Tom,tom@example.org,Engineer,")
    async with front.member("chief") as http:
        _, tag = await preview(http, content)
        missing = await http.post(IMPORT, content=content, headers=CSV)
        other = await http.post(IMPORT, content=file("Tom,tom@example.org,Lead,"), headers=CSV | {"If-Match": tag})
        assert (missing.status_code, other.status_code) == (428, 412)
        await front.arrive("tom", title="Lead")
        late = await http.post(IMPORT, content=content, headers=CSV | {"If-Match": tag})
        assert (late.status_code, late.json()["code"]) == (412, "preview-outdated")
        shown, _ = await preview(http, content)
        assert [(one["person_id"], one["outcome"]) for one in shown["changes"]] == [("tom", "changed")]


async def test_errors_say_where_and_why_and_never_what(front: Front) -> None:
    header = "Id;Name;E-Mail;Titel;Position;Führungskraft;Zeitzone;Sprache"
    rows = [
        f"e1;Eve;eve@example.org;;=HYPERLINK({SECRET});;;",
        f"e2;Eve;eve@example.org;;;{SECRET}@example.org;;",
        f"e3;Eve;{SECRET};;;;;",
        f"e4;Eve;eve@example.org;;;;{SECRET};",
        "e5;Eve;eve@example.org;;;;;de;more",
        "e6;;eve6@example.org;;;;;",
        "e7;Eve;eve7@example.org;;;;;",
        f"e7;Eve {SECRET};eve7@example.org;;;;;",
        f"e9;@{SECRET};eve9@example.org;;;;;",
    ]
    expected = [
        (2, "title", "formula"),
        (3, "manager", "unknown-manager"),
        (4, "email", "string-pattern-mismatch"),
        (5, "time_zone", "value-error"),
        (6, "", "too-many-cells"),
        (7, "name", "missing"),
        (9, "person_id", "twice"),
        (10, "name", "formula"),
    ]
    content = file(*rows, header=header)
    async with front.member("chief") as http:
        german = {"Accept-Language": "de"}
        answer = await http.post(f"{IMPORT}/preview", content=content, headers=CSV | german)
        shown = answer.json()
        assert [(one["row"], one["column"], one["code"]) for one in shown["errors"]] == expected
        assert SECRET not in answer.text
        assert "Tabelle" in shown["errors"][0]["detail"]
        assert shown["ignored_columns"] == [4]
        _, tag = await preview(http, content, absent_leave=True)
        headers = CSV | {"If-Match": tag}
        refused = await http.post(IMPORT, content=content, headers=headers, params={"absent_leave": True})
        assert (refused.status_code, refused.json()["code"]) == (422, "import-has-errors")
        lines = await done(http, content)
        assert lines[-1]["counts"]["errors"] == len(expected)
        assert (await http.get("/v1/people/e7")).status_code == 200
        wrong = await http.post(f"{IMPORT}/preview", content=content)
        assert wrong.status_code == 415
        latin = await http.post(f"{IMPORT}/preview", content=content.decode().encode("cp1252"), headers=CSV)
        assert (latin.status_code, latin.json()["code"]) == (422, "csv-not-utf8")


async def test_a_file_says_nothing_in_another_organisation(front: Front) -> None:
    content = file("Uma,uma@example.org,Engineer,")
    async with front.member("chief") as http, front.member("chief", "globex") as other:
        await done(http, content)
        shown, _ = await preview(other, content)
        assert [one["outcome"] for one in shown["changes"]] == ["new"]
        assert (await other.get(f"/v1/people/{shown['changes'][0]['person_id']}")).status_code == 404


async def test_a_large_file_goes_on_after_it_was_cut_off_and_does_nothing_twice(front: Front) -> None:
    rows = [f"Person {number},p{number}@example.org,Engineer," for number in range(10_000)]
    content = file(*rows[:2_000])
    async with front.member("chief", "large") as http:
        http.timeout = httpx2.Timeout(60)
        whole, _ = await preview(http, file(*rows))
        assert whole["counts"]["new"] == 10_000
        _, tag = await preview(http, content)
        headers = CSV | {"If-Match": tag}
        async with http.stream("POST", IMPORT, content=content, headers=headers) as answer:
            progress = json.loads(await anext(answer.aiter_lines()))
        assert 0 < progress["done"] < progress["of"] == 2_000
        left, _ = await preview(http, content)
        assert 0 < left["counts"]["new"] < 2_000

        async def goes_on() -> list[Json]:
            """What was being written as it was cut off may come after the preview: then it is previewed again."""
            _, tag = await preview(http, content)
            answer = await http.post(IMPORT, content=content, headers=CSV | {"If-Match": tag})
            assert answer.status_code in (200, 412), answer.text
            return [json.loads(line) for line in answer.text.splitlines()] if answer.status_code == 200 else []

        lines: list[Json] = await eventually(goes_on, what="the rest")
        assert lines[-1]["done"] == 2_000
        assert (await preview(http, content))[0]["counts"]["unchanged"] == 2_000
    people = front.houses[0].database["people"]
    assert await people.count_documents({"org": "large", "revision": 1}) == 2_001
