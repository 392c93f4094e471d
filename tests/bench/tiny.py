"""The smallest service of the house: every meeting that is reported becomes one document, once."""

from dataclasses import dataclass
from datetime import datetime

from libs.common import topology
from libs.common.contracts import AnyEvent, Event, Service
from libs.common.contracts.pairs import SessionReported
from libs.common.house import House, Parts
from libs.common.mongo import Documents
from libs.common.unit import Unit, Units

SERVICE = Service.JOURNAL
"""In whose queue it works: the smallest that a meeting goes to."""

MEETINGS = "meetings"


@dataclass(frozen=True, slots=True)
class Meeting:
    """What is kept."""

    org: str
    session_id: str
    pair_id: str
    person_id: str
    held_at: datetime
    revision: int = 0


def meeting_of(event: Event[SessionReported]) -> Meeting:
    """The document that an event asks for."""
    told = event.data
    return Meeting(event.org, told.session_id, told.pair_id, told.person_id, told.held_at)


class Meetings:
    """One use case."""

    def __init__(self, meetings: Documents[Meeting], units: Units) -> None:
        self.meetings, self.units = meetings, units

    async def write_down(self, event: Event[SessionReported]) -> Unit:
        """One document."""
        unit = self.units.after(event)
        unit.write(self.meetings.save(meeting_of(event)))
        return unit

    async def ignore(self, event: AnyEvent) -> Unit:
        """What else the queue is bound to."""
        return self.units.after(event)


async def build(house: House) -> Parts:
    """As a service's `app.build`."""
    meetings = Meetings(Documents(house.database, MEETINGS, Meeting, "session_id"), house.units)
    for contract in topology.SUBSCRIPTIONS[SERVICE]:
        if contract is SessionReported:
            house.events.on(SessionReported, meetings.write_down)
        else:
            house.events.on(contract, meetings.ignore)
    return Parts(indexes={MEETINGS: []})
