"""A person's inbox: read and tidied by its owner alone, asked of notifications by the gateway."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from libs.common.contracts.asks import Ask, Page, Reply
from libs.common.contracts.base import Id, Instant, Service, Words
from libs.common.contracts.notifications import Channel, Importance, Kind


class ItemState(StrEnum):
    """What its reader has made of it."""

    NEW = "new"
    READ = "read"
    DONE = "done"
    SNOOZED = "snoozed"


class Act(StrEnum):
    """What its reader can do with it."""

    OPEN = "open"
    READ = "read"
    DONE = "done"
    SNOOZE = "snooze"
    NOT_USEFUL = "not-useful"


class InboxAction(Reply):
    """Something to choose, in the reader's language."""

    name: Act
    words: str
    path: str = Field(description="Of the product for `open`; of all others the route that does it.")


class InboxItem(Reply):
    """One message in a person's inbox, in their language."""

    notice_id: Id
    template: Id
    kind: Kind
    importance: Importance
    at: Instant
    title: str
    text: str
    why: str
    subject_id: Id
    cause_id: Id
    state: ItemState
    not_useful: bool = False
    snoozed_until: Instant | None = None
    is_over: bool = Field(
        default=False,
        description="What it speaks of has happened, changed or passed since it was said: nothing is left to do.",
    )
    actions: tuple[InboxAction, ...] = ()


class Inbox(Page):
    """The newest first."""

    items: tuple[InboxItem, ...]
    unread: int = Field(default=0, description="Of the whole inbox, not of this page.")


class ReadInbox(Ask[Inbox], to=Service.NOTIFICATIONS, reply=Inbox):
    """What was said to the person who asks; what is snoozed only where it is asked for."""

    state: ItemState | None = None
    cursor: Annotated[str, StringConstraints(max_length=200)] | None = None
    limit: int = Field(default=50, ge=1, le=100)


class MarkRead(Ask[InboxItem], to=Service.NOTIFICATIONS, reply=InboxItem):
    """Seen."""

    notice_id: Id


class MarkDone(Ask[InboxItem], to=Service.NOTIFICATIONS, reply=InboxItem):
    """Nothing is left to do about it: what has not gone out of it stays here."""

    notice_id: Id


class SnoozeNotice(Ask[InboxItem], to=Service.NOTIFICATIONS, reply=InboxItem):
    """Again then, unless it is needless by then. Refused: snooze-time."""

    notice_id: Id
    until: Instant


class MarkNotUseful(Ask[InboxItem], to=Service.NOTIFICATIONS, reply=InboxItem):
    """Done, and its kind was not worth the reader's time."""

    notice_id: Id


class FactBehind(Reply):
    """An event that led to it."""

    event_id: Id
    path: str | None = Field(default=None, description="Where the log shows it, if it shows it to you.")


class KindSwitch(Reply):
    """What keeps the next of its kind away."""

    kind: Kind
    words: Words
    channels: dict[Channel, bool] = Field(description="Through which ones it comes as things are.")
    path: str = "/v1/me/notifications"


class Why(Reply):
    """The chain from what happened to what was said."""

    notice_id: Id
    row: Id = Field(description="The row of the communication plan.")
    purpose: Words
    when: Words
    why: str
    facts: tuple[FactBehind, ...]
    switch: KindSwitch


class ReadWhy(Ask[Why], to=Service.NOTIFICATIONS, reply=Why):
    """Why did this come?"""

    notice_id: Id
