"""The audit log: who did what is in it, nobody can change it unseen, and outsiders can check what they were given."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from libs.common.chain import LOG, POSITIONS
from libs.common.contracts import AnyEvent, Service, parse
from libs.common.contracts.people import PersonLeft
from libs.common.mongo import Database, ensure_indexes
from services.gateway.core import INDEXES
from services.gateway.domain.audience import Viewer, marks_of
from services.gateway.projector import Projector
from tests.component.gateway.front import Front, open_front, streaming
from tests.component.gateway.listing import pages
from tests.component.gateway.operating import Operator, operator_of
from tests.contract.samples import samples
from tests.support.running import Bench, eventually
from tests.support.stack import TestStack

CORE = "urn:ietf:params:scim:schemas:core:2.0"
GATEWAY = Service.GATEWAY
Harm = Callable[[Database], Awaitable[object]]


async def change(log: Database) -> object:
    return await log[LOG].update_one({"position": 20}, {"$set": {"actor": "eve"}})


async def change_inside(log: Database) -> object:
    return await log[LOG].update_one({"position": 20}, {"$set": {"data.more": 1}})


async def delete(log: Database) -> object:
    return await log[LOG].delete_one({"position": 20})


async def delete_the_last(log: Database) -> object:
    (last,) = await log[LOG].find().sort("position", -1).limit(1).to_list()
    return await log[LOG].delete_one({"_id": last["_id"]})


async def insert(log: Database) -> object:
    row = await log[LOG].find_one({"position": 20})
    assert row
    count = await log[LOG].count_documents({})
    return await log[LOG].insert_one({**row, "_id": "acme/x/y", "position": count + 1})


async def swap(log: Database) -> object:
    await log[LOG].update_one({"position": 20}, {"$set": {"position": 0}})
    await log[LOG].update_one({"position": 25}, {"$set": {"position": 20}})
    return await log[LOG].update_one({"position": 0}, {"$set": {"position": 25}})


async def forget(log: Database) -> object:
    await log[LOG].delete_many({"position": {"$gt": 20}})
    return await log[POSITIONS].update_one({}, {"$set": {"value": 20}})


HARMS: list[tuple[Harm, int]] = [
    (change, 20),
    (change_inside, 20),
    (delete, 20),
    (delete_the_last, -1),
    (insert, 0),
    (swap, 20),
    (forget, 20),
]


async def test_whoever_touches_a_row_of_the_log_is_found_at_its_position(bench: Bench, operator: Operator) -> None:
    database = bench.database(GATEWAY)
    await ensure_indexes(database, INDEXES)
    projector = Projector(bench.client, database)
    events = [parse(sample.body).model_copy(update={"org": "acme"}) for sample in samples()]
    for event in events:
        await projector.append(event)
    rows = await database[LOG].find().to_list()
    heads = await database[POSITIONS].find().to_list()
    holds = await operator.run("audit", "verify")
    assert (holds.code, f"{len(rows)} rows, unbroken" in holds.out) == (0, True), holds.err
    kept = f"20:{next(row['hash'] for row in rows if row['position'] == 20)}"
    assert (await operator.run("audit", "verify", "--org", "acme", "--known", kept)).code == 0
    assert (await operator.run("audit", "verify", "--known", "20:0000")).code == 1
    for harm, named in HARMS:
        await harm(database)
        found = await operator.run("audit", "verify")
        position = named if named > 0 else len(rows) + 1 + named
        assert (found.code, f"position {position} " in found.err) == (1, True), (harm.__name__, found.out, found.err)
        for collection, before in ((LOG, rows), (POSITIONS, heads)):
            await database[collection].delete_many({})
            await database[collection].insert_many(before)
    assert (await operator.run("audit", "verify")).code == 0


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack) as opened:
        await opened.arrive("boss", "deputy", "mia")
        async with opened.operator() as http:
            for person_id in ("boss", "deputy"):
                named = {"org": "acme", "person_id": person_id}
                assert (await http.post("/v1/administrators", json=named)).status_code == 201
        yield opened


async def acts_of(front: Front, count: int, **sought: Any) -> list[dict[str, Any]]:
    async with front.member("boss") as boss:

        async def enough() -> list[dict[str, Any]]:
            answer = await boss.get("/v1/audit", params=sought)
            assert answer.status_code == 200, answer.text
            found: list[dict[str, Any]] = answer.json()["data"]
            return found if len(found) >= count else []

        found: list[dict[str, Any]] = await eventually(enough, what=f"{count} acts with {sought}")
        return found


async def test_who_did_what_to_whom_and_why_is_in_the_audit_log(front: Front) -> None:
    async with front.member("boss") as boss:
        named = await boss.post("/v1/moderators", json={"person_id": "mia"}, headers={"Audit-Ticket": "HR-1024"})
        assert named.status_code == 201, named.text
        body = {"platform_id": "lms", "name": "Learning", "scopes": ["send-events", "act-for-people"]}
        assert (await boss.post("/v1/platforms", json=body)).status_code == 201
        words = await boss.delete("/v1/moderators/mia", headers={"Audit-Ticket": "because Mia said so"})
        assert (words.status_code, words.json()["code"]) == (422, "invalid-request")
    (moderator,) = await acts_of(front, 1, act="role-granted-moderator")
    assert (moderator["actor_id"], moderator["target_id"], moderator["ticket"]) == ("boss", "mia", "HR-1024")
    acts = await acts_of(front, 2, target_id="lms")
    assert sorted((one["act"], one["actor_id"]) for one in acts) == [
        ("acting-granted", "boss"),
        ("platform-registered", "boss"),
    ]
    by_operator = await acts_of(front, 2, actor_id="operator", act="role-granted-administrator")
    assert {one["target_id"] for one in by_operator} == {"boss", "deputy"}
    async with front.member("boss") as boss:
        assert (await boss.get("/v1/audit", params={"until": "2020-01-01T00:00:00Z"})).json()["data"] == []


async def test_what_directories_and_files_do_to_people_is_in_the_audit_log_and_what_changes_nothing_is_not(
    front: Front,
) -> None:
    async with front.operator() as http:
        body = {"platform_id": "hr-dir", "org": "acme", "name": "Directory", "scopes": ["provision"]}
        key = (await http.post("/v1/platforms", json=body)).json()["api_key"]
    user = {"schemas": [f"{CORE}:User"], "userName": "zoe", "displayName": "Zoe", "active": True}
    user |= {"emails": [{"value": "zoe@example.org", "type": "work"}]}
    async with front.anybody(key) as directory:
        directory.headers["Content-Type"] = "application/scim+json"
        zoe = f"/scim/v2/Users/{(await directory.post('/scim/v2/Users', json=user)).json()['id']}"
        for title in ("Lead", "Lead"):
            assert (await directory.put(zoe, json=user | {"title": title})).status_code == 200
        group = {"schemas": [f"{CORE}:Group"], "displayName": "Leads", "members": [{"value": zoe.rpartition("/")[2]}]}
        leads = f"/scim/v2/Groups/{(await directory.post('/scim/v2/Groups', json=group)).json()['id']}"
        for name in ("Leaders", "Leaders"):
            assert (await directory.put(leads, json=group | {"displayName": name})).status_code == 200
        assert (await directory.delete(leads)).status_code == (await directory.delete(zoe)).status_code == 204
    acts = await acts_of(front, 6, actor_id="platform:hr-dir")
    # In whichever order they reached the log.
    assert sorted((one["act"], one["target_id"]) for one in acts) == [
        ("group-changed", leads.rpartition("/")[2]),
        ("group-made", leads.rpartition("/")[2]),
        ("group-removed", leads.rpartition("/")[2]),
        ("person-corrected", zoe.rpartition("/")[2]),
        ("person-deprovisioned", zoe.rpartition("/")[2]),
        ("person-provisioned", zoe.rpartition("/")[2]),
    ]
    async with front.member("boss") as boss:
        file: dict[str, Any] = {"content": b"Name,Email\nBo,bo@example.org", "headers": {"Content-Type": "text/csv"}}
        for _ in range(2):
            tag = (await boss.post("/v1/people/import/preview", **file)).headers["ETag"]
            own = file["headers"] | {"If-Match": tag, "Audit-Ticket": "HR-7"}
            assert (await boss.post("/v1/people/import", content=file["content"], headers=own)).status_code == 200
        (imported,) = await acts_of(front, 1, act="people-imported")
    assert (imported["actor_id"], imported["ticket"]) == ("boss", "HR-7")


async def test_the_audit_log_comes_in_pages_the_newest_first(front: Front) -> None:
    whole = await acts_of(front, 3)
    async with front.member("boss") as boss:
        read = [act async for page in pages(boss, "/v1/audit", 2) for act in page]
    assert [one["position"] for one in read[-len(whole) :]] == [one["position"] for one in whole]
    assert whole == sorted(whole, key=lambda one: -int(one["position"]))


async def test_an_export_can_be_checked_by_whoever_has_it_and_tells_nothing_else(
    front: Front, stack: TestStack, tmp_path: Path
) -> None:
    operator = operator_of(front.bench, stack)
    await acts_of(front, 3)
    async with front.member("deputy") as deputy:
        exported = await deputy.get("/v1/audit/export", headers={"Audit-Ticket": "SEC-7"})
    assert exported.headers["Content-Type"].startswith("application/x-ndjson")
    assert exported.text.count('"content"') >= 3
    assert "PersonJoined" not in exported.text
    file = tmp_path / "audit.ndjson"
    file.write_text(exported.text)
    assert (await operator.run("audit", "verify", "--export", str(file))).code == 0
    file.write_text(exported.text.replace('"actor":"operator"', '"actor":"deputy"', 1))
    changed = await operator.run("audit", "verify", "--export", str(file))
    assert (changed.code, "does not hold" in changed.err) == (1, True)
    file.write_text("\n".join(exported.text.splitlines()[:-2]))
    assert (await operator.run("audit", "verify", "--export", str(file))).code == 1
    (noted,) = await acts_of(front, 1, act="audit-exported")
    assert (noted["actor_id"], noted["ticket"]) == ("deputy", "SEC-7")
    end = exported.text.splitlines()[-1]
    async with front.member("deputy") as deputy:

        async def further() -> str:
            """Each export is an act itself, which comes into the log a little later."""
            answer = await deputy.get("/v1/audit/export", params={"after": end.split(":")[1].split(",")[0]})
            return answer.text if '"content"' in answer.text else ""

        rest = await eventually(further, what="an export with what came after the first")
    file.write_text(rest)
    kept = f"{end.split(':')[1].split(',')[0]}:{end.split('hash')[1].strip(chr(34) + ':}')}"
    assert (await operator.run("audit", "verify", "--export", str(file), "--known", kept)).code == 0
    file.write_text(end)
    nothing_new = await operator.run("audit", "verify", "--export", str(file), "--known", kept)
    assert nothing_new.code == 0, nothing_new.err
    assert (await operator.run("audit", "verify", "--export", str(file))).code == 1
    assert (await operator.run("audit", "verify", "--org", "acme", "--known", kept)).code == 0


async def test_log_and_stream_bring_each_reader_what_is_for_them_and_nothing_else(stack: TestStack) -> None:
    reader, org = "person_0815", "golden"
    facts = {fact.id: fact for fact in (parse(one.body).model_copy(update={"org": org}) for one in samples())}
    last = [fact for fact in facts.values() if fact.type == PersonLeft.type]  # it ends the stream of who left
    viewers = (Viewer(org, reader), Viewer(org, is_platform=True))
    member_sees, platform_sees = (
        {key for key, fact in facts.items() if viewer.sees(marks_of(fact.data))} for viewer in viewers
    )
    async with open_front(stack, neighbours=()) as front:
        await front.arrive(reader, org=org)
        async with front.member(reader, org) as member, front.platform(org) as platform, streaming(member) as heard:
            rows = front.bench.database(GATEWAY)[LOG]

            async def written(some: list[AnyEvent]) -> None:
                query = {"org": org, "event_id": {"$in": [fact.id for fact in some]}}
                for fact in some:
                    await front.bench.publish(fact)

                async def are_there() -> bool:
                    return await rows.count_documents(query) == len(some)

                await eventually(are_there, what=f"{len(some)} facts in the log")

            await written([fact for fact in facts.values() if fact not in last])
            await written(last)
            for http, sees in ((member, member_sees), (platform, platform_sees)):
                shown = {fact["id"] for fact in (await http.get("/v1/events", params={"limit": 500})).json()["data"]}
                assert shown & facts.keys() == sees
            at = {row["position"] async for row in rows.find({"org": org, "event_id": {"$in": list(member_sees)}})}

            async def is_all_heard() -> bool:
                return {int(one["id"]) for one in heard.events} >= at

            await eventually(is_all_heard, what="what is for them, on the stream")
            assert {int(one["id"]) for one in heard.events} == at


@pytest.mark.parametrize("path", ["/v1/audit", "/v1/audit/export"])
async def test_members_do_not_read_it(front: Front, path: str) -> None:
    async with front.member("mia") as mia:
        assert (await mia.get(path)).json()["code"] == "administrators-only"
