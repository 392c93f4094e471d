"""What clients encrypt before it leaves them: JWE (RFC 7516) in general JSON, and the keys it is for (RFC 7517)."""

import base64
import json
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, Field, JsonValue, StringConstraints, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from libs.common.contracts.programmes import Part

ALPHABET = r"^[A-Za-z0-9_-]+$"
LONGEST_CIPHERTEXT = 120_000
LEAST_ROUNDS, MOST_ROUNDS = 200_000, 2_000_000
"""Of PBKDF2, between a passphrase and what it protects."""


def _base64url(shortest: int, longest: int) -> StringConstraints:
    """So many bytes, as RFC 7515 writes them: without padding."""
    return StringConstraints(
        pattern=r"^[A-Za-z0-9_-]+$", min_length=-(-shortest * 4 // 3), max_length=-(-longest * 4 // 3)
    )


Bytes32 = Annotated[str, _base64url(32, 32)]
"""A coordinate of a point, or a thumbprint (RFC 7638)."""

WrappedKey = Annotated[str, _base64url(40, 40)]
"""A key of 256 bits, wrapped (RFC 3394)."""


class P256Key(Part):
    """A public key on P-256. A private member is a mistake, which is better told than kept."""

    kty: Literal["EC"]
    crv: Literal["P-256"]
    x: Bytes32
    y: Bytes32


class X25519Key(Part):
    """A public key on X25519."""

    kty: Literal["OKP"]
    crv: Literal["X25519"]
    x: Bytes32


PublicJwk = Annotated[P256Key | X25519Key, Field(discriminator="kty")]


class SealedHeader(Part):
    """How a content key is wrapped for one public key, which its thumbprint names."""

    enc: Literal["A256GCM"]
    alg: Literal["ECDH-ES+A256KW"]
    kid: Bytes32
    epk: PublicJwk


class BackupHeader(Part):
    """How a content key is wrapped under a passphrase."""

    enc: Literal["A256GCM"]
    alg: Literal["PBES2-HS512+A256KW"]
    p2s: Annotated[str, _base64url(8, 64)]
    p2c: int = Field(ge=LEAST_ROUNDS, le=MOST_ROUNDS)


class Recipient(Part):
    """Somebody who can open it, and the content key as wrapped for them."""

    header: dict[str, JsonValue] = Field(default={}, description="What `protected` does not say.")
    encrypted_key: WrappedKey


class Encrypted(Part):
    """General JSON serialization. Nothing but these members, so that nothing readable travels along."""

    header_model: ClassVar[type[BaseModel]]

    protected: Annotated[str, _base64url(1, 1_000)]
    recipients: tuple[Recipient, ...] = Field(min_length=1, max_length=2)
    iv: Annotated[str, _base64url(12, 12)]
    ciphertext: Annotated[str, StringConstraints(pattern=ALPHABET, max_length=LONGEST_CIPHERTEXT)]
    tag: Annotated[str, _base64url(16, 16)]

    @model_validator(mode="after")
    def _has_the_headers_of_the_house(self) -> Self:
        try:
            for header in self._merged():
                self.header_model.model_validate(header)
        except (ValueError, TypeError, ValidationError):
            raise PydanticCustomError("jwe_header", "not the headers that are taken here") from None
        return self

    def _merged(self) -> list[dict[str, Any]]:
        """The header of each recipient: what all share and what is their own, which never overlap (RFC 7516, 7.2.1)."""
        shared = json.loads(base64.urlsafe_b64decode(self.protected + "=" * (-len(self.protected) % 4)))
        if any(shared.keys() & one.header.keys() for one in self.recipients):
            raise ValueError("said twice")
        return [{**shared, **one.header} for one in self.recipients]


class Jwe(Encrypted, title="SealedJwe"):
    """Sealed for one or two public keys: `ECDH-ES+A256KW`, `A256GCM`, each recipient's `kid` a thumbprint."""

    header_model = SealedHeader

    @property
    def headers(self) -> list[SealedHeader]:
        """One for each recipient."""
        return [SealedHeader.model_validate(header) for header in self._merged()]


class BackupJwe(Encrypted, title="BackupJwe"):
    """A private key under a passphrase that the house never sees: `PBES2-HS512+A256KW`, `A256GCM`."""

    header_model = BackupHeader

    recipients: tuple[Recipient] = Field()
