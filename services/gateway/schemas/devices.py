"""Devices that take pushes."""

from typing import Any

from pydantic import ConfigDict, Field

from libs.common.contracts.devices import Auth, DeviceName, Endpoint, P256dh
from services.gateway.schemas.shown import Body

EXAMPLE: dict[str, Any] = {
    "name": "My phone",
    "subscription": {
        "endpoint": "https://push.example.net/abc",
        "expirationTime": None,
        "keys": {
            "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            "auth": "BTBZMqHH6r4Tts7J_aSIgg",
        },
    },
}


class SubscriptionKeys(Body):
    """Of the browser: only it reads what is pushed."""

    p256dh: P256dh
    auth: Auth


class Subscription(Body):
    """What `PushSubscription.toJSON()` gives."""

    endpoint: Endpoint = Field(description="Over https, at a public address. Kept encrypted.")
    expirationTime: float | None = None  # noqa: N815 - as browsers write it
    keys: SubscriptionKeys


class AddDevice(Body):
    """A browser that its owner allowed to show messages."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    subscription: Subscription
    name: DeviceName = Field(default="", description="By which its owner knows it again.")
