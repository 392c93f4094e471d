"""What goes to a person's devices: the same push to each that has not had it."""

import asyncio
import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from libs.common.contracts.notifications import Importance
from libs.common.handling import Handling
from libs.common.unit import Unit, Units
from services.notifications.domain.deliveries import Delivery
from services.notifications.domain.people import Person
from services.notifications.domain.reach import Device, Subscription, without_devices
from services.notifications.glances import glance
from services.notifications.ports import NotNow, Push, Pushes, Undeliverable
from services.notifications.sealing import Seal
from services.notifications.store import Store
from services.notifications.use_cases.seeing import Unsaid, about_now
from services.notifications.words import Writer

NO_DEVICE = "no-device"
URGENCIES = {Importance.CRITICAL: "high", Importance.PERSONAL: "normal", Importance.NUDGE: "low"}
KEPT = timedelta(days=7)
"""What a push service keeps for a device that is away, where nothing says how long it is worth something."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """For all devices of a person that have not had it."""

    delivery: Delivery
    pushes: tuple[tuple[Device, Push], ...]


class Pushing:
    """Makes pushes, and carries them to every device: what one of them says is no reason not to try the others."""

    def __init__(
        self, store: Store, writer: Writer, seal: Seal[Subscription], units: Units, handling: Handling, pushes: Pushes
    ) -> None:
        self.store, self.writer, self.seal = store, writer, seal
        self.units, self.handling, self.pushes = units, handling, pushes

    async def make(self, delivery: Delivery, reader: Person) -> Parcel:
        """Unsaid where there is no device, or it is better not said."""
        known = await self.store.reaches.find(delivery.org, reader.person_id)
        devices = [one for one in known.devices if one.device_id not in delivery.reached] if known else []
        if not devices:
            raise Unsaid(NO_DEVICE)
        people = await self.store.people.find_all(delivery.org, delivery.about.people)
        delivery = replace(delivery, about=await about_now(self.store, delivery, people))
        seen = glance(self.writer, delivery, reader, people)
        content = {
            "title": seen.title,
            "line": seen.line,
            "path": delivery.about.path,
            "notice_id": delivery.notice_id,
        }
        push = Push(
            to=Subscription("", "", ""),
            topic=topic_of(delivery.notice_id),
            urgency=URGENCIES[delivery.importance],
            ttl=time_left(delivery.expires_at, self.units.clock.now()),
            content=json.dumps(content, ensure_ascii=False).encode(),
        )
        return Parcel(delivery, tuple((one, replace(push, to=self._opened(delivery.org, one))) for one in devices))

    async def send(self, parcel: Parcel) -> None:
        """To all at once. Devices that are gone are forgotten."""
        delivery, devices = parcel.delivery, [device for device, _ in parcel.pushes]
        sends = (self.pushes.send(push) for _, push in parcel.pushes)
        ends = await asyncio.gather(*sends, return_exceptions=True)
        for end in ends:
            if end and not isinstance(end, Undeliverable | NotNow):
                raise end
        ended = dict(zip((device.device_id for device in devices), ends, strict=True))
        refused = [end for end in ends if isinstance(end, Undeliverable)]
        gone = [key for key, end in ended.items() if isinstance(end, Undeliverable) and end.is_final_for_address]
        if gone:
            await self._forget(delivery, gone)
        reached = (*delivery.reached, *(key for key, end in ended.items() if end is None))
        later = [end for end in ends if isinstance(end, NotNow)]
        if later:
            raise _later(later, reached)
        if refused and not reached:
            raise Undeliverable(refused[0].code, is_final_for_address=len(gone) == len(ends))

    async def close(self) -> None:
        """Let go of connections."""
        await self.pushes.close()

    def _opened(self, org: str, device: Device) -> Subscription:
        return self.seal.open(org, device.device_id, device.sealed)

    async def _forget(self, delivery: Delivery, device_ids: Sequence[str]) -> None:
        async def decide() -> Unit:
            unit = self.units.start(delivery.org, correlation_id=delivery.correlation_id)
            known = await self.store.reaches.find(delivery.org, delivery.person_id)
            after = without_devices(known, *device_ids) if known else None
            if after and after != known:
                unit.write(self.store.reaches.save(after))
            return unit

        await self.handling.settle(decide)


def topic_of(notice_id: str) -> str:
    """At most 32 characters of base64url (RFC 8030, 5.4): a repeat takes the place of the first."""
    return base64.urlsafe_b64encode(hashlib.sha256(notice_id.encode()).digest()[:24]).decode()


def time_left(expires_at: datetime | None, now: datetime) -> timedelta:
    """So long a service keeps it; what is worth nothing any more it shows at once or never."""
    return min(max(expires_at - now, timedelta(0)), KEPT) if expires_at else KEPT


def _later(ends: Sequence[NotNow], reached: tuple[str, ...]) -> NotNow:
    waits = [end.retry_after for end in ends if end.retry_after]
    return NotNow(ends[0].code, max(waits, default=None), reached)
