"""What notifications tells of what it did."""

from libs.common.contracts.notifications import NotificationSent
from services.notifications.domain.deliveries import Delivery


def sent_fact(delivery: Delivery) -> NotificationSent:
    """That it left the house."""
    return NotificationSent(
        delivery_id=delivery.delivery_id,
        person_id=delivery.person_id,
        channel=delivery.channel,
        template=delivery.template,
        cause_id=delivery.cause_id,
    )
