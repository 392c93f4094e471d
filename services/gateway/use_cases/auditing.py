"""Acts that change nothing and are in the audit log all the same: looking at much, taking it away."""

from libs.common import audit
from libs.common.audit import Act
from libs.common.committer import Committer
from libs.common.unit import Units
from services.gateway.domain.access import Doer


class Auditing:
    """Says that something was done."""

    def __init__(self, units: Units, committer: Committer) -> None:
        self._units, self._committer = units, committer

    async def note(self, org: str, act: Act, target: str, by: Doer) -> None:
        """Durable before whoever does it gets anything of it."""
        unit = self._units.start(org, actor_id=by.actor_id)
        audit.done(unit, act, target, by.ticket)
        await self._committer.commit(unit)
