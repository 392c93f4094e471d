"""Threads: what two of a request or of a pair write to each other, and the one word that something waits."""

from collections.abc import Sequence
from dataclasses import dataclass

from libs.common.asks import Asker, NotFound
from libs.common.contracts import threads as wire
from libs.common.handling import Handling
from libs.common.unit import Timer, Unit, Units
from services.journal.domain.codes import Code
from services.journal.domain.keys import shared_key
from services.journal.domain.stories import Standing
from services.journal.domain.threads import (
    TOLD_AFTER,
    Message,
    Side,
    Thread,
    deleted,
    opened,
    read,
    thread_id,
    untold,
    written,
)
from services.journal.sealing import Sealing
from services.journal.store import Store
from services.journal.use_cases.own import own_story, refusal

WAITING = "message-waiting"


@dataclass(frozen=True, slots=True)
class Room:
    """Where two write to each other, for one of them."""

    thread_id: str
    members: tuple[str, ...]
    of: wire.ThreadOf
    closed: Code | None
    """Why nothing can be added."""

    @property
    def id(self) -> str:
        """Of the pair or the request: its keys seal what is written from here on."""
        return self.of.pair_id or self.of.request_id or ""


class Threads:
    """Use cases about messages."""

    def __init__(self, store: Store, units: Units, handling: Handling, sealing: Sealing) -> None:
        self.store, self.units, self.handling, self.sealing = store, units, handling, sealing

    async def write(self, ask: wire.WriteMessage, asker: Asker) -> wire.Message:
        """One more message. The same id again changes nothing and answers the same."""

        async def decide() -> tuple[Unit, Message]:
            room, unit = await self._begin(asker, ask.thread)
            known = await self.store.messages.find(asker.org, ask.message_id)
            return unit, known or await self._write(unit, room, ask, asker.person_id)

        return await self._shown_alone(await self.handling.settled(decide))

    async def read(self, ask: wire.ReadThread, asker: Asker) -> wire.Thread:
        """A page, the newest last."""
        room = await self._room(asker, ask.thread)
        thread = await self._thread(asker.org, room)
        messages = await self._page(asker.org, room.thread_id, ask)
        side = thread.side(asker.person_id)
        return wire.Thread(
            messages=await self._shown(asker.org, messages),
            last_number=thread.last_number,
            read_up_to=side.read_up_to,
            unread=await self._unread(thread, side),
            can_write=room.closed is None,
        )

    async def mark_read(self, ask: wire.MarkThreadRead, asker: Asker) -> wire.ReadMark:
        """The asker has read so far: what waits, waits for nobody any more once it is all read."""

        async def decide() -> tuple[Unit, Thread]:
            room, unit = await self._begin(asker, ask.thread)
            message = await self._message(asker.org, room, ask.message_id)
            before = await self._thread(asker.org, room)
            after = read(before, asker.person_id, message.number)
            if after != before:
                unit.write(self.store.threads.save(after))
                if not after.side(asker.person_id).is_told:
                    unit.cancel_timer(WAITING, _subject(after, asker.person_id))
            return unit, after

        thread = await self.handling.settled(decide)
        side = thread.side(asker.person_id)
        return wire.ReadMark(read_up_to=side.read_up_to, unread=await self._unread(thread, side))

    async def delete(self, ask: wire.DeleteMessage, asker: Asker) -> wire.Message:
        """Its author takes it away, also after the end: the words are gone, the place stays."""

        async def decide() -> tuple[Unit, Message]:
            room, unit = await self._begin(asker, ask.thread)
            message = await self._message(asker.org, room, ask.message_id)
            if message.author_id != asker.person_id:
                raise refusal(Code.NOT_YOUR_WORDS)
            if message.deleted_at:
                return unit, message
            after = deleted(message, unit.now)
            unit.write(self.store.messages.save(after))
            unit.publish(wire.MessageDeleted(**_fact(room, after)), room.id)
            return unit, after

        return await self._shown_alone(await self.handling.settled(decide))

    async def tell(self, timer: Timer) -> Unit:
        """What was unread for a while is still unread: say so, unless it is deleted, or the pair over."""
        unit = self.units.after_timer(timer)
        reader_id, thread = timer.facts["reader_id"], await self.store.threads.get(timer.org, timer.facts["thread_id"])
        if not thread.side(reader_id).is_told:
            return unit
        is_over = await self._is_over(timer.org, timer.facts.get("pair_id"))
        if not is_over and await self._unread(thread, thread.side(reader_id)):
            author_id = thread.other(reader_id).person_id
            of = wire.ThreadOf(pair_id=timer.facts.get("pair_id"), request_id=timer.facts.get("request_id"))
            fact = wire.MessageWaiting(**of.model_dump(), reader_id=reader_id, author_id=author_id)
            unit.publish(fact, fact.subject_id)
        else:
            unit.write(self.store.threads.save(untold(thread, reader_id)))
        return unit

    async def _is_over(self, org: str, pair_id: str | None) -> bool:
        """Nothing of the one reaches the other after the end: behind it may be a flight."""
        story = await self.store.stories.find(org, pair_id) if pair_id else None
        return story is not None and story.standing is Standing.ENDED

    async def _begin(self, asker: Asker, of: wire.ThreadOf) -> tuple[Room, Unit]:
        room = await self._room(asker, of)
        return room, self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)

    async def _room(self, asker: Asker, of: wire.ThreadOf) -> Room:
        if of.pair_id:
            story = await own_story(self.store, asker, of.pair_id)
            closed = Code.PAIR_ENDED if story.standing is Standing.ENDED else None
            return Room(thread_id(story.pair_id, story.request_id), story.member_ids, of, closed)
        request = await self.store.requests.find(asker.org, of.request_id or "")
        if request is None or asker.person_id not in request.members:
            raise NotFound
        closed = None if request.is_open else Code.REQUEST_IS_OVER
        return Room(thread_id(None, request.request_id), request.members, of, closed)

    async def _thread(self, org: str, room: Room) -> Thread:
        return await self.store.threads.find(org, room.thread_id) or opened(org, room.thread_id, room.members)

    async def _message(self, org: str, room: Room, message_id: str) -> Message:
        message = await self.store.messages.find(org, message_id)
        if message is None or message.thread_id != room.thread_id:
            raise NotFound
        return message

    async def _write(self, unit: Unit, room: Room, ask: wire.WriteMessage, author_id: str) -> Message:
        if room.closed:
            raise refusal(room.closed)
        before = await self._thread(unit.org, room)
        after = written(before, author_id)
        message = Message(
            org=unit.org,
            message_id=ask.message_id,
            thread_id=room.thread_id,
            number=after.last_number,
            author_id=author_id,
            text=await self.sealing.seal(unit, shared_key(room.id, author_id), ask.text, f"{ask.message_id}/text"),
            at=unit.now,
        )
        unit.write(self.store.messages.save(message), self.store.threads.save(after))
        unit.publish(wire.MessageWritten(**_fact(room, message)), room.id)
        reader = before.other(author_id)
        if not reader.is_told:
            known = {
                "thread_id": room.thread_id,
                "reader_id": reader.person_id,
                **room.of.model_dump(exclude_none=True),
            }
            unit.set_timer(WAITING, _subject(after, reader.person_id), unit.now + TOLD_AFTER, **known)
        return message

    async def _page(self, org: str, id: str, ask: wire.ReadThread) -> Sequence[Message]:
        messages, query = self.store.messages, {"thread_id": id}
        if ask.after is not None:
            return await messages.oldest(org, query, after=ask.after, limit=ask.limit)
        return (await messages.newest(org, query, before=ask.before, limit=ask.limit))[::-1]

    async def _unread(self, thread: Thread, side: Side) -> int:
        other_id = thread.other(side.person_id).person_id
        return await self.store.count_unread(thread, other_id, side.read_up_to)

    async def _shown_alone(self, message: Message) -> wire.Message:
        (shown,) = await self._shown(message.org, (message,))
        return shown

    async def _shown(self, org: str, messages: Sequence[Message]) -> tuple[wire.Message, ...]:
        texts = await self.sealing.open(org, {f"{one.message_id}/text": one.text for one in messages if one.text})
        return tuple(
            wire.Message(
                message_id=one.message_id,
                number=one.number,
                author_id=one.author_id,
                at=one.at,
                text=texts.get(f"{one.message_id}/text", ""),
                is_deleted=one.deleted_at is not None,
            )
            for one in messages
        )


def _fact(room: Room, message: Message) -> dict[str, object]:
    return {
        **room.of.model_dump(),
        "members": room.members,
        "message_id": message.message_id,
        "author_id": message.author_id,
    }


def _subject(thread: Thread, reader_id: str) -> str:
    return f"{thread.thread_id}/{reader_id}"
