"""How the house is."""

from datetime import datetime

from pydantic import Field

from libs.common.contracts.base import Service
from services.gateway.schemas.shown import Shown


class ServiceStatus(Shown):
    """How one service is, over all its replicas."""

    replicas: int
    ready: int
    outbox_rows: int
    outbox_oldest_s: float
    timers_due: int
    next_timer_at: datetime | None


class Status(Shown):
    """How the whole system is, by the heartbeats that this replica heard."""

    ready: bool = Field(description="All four services have a replica that is ready.")
    business_time: datetime
    services: dict[Service, ServiceStatus]
