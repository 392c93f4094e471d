"""Links in mails, over HTTP: one step without signing in, and no more of a kind with one click."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx2
import pytest
import pytest_asyncio

from libs.common.contracts import Contract, Service
from libs.common.contracts.notices import MarkDone, SnoozeNotice
from libs.common.contracts.notifications import KINDS, Channel, Kind, Step
from libs.common.contracts.requests import MentorRequested, RequestAnswered
from libs.common.links import HOLDS_FOR, Link, Purpose, token_of
from libs.common.mongo import Row
from services.gateway.link_pages import AFTER, BEFORE, CHANNELS
from tests.component.gateway.bearing_neighbour import TITLE
from tests.component.gateway.front import WAIT, Front, open_front
from tests.component.gateway.telling_neighbour import NOTICE
from tests.support.running import eventually
from tests.support.stack import TestStack

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack, replicas=2) as opened:
        await opened.arrive("mia", "ada")
        yield opened


def act_path(front: Front, step: str, notice_id: str = NOTICE, subject: str = "req_1", **fields: object) -> str:
    """As it stands in a mail of this minute."""
    house = front.houses[0]
    known = {"bearer": "ada", "written_at": house.clock.now()} | fields
    link = Link(Purpose.ACT, "acme", what=step, where=notice_id, subject=subject, **known)  # type: ignore[arg-type]
    return f"/act/{token_of(house.box, link)}"


def switch_path(front: Front, kind: str = Kind.RHYTHM) -> str:
    link = Link(Purpose.SWITCH_OFF, "acme", "ada", kind, Channel.MAIL)
    return f"/unsubscribe/{token_of(front.houses[0].box, link)}"


async def asked(front: Front) -> str:
    """Mia asks Ada; the id of the request."""
    async with front.member("mia") as mia:
        answer = await mia.post("/v1/requests", json={"topics": ["Python"], "mentor_id": "ada"}, headers=WAIT)
        return str(answer.json()["request_id"])


async def logged(front: Front, contract: type[Contract], request_id: str) -> list[Row]:
    """What the log has of a claim, once it has any: of two replicas one may write its outcome down before it."""
    log = front.bench.database(Service.GATEWAY)["log"]

    async def found() -> list[Row]:
        return await log.find({"type": contract.type, "subject": request_id}).to_list()

    rows: list[Row] = await eventually(found, what=f"{contract.event} in the log")
    return rows


async def state_of(front: Front, request_id: str) -> str:
    async with front.member("mia") as mia:
        return str((await mia.get(f"/v1/requests/{request_id}")).json()["state"])


async def test_a_yes_by_link_forms_the_pair_as_a_yes_of_somebody_signed_in_does(front: Front) -> None:
    request_id = await asked(front)
    path = act_path(front, Step.ACCEPT, subject=request_id)
    async with front.anybody() as http:
        page = await http.post(path, data={})
    assert (page.status_code, "Thank you for your yes" in page.text) == (200, True)
    assert 'href="/"' in page.text, "it leads into the product"
    async with front.member("ada") as ada:

        async def is_formed() -> bool:
            return (await ada.get(f"/v1/pairs/pair_{request_id}")).status_code == 200

        await eventually(is_formed, what="the pair")
    (claim,) = await logged(front, RequestAnswered, request_id)
    (request,) = await logged(front, MentorRequested, request_id)
    assert (claim["actor"], claim["correlation"]) == ("ada", request["correlation"])


async def test_not_now_declines_without_a_reason(front: Front) -> None:
    request_id = await asked(front)
    async with front.anybody() as http:
        assert (await http.post(act_path(front, Step.NOT_NOW, subject=request_id))).status_code == 200

    async def is_declined() -> bool:
        return await state_of(front, request_id) == "declined"

    await eventually(is_declined, what="the outcome, which the page does not wait for as long as it may take")
    (claim,) = await logged(front, RequestAnswered, request_id)
    assert claim["data"].get("reason") is None


async def test_looking_changes_nothing_whatever_program_looks(front: Front) -> None:
    front.neighbours.bearing.switched.clear()
    request_id = await asked(front)
    paths = [act_path(front, step, subject=request_id) for step in Step] + [switch_path(front)]
    before = await front.bench.database(Service.GATEWAY)["taken"].count_documents({})
    front.neighbours.telling.asked.clear()
    async with front.anybody() as http:
        for path in paths:
            for look in (http.get, http.head, http.options):
                answer = await look(path)
                assert answer.status_code in (200, 204)
                assert "set-cookie" not in answer.headers
            assert (await http.get(f"{path}?everything&List-Unsubscribe=One-Click")).status_code == 200
            for method in ("PUT", "PATCH", "DELETE"):
                assert (await http.request(method, path)).status_code == 405
    assert await state_of(front, request_id) == "open"
    assert await front.bench.database(Service.GATEWAY)["taken"].count_documents({}) == before
    assert (front.neighbours.telling.asked, front.neighbours.bearing.switched) == ([], [])
    assert not front.neighbours.held


async def test_two_clicks_at_once_on_two_replicas_are_one_and_a_third_is_told_so(front: Front) -> None:
    request_id = await asked(front)
    path = act_path(front, Step.ACCEPT, subject=request_id)
    async with front.anybody() as one, front.anybody(replica=1) as other:
        clicks = await asyncio.gather(*(http.post(path) for http in (one, other) * 3))
        assert {click.status_code for click in clicks} <= {200, 410}
        late = await one.post(path)
        seen = await other.get(path, headers={"Accept-Language": "de"})
    assert (late.status_code, "Sign in" in late.text) == (410, True)
    assert (seen.status_code, "Melde dich an" in seen.text) == (410, True)
    assert len(await logged(front, RequestAnswered, request_id)) == 1


async def test_we_met_is_one_session_at_the_time_of_the_mail(front: Front) -> None:
    at = front.houses[0].clock.now() - timedelta(days=3)
    path = act_path(front, Step.WE_MET, subject="pair_1", written_at=at)
    async with front.anybody() as one, front.anybody(replica=1) as other:
        await asyncio.gather(*(http.post(path) for http in (one, other)))
    (kept,) = front.neighbours.held.values()
    assert kept.held_at == at
    front.neighbours.held.clear()


@pytest.mark.parametrize(("step", "ask"), [(Step.SNOOZE, SnoozeNotice), (Step.DONE, MarkDone)])
async def test_later_and_done_go_to_the_notice_once(
    front: Front, step: Step, ask: type[SnoozeNotice | MarkDone]
) -> None:
    front.neighbours.telling.asked.clear()
    path = act_path(front, step)
    async with front.anybody() as http:
        first, second = await http.post(path), await http.post(path)
    assert (first.status_code, second.status_code) == (200, 410)
    (asked,) = front.neighbours.telling.asked
    assert isinstance(asked, ask)
    assert asked.notice_id == NOTICE


async def test_what_is_not_there_any_more_uses_nothing_up_and_is_said_kindly(front: Front) -> None:
    async with front.anybody() as http:
        answer = await http.post(act_path(front, Step.DONE, "notice_gone"))
    assert (answer.status_code, "Sign in" in answer.text) == (410, True)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("step", Step)
async def test_the_page_says_what_would_happen_and_quotes_the_mail(front: Front, step: Step, language: str) -> None:
    quoted = TITLE.replace("<", "&lt;").replace(">", "&gt;")
    async with front.anybody() as http:

        async def titled() -> httpx2.Response | None:
            """The page waits for the title as briefly as a reader does."""
            shown = await http.get(act_path(front, step), headers={"Accept-Language": language})
            return shown if quoted in shown.text else None

        page = await eventually(titled, what="a page that quotes the mail")
        untitled = await http.get(act_path(front, step, "notice_gone"), headers={"Accept-Language": language})
    words = BEFORE[step].sections[0]
    for shown in (page, untitled):
        assert (shown.status_code, shown.headers["Content-Language"]) == (200, language)
        assert shown.headers["Cache-Control"] == "no-store"
        assert "form-action 'self'" in shown.headers["Content-Security-Policy"]
        assert words.heading[language] in shown.text
        assert shown.text.count("<button>") == 1
        assert "script" not in shown.text
    assert "Mia" not in untitled.text


async def test_what_the_house_did_not_make_or_for_something_else_opens_nothing(front: Front) -> None:
    front.neighbours.telling.asked.clear()
    done, off = act_path(front, Step.DONE), switch_path(front)
    of_others = act_path(front, Step.DONE, bearer="ghost")
    wrong = [
        f"{done}x",
        done[:-6],
        f"/act/{off.rpartition('/')[2]}",
        f"/unsubscribe/{done.rpartition('/')[2]}",
        of_others,
    ]
    front.neighbours.bearing.switched.clear()
    async with front.anybody() as http:
        for path in wrong:
            for answer in (await http.get(path), await http.post(path, data=ONE_CLICK)):
                assert (answer.status_code, "leads nowhere" in answer.text) == (404, True)
    assert (front.neighbours.telling.asked, front.neighbours.bearing.switched) == ([], [])


async def test_a_link_has_its_time(front: Front) -> None:
    front.neighbours.telling.asked.clear()
    now = front.houses[0].clock.now()
    async with front.anybody() as http:
        late = act_path(front, Step.DONE, written_at=now - HOLDS_FOR)
        for answer in (await http.get(late), await http.post(late)):
            assert (answer.status_code, "two weeks" in answer.text) == (410, True)
        in_time = act_path(front, Step.DONE, written_at=now - HOLDS_FOR + timedelta(minutes=1))
        assert (await http.post(in_time)).status_code == 200
    assert len(front.neighbours.telling.asked) == 1


async def test_a_no_of_the_rules_is_told_in_their_words(front: Front) -> None:
    request_id = await asked(front)
    async with front.anybody() as http:

        async def refused() -> httpx2.Response | None:
            """A no that comes later than the page waits for it is not told there."""
            path = act_path(front, Step.ACCEPT, subject=request_id, bearer="mia")
            answer = await http.post(path, headers={"Accept-Language": "de"})
            return answer if answer.status_code != 200 else None

        answer = await eventually(refused, what="a no")
    assert (answer.status_code, answer.headers["Content-Type"]) == (403, "text/html; charset=utf-8")
    assert "Nicht deine." in answer.text
    assert await state_of(front, request_id) == "open"


async def test_one_click_unsubscribes_without_a_session_and_again_it_is_the_same(front: Front) -> None:
    """RFC 8058: a POST with this body, no cookies, no redirect."""
    front.neighbours.bearing.switched.clear()
    path = switch_path(front)
    async with front.anybody() as http:
        for _ in range(3):
            answer = await http.post(path, data=ONE_CLICK)
            assert (answer.status_code, answer.history) == (200, [])
            assert "set-cookie" not in answer.headers
    assert front.neighbours.bearing.switched == [("acme", "ada", Kind.RHYTHM, Channel.MAIL)] * 3


@pytest.mark.parametrize("language", ["en", "de"])
async def test_the_page_has_a_button_for_the_kind_and_one_for_all_but_what_others_do(
    front: Front, language: str
) -> None:
    front.neighbours.bearing.switched.clear()
    path = switch_path(front)
    headers = {"Accept-Language": language}
    async with front.anybody() as http:
        page = await http.get(path, headers=headers)
        assert page.text.count("<button>") == 2
        assert KINDS[Kind.RHYTHM][language] in page.text
        assert CHANNELS[Channel.MAIL][language] in page.text
        assert 'action="?everything"' in page.text
        done = await http.post(f"{path}?everything", headers=headers)
    assert (done.status_code, done.headers["Content-Language"]) == (200, language)
    assert front.neighbours.bearing.switched == [("acme", "ada", None, Channel.MAIL)]


async def test_of_a_mail_with_several_messages_there_is_one_switch_for_all_ideas(front: Front) -> None:
    front.neighbours.bearing.switched.clear()
    path = switch_path(front, "")
    async with front.anybody() as http:
        assert (await http.get(path)).text.count("<button>") == 1
        assert (await http.post(path, data=ONE_CLICK)).status_code == 200
    assert front.neighbours.bearing.switched == [("acme", "ada", None, Channel.MAIL)]


async def test_while_the_others_are_away_the_page_says_so_and_the_link_stays_good(stack: TestStack) -> None:
    async with open_front(stack, neighbours=[]) as front:
        await front.arrive("ada")
        done, off = act_path(front, Step.DONE), switch_path(front)
        async with front.anybody() as http:
            assert (await http.get(done)).status_code == 200
            for path in (done, off):
                answer = await http.post(path, data=ONE_CLICK)
                assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
                assert "Nothing was changed" in answer.text
            await front.start_neighbour(Service.NOTIFICATIONS)
            assert [(await http.post(path)).status_code for path in (done, off)] == [200, 200]


def test_every_step_kind_and_channel_has_its_words_in_both_languages() -> None:
    assert set(BEFORE) == set(AFTER) == set(Step)
    assert set(KINDS) == set(Kind)
    assert set(CHANNELS) == set(Channel)
    words = [*KINDS.values(), *CHANNELS.values()]
    words += [
        part
        for page in (*BEFORE.values(), *AFTER.values())
        for one in page.sections
        for part in (one.heading, one.text)
    ]
    assert all(set(one) == {"en", "de"} and all(one.values()) for one in words)
