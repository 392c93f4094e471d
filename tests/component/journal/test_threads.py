"""Threads of pairs and of requests: read by the two alone, and one word to who has not read. On real servers."""

from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

import pytest

from libs.common.asks import NotFound
from libs.common.contracts import AnyEvent
from libs.common.contracts.asks import Ask
from libs.common.contracts.pairs import PairFormed
from libs.common.contracts.requests import Direction, RequestClosed, RequestOpened, RequestState
from libs.common.contracts.threads import (
    DeleteMessage,
    MarkThreadRead,
    Message,
    MessageDeleted,
    MessageWaiting,
    MessageWritten,
    ReadMark,
    ReadThread,
    Thread,
    ThreadOf,
    WriteMessage,
)
from libs.common.errors import Refused
from libs.common.house import House
from services.journal.domain.threads import TOLD_AFTER
from tests.component.journal.speaking import Speaking
from tests.support.running import eventually

PHRASE = "Der Zimtstern klingt violett"
PAIR, REQUEST = ThreadOf(pair_id="pair_1"), ThreadOf(request_id="req_1")


async def write(
    speaking: Speaking, person_id: str, message_id: str, of: ThreadOf = PAIR, text: str = PHRASE
) -> Message:
    ask = WriteMessage(thread=of, message_id=message_id, text=text)
    return await speaking.questions.ask(ask, speaking.asker(person_id))


async def read(speaking: Speaking, person_id: str, of: ThreadOf = PAIR, **page: Any) -> Thread:
    return await speaking.questions.ask(ReadThread(thread=of, **page), speaking.asker(person_id))


async def mark(speaking: Speaking, person_id: str, message_id: str) -> ReadMark:
    ask = MarkThreadRead(thread=PAIR, message_id=message_id)
    return await speaking.questions.ask(ask, speaking.asker(person_id))


async def delete(speaking: Speaking, person_id: str, message_id: str) -> Message:
    return await speaking.questions.ask(DeleteMessage(thread=PAIR, message_id=message_id), speaking.asker(person_id))


@pytest.mark.feature("pair.messages")
async def test_both_read_what_is_written_in_its_order_and_nobody_else_does(journal: House, speaking: Speaking) -> None:
    pair = await speaking.open()
    first = await write(speaking, "ada", "m1")
    await write(speaking, "bob", "m2")
    assert await write(speaking, "ada", "m1", text="something else") == first, "said before"
    await write(speaking, "bob", "m3")
    thread = await read(speaking, "ada")
    assert [(one.number, one.author_id, one.text) for one in thread.messages] == [
        (1, "ada", PHRASE),
        (2, "bob", PHRASE),
        (3, "bob", PHRASE),
    ]
    assert (thread.last_number, thread.unread, thread.can_write) == (3, 2, True)
    assert [one.number for one in (await read(speaking, "bob", after=1, limit=1)).messages] == [2]
    assert [one.number for one in (await read(speaking, "bob", limit=2)).messages] == [2, 3]
    assert [one.number for one in (await read(speaking, "bob", before=3, limit=1)).messages] == [2]
    asks: list[Ask[Any]] = [ReadThread(thread=PAIR), WriteMessage(thread=PAIR, message_id="m9", text="x")]
    for ask in asks:
        with pytest.raises(NotFound):
            await speaking.questions.ask(ask, speaking.asker("eve"))
    await speaking.quiet()
    written = [event.data for event in speaking.of(pair, MessageWritten)]
    assert [fact.message_id for fact in written if isinstance(fact, MessageWritten)] == ["m1", "m2", "m3"]
    kept = [await speaking.rows(name) for name in await journal.database.list_collection_names()]
    assert "Zimtstern" not in repr(kept) + repr(speaking.heard.events)


async def test_a_mark_never_goes_back_and_is_shown_to_its_reader_alone(journal: House, speaking: Speaking) -> None:
    await speaking.open()
    for number in (1, 2, 3):
        await write(speaking, "ada", f"m{number}")
    before = await read(speaking, "ada")
    assert await mark(speaking, "bob", "m2") == ReadMark(read_up_to=2, unread=1)
    assert await mark(speaking, "bob", "m1") == ReadMark(read_up_to=2, unread=1)
    assert (await read(speaking, "bob")).read_up_to == 2
    assert await read(speaking, "ada") == before
    with pytest.raises(NotFound):
        await mark(speaking, "bob", "m9")


async def test_a_deleted_message_loses_its_words_and_keeps_its_place(journal: House, speaking: Speaking) -> None:
    pair = await speaking.open()
    await write(speaking, "ada", "m1")
    await write(speaking, "ada", "m2")
    with pytest.raises(Refused, match="not-your-words"):
        await delete(speaking, "bob", "m1")
    for _ in range(2):
        assert (await delete(speaking, "ada", "m1")).is_deleted
    thread = await read(speaking, "bob")
    assert [(one.number, one.text, one.is_deleted) for one in thread.messages] == [(1, "", True), (2, PHRASE, False)]
    assert thread.unread == 1
    await speaking.quiet()
    assert len(speaking.of(pair, MessageDeleted)) == 1
    assert [row["text"] is None for row in await speaking.rows("messages")] == [True, False]


