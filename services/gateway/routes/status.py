"""How the whole system is, from everybody's heartbeat."""

from collections.abc import Sequence

from fastapi import APIRouter

from libs.common.contracts.base import Service
from libs.common.heartbeat import Heartbeat
from services.gateway.deps import EdgeDep
from services.gateway.schemas.status import ServiceStatus, Status

router = APIRouter(prefix="/v1/status", tags=["running the house"])


@router.get("")
async def read_status(edge: EdgeDep) -> Status:
    """Ready when all four services are; the numbers are seconds old at most."""
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
