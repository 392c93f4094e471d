"""Questions and answers between services: encrypted, in time, never left hanging. On a real broker."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime

import aio_pika
import pytest
import pytest_asyncio

from libs.common.asks import Answers, Asker, NoAnswer, NotFound, Outdated, Questions
from libs.common.contracts import Service
from libs.common.contracts.asks import ReadStory, ReportSession, SessionKept
from libs.common.crypto import Box
from libs.common.errors import Refused, Retryable
from libs.common.topology import asks_queue
from tests.support.running import PATIENCE_S, Bench, eventually

ADA = Asker("acme", "ada", "story-1")
BOX = Box(b"k" * 32)
MET = ReportSession(pair_id="pair_1", session_id="s1", held_at=datetime(2026, 5, 4, tzinfo=UTC))
Answering = Callable[[ReportSession, Asker], Awaitable[SessionKept]]


@pytest_asyncio.fixture
async def questions(bench: Bench) -> AsyncIterator[Questions]:
    made = Questions(bench.amqp_url, BOX, "gateway asks")
    yield made
    await made.close()


@pytest_asyncio.fixture
async def answering(bench: Bench) -> AsyncIterator[Callable[[Answering], Awaitable[None]]]:
    connections = []

    async def start(answer: Answering, key: bytes = b"k" * 32) -> None:
        connection = await aio_pika.connect_robust(bench.amqp_url)
        connections.append(connection)
        answers = Answers(Service.JOURNAL, Box(key))
        answers.on(ReportSession, answer)
        await answers.consume(connection)

    yield start
    for connection in connections:
        await connection.close()


async def keep(ask: ReportSession, asker: Asker) -> SessionKept:
    return SessionKept(session_id=ask.session_id, held_at=ask.held_at, number=1, next_owner_id=asker.person_id)


async def test_an_answer_comes_back_to_who_asked(
    questions: Questions, answering: Callable[..., Awaitable[None]]
) -> None:
    await answering(keep)
    kept = await questions.ask(MET, ADA, timeout_s=PATIENCE_S)
    assert (kept.session_id, kept.next_owner_id) == ("s1", "ada")


async def test_many_questions_get_each_their_own_answer(
    questions: Questions, answering: Callable[..., Awaitable[None]]
) -> None:
    async def slower_first(ask: ReportSession, asker: Asker) -> SessionKept:
        await asyncio.sleep(0.05 if ask.session_id.endswith("0") else 0)
        return await keep(ask, asker)

    await answering(slower_first)
    ids = [f"s{n}" for n in range(120)]
    asks = [MET.model_copy(update={"session_id": one}) for one in ids]
    kept = await asyncio.gather(*(questions.ask(ask, ADA, timeout_s=PATIENCE_S) for ask in asks))
    assert [one.session_id for one in kept] == ids


async def test_who_was_too_late_gets_what_is_there_now(
    questions: Questions, answering: Callable[..., Awaitable[None]]
) -> None:
    async def changed_already(ask: ReportSession, asker: Asker) -> SessionKept:
        raise Outdated(await keep(ask, Asker("acme", "bob", "")))

    await answering(changed_already)
    with pytest.raises(Outdated) as outdated:
        await questions.ask(MET, ADA, timeout_s=PATIENCE_S)
    assert outdated.value.current == SessionKept(session_id="s1", held_at=MET.held_at, number=1, next_owner_id="bob")


async def test_a_refusal_arrives_with_its_words(
    questions: Questions, answering: Callable[..., Awaitable[None]]
) -> None:
    async def refuse(ask: ReportSession, asker: Asker) -> SessionKept:
        raise Refused("too-soon", {"en": "Too soon.", "de": "Zu früh."})

    await answering(refuse)
    with pytest.raises(Refused, match="too-soon") as refused:
        await questions.ask(MET, ADA, timeout_s=PATIENCE_S)
    assert refused.value.words["de"] == "Zu früh."


@pytest.mark.parametrize(
    ("error", "expected"),
    [(NotFound(), NotFound), (Retryable("db"), NoAnswer), (KeyError("bug"), NoAnswer)],
)
async def test_other_ends_are_told_apart(
    questions: Questions, answering: Callable[..., Awaitable[None]], error: Exception, expected: type[Exception]
) -> None:
    async def fail(ask: ReportSession, asker: Asker) -> SessionKept:
        raise error

    await answering(fail)
    with pytest.raises(expected):
        await questions.ask(MET, ADA, timeout_s=PATIENCE_S)


async def until_asked(bench: Bench, count: int) -> None:
    """So many questions are in journal's queue: those whose time is over leave it."""
    queue = await bench.channel.get_queue(asks_queue(Service.JOURNAL))

    async def are_there() -> bool:
        return (await queue.declare()).message_count == count

    await eventually(are_there, what=f"{count} questions that wait")


async def test_a_service_that_is_away_ends_the_wait_in_time(bench: Bench, questions: Questions) -> None:
    patient = asyncio.create_task(questions.ask(MET, ADA, timeout_s=3600))
    await until_asked(bench, 1)
    with pytest.raises(NoAnswer):
        await questions.ask(MET, ADA, timeout_s=0.5)
    assert not patient.done(), "each waits as long as it wants to"
    patient.cancel()
    with pytest.raises(asyncio.CancelledError):
        await patient


async def test_a_question_nobody_waits_for_is_not_answered_later(
    bench: Bench, questions: Questions, answering: Callable[..., Awaitable[None]]
) -> None:
    seen = []

    async def note(ask: ReportSession, asker: Asker) -> SessionKept:
        seen.append(ask.session_id)
        return await keep(ask, asker)

    with pytest.raises(NoAnswer):
        await questions.ask(MET.model_copy(update={"session_id": "late"}), ADA, timeout_s=0.3)
    await until_asked(bench, 0)
    await answering(note)
    await questions.ask(MET, ADA, timeout_s=PATIENCE_S)
    assert seen == ["s1"]


async def test_an_ask_the_service_does_not_know_is_no_hang(
    questions: Questions, answering: Callable[..., Awaitable[None]]
) -> None:
    await answering(keep)
    with pytest.raises(NoAnswer, match="unknown-ask"):
        await questions.ask(ReadStory(pair_id="pair_1"), ADA, timeout_s=PATIENCE_S)


async def test_what_was_not_sealed_with_the_key_is_not_answered(
    questions: Questions, answering: Callable[..., Awaitable[None]]
) -> None:
    await answering(keep, b"x" * 32)
    with pytest.raises(NoAnswer):
        await questions.ask(MET, ADA, timeout_s=0.5)


async def test_the_broker_never_sees_the_text(bench: Bench, questions: Questions) -> None:
    secret = MET.model_copy(update={"session_id": "plain-secret"})
    asking = asyncio.create_task(questions.ask(secret, ADA, timeout_s=PATIENCE_S))
    queue = await bench.channel.get_queue(asks_queue(Service.JOURNAL))

    async def waiting() -> aio_pika.abc.AbstractIncomingMessage | None:
        return await queue.get(fail=False)

    message = await eventually(waiting)
    assert message is not None
    await message.ack()
    assert b"plain-secret" not in message.body
    assert message.delivery_mode is aio_pika.DeliveryMode.NOT_PERSISTENT
    assert message.expiration
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
