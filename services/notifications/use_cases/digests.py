"""Digests: what was gathered for somebody comes as one, without what is needless by then."""

from dataclasses import dataclass

from libs.common.unit import Timer, Unit, Units
from services.notifications.domain.digests import GATHERED, closed
from services.notifications.domain.notices import Notice, moved, said, silenced
from services.notifications.domain.preferences import wishes_of
from services.notifications.domain.quiet import loud_from
from services.notifications.domain.restraint import QUIET
from services.notifications.store import Store
from services.notifications.use_cases.saying import DIGEST, Saying
from services.notifications.use_cases.situations import NOTHING_LEFT, as_it_stands


@dataclass(frozen=True, slots=True)
class Digests:
    """Use cases about what comes together."""

    store: Store
    units: Units
    saying: Saying

    async def close(self, timer: Timer) -> Unit:
        """Its morning has come; where that is a quiet hour by now, it waits for the first loud one."""
        unit = self.units.after_timer(timer)
        digest = await self.store.notices.get(timer.org, timer.subject)
        if not digest.is_open:
            return unit
        # Read before the items and written with them: whoever gathers one more at this moment meets this here.
        attention = await self.store.attentions.get(unit.org, digest.person_id)
        reader = (await self.store.people.get_all(unit.org, [digest.person_id]))[digest.person_id]
        chosen = await self.store.preferences.find_all(unit.org, ("", digest.person_id))
        quiet = wishes_of(chosen.get(""), chosen.get(digest.person_id)).quiet
        loud = loud_from(quiet, reader.time_zone, unit.now)
        if loud > unit.now:
            self.saying.wait(unit, moved(digest, loud, QUIET), DIGEST)
        else:
            unit.write(self.store.attentions.save(attention))
            await self._send(unit, digest)
        return unit

    async def _send(self, unit: Unit, digest: Notice) -> None:
        """By each way what is still wanted there: nothing for nothing, and one goes as itself."""
        items = await self.store.notices.list_gathered(unit.org, digest.notice_id)
        together: dict[str, Notice] = {}
        ways = await self.saying.ways(unit.org, digest.person_id)
        for channel in filter(ways.__contains__, GATHERED):
            ones = [await as_it_stands(self.store, one, channel, unit.now) for one in items if channel in one.channels]
            left = [one for one in ones if isinstance(one, Notice)]
            if len(left) > 1:
                together |= {item.notice_id: item for item in left}
                self.saying.deliver(unit, closed(digest, left), {channel: unit.now})
            for item in left if len(left) == 1 else ():
                self.saying.deliver(unit, item, {channel: unit.now})
        ended = said(closed(digest, together.values()), unit.now, in_inbox=False)
        unit.write(self.store.notices.save(ended if together else silenced(digest, NOTHING_LEFT)))
