"""The public keys of members, for which clients seal what nobody else may read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberKey:
    """A member's key. `kid` is its thumbprint; `backup` its private half under a passphrase that nobody else knows."""

    org: str
    person_id: str
    kid: str
    jwk: str
    backup: str | None = None
    revision: int = 0
