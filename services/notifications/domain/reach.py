"""Where a person is reached beside their inbox and mailbox: browsers that take pushes, and the chat they linked."""

from dataclasses import dataclass, replace
from datetime import datetime

from libs.common.contracts.notifications import Channel
from services.notifications.domain.codes import Code, RuleBroken

MOST_DEVICES = 10


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a browser hands out to whoever may push to it. Kept sealed."""

    endpoint: str
    p256dh: str
    auth: str


@dataclass(frozen=True, slots=True)
class Device:
    """A browser; its id is a mark of the endpoint, so that adding it twice is one."""

    device_id: str
    name: str
    sealed: bytes
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat that its reader linked; the address is sealed."""

    service: str
    sealed: bytes
    linked_at: datetime


@dataclass(frozen=True, slots=True)
class Reach:
    """All of it for one person, in one document: the limit holds under any race, and one look says where to write."""

    org: str
    person_id: str
    devices: tuple[Device, ...] = ()
    chat: Chat | None = None
    revision: int = 0

    def find(self, device_id: str) -> Device | None:
        """The device with this id."""
        return next((device for device in self.devices if device.device_id == device_id), None)

    def leads(self, channel: Channel) -> bool:
        """Something that goes this way arrives somewhere."""
        if channel is Channel.PUSH:
            return bool(self.devices)
        return channel is not Channel.CHAT or self.chat is not None


def with_device(known: Reach, device: Device) -> Reach:
    """One more, or the same with new keys; RuleBroken(DEVICES_ENOUGH) where there are as many as may be."""
    before = known.find(device.device_id)
    if before:
        device = replace(device, added_at=before.added_at)
        return replace(known, devices=tuple(device if one is before else one for one in known.devices))
    if len(known.devices) >= MOST_DEVICES:
        raise RuleBroken(Code.DEVICES_ENOUGH)
    return replace(known, devices=(*known.devices, device))


def without_devices(known: Reach, *device_ids: str) -> Reach:
    """Fewer."""
    return replace(known, devices=tuple(one for one in known.devices if one.device_id not in device_ids))
