"""The journal over HTTP, kept by the real one: written, found, shared, exported; and keys to seal with."""

import hashlib
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
import pytest_asyncio

from libs.common.contracts import Service
from libs.common.contracts.entries import EntryKind, Level
from services.journal.app import build
from services.journal.settings import Settings
from tests.component.gateway.building import pair_formed
from tests.component.gateway.front import Front, open_front
from tests.component.gateway.listing import pages
from tests.support.devices import p256, x25519
from tests.support.running import eventually
from tests.support.stack import TestStack

ENTRIES, KEYS = "/v1/journal/entries", "/v1/journal/keys"
MINE = {"level": "mine", "kind": "win", "day": "2026-06-01", "text": "Der Zimtstern klingt violett"}
BOB, ADA = p256(), x25519()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack, neighbours=[]) as opened:
        settings = Settings(**opened.bench.settings_values(Service.JOURNAL))
        async with opened.bench.running(Service.JOURNAL, build, settings):
            await opened.arrive("bob", "ada", "eve")
            await opened.bench.publish(pair_formed(opened.bench, "pair_1"))
            async with opened.member("bob") as bob:

                async def is_told() -> bool:
                    return (await bob.get("/v1/pairs/pair_1/keys")).status_code == 200

                await eventually(is_told, what="the story")
            yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def bob(front: Front) -> AsyncIterator[httpx2.AsyncClient]:
    async with front.member("bob") as http:
        yield http


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def ada(front: Front) -> AsyncIterator[httpx2.AsyncClient]:
    async with front.member("ada") as http:
        yield http


async def write(http: httpx2.AsyncClient, **fields: Any) -> httpx2.Response:
    answer = await http.post(ENTRIES, json=MINE | fields)
    assert answer.status_code == 201, answer.text
    return answer


@pytest.mark.feature("pair.notes")
async def test_an_entry_is_written_read_edited_shared_taken_back_and_erased(
    bob: httpx2.AsyncClient, ada: httpx2.AsyncClient
) -> None:
    made = await write(bob, tags=[" Mut "])
    path, entry = made.headers["Location"], made.json()
    assert (entry["text"], entry["tags"], entry["reader_ids"]) == (MINE["text"], ["Mut"], ["bob"])
    assert (await bob.get(path)).json() == entry
    assert (await ada.get(path)).status_code == 404
    tag = {"If-Match": made.headers["ETag"]}
    edited = await bob.put(path, json=MINE | {"text": "anders"}, headers=tag)
    assert (edited.status_code, edited.json()["text"], edited.headers["ETag"]) == (200, "anders", '"2"')
    preview = await bob.get(f"{path}/sharing", params={"pair_id": "pair_1"})
    assert preview.json()["reader_ids"] == ["ada", "bob"]
    assert (await ada.get(path)).status_code == 404, "looking shares nothing"
    shared = await bob.put(f"{path}/sharing", json={"pair_id": "pair_1"})
    assert (shared.json()["level"], shared.json()["reader_ids"]) == ("pair", ["ada", "bob"])
    assert (await ada.get(path)).json()["text"] == "anders"
    assert "anders" in [one["text"] for one in (await ada.get("/v1/pairs/pair_1/story")).json()["entries"]]
    assert (await bob.delete(f"{path}/sharing")).json()["level"] == "mine"
    assert (await ada.get(path)).status_code == 404
    assert (await bob.delete(path)).status_code == 204
    assert (await bob.get(path)).status_code == 404


async def test_who_was_slower_gets_both_versions(bob: httpx2.AsyncClient) -> None:
    made = await write(bob)
    path, yours = made.headers["Location"], MINE | {"text": "zu spät"}
    assert (await bob.put(path, json=yours)).json()["code"] == "version-needed"
    assert (await bob.put(path, json=MINE | {"text": "schneller"}, headers={"If-Match": '"1"'})).status_code == 200
    slower = await bob.put(path, json=yours, headers={"If-Match": '"1"'})
    assert (slower.status_code, slower.headers["ETag"]) == (412, '"2"')
    assert (slower.json()["current"]["text"], slower.json()["yours"]["text"]) == ("schneller", "zu spät")


async def test_a_key_makes_one_entry_and_keeps_nothing_by_which_its_text_could_be_guessed(
    front: Front, bob: httpx2.AsyncClient
) -> None:
    headers = {"Idempotency-Key": "once"}
    first = await bob.post(ENTRIES, json=MINE, headers=headers)
    again = await bob.post(ENTRIES, json=MINE, headers=headers)
    other = await bob.post(ENTRIES, json=MINE | {"text": "anders"}, headers=headers)
    assert again.json() == first.json()
    assert (other.status_code, other.json()["code"]) == (422, "idempotency-key-reused")
    database = front.bench.database(Service.GATEWAY)
    rows = [row for name in await database.list_collection_names() async for row in database[name].find()]
    sent: dict[str, Any] = {**MINE, "tags": [], "pair_id": None}
    orders = [("kind", "day", "text", "tags", "level", "pair_id"), tuple(sent), tuple(MINE)]
    for content in (MINE["text"], *(compact({name: sent[name] for name in order}) for order in orders)):
        assert hashlib.sha256(content.encode()).hexdigest() not in str(rows)
    assert MINE["text"] not in str(rows)


