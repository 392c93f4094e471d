"""How the whole system is, from everybody's heartbeat: for programs, and as a page for people."""

from collections.abc import Mapping, Sequence

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from libs.common.contracts import Words
from libs.common.contracts.base import Service
from libs.common.heartbeat import Heartbeat
from services.gateway.deps import Edge, EdgeDep
from services.gateway.pages import Page, Section
from services.gateway.routes import pages
from services.gateway.schemas.status import ServiceStatus, Status

LATE_S = 60.0
"""What waits for longer is noticed by people."""

ALL_WELL: Words = {"en": "Bothways is well", "de": "Bothways geht es gut"}
NOT_WELL: Words = {"en": "Something takes longer today", "de": "Heute dauert etwas länger"}
NOTHING_LOST: Words = {
    "en": "Whatever you do is kept, and catches up by itself.",
    "de": "Was du tust, ist aufgehoben und kommt von selbst an.",
}
PARTS: Mapping[Service, Words] = {
    Service.GATEWAY: {"en": "Web and apps", "de": "Web und Apps"},
    Service.MATCHING: {"en": "Finding each other", "de": "Zueinander finden"},
    Service.JOURNAL: {"en": "Sessions, journal, learning", "de": "Sitzungen, Tagebuch, Lernen"},
    Service.NOTIFICATIONS: {"en": "Messages and reminders", "de": "Nachrichten und Erinnerungen"},
}
WELL: Words = {"en": "Well.", "de": "Alles in Ordnung."}
LATE: Words = {"en": "Late, and catching up.", "de": "Verspätet und am Aufholen."}
AWAY: Words = {"en": "Away at the moment.", "de": "Im Moment nicht da."}

router = APIRouter(tags=["running the house"])


@router.get("/v1/status")
async def read_status(edge: EdgeDep) -> Status:
    """Ready when all four services are; the numbers are seconds old at most."""
    return _status(edge)


@router.get("/status", include_in_schema=False)
async def show_status(edge: EdgeDep, request: Request) -> HTMLResponse:
    """The same in words, without an account."""
    parts = [(PARTS[service], _words(found)) for service, found in _status(edge).services.items()]
    heading = ALL_WELL if all(words is WELL for _, words in parts) else NOT_WELL
    first = Section(heading, NOTHING_LOST)
    return pages.answer(Page(200, (first, *(Section(*part) for part in parts))), request)


def _words(service: ServiceStatus) -> Words:
    if not service.ready:
        return AWAY
    return LATE if service.outbox_oldest_s > LATE_S else WELL


def _status(edge: Edge) -> Status:
    beats = edge.house.heartbeats.living()
    services = {service: _summary([beat for beat in beats if beat.service is service]) for service in Service}
    return Status(
        ready=all(service.ready for service in services.values()),
        business_time=edge.house.clock.now(),
        services=services,
    )


def _summary(beats: Sequence[Heartbeat]) -> ServiceStatus:
    """Rows and timers are of the service's one database, whoever of its replicas counted them."""
    timers = [beat.next_timer_at for beat in beats if beat.next_timer_at]
    return ServiceStatus(
        replicas=len(beats),
        ready=sum(beat.ready for beat in beats),
        outbox_rows=max((beat.outbox_rows for beat in beats), default=0),
        outbox_oldest_s=max((beat.outbox_oldest_s for beat in beats), default=0.0),
        timers_due=max((beat.timers_due for beat in beats), default=0),
        next_timer_at=min(timers, default=None),
    )
