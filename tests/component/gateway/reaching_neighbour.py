"""Notifications' stand-in for devices and chats: keeps what it is given, pushes nothing."""

from datetime import UTC, datetime

from libs.common.asks import Asker, NotFound
from libs.common.contracts.chat import Chat, LinkChat, ReadChat, UnlinkChat
from libs.common.contracts.devices import AddDevice, Device, Devices, ListDevices, RemoveDevice
from libs.common.house import House

AT = datetime(2026, 11, 1, tzinfo=UTC)
NO_CHAT = Chat(service=None, linked_at=None)


class Reaching:
    """Of each person."""

    def __init__(self) -> None:
        self.added: list[AddDevice] = []
        self.devices: dict[str, dict[str, Device]] = {}
        self.chats: dict[str, Chat] = {}

    def answer(self, house: House) -> None:
        """All of them."""
        house.answers.on(ListDevices, self._devices)
        house.answers.on(AddDevice, self._add)
        house.answers.on(RemoveDevice, self._remove)
        house.answers.on(ReadChat, self._chat)
        house.answers.on(LinkChat, self._link)
        house.answers.on(UnlinkChat, self._unlink)

    async def _devices(self, ask: ListDevices, asker: Asker) -> Devices:
        return Devices(public_key="key", data=tuple(self.devices.get(asker.person_id, {}).values()))

    async def _add(self, ask: AddDevice, asker: Asker) -> Device:
        self.added.append(ask)
        device = Device(device_id="dev_1", name=ask.called, added_at=AT)
        return self.devices.setdefault(asker.person_id, {}).setdefault("dev_1", device)

    async def _remove(self, ask: RemoveDevice, asker: Asker) -> Device:
        removed = self.devices.get(asker.person_id, {}).pop(ask.device_id, None)
        if removed is None:
            raise NotFound
        return removed

    async def _chat(self, ask: ReadChat, asker: Asker) -> Chat:
        return self.chats.get(asker.person_id, NO_CHAT)

    async def _link(self, ask: LinkChat, asker: Asker) -> Chat:
        self.chats[asker.person_id] = Chat(service=ask.address.partition(":")[0], linked_at=AT)
        return self.chats[asker.person_id]

    async def _unlink(self, ask: UnlinkChat, asker: Asker) -> Chat:
        self.chats.pop(asker.person_id, None)
        return NO_CHAT
