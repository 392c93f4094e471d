"""The links of mails: what they say, and what becomes of a click."""

from typing import Any

import pytest

from libs.common.asks import NotFound
from libs.common.contracts.bearers import ReadTitle, SwitchOff
from libs.common.contracts.notices import ItemState
from libs.common.contracts.notifications import Channel, Kind, Step
from libs.common.contracts.preferences import Chosen, SetPreferences
from libs.common.links import Link, Purpose, link_of
from tests.support.notifications import ADA, BOB, pair_formed, request_opened, request_reminded
from tests.support.told import Told

OWN: dict[str, Any] = {"channel": {"$in": ["inbox", "mail"]}}


def links_in(text: str, told: Told, path: str, purpose: Purpose) -> list[Link | None]:
    """What the links of a text prove, in their order."""
    box = told.houses[0].box
    tokens = [line.rpartition("/")[2] for line in text.split() if f"/{path}/" in line]
    return [link_of(box, token.rstrip(">"), purpose) for token in tokens]


async def test_a_mail_lets_its_reader_answer_and_unsubscribe_in_their_own_name_alone(told: Told) -> None:
    async with told.running():
        await told.joins(ADA, BOB)
        await told.say(request_opened(), "req_1", sequence=1)
        (row, *_) = await told.settled(2, person_id=ADA, **OWN)
        mail_row = next(row for row in await told.rows(person_id=ADA, channel="mail"))
        (mail,) = told.server.mails_to("ada@example.org")
        text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
        html = mail.get_body(("html",)).get_content()  # type: ignore[union-attr]
        written = {"where": row["notice_id"], "subject": "req_1", "written_at": mail_row["not_before"]}
        steps = [Link(Purpose.ACT, told.bench.org, ADA, step, **written) for step in (Step.ACCEPT, Step.NOT_NOW)]
        off = Link(Purpose.SWITCH_OFF, told.bench.org, ADA, Kind.REQUESTS, Channel.MAIL)
        assert links_in(text, told, "act", Purpose.ACT) == steps
        assert links_in(html.replace('"', " "), told, "act", Purpose.ACT) == steps
        assert links_in(mail["List-Unsubscribe"], told, "unsubscribe", Purpose.SWITCH_OFF) == [off]
        assert links_in(text, told, "unsubscribe", Purpose.SWITCH_OFF) == [off]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Yes, gladly" in html


async def test_a_kind_that_was_switched_off_by_link_comes_by_that_way_no_more(told: Told) -> None:
    async with told.running():
        await told.joins(ADA, BOB)
        for _ in range(2):
            await told.ask(SwitchOff(kind=Kind.PAIRS, channel=Channel.MAIL), ADA)
        await told.say(pair_formed(), "pair_1", sequence=1)
        rows = await told.settled(3, **OWN)
        await told.say(request_opened(), "req_1", sequence=1)
        others = await told.settled(2, person_id=ADA, subject_id="req_1", **OWN)
    assert {(row["person_id"], row["channel"]) for row in rows} == {(ADA, "inbox"), (BOB, "inbox"), (BOB, "mail")}
    assert {row["channel"] for row in others} == {"inbox", "mail"}


async def test_only_what_others_do_means_no_idea_of_the_house_by_that_way(told: Told) -> None:
    async with told.running():
        await told.joins(ADA, BOB)
        await told.ask(SetPreferences(chosen=Chosen(no_quiet=True)), ADA)
        await told.ask(SwitchOff(channel=Channel.MAIL), ADA)
        await told.say(request_opened(), "req_1", sequence=1)
        opened = await told.settled(2, person_id=ADA, template="request-opened-mentor", **OWN)
        await told.say(request_reminded(), "req_1", sequence=2)
        reminded = await told.settled(1, person_id=ADA, template="request-reminded-mentor", **OWN)
    assert {row["channel"] for row in opened} == {"inbox", "mail"}, "somebody asked"
    assert reminded[0]["channel"] == "inbox", "the house reminded"


async def test_the_title_is_for_its_reader_and_no_sign_that_they_read(told: Told) -> None:
    async with told.running():
        await told.joins(ADA, BOB)
        await told.say(pair_formed(), "pair_1", sequence=1)
        await told.settled(4, **OWN)
        (item,) = await told.inbox(ADA)
        assert (await told.ask(ReadTitle(notice_id=item.notice_id), ADA)).title == item.title
        for notice_id, person_id in ((item.notice_id, BOB), ("ntc_x", ADA)):
            with pytest.raises(NotFound):
                await told.ask(ReadTitle(notice_id=notice_id), person_id)
        (item,) = await told.inbox(ADA)
    assert item.state is ItemState.NEW
