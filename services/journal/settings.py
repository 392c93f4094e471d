"""What journal is told from outside, on top of what every service is told."""

import base64
import binascii

from pydantic import SecretStr, field_validator

from libs.common.settings import CommonSettings

KEY_BYTES = 32


class Settings(CommonSettings):
    """Settings of journal."""

    master_keys: SecretStr
    """One or more of 32 bytes, base64, with blanks or lines between them: they wrap the keys of what people write. The
    first one wraps, all of them open. Who loses them loses every word. `python -m deploy.ops keys rotation` says how to
    put a new one in an old one's place."""

    @field_validator("master_keys")
    @classmethod
    def _are_keys(cls, keys: SecretStr) -> SecretStr:
        found = [_decoded(one) for one in keys.get_secret_value().split()]
        if not found or len(found) != len(set(found)) or any(len(one) != KEY_BYTES for one in found):
            raise ValueError(
                "BOTHWAYS_MASTER_KEYS must be one or more different keys of 32 bytes in base64, with blanks between "
                "them: `openssl rand -base64 32` makes one"
            )
        return keys

    @property
    def masters(self) -> tuple[bytes, ...]:
        """The master keys, the one that wraps first."""
        return tuple(_decoded(one) for one in self.master_keys.get_secret_value().split())


def _decoded(key: str) -> bytes:
    try:
        return base64.b64decode(key, validate=True)
    except binascii.Error:
        return b""
