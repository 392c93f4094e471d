"""What two may edit, as every stand-in keeps to it."""

from libs.common.asks import Outdated
from libs.common.contracts.asks import VersionedReply


def require_read(version: int, current: VersionedReply) -> None:
    """Outdated where another version is there than was read."""
    if version != current.version:
        raise Outdated(current)
