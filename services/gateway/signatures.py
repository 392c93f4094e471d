"""Signatures of webhooks, out and in, as Standard Webhooks has them."""

import base64
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime

from standardwebhooks import Webhook

ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
PREFIX = "whsec_"
SECRET_BYTES = 32


def new_secret() -> str:
    """As both sides keep it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def signed(message_id: str, body: str, at: datetime, by: Iterable[str]) -> dict[str, str]:
    """The headers that prove where a message comes from, with a signature by each of the secrets."""
    signatures = [Webhook(secret).sign(message_id, at, body) for secret in by]
    return {ID: message_id, TIMESTAMP: str(int(at.timestamp())), SIGNATURE: " ".join(signatures)}


def is_signed(body: bytes, headers: Mapping[str, str], by: Iterable[str]) -> bool:
    """By one of these secrets, within the last five minutes."""
    return any([_is_signed_by(secret, body, headers) for secret in by])


def _is_signed_by(secret: str, body: bytes, headers: Mapping[str, str]) -> bool:
    shown = {name: headers.get(name, "") for name in (ID, TIMESTAMP, SIGNATURE)}
    try:
        Webhook(secret).verify(body, shown, json_parse=False)
    except Exception:  # noqa: BLE001 - the library raises what base64, splitting and decoding raise, too
        return False
    return True
