"""How it goes with the ways to people, in numbers: for administrators."""

from fastapi import APIRouter

from libs.common.contracts.deliveries import DeliveryStatistics, ReadDeliveryStatistics
from services.gateway.deps import AdministratorDep, EdgeDep, ask

router = APIRouter(prefix="/v1/programme/deliveries", tags=["programme"])


@router.get("")
async def read_deliveries(person: AdministratorDep, edge: EdgeDep) -> DeliveryStatistics:
    """What was sent in the last thirty days, what failed and what was better not sent, by channel and message.

    Nobody is named. Invitations of colleagues are not counted: whether one went out is told to nobody.
    """
    return await ask(edge, ReadDeliveryStatistics(), person)
