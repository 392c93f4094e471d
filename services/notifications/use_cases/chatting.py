"""The chat of a person: linked by themselves, and what goes there."""

from dataclasses import replace

from libs.common import errors
from libs.common.asks import Asker
from libs.common.contracts import chat as asks
from libs.common.handling import Handling
from libs.common.unit import Unit, Units
from services.notifications.domain.codes import Code, RuleBroken
from services.notifications.domain.deliveries import Delivery
from services.notifications.domain.people import Person
from services.notifications.domain.reach import Chat, Reach
from services.notifications.glances import FIRST_WORDS, glance
from services.notifications.languages import locale_of
from services.notifications.ports import Chats, ChatText, NotNow, Undeliverable
from services.notifications.sealing import Seal
from services.notifications.store import Store
from services.notifications.use_cases.seeing import Unsaid, about_now
from services.notifications.words import Writer

NO_CHAT = "no-chat"


class Chatting:
    """Makes what is written into chats."""

    def __init__(self, store: Store, writer: Writer, seal: Seal[str]) -> None:
        self.store, self.writer, self.seal = store, writer, seal

    async def make(self, delivery: Delivery, reader: Person) -> ChatText:
        """Unsaid where nothing is linked, or it is better not said."""
        reach = await self.store.reaches.find(delivery.org, reader.person_id)
        if reach is None or reach.chat is None:
            raise Unsaid(NO_CHAT)
        people = await self.store.people.find_all(delivery.org, delivery.about.people)
        delivery = replace(delivery, about=await about_now(self.store, delivery, people))
        seen = glance(self.writer, delivery, reader, people)
        address = self.seal.open(reach.org, reach.person_id, reach.chat.sealed)
        return ChatText(address, seen.title, f"{seen.line}: {self.writer.link(delivery.about.path)}")


class OwnChat:
    """Answers about chats."""

    def __init__(self, store: Store, seal: Seal[str], units: Units, handling: Handling, chats: Chats) -> None:
        self.store, self.seal, self.units, self.handling, self.chats = store, seal, units, handling, chats

    async def read(self, _: asks.ReadChat, asker: Asker) -> asks.Chat:
        """What the asker linked."""
        reach = await self.store.reaches.find(asker.org, asker.person_id)
        return _shown(reach.chat if reach else None)

    async def link(self, ask: asks.LinkChat, asker: Asker) -> asks.Chat:
        """Kept once a first message has arrived there."""
        try:
            service = await self._tried(ask.address, asker)
        except RuleBroken as broken:
            raise errors.Refused(broken.code.value, broken.words) from broken
        sealed = self.seal.seal(asker.org, asker.person_id, ask.address)
        chat = Chat(service, sealed, self.units.clock.now())
        await self._keep(chat, asker)
        return _shown(chat)

    async def unlink(self, _: asks.UnlinkChat, asker: Asker) -> asks.Chat:
        """Forgotten; again changes nothing."""
        await self._keep(None, asker)
        return _shown(None)

    async def _keep(self, chat: Chat | None, asker: Asker) -> None:
        async def decide() -> Unit:
            unit = self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)
            known = await self.store.reaches.find(asker.org, asker.person_id) or Reach(asker.org, asker.person_id)
            if chat != known.chat:
                unit.write(self.store.reaches.save(replace(known, chat=chat)))
            return unit

        await self.handling.settle(decide)

    async def _tried(self, address: str, asker: Asker) -> str:
        """The name of the service; RuleBroken where nothing can be written there, or a first message is not taken."""
        reader = await self.store.people.get(asker.org, asker.person_id)
        first = FIRST_WORDS[locale_of(reader)]
        try:
            service = self.chats.service_of(address)
            await self.chats.send(ChatText(address, first.title, first.line))
        except Undeliverable:
            raise RuleBroken(Code.CHAT_UNFIT) from None
        except NotNow:
            raise RuleBroken(Code.CHAT_SILENT) from None
        return service


def _shown(chat: Chat | None) -> asks.Chat:
    return asks.Chat(service=chat.service if chat else None, linked_at=chat.linked_at if chat else None)
