"""What became of deliveries: in numbers for administrators, each of one's own for oneself."""

from collections.abc import Iterable
from datetime import timedelta

from libs.common.asks import Asker
from libs.common.clock import Clock
from libs.common.contracts.deliveries import (
    DeliveryCounts,
    DeliveryStatistics,
    OwnDeliveries,
    OwnDelivery,
    ReadDeliveryStatistics,
    ReadOwnDeliveries,
)
from libs.common.contracts.notifications import Channel
from services.notifications.domain.deliveries import Delivery, State
from services.notifications.domain.invitations import TEMPLATE as INVITATION
from services.notifications.store import Counted, Store
from services.notifications.use_cases.seeing import OUT_OF_SIGHT

LOOKS_BACK = timedelta(days=30)


class Statistics:
    """Answers about deliveries. What would tell who blocks whom, or whose address is known, is in none."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store, self.clock = store, clock

    async def read(self, _: ReadDeliveryStatistics, asker: Asker) -> DeliveryStatistics:
        """Of the last thirty days, by channel and message."""
        since = self.clock.now() - LOOKS_BACK
        found = await self.store.deliveries.count(asker.org, since)
        told = [one for one in found if _may_be_told(one)]
        by: dict[tuple[str, str], list[Counted]] = {}
        for one in told:
            by.setdefault((one.channel, one.template), []).append(one)
        return DeliveryStatistics(since=since, data=tuple(_counts(*key, by[key]) for key in sorted(by)))

    async def read_own(self, ask: ReadOwnDeliveries, asker: Asker) -> OwnDeliveries:
        """A page of those to the asker, in the order of their ids."""
        found = await self.store.deliveries.page_of(asker.org, asker.person_id, ask.cursor, ask.limit + 1)
        page = found[: ask.limit]
        return OwnDeliveries(
            data=tuple(_own(one) for one in page if _may_be_told(one)),
            next_cursor=page[-1].delivery_id if len(found) > ask.limit else None,
        )


def _may_be_told(one: Counted | Delivery) -> bool:
    return one.template != INVITATION and one.code != OUT_OF_SIGHT


def _own(delivery: Delivery) -> OwnDelivery:
    return OwnDelivery(**{name: getattr(delivery, name) for name in OwnDelivery.model_fields})


def _counts(channel: str, template: str, counted: Iterable[Counted]) -> DeliveryCounts:
    by_state: dict[State, dict[str, int]] = {state: {} for state in State}
    for one in counted:
        codes = by_state[one.state]
        codes[one.code or ""] = codes.get(one.code or "", 0) + one.count
    return DeliveryCounts(
        channel=Channel(channel),
        template=template,
        sent=sum(by_state[State.SENT].values()),
        waiting=sum(by_state[State.WAITING].values()) + sum(by_state[State.SENDING].values()),
        failed=by_state[State.FAILED],
        dropped=by_state[State.DROPPED],
    )
