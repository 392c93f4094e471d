"""Invitations over HTTP: asked for by members, answered by people who have no account."""

import hashlib
import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from libs.common.contracts import Service
from libs.common.links import Link, Purpose, token_of
from tests.component.gateway.front import Front, open_front
from tests.support.stack import TestStack

ONE_CLICK = {"List-Unsubscribe": "One-Click"}
PAGES = {"en": ("How to join", "No more invitations"), "de": ("So machst du mit", "Keine Einladungen mehr")}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack) as opened:
        await opened.arrive("mia", "ada")
        yield opened


@pytest.fixture
def link(front: Front) -> str:
    """As it stands in a mail."""
    return f"/invitations/{token_of(front.houses[0].box, Link(Purpose.INVITATION, 'acme', 'mark'))}"


async def test_a_member_invites_looks_and_takes_back(front: Front) -> None:
    body = {"address": " cleo@example.org", "first_name": "Cleo", "note": "Come, it is good.", "wish": "offer"}
    async with front.member("mia") as mia:
        made = await mia.post("/v1/invitations", json=body)
        assert made.status_code == 202
        assert made.json() == body | {
            "address": "cleo@example.org",
            "invitation_id": made.json()["invitation_id"],
            "state": "open",
            "person_id": None,
            "invited_at": "2026-11-01T00:00:00Z",
            "forgotten_at": "2027-01-30T00:00:00Z",
        }
        assert (await mia.get("/v1/invitations")).json()["data"] == [made.json()]
        path = f"/v1/invitations/{made.json()['invitation_id']}"
        assert (await mia.delete(path)).json() == made.json()
        assert (await mia.delete(path)).status_code == 404
        assert (await mia.get("/v1/invitations")).json()["data"] == []


async def test_a_key_is_for_one_invitation_and_keeps_nothing_that_tells_whose(front: Front) -> None:
    headers = {"Idempotency-Key": "once"}
    async with front.member("mia") as mia, front.member("ada") as ada:
        one = await mia.post("/v1/invitations", json={"address": "dora@example.org"}, headers=headers)
        again = await mia.post("/v1/invitations", json={"address": "dora@example.org"}, headers=headers)
        other = await mia.post("/v1/invitations", json={"address": "eve@example.org"}, headers=headers)
        theirs = await ada.post("/v1/invitations", json={"address": "eve@example.org"}, headers=headers)
    assert (one.status_code, again.json()) == (202, one.json())
    assert (other.status_code, other.json()["code"]) == (422, "idempotency-key-reused")
    assert theirs.status_code == 202
    kept = str(await front.bench.database(Service.GATEWAY)["taken"].find().to_list())
    for guessed in (b"dora@example.org", b'{"address":"dora@example.org"}'):
        assert hashlib.sha256(guessed).hexdigest() not in kept


@pytest.mark.parametrize(
    ("body", "pointer", "language", "words"),
    [
        ({"address": "cleo"}, "#/address", "en", "A mail address such as ada@example.org."),
        ({"address": "a@b.org, c@d.org"}, "#/address", "de", "Eine Mailadresse wie ada@example.org."),
        ({"note": "see https://evil.example"}, "#/note", "en", "Write it without web or mail addresses."),
        ({"first_name": "www.evil.example"}, "#/first_name", "de", "Bitte ohne Web- und Mailadressen schreiben."),
        ({"note": "x" * 281}, "#/note", "en", "At most 280 characters."),
        ({"wish": "marry"}, "#/wish", "en", "One of: 'learn', 'offer'."),
    ],
)
async def test_what_cannot_be_sent_is_told_with_its_place(
    front: Front, body: dict[str, str], pointer: str, language: str, words: str
) -> None:
    async with front.member("mia") as mia:
        whole = {"address": "cleo@example.org"} | body
        answer = await mia.post("/v1/invitations", json=whole, headers={"Accept-Language": language})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-request")
    assert answer.json()["errors"] == [{"pointer": pointer, "detail": words}]


async def test_the_services_no_keeps_its_words(front: Front) -> None:
    async with front.member("mia") as mia:
        answer = await mia.post("/v1/invitations", json={"address": "cleo@elsewhere.example"})
    assert (answer.status_code, answer.json()["detail"]) == (422, "Not ours.")


@pytest.mark.parametrize("language", PAGES)
async def test_the_link_opens_a_page_for_people_without_an_account(front: Front, link: str, language: str) -> None:
    async with front.anybody() as http:
        page = await http.get(link, headers={"Accept-Language": language})
    assert (page.status_code, page.headers["Content-Language"]) == (200, language)
    assert page.headers["Cache-Control"] == "no-store"
    assert f'<html lang="{language}">' in page.text
    assert all(words in page.text for words in PAGES[language])
    assert "script" not in page.text
    assert not re.search(r'(src|href|action)="', page.text), "nothing is loaded from anywhere, and it leads nowhere"
    assert "form-action 'self'" in page.headers["Content-Security-Policy"]


async def test_only_a_click_says_no_and_looking_changes_nothing(front: Front, link: str) -> None:
    front.neighbours.refusals.clear()
    async with front.anybody() as http:
        for look in (http.get, http.head, http.options):
            assert (await look(link)).status_code in (200, 204)
        assert (await http.get(f"{link}?List-Unsubscribe=One-Click")).status_code == 200
        assert front.neighbours.refusals == []
        from_the_program = await http.post(link, data=ONE_CLICK)
        from_the_page = await http.post(link, headers={"Accept-Language": "de"})
    assert (from_the_program.status_code, from_the_page.status_code) == (200, 200)
    assert "Nobody is told" in from_the_program.text
    assert "Erledigt" in from_the_page.text
    assert front.neighbours.refusals == [("acme", "mark")] * 2


async def test_a_link_that_the_house_did_not_make_says_no_for_nobody(front: Front, link: str) -> None:
    front.neighbours.refusals.clear()
    async with front.anybody() as http:
        for wrong in (f"{link}x", link[:-4], "/invitations/acme"):
            for answer in (await http.get(wrong), await http.post(wrong, data=ONE_CLICK)):
                assert answer.status_code == 404
                assert "This link leads nowhere" in answer.text
    assert front.neighbours.refusals == []


async def test_while_notifications_is_away_the_page_says_so_and_nothing_is_lost_unsaid(stack: TestStack) -> None:
    async with open_front(stack, neighbours=[]) as front:
        path = f"/invitations/{token_of(front.houses[0].box, Link(Purpose.INVITATION, 'acme', 'mark'))}"
        async with front.anybody() as http:
            assert (await http.get(path)).status_code == 200
            answer = await http.post(path, data=ONE_CLICK)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "Nothing was changed" in answer.text
