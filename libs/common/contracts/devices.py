"""Devices that take pushes: asks alone, since whoever knows a subscription can reach its browser."""

from typing import Annotated

from pydantic import StringConstraints

from libs.common.contracts.asks import Ask, Reply
from libs.common.contracts.base import Id, Instant, Service

Endpoint = Annotated[str, StringConstraints(pattern=r"^https?://[!-~]+$", max_length=2000)]
P256dh = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{87}=?$")]
"""A point on P-256, uncompressed, in base64url."""

Auth = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{22}(==)?$")]
"""16 bytes in base64url."""

DeviceName = Annotated[str, StringConstraints(strip_whitespace=True, max_length=60)]


class Device(Reply):
    """A device as its owner may see it: never where it is reached."""

    device_id: Id
    name: str
    added_at: Instant


class AddDevice(Ask[Device], to=Service.NOTIFICATIONS, reply=Device):
    """Push to this browser from now on. The same subscription again is the same device, and its last asker's."""

    endpoint: Endpoint
    p256dh: P256dh
    auth: Auth
    called: DeviceName = ""


class Devices(Reply):
    """The oldest first."""

    public_key: str | None
    """With which a browser subscribes (`applicationServerKey`); None where this house pushes nothing."""

    data: tuple[Device, ...]


class ListDevices(Ask[Devices], to=Service.NOTIFICATIONS, reply=Devices):
    """Somebody looks at their own."""


class RemoveDevice(Ask[Device], to=Service.NOTIFICATIONS, reply=Device):
    """Push there no more."""

    device_id: Id
