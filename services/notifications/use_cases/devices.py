"""The devices of a person: added, seen and removed by nobody but themselves."""

from libs.common import errors
from libs.common.asks import Asker, NotFound
from libs.common.contracts import devices as asks
from libs.common.handling import Handling
from libs.common.unit import Unit, Units
from services.notifications.domain.codes import Code, RuleBroken
from services.notifications.domain.reach import Device, Reach, Subscription, with_device, without_devices
from services.notifications.ports import Pushes, Undeliverable
from services.notifications.sealing import Seal
from services.notifications.store import Store


class OwnDevices:
    """Answers about devices. Without `pushes` this house pushes nothing."""

    def __init__(
        self, store: Store, seal: Seal[Subscription], units: Units, handling: Handling, pushes: Pushes | None
    ) -> None:
        self.store, self.seal, self.units, self.handling, self.pushes = store, seal, units, handling, pushes

    async def add(self, ask: asks.AddDevice, asker: Asker) -> asks.Device:
        """Whoever adds a browser has it: somebody else who signed in there before hears nothing there any more."""
        try:
            subscription = await self._require_fit(Subscription(ask.endpoint, ask.p256dh, ask.auth))
            return await self.handling.settled(lambda: self._add(ask.called, subscription, asker))
        except RuleBroken as broken:
            raise errors.Refused(broken.code.value, broken.words) from broken

    async def list_(self, _: asks.ListDevices, asker: Asker) -> asks.Devices:
        """Those of the asker."""
        known = await self.store.reaches.find(asker.org, asker.person_id)
        return asks.Devices(
            public_key=self.pushes.public_key if self.pushes else None,
            data=tuple(map(_shown, known.devices)) if known else (),
        )

    async def remove(self, ask: asks.RemoveDevice, asker: Asker) -> asks.Device:
        """NotFound for anybody else's."""

        async def decide() -> tuple[Unit, asks.Device]:
            unit = self._unit(asker)
            known = await self.store.reaches.find(asker.org, asker.person_id)
            device = known.find(ask.device_id) if known else None
            if known is None or device is None:
                raise NotFound
            unit.write(self.store.reaches.save(without_devices(known, ask.device_id)))
            return unit, _shown(device)

        return await self.handling.settled(decide)

    async def _require_fit(self, subscription: Subscription) -> Subscription:
        if self.pushes is None:
            raise RuleBroken(Code.PUSH_OFF)
        try:
            await self.pushes.require(subscription)
        except Undeliverable:
            raise RuleBroken(Code.DEVICE_UNFIT) from None
        return subscription

    async def _add(self, name: str, subscription: Subscription, asker: Asker) -> tuple[Unit, asks.Device]:
        unit, org = self._unit(asker), asker.org
        device_id = f"dev_{self.seal.mark(org, subscription.endpoint)[:32]}"
        known = await self.store.reaches.find(org, asker.person_id) or Reach(org, asker.person_id)
        sealed = self.seal.seal(org, device_id, subscription)
        after = with_device(known, Device(device_id, name, sealed, unit.now))
        unit.write(self.store.reaches.save(after))
        for other in await self.store.reaches.list_with(org, device_id):
            if other.person_id != asker.person_id:
                unit.write(self.store.reaches.save(without_devices(other, device_id)))
        device = after.find(device_id)
        assert device  # noqa: S101 - it was just put there
        return unit, _shown(device)

    def _unit(self, asker: Asker) -> Unit:
        return self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)


def _shown(device: Device) -> asks.Device:
    return asks.Device(device_id=device.device_id, name=device.name, added_at=device.added_at)
