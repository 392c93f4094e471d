"""Stepping business time, where that is allowed."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends

from libs.common.clock import SteppedClock
from libs.common.conductor import Conductor
from services.gateway.deps import EdgeDep, Operator, may, require_json
from services.gateway.domain.access import Permission
from services.gateway.problems import Problem
from services.gateway.schemas.clock import ClockTime, StepClock

router = APIRouter(prefix="/v1/clock", tags=["running the house"])


@router.post("", dependencies=[Depends(require_json)])
async def step_clock(
    body: StepClock, _: Annotated[Operator, Depends(may(Permission.STEP_TIME))], edge: EdgeDep
) -> ClockTime:
    """Forward, stopping at every timer on the way, whenever all is quiet. `BOTHWAYS_ENV` local or test only."""
    clock = edge.house.clock
    if not isinstance(clock, SteppedClock):
        raise Problem("not-found")
    conductor = Conductor(clock, edge.house.heartbeats, edge.depths.count)
    amount = body.advance or await _until_next_timer(conductor, clock)
    return ClockTime(business_time=await conductor.advance(amount, grain=body.grain))


async def _until_next_timer(conductor: Conductor, clock: SteppedClock) -> timedelta:
    beats = await conductor.until_quiet()
    ahead = [beat.next_timer_at - clock.now() for beat in beats if beat.next_timer_at]
    if not ahead:
        raise Problem("no-timer")
    return max(min(ahead), timedelta(0))