@pytest.mark.feature("ours.sealed-journal")
async def test_keys_are_published_and_fetched_and_what_is_sealed_comes_back_as_it_was(
    bob: httpx2.AsyncClient, ada: httpx2.AsyncClient
) -> None:
    assert (await ada.get(KEYS)).status_code == 404
    for http, device in ((bob, BOB), (ada, ADA)):
        backup = device.backup("correct horse battery staple")
        put = await http.put(KEYS, json={"jwk": device.jwk, "backup": backup}, headers={"If-Match": '"0"'})
        assert (put.status_code, put.json()["kid"], put.json()["backup"]) == (200, device.kid, backup)
        assert ((await http.get(KEYS)).headers["ETag"][:3], put.headers["ETag"]) == ('"1.', '"1"')
    fetched = (await bob.get("/v1/pairs/pair_1/keys")).json()["data"]
    assert {one["person_id"]: one["jwk"] for one in fetched} == {"ada": ADA.jwk, "bob": BOB.jwk}
    jwe = BOB.seal("the planted phrase")
    made = await bob.post(ENTRIES, json={"level": "sealed", "kind": "worry", "day": "2026-06-02", "jwe": jwe})
    assert (made.status_code, made.json()["jwe"], made.json()["text"]) == (201, jwe, None)
    letter = {"kind": "letter-to-later", "day": "2026-06-02", "pair_id": "pair_1", "opens_on": "2030-01-01"}
    made = await bob.post(ENTRIES, json=letter | {"level": "sealed-until", "jwe": BOB.seal("later", ADA)})
    assert (made.status_code, made.json()["jwe"]) == (201, None)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"level": "mine", "day": "2026-06-01", "text": "x"}, "#/kind"),
        (MINE | {"kind": "welcome"}, "#/kind"),
        (MINE | {"day": "gestern"}, "#/day"),
        (MINE | {"text": " "}, "#/text"),
        (MINE | {"tags": ["x" * 41]}, "#/tags/0"),
        (MINE | {"jwe": {}}, "#/jwe"),
        (MINE | {"level": "pair"}, "#/pair_id"),
        ({"level": "sealed", "kind": "worry", "day": "2026-06-01", "text": "x", "jwe": BOB.seal("x")}, "#/text"),
        ({"level": "sealed", "kind": "worry", "day": "2026-06-01", "jwe": BOB.seal("x") | {"iv": "A"}}, "#/jwe/iv"),
    ],
)
async def test_what_cannot_be_written_is_told_with_its_place(
    bob: httpx2.AsyncClient, body: dict[str, Any], pointer: str
) -> None:
    answer = await bob.post(ENTRIES, json=body)
    assert (answer.status_code, [error["pointer"] for error in answer.json()["errors"]]) == (422, [pointer])


async def test_a_private_key_is_refused_and_not_repeated(bob: httpx2.AsyncClient) -> None:
    private = BOB.key.as_dict(private=True)
    answer = await bob.put(KEYS, json={"jwk": private}, headers={"If-Match": '"1"'})
    assert [error["pointer"] for error in answer.json()["errors"]] == ["#/jwk/d"]
    assert str(private["d"]) not in answer.text


async def test_kinds_and_levels_say_in_both_languages_what_protects_what(bob: httpx2.AsyncClient) -> None:
    shown = (await bob.get("/v1/journal/kinds")).json()
    assert [one["kind"] for one in shown["kinds"]] == list(EntryKind)
    assert [one["level"] for one in shown["levels"]] == list(Level)
    suggested = {one["kind"]: one["level"] for one in shown["kinds"]}
    assert [suggested[kind] for kind in ("worry", "reflection", "decision", "letter-to-later")] == [
        "sealed",
        "sealed",
        "pair",
        "sealed-until",
    ]
    words = [one["words"] for one in shown["kinds"]]
    words += [one[part] for one in shown["levels"] for part in ("name", "readers", "cryptography", "promise")]
    assert all(set(each) == {"en", "de"} and all(each.values()) for each in words)


@pytest.mark.feature("pair.notes")
async def test_everything_one_may_read_is_exported_as_it_is_read(front: Front, bob: httpx2.AsyncClient) -> None:
    """More than a page of it, and of the sealed what the device sealed."""
    async with front.member("ada") as ada:
        await write(ada, text="Nur für Ada")
        await write(ada, level="pair", pair_id="pair_1", text="Für uns zwei", tags=["Mut"])
    for number in range(60):
        await write(bob, text=f"Nummer {number}")
    read = [entry async for page in pages(bob, ENTRIES, 50) for entry in page]
    exported = (await bob.get("/v1/journal/export", params={"format": "json"})).json()["entries"]
    assert [one["entry_id"] for one in exported] == [one["entry_id"] for one in read]
    assert {"Für uns zwei", "Nummer 0", "Nummer 59"} <= {one.get("text") for one in exported}
    assert "Nur für Ada" not in str(exported)
    sealed = [one for one in exported if one["level"] == "sealed"]
    assert [BOB.open(one["jwe"]) for one in sealed] == ["the planted phrase"]
    answer = await bob.get("/v1/journal/export", headers={"Accept-Language": "de"})
    assert answer.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="journal.md"'
    assert answer.text.count("\n## ") == len(exported)
    assert "## 2026-06-01 · Etwas, das gelungen ist\n\n*Wir zwei · #Mut*\n\nFür uns zwei\n" in answer.text
    assert "Geschlossen bis 2030-01-01." in answer.text
    assert json.dumps(sealed[0]["jwe"]) in answer.text


async def test_who_has_written_nothing_exports_a_whole_and_empty_file(front: Front) -> None:
    async with front.member("eve") as eve:
        assert (await eve.get("/v1/journal/export", params={"format": "json"})).json() == {"entries": []}
        assert (await eve.get("/v1/journal/export", params={"format": "pdf"})).status_code == 422


def compact(content: dict[str, Any]) -> str:
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False)
