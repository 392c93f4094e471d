"""What became of the words sent to people. Internal: who was told what is nobody else's business."""

from enum import StrEnum

from libs.common.contracts.base import Contract, Id, Service


class Channel(StrEnum):
    """Ways to a person."""

    INBOX = "inbox"
    MAIL = "mail"


class Delivery(Contract):
    """One message to one person through one channel."""

    delivery_id: Id
    person_id: Id
    channel: Channel
    template: Id
    cause_id: Id


class NotificationSent(Delivery, by=[Service.NOTIFICATIONS]):
    """It left the house."""


class NotificationFailed(Delivery, by=[Service.NOTIFICATIONS]):
    """It could not be delivered and will not be tried again."""

    code: Id


class NudgeDropped(Contract, by=[Service.NOTIFICATIONS]):
    """A nudge was not sent, and why: what it sought had happened already, or nobody was left to tell."""

    nudge: Id
    subject_id: Id
    reason: Id
