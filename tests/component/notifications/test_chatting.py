"""A chat that speaks the language of Mattermost's webhooks: linked with a first message, told what is new."""

import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from libs.common.contracts.chat import Chat, LinkChat, ReadChat, UnlinkChat
from libs.common.contracts.notifications import Channel
from libs.common.errors import Refused
from libs.common.mongo import Row
from tests.support.notifications import ADA, BOB, request_opened
from tests.support.receiver import Receiver, Reply, receiving
from tests.support.running import eventually
from tests.support.told import SERVICE, Told

TOKEN = "abcdefghijklmnopqrstuvwxyz"
HOOK = f"/hooks/{TOKEN}"
CHATTED: dict[str, Any] = {"channel": Channel.CHAT.value}
NOTHING = Chat(service=None, linked_at=None)


@pytest.fixture
def room() -> Iterator[Receiver]:
    """Where what is written is read."""
    made = Receiver()
    with receiving(made):
        yield made


def settings(room: Receiver) -> dict[str, Any]:
    return {"chat_hosts": (f"127.0.0.1:{room.port}",)}


def texts(room: Receiver) -> list[str]:
    return [json.loads(request.content)["text"] for request in room.received]


async def link(told: Told, room: Receiver, by: str = ADA) -> Chat:
    return await told.ask(LinkChat(address=f"mmost://127.0.0.1:{room.port}/{TOKEN}"), by)


async def test_a_chat_is_linked_by_a_first_message_and_told_what_is_new(told: Told, room: Receiver) -> None:
    async with told.running(**settings(room)):
        await told.joins(ADA, BOB)
        linked = await link(told, room)
        assert linked.service == "mattermost"
        assert await told.ask(ReadChat(), ADA) == linked
        assert await told.ask(ReadChat(), BOB) == NOTHING
        await told.say(request_opened(request_id="req_1"), "req_1", sequence=1)
        (row,) = await told.settled(1, **CHATTED)
        assert row["state"] == "sent"
        assert await told.ask(UnlinkChat(), ADA) == await told.ask(ReadChat(), ADA) == NOTHING
        await told.say(request_opened(request_id="req_2"), "req_2", sequence=1)
        await told.settled(2, channel="inbox")
        await told.settled(2, channel="mail")
        assert len(await told.rows(**CHATTED)) == 1
    first, news = texts(room)
    assert "linked to Bothways" in first
    assert "Bob Example would like to learn from you" in news
    assert f"http://127.0.0.1:8000{row['about']['path']}" in news
    assert not any(topic in news for topic in row["about"]["topics"])
    assert all(request.path == HOOK for request in room.received)


async def test_a_chat_that_does_not_take_it_is_asked_again(told: Told, room: Receiver) -> None:
    async with told.running(**settings(room)):
        await told.joins(ADA, BOB)
        await link(told, room)
        room.answers[HOOK].append(Reply(500))
        await told.say(request_opened(request_id="req_1"), "req_1", sequence=1)

        async def put_off() -> list[Row]:
            return await told.rows(**CHATTED, attempts=1)

        (row,) = await eventually(put_off, what="the message put off")
    assert (row["state"], row["code"]) == ("waiting", "chat-not-taken")
    assert row["lease_until"] - row["created_at"] > timedelta(seconds=14)


async def test_a_link_that_is_not_taken_or_leads_elsewhere_is_not_kept(told: Told, room: Receiver) -> None:
    async with told.running(**settings(room)):
        await told.joins(ADA)
        room.answers[HOOK].append(Reply(403))
        for address, code in ((f"mmost://127.0.0.1:{room.port}/{TOKEN}", "chat-silent"), ("json://h/", "chat-unfit")):
            with pytest.raises(Refused) as refused:
                await told.ask(LinkChat(address=address), ADA)
            assert refused.value.code == code
        assert await told.ask(ReadChat(), ADA) == NOTHING


async def test_no_log_of_any_level_and_no_document_holds_the_address(
    told: Told, room: Receiver, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    async with told.running(**settings(room)):
        await told.joins(ADA, BOB)
        await link(told, room)
        room.answers[HOOK].append(Reply(500))
        await told.say(request_opened(request_id="req_1"), "req_1", sequence=1)

        async def tried() -> bool:
            return bool(await told.rows(**CHATTED, attempts=1))

        await eventually(tried, what="a message that is not taken")
        kept = str(await told.bench.database(SERVICE)["reaches"].find().to_list())
    said = capsys.readouterr()
    logged = f"{said.out}{said.err}{caplog.text}"
    assert "delivery_put_off" in logged
    for secret in (TOKEN, TOKEN[:10]):
        assert secret not in logged
        assert secret not in kept
