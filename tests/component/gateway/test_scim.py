"""SCIM against the running gateway: the suite of its community, what the large directories send, and who sees what."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
import pytest_asyncio
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_tester import CheckResult, Status, check_server

from libs.common.contracts import AnyEvent
from libs.common.contracts.people import PersonChanged, PersonJoined, PersonLeft
from libs.common.ids import new_id
from tests.component.gateway.front import Front, open_front
from tests.support.running import PATIENCE_S, eventually
from tests.support.stack import TestStack

CORE = "urn:ietf:params:scim:schemas:core:2.0"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
MESSAGES = "urn:ietf:params:scim:api:messages:2.0"
SECRET = "Zyxwvut"

Json = dict[str, Any]
Http = httpx2.AsyncClient


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack, neighbours=()) as opened:
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def directory(front: Front) -> AsyncIterator[Http]:
    async with front.platform("acme", "provision") as http:
        http.base_url = httpx2.URL(f"{front.url}/scim/v2/")
        yield http


def user(**fields: Any) -> Json:
    name = f"{new_id('u')}@acme.example"
    made = {"schemas": [f"{CORE}:User", ENTERPRISE], "userName": name, "displayName": "Mia Sand", "active": True}
    return made | {"emails": [{"value": name, "type": "work", "primary": True}]} | fields


async def create(http: Http, **fields: Any) -> Json:
    return await posted(http, "Users", user(**fields))


async def posted(http: Http, where: str, body: Json) -> Json:
    answer = await http.post(where, json=body)
    assert answer.status_code == 201, answer.text
    made: Json = answer.json()
    return made


def patch(*operations: Json) -> Json:
    return {"schemas": [f"{MESSAGES}:PatchOp"], "Operations": list(operations)}


async def found(http: Http, where: str, **query: Any) -> list[Json]:
    answer = await http.get(where, params=query)
    assert answer.status_code == 200, answer.text
    listed: list[Json] = answer.json().get("Resources", [])
    return listed


def check(url: str, key: str) -> list[CheckResult]:
    headers = {"Authorization": f"Bearer {key}"}
    with httpx2.Client(base_url=f"{url}/scim/v2", headers=headers, timeout=PATIENCE_S) as http:
        return check_server(SyncSCIMClient(http))


@pytest.mark.timeout(300)
@pytest.mark.feature("platform.people-feed")
async def test_every_check_of_the_community_passes_and_none_is_left_out(front: Front) -> None:
    async with front.platform("conform", "provision"):
        key = front.keys["conform-hr-provision"]
    results = await asyncio.to_thread(check, front.url, key)
    assert len(results) > 80
    assert not [(result.title, result.reason) for result in results if result.status != Status.SUCCESS]


ENTRA_AND_OKTA: list[tuple[str, list[Json], Json]] = [
    ("Entra switches off", [{"op": "Replace", "path": "active", "value": "False"}], {"active": False}),
    ("Okta switches off", [{"op": "replace", "value": {"active": False}}], {"active": False}),
    (
        "Entra replaces several",
        [
            {"op": "Replace", "path": "displayName", "value": "Mia Meer"},
            {"op": "Add", "path": "title", "value": "Engineer"},
            {"op": "Replace", "path": "name.givenName", "value": "Mia"},
        ],
        {"displayName": "Mia Meer", "title": "Engineer", "name": {"givenName": "Mia"}},
    ),
    (
        "Entra replaces an address by its type",
        [{"op": "Replace", "path": 'emails[type eq "work"].value', "value": "mia@new.example"}],
        {"emails": [{"value": "mia@new.example", "type": "work", "primary": True}]},
    ),
    (
        "Okta replaces an address that is primary",
        [{"op": "replace", "path": "emails[primary eq true].value", "value": "mia@new.example"}],
        {"emails": [{"value": "mia@new.example", "type": "work", "primary": True}]},
    ),
    (
        "Entra adds to the extension by its full name",
        [{"op": "Add", "path": f"{ENTERPRISE}:department", "value": "Research"}],
        {ENTERPRISE: {"department": "Research"}},
    ),
    (
        "a path-less replace names the extension, too",
        [{"op": "replace", "value": {"title": "Lead", ENTERPRISE: {"department": "Sales"}}}],
        {"title": "Lead", ENTERPRISE: {"department": "Sales"}},
    ),
    (
        "Entra adds dotted names without a path",
        [{"op": "Add", "value": {"name.familyName": "Sand", f"{ENTERPRISE}:department": "Law"}}],
        {"name": {"familyName": "Sand"}, ENTERPRISE: {"department": "Law"}},
    ),
    (
        "what is not kept is no mistake",
        [{"op": "Add", "path": "nickName", "value": SECRET}, {"op": "Add", "path": "title", "value": "Lead"}],
        {"title": "Lead"},
    ),
    ("a title is taken back", [{"op": "Add", "path": "title", "value": "x"}, {"op": "Remove", "path": "title"}], {}),
    (
        "languages and time zone",
        [{"op": "replace", "value": {"preferredLanguage": "en;q=0.5, de_AT", "timezone": "Europe/Vienna"}}],
        {"preferredLanguage": "de-AT, en", "timezone": "Europe/Vienna"},
    ),
]


@pytest.mark.parametrize(("operations", "expected"), [row[1:] for row in ENTRA_AND_OKTA], ids=lambda _: "")
async def test_a_patch_as_entra_and_okta_send_it(directory: Http, operations: list[Json], expected: Json) -> None:
    made = await create(directory)
    answer = await directory.patch(f"Users/{made['id']}", json=patch(*operations))
    assert answer.status_code == 204, answer.text
    assert SECRET not in answer.text
    shown = (await directory.get(f"Users/{made['id']}")).json()
    changed = {key: value for key, value in shown.items() if key not in ("meta", "schemas") and made.get(key) != value}
    assert changed == expected


async def test_a_manager_comes_as_entra_sends_it_and_goes_again(directory: Http) -> None:
    boss, mia = await create(directory), await create(directory)
    path = f"Users/{mia['id']}"
    for value in (boss["id"], {"value": boss["id"]}):
        operation = {"op": "Add", "path": f"{ENTERPRISE}:manager", "value": value}
        assert (await directory.patch(path, json=patch(operation))).status_code == 204
        manager = (await directory.get(path)).json()[ENTERPRISE]["manager"]
        assert manager == {"value": boss["id"], "$ref": boss["meta"]["location"]}
        query = f'id eq "{mia["id"]}" and {ENTERPRISE}:manager.value eq "{boss["id"]}"'
        known = await found(directory, "Users", filter=query)
        assert [one["id"] for one in known] == [mia["id"]]
        gone = patch({"op": "Remove", "path": f"{ENTERPRISE}:manager"})
        assert (await directory.patch(path, json=gone)).status_code == 204
        assert ENTERPRISE not in (await directory.get(path)).json()


async def test_members_come_and_go_as_entra_and_okta_send_them(directory: Http) -> None:
    one, two, three = [(await create(directory))["id"] for _ in range(3)]
    made = await posted(directory, "Groups", {"schemas": [f"{CORE}:Group"], "displayName": "Leads"})
    path = f"Groups/{made['id']}"
    steps: list[tuple[Json, list[str]]] = [
        ({"op": "Add", "path": "members", "value": [{"value": one}, {"value": two}]}, [one, two]),
        ({"op": "add", "path": "members", "value": [{"value": two}, {"value": three}]}, [one, two, three]),
        ({"op": "Remove", "path": "members", "value": [{"value": one}]}, [two, three]),
        ({"op": "remove", "path": f'members[value eq "{two}"]'}, [three]),
        ({"op": "replace", "path": "members", "value": [{"value": one}]}, [one]),
        ({"op": "replace", "value": {"id": made["id"], "displayName": "Leaders"}}, [one]),
    ]  # fmt: skip
    for operation, expected in steps:
        answer = await directory.patch(path, json=patch(operation))
        assert answer.status_code == 204, answer.text
        shown = (await directory.get(path)).json()
        assert [member["value"] for member in shown["members"]] == expected
    assert shown["displayName"] == "Leaders"
    of_one = await found(directory, "Groups", filter=f'members eq "{one}"', excludedAttributes="members")
    assert [(group["id"], "members" in group) for group in of_one] == [(made["id"], False)]
    assert (await directory.delete(f"Users/{one}")).status_code == 204
    assert "members" not in (await directory.get(path)).json()


async def test_a_member_is_somebody_of_the_same_organisation(front: Front, directory: Http) -> None:
    async with front.platform("globex", "provision") as other:
        stranger = await posted(other, "/scim/v2/Users", user())
    group = {"schemas": [f"{CORE}:Group"], "displayName": "Leads", "members": [{"value": stranger["id"]}]}
    refused = await directory.post("Groups", json=group)
    assert (refused.status_code, refused.json()["scimType"]) == (400, "invalidValue")
    assert stranger["id"] not in refused.text


async def test_the_house_hears_what_a_directory_does_as_from_anywhere_else(front: Front, directory: Http) -> None:
    heard = await front.bench.listen(PersonJoined, PersonChanged, PersonLeft)
    made = await create(directory, title="Engineer", timezone="Europe/Berlin", preferredLanguage="de")
    path = f"Users/{made['id']}"
    active: list[Json] = [{"op": "replace", "path": "active", "value": is_active} for is_active in (False, True)]
    for operation in ({"op": "replace", "path": "title", "value": "Lead"}, *active):
        assert (await directory.patch(path, json=patch(operation))).status_code == 204
    assert (await directory.delete(path)).status_code == 204

    async def told() -> list[AnyEvent]:
        facts = [fact for fact in heard.events if fact.subject == made["id"]]
        return facts if len(facts) >= 5 else []

    facts: list[AnyEvent] = await eventually(told, what="all that was done")
    joined = {"title": "Engineer", "time_zone": "Europe/Berlin", "locale": "de", "languages": ("de",)}
    assert [(type(fact.data), fact.sequence) for fact in facts] == [
        (PersonJoined, 1), (PersonChanged, 2), (PersonLeft, 3), (PersonJoined, 4), (PersonLeft, 5),
    ]  # fmt: skip
    assert facts[0].data.model_dump().items() >= joined.items()
    assert facts[1].data.model_dump()["changed"] == ("title",)
    assert {fact.actorid for fact in facts} == {"platform:acme-hr-provision"}


async def test_who_is_switched_off_is_found_and_who_is_deleted_is_not(directory: Http) -> None:
    made = await create(directory, externalId="Ext-7")
    path, by_name = f"Users/{made['id']}", f'userName eq "{made["userName"].upper()}"'
    await directory.patch(path, json=patch({"op": "Replace", "path": "active", "value": "False"}))
    assert [one["active"] for one in await found(directory, "Users", filter=by_name)] == [False]
    assert [one["id"] for one in await found(directory, "Users", filter='externalId eq "Ext-7"')] == [made["id"]]
    assert not await found(directory, "Users", filter='externalId eq "ext-7"')
    assert (await directory.delete(path)).status_code == 204
    assert not await found(directory, "Users", filter=by_name)
    switched_on = patch({"op": "replace", "path": "active", "value": True})
    for answer in (
        await directory.get(path),
        await directory.delete(path),
        await directory.patch(path, json=switched_on),
    ):
        assert answer.status_code == 404
    again = await create(directory, userName=made["userName"])
    assert again["id"] != made["id"]


async def test_a_user_name_is_given_once_also_when_two_ask_at_once(directory: Http) -> None:
    body = user(userName="Only.One")
    answers = await asyncio.gather(*(directory.post("Users", json=body) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    taken = await directory.post("Users", json=user(userName="only.one"))
    assert (taken.status_code, taken.json()["scimType"]) == (409, "uniqueness")


async def test_who_came_by_an_event_is_found_by_address_and_taken_over(front: Front, directory: Http) -> None:
    await front.arrive("ada", title="Engineer", site="London")
    (ada,) = await found(directory, "Users", filter='userName eq "ada@example.org"')
    assert (ada["id"], ada["displayName"], ada["title"]) == ("ada", "Ada", "Engineer")
    assert (await directory.post("Users", json=user(userName="ADA@example.org"))).status_code == 409
    taken_over = patch({"op": "add", "value": {"userName": "ada", "externalId": "x1"}})
    assert (await directory.patch("Users/ada", json=taken_over)).status_code == 204
    now = (await directory.get("Users/ada")).json()
    assert (now["userName"], now["externalId"], now["title"], now["displayName"]) == ("ada", "x1", "Engineer", "Ada")


async def test_two_changes_at_once_both_hold(directory: Http) -> None:
    made = await create(directory)
    operations = [("title", "Lead"), (f"{ENTERPRISE}:department", "Law"), ("timezone", "Asia/Tokyo"), ("locale", "de")]
    bodies = [patch({"op": "replace", "path": path, "value": value}) for path, value in operations]
    answers = await asyncio.gather(*(directory.patch(f"Users/{made['id']}", json=body) for body in bodies))
    assert [answer.status_code for answer in answers] == [204] * 4
    now = (await directory.get(f"Users/{made['id']}")).json()
    assert (now["title"], now["timezone"], now["locale"], now[ENTERPRISE]) == (
        "Lead", "Asia/Tokyo", "de", {"department": "Law"},
    )  # fmt: skip


async def test_a_version_that_was_read_is_the_one_that_is_changed(directory: Http) -> None:
    made = await create(directory)
    path, first = f"Users/{made['id']}", {"If-Match": made["meta"]["version"]}
    title = patch({"op": "replace", "path": "title", "value": "Lead"})
    assert (await directory.patch(path, json=title, headers=first)).status_code == 204
    assert (await directory.put(path, json=user(), headers=first)).status_code == 412
    assert (await directory.delete(path, headers=first)).status_code == 412
    now = await directory.get(path)
    assert (await directory.get(path, headers={"If-None-Match": now.headers["ETag"]})).status_code == 304


async def test_bulk_refers_to_what_it_makes_and_stops_where_it_is_told_to(directory: Http) -> None:
    new, group = user(), {"schemas": [f"{CORE}:Group"], "displayName": "New", "members": [{"value": "bulkId:a"}]}
    bad = user(timezone=SECRET)
    operations: list[Json] = [
        {"method": "POST", "path": "/Groups", "bulkId": "g", "data": group},
        {"method": "POST", "path": "/Users", "bulkId": "a", "data": new},
        {"method": "POST", "path": "/Users", "bulkId": "b", "data": bad},
        {"method": "POST", "path": "/Users", "bulkId": "c", "data": user()},
    ]
    body = {"schemas": [f"{MESSAGES}:BulkRequest"], "failOnErrors": 1, "Operations": operations}
    answer = await directory.post("Bulk", json=body)
    assert answer.status_code == 200, answer.text
    assert SECRET not in answer.text
    assert [outcome["status"] for outcome in answer.json()["Operations"]] == ["201", "201", "400"]
    (made,) = await found(directory, "Groups", filter='displayName eq "new"')
    (member,) = await found(directory, "Users", filter=f'userName eq "{new["userName"]}"')
    assert [one["value"] for one in made["members"]] == [member["id"]]


async def test_pages_by_cursor_and_by_number_bring_everybody_once(front: Front) -> None:
    async with front.platform("pages", "provision") as http:
        http.base_url = httpx2.URL(f"{front.url}/scim/v2/")
        made = {(await create(http, title="a" if number % 2 else "b"))["id"] for number in range(5)}
        group = await posted(http, "Groups", {"schemas": [f"{CORE}:Group"], "displayName": "All"})
        for where, count, expected in (("Users", 2, made), (".", 4, made | {group["id"]})):
            seen: list[str] = []
            cursor: str | None = ""
            while cursor is not None:
                page = (await http.get(where, params={"cursor": cursor, "count": count})).json()
                seen += [one["id"] for one in page["Resources"]]
                cursor = page.get("nextCursor")
            assert (sorted(seen), len(set(seen))) == (sorted(expected), len(seen))
            starts = (1, 1 + count, 1 + 2 * count)
            numbered = [await found(http, where, startIndex=start, count=count) for start in starts]
            assert [one["id"] for page in numbered for one in page] == seen
        odd = (await http.get("Users", params={"filter": 'title eq "B"', "count": 2})).json()
        assert (odd["totalResults"], odd["itemsPerPage"]) == (3, 2)
        async with front.platform("globex", "provision") as other:
            first = (await http.get("Users", params={"cursor": "", "count": 2})).json()["nextCursor"]
            foreign = await other.get("/scim/v2/Users", params={"cursor": first, "count": 2})
            assert (foreign.status_code, foreign.json()["scimType"]) == (400, "invalidCursor")


WRONG: list[tuple[str, str, Json, str]] = [
    ("time zone", "POST", user(timezone=SECRET), "invalidValue"),
    ("locale", "POST", user(locale=f"{SECRET} {SECRET}"), "invalidValue"),
    ("address", "POST", user(emails=[{"value": SECRET}]), "invalidValue"),
    ("no address", "POST", user(emails=[]), "invalidValue"),
    ("too long", "POST", user(displayName=SECRET * 40), "invalidValue"),
    ("too long a name", "POST", user(userName=SECRET * 40), "invalidValue"),
    ("active", "POST", user(active=SECRET), "invalidValue"),
    ("operation", "PATCH", patch({"op": SECRET, "path": "title", "value": "x"}), "invalidValue"),
    ("path", "PATCH", patch({"op": "replace", "path": f"{SECRET}[", "value": "x"}), "invalidPath"),
    ("too long a title", "PATCH", patch({"op": "replace", "path": "title", "value": SECRET * 40}), "invalidValue"),
    ("too long an id", "PATCH", patch({"op": "add", "value": {"externalId": SECRET * 40}}), "invalidValue"),
    ("read only", "PATCH", patch({"op": "replace", "path": "id", "value": SECRET}), "mutability"),
    ("filter", "GET", {"filter": f"{SECRET} eq"}, "invalidFilter"),
    ("attribute of a filter", "GET", {"filter": f'{SECRET} eq "x"'}, "invalidFilter"),
    ("cursor", "GET", {"cursor": SECRET}, "invalidCursor"),
]


@pytest.mark.parametrize(("method", "sent", "scim_type"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
async def test_what_is_wrong_is_told_without_what_was_sent(
    directory: Http, method: str, sent: Json, scim_type: str
) -> None:
    path = f"Users/{(await create(directory))['id']}" if method == "PATCH" else "Users"
    what: Any = {"params": sent} if method == "GET" else {"json": sent}
    answer = await directory.request(method, path, headers={"Accept-Language": "de"}, **what)
    said = answer.json()
    assert (answer.status_code, said["schemas"], said.get("scimType")) == (400, [f"{MESSAGES}:Error"], scim_type)
    assert SECRET.lower() not in (answer.text + str(answer.headers)).lower()
    assert answer.headers["Content-Language"] == "de"


@pytest.mark.parametrize("where", ["Users", "Groups"])
async def test_a_key_of_another_organisation_sees_and_changes_nothing(
    front: Front, directory: Http, where: str
) -> None:
    body = user() if where == "Users" else {"schemas": [f"{CORE}:Group"], "displayName": f"Of {new_id()}"}
    made = await posted(directory, where, body)
    async with front.platform("globex", "provision") as other:
        path = f"/scim/v2/{where}/{made['id']}"
        answers = [
            await other.get(path),
            await other.put(path, json=body),
            await other.patch(path, json=patch({"op": "replace", "path": "displayName", "value": "x"})),
            await other.delete(path),
        ]
        assert [answer.status_code for answer in answers] == [404] * 4
        assert made["id"] not in (await other.get(f"/scim/v2/{where}")).text
    assert (await directory.get(f"{where}/{made['id']}")).json() == made


async def test_only_a_directory_comes_in(front: Front) -> None:
    async with front.anybody() as http, front.platform("acme") as sender, front.anybody("bw_acme_wrong") as guess:
        nobody = await http.get("/scim/v2/Users")
        assert (nobody.status_code, nobody.headers["WWW-Authenticate"]) == (401, 'Bearer realm="SCIM"')
        assert (await guess.get("/scim/v2/Users")).status_code == 401
        assert (await sender.post("/scim/v2/Users", json=user())).status_code == 403
        assert (await http.get("/scim/v2/ServiceProviderConfig")).status_code == 200
        for answer in (nobody, await http.get("/scim/v2/Schemas")):
            assert answer.json()["schemas"] == [f"{MESSAGES}:Error"]
            assert answer.headers["Content-Type"] == "application/scim+json"
