"""Notifications' stand-in for what people were told and what they want to hear: everybody has one message."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from libs.common.asks import Asker, NotFound
from libs.common.contracts import notices, preferences
from libs.common.contracts.notifications import Channel, Digest, Importance, Kind
from libs.common.house import House
from tests.component.gateway.editing import require_read

AT = datetime(2026, 11, 1, tzinfo=UTC)
NOTICE = "notice_1"


@dataclass(slots=True)
class Telling:
    """Answers by what the question said."""

    asked: list[Any] = field(default_factory=list)
    shown: dict[str, preferences.Notifications] = field(default_factory=dict)
    facts: tuple[str, ...] = ()
    """The events behind everybody's message."""

    def answer(self, house: House) -> None:
        """All of them."""
        on = house.answers.on
        on(notices.ReadInbox, self._inbox)
        on(notices.ReadWhy, self._why)
        for question in (notices.MarkRead, notices.MarkDone, notices.MarkNotUseful, notices.SnoozeNotice):
            on(question, self._one)
        on(preferences.ReadPreferences, self._settings)
        on(preferences.SetPreferences, self._settings)
        on(preferences.ReadDefaults, self._settings)
        on(preferences.SetDefaults, self._settings)

    async def _settings(self, ask: Any, asker: Asker) -> preferences.Notifications:
        self.asked.append(ask)
        is_own = isinstance(ask, preferences.ReadPreferences | preferences.SetPreferences)
        whose = f"{asker.org}/{asker.person_id if is_own else ''}"
        shown = self.shown.get(whose) or _settings(0, preferences.Chosen())
        if isinstance(ask, preferences.SetPreferences | preferences.SetDefaults):
            require_read(ask.version, shown)
            shown = self.shown[whose] = _settings(ask.version + 1, getattr(ask, "chosen", preferences.Chosen()))
        return shown

    async def _inbox(self, ask: notices.ReadInbox, asker: Asker) -> notices.Inbox:
        self.asked.append(ask)
        item = _item(f"For {asker.person_id} of {asker.org}, at most {ask.limit}")
        return notices.Inbox(items=(item,), unread=1, next_cursor=None if ask.cursor else "17/n")

    async def _one(self, ask: Any, asker: Asker) -> notices.InboxItem:
        self.asked.append(ask)
        if ask.notice_id != NOTICE:
            raise NotFound
        return _item("You are a pair.")

    async def _why(self, ask: notices.ReadWhy, asker: Asker) -> notices.Why:
        if ask.notice_id != NOTICE:
            raise NotFound
        return notices.Why(
            notice_id=NOTICE,
            row="pair-formed",
            purpose={"en": "Both know."},
            when={"en": "It comes as soon as it happens."},
            why="Because you said yes.",
            facts=tuple(notices.FactBehind(event_id=one) for one in self.facts),
            switch=notices.KindSwitch(kind=Kind.PAIRS, words={"en": "Pairs"}, channels={Channel.INBOX: True}),
        )


def _settings(version: int, chosen: preferences.Chosen) -> preferences.Notifications:
    house = preferences.Origin.HOUSE
    return preferences.Notifications(
        version=version,
        channels=(),
        kinds=(),
        digest=preferences.Setting(value=Digest.OFF, origin=house),
        gathers_personal=preferences.Setting(value=False, origin=house),
        quiet=preferences.Setting(value=None, origin=house),
        budget=preferences.Setting(value=3, origin=house),
        paused_until=None,
        chosen=chosen,
    )


def _item(text: str) -> notices.InboxItem:
    return notices.InboxItem(
        notice_id=NOTICE,
        template="pair-formed-mentor",
        kind=Kind.PAIRS,
        importance=Importance.PERSONAL,
        at=AT,
        title="You are a pair",
        text=text,
        why="Because you said yes.",
        subject_id="pair_1",
        cause_id="event_1",
        state=notices.ItemState.NEW,
    )
