"""A member's device: makes its keys and seals and opens for itself, as a client of the journal does."""

from dataclasses import dataclass
from typing import Any, cast

from joserfc import jwe
from joserfc.jwe import GeneralJSONEncryption, GeneralJSONSerialization, JWERegistry
from joserfc.jwk import ECKey, OctKey, OKPKey

ROUNDS = 200_000
BACKUPS = JWERegistry(algorithms=["PBES2-HS512+A256KW", "A256GCM"])


@dataclass(frozen=True, slots=True)
class Device:
    """Holds one private key."""

    key: ECKey | OKPKey

    @property
    def kid(self) -> str:
        """What recipients are called by (RFC 7638)."""
        return self.key.thumbprint()

    @property
    def jwk(self) -> dict[str, Any]:
        """What it publishes."""
        return dict(self.key.as_dict(private=False))

    def seal(self, text: str, *others: "Device", **shared: Any) -> dict[str, Any]:
        """For itself and others."""
        sealed = GeneralJSONEncryption({"enc": "A256GCM", **shared}, text.encode())
        for device in (self, *others):
            sealed.add_recipient({"alg": "ECDH-ES+A256KW", "kid": device.kid}, device.key)
        return dict(jwe.encrypt_json(sealed, None))

    def open(self, sealed: dict[str, Any]) -> str:
        """What was sealed for it."""
        own = [one for one in sealed["recipients"] if one["header"]["kid"] == self.kid]
        opened = jwe.decrypt_json(cast(GeneralJSONSerialization, {**sealed, "recipients": own}), self.key)
        return (opened.plaintext or b"").decode()

    def backup(self, passphrase: str) -> dict[str, Any]:
        """Its private key, for another device of the same person."""
        private = str(self.key.as_dict(private=True))
        sealed = GeneralJSONEncryption({"enc": "A256GCM"}, private.encode())
        sealed.add_recipient({"alg": "PBES2-HS512+A256KW", "p2c": ROUNDS}, OctKey.import_key(passphrase))
        return dict(jwe.encrypt_json(sealed, None, registry=BACKUPS))


def p256() -> Device:
    """With a key that every browser makes."""
    return Device(ECKey.generate_key("P-256"))


def x25519() -> Device:
    """With the other kind."""
    return Device(OKPKey.generate_key("X25519"))
