"""How it goes with the ways to people, in numbers: for administrators."""

from typing import Annotated

from fastapi import APIRouter, Depends

from libs.common.contracts.deliveries import DeliveryStatistics, ReadDeliveryStatistics
from services.gateway.deps import EdgeDep, Member, ask, may
from services.gateway.domain.access import Permission

router = APIRouter(prefix="/v1/programme/deliveries", tags=["programme"])


@router.get("")
async def read_deliveries(
    person: Annotated[Member, Depends(may(Permission.SEE_DELIVERIES))], edge: EdgeDep
) -> DeliveryStatistics:
    """What was sent in the last thirty days, what failed and what was better not sent, by channel and message.

    Nobody is named. Invitations of colleagues are not counted: whether one went out is told to nobody.
    """
    return await ask(edge, ReadDeliveryStatistics(), person)
