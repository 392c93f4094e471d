"""What people report, sealed under a key for each report: who has the key's row destroyed has destroyed the words."""

import secrets
from dataclasses import dataclass

from libs.common.crypto import Box
from libs.common.mongo import Documents
from libs.common.unit import Unit
from services.gateway.store import ReportKey

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class ReportBox:
    """Seals and opens the words of one report."""

    box: Box
    org: str
    report_id: str

    def seal(self, text: str, part: str) -> bytes:
        """`part` is its place: moved to another, or to another report, it does not open."""
        return self.box.seal(text.encode(), f"report:{self.org}/{self.report_id}/{part}")

    def open(self, sealed: bytes, part: str) -> str:
        """The text; Unsealable where it was changed or moved."""
        return self.box.open(sealed, f"report:{self.org}/{self.report_id}/{part}").decode()


class ReportSealing:
    """Keys of reports, each wrapped by the key of the service."""

    def __init__(self, keys: Documents[ReportKey], box: Box) -> None:
        self._keys, self._box = keys, box

    def make(self, unit: Unit, report_id: str, reporter_id: str) -> ReportBox:
        """A new key, kept with the unit. It goes with whoever reported."""
        key = secrets.token_bytes(KEY_BYTES)
        wrapped = self._box.seal(key, _of_key(unit.org, report_id))
        unit.write(self._keys.save(ReportKey(unit.org, report_id, reporter_id, wrapped)))
        return ReportBox(Box(key), unit.org, report_id)

    async def find(self, org: str, report_id: str) -> ReportBox | None:
        """None once the key is gone, and the words with it."""
        kept = await self._keys.find(org, report_id)
        if kept is None:
            return None
        return ReportBox(Box(self._box.open(kept.wrapped, _of_key(org, report_id))), org, report_id)


def _of_key(org: str, report_id: str) -> str:
    return f"report key:{org}/{report_id}"