def request(speaking: Speaking, kind: type[RequestOpened | RequestClosed], sequence: int, **fields: Any) -> AnyEvent:
    """Bob asks Ada."""
    known = {
        "request_id": "req_1",
        "mentee_id": "bob",
        "mentor_id": "ada",
        "direction": Direction.FORWARD,
        "topics": ("Python",),
        "state": RequestState.OPEN,
    }
    return speaking.bench.event(kind.model_validate(known | fields), "req_1", sequence=sequence)


async def is_kept(speaking: Speaking, *, is_open: bool) -> None:
    async def kept() -> bool:
        return [row["is_open"] for row in await speaking.rows("requests")] == [is_open]

    await eventually(kept, what=f"a request that is {'open' if is_open else 'closed'}")


@pytest.mark.feature("pair.messages")
async def test_the_thread_of_a_request_goes_on_in_the_pair_that_comes_of_it(journal: House, speaking: Speaking) -> None:
    with pytest.raises(NotFound):
        await read(speaking, "bob", REQUEST)
    opened = request(speaking, RequestOpened, 1)
    await speaking.bench.publish(opened, times=2)
    await is_kept(speaking, is_open=True)
    assert await read(speaking, "ada", REQUEST) == Thread(
        messages=(), last_number=0, read_up_to=0, unread=0, can_write=True
    )
    await write(speaking, "bob", "m1", REQUEST)
    with pytest.raises(NotFound):
        await read(speaking, "eve", REQUEST)
    accepted = request(speaking, RequestClosed, 2, state=RequestState.ACCEPTED, pair_id="pair_1")
    await speaking.bench.publish(accepted)
    await is_kept(speaking, is_open=False)
    with pytest.raises(Refused, match="request-is-over"):
        await write(speaking, "ada", "m2", REQUEST)
    formed = speaking.formed()
    data = PairFormed.model_validate(formed.data.model_dump() | {"request_id": "req_1"})
    await speaking.open(formed.model_copy(update={"data": data}))
    await write(speaking, "ada", "m2")
    thread = await read(speaking, "bob")
    assert [(one.number, one.message_id, one.text) for one in thread.messages] == [(1, "m1", PHRASE), (2, "m2", PHRASE)]
    assert (await read(speaking, "bob", REQUEST)).can_write is False
    owners = {(row["key_id"], row["owner_id"]) for row in await speaking.rows("keys")}
    assert sorted(owner for _, owner in owners) == ["ada", "bob"]


async def test_a_request_that_the_other_never_heard_of_has_no_thread(journal: House, speaking: Speaking) -> None:
    withdrawn = request(speaking, RequestClosed, 2, state=RequestState.WITHDRAWN, mentor_knew=False)
    await speaking.bench.publish(withdrawn)
    await speaking.quiet()
    for person_id in ("ada", "bob"):
        with pytest.raises(NotFound):
            await read(speaking, person_id, REQUEST)


async def test_after_the_end_a_thread_is_read_and_nothing_is_added(journal: House, speaking: Speaking) -> None:
    pair = await speaking.open()
    await write(speaking, "ada", "m1")
    await speaking.bench.publish(speaking.ended(pair, 2))

    async def is_over() -> bool:
        return not (await read(speaking, "bob")).can_write

    await eventually(is_over, what="the end")
    with pytest.raises(Refused, match="pair-ended"):
        await write(speaking, "bob", "m2")
    await wait(speaking, [journal])
    assert speaking.of(pair, MessageWaiting) == [], "behind a goodbye may be a flight"
    assert (await delete(speaking, "ada", "m1")).is_deleted


@pytest.mark.feature("pair.messages")
async def test_who_has_not_read_for_a_while_hears_of_it_once_until_they_have(speaking: Speaking) -> None:
    async with AsyncExitStack() as running:
        houses = [await running.enter_async_context(speaking.running()) for _ in range(2)]
        pair = await speaking.open()
        for number in (1, 2):
            await write(speaking, "ada", f"m{number}")
        await write(speaking, "bob", "m3")
        await mark(speaking, "ada", "m3")
        await wait(speaking, houses)
        (waiting,) = speaking.of(pair, MessageWaiting)
        assert isinstance(waiting.data, MessageWaiting)
        assert (waiting.data.reader_id, waiting.data.author_id) == ("bob", "ada")
        assert waiting.data.concerns() == {"bob"}
        await write(speaking, "ada", "m4")
        await mark(speaking, "bob", "m2")
        await write(speaking, "ada", "m5")
        await wait(speaking, houses)
        assert len(speaking.of(pair, MessageWaiting)) == 1, "not all of it has been read"
        await mark(speaking, "bob", "m5")
        await write(speaking, "ada", "m6")
        await delete(speaking, "ada", "m6")
        await wait(speaking, houses)
        assert len(speaking.of(pair, MessageWaiting)) == 1, "there is nothing to read any more"
        await write(speaking, "ada", "m7")
        await wait(speaking, houses)
        assert len(speaking.of(pair, MessageWaiting)) == 2


async def wait(speaking: Speaking, houses: list[House]) -> None:
    """As long as a message may stay unread."""
    await speaking.step(TOLD_AFTER + timedelta(seconds=1))

    async def all_done() -> bool:
        due = {"kind": "message-waiting", "due_at": {"$lte": houses[0].clock.now()}}
        return not await houses[0].database["timers"].find_one(due)

    await eventually(all_done, what="unread messages looked at")
    await speaking.quiet()
