"""Sessions as one of the two reads them."""

from collections.abc import Iterable, Mapping
from typing import Any

from libs.common.asks import Asker
from libs.common.contracts.session_asks import (
    AgendaItem,
    ListSessions,
    ReadSession,
    SessionLine,
    SessionList,
    SessionPrompt,
    SessionShown,
)
from libs.common.pages import Place, cut, newest
from services.journal.domain.keys import SealedText
from services.journal.domain.sessions import Calendar, Session, State, leader_of, senior_of
from services.journal.sealing import Sealing
from services.journal.use_cases.calendars import Calendars


class SessionViews:
    """What members read of their sessions."""

    def __init__(self, calendars: Calendars, sealing: Sealing) -> None:
        self.calendars, self.sealing = calendars, sealing
        self.library = {prompt.prompt_id: prompt for prompt in calendars.library}

    async def list_(self, ask: ListSessions, asker: Asker) -> SessionList:
        """All of a pair, without anything that somebody wrote."""
        calendar = await self.calendars.own(asker, ask.pair_id)
        page, following = cut(calendar.sessions, _place, ask.cursor, ask.limit)
        return SessionList(sessions=tuple(SessionLine(**_line(calendar, one)) for one in page), next_cursor=following)

    async def read(self, ask: ReadSession, asker: Asker) -> SessionShown:
        """One of them."""
        return await self.shown(asker, ask.pair_id, ask.session_id)

    async def shown(self, asker: Asker, pair_id: str, session_id: str) -> SessionShown:
        """As it is kept now."""
        calendar = await self.calendars.own_with(asker, pair_id, session_id)
        session = calendar.get(session_id)
        texts = await self.sealing.open(asker.org, sealed_texts(session))
        given = session.given_to(asker.person_id)
        is_asked = session.lapse and not session.held and asker.person_id == senior_of(calendar.story)
        return SessionShown(
            **_line(calendar, session),
            pair_id=pair_id,
            link=texts.get(link_context(session.session_key)),
            agenda=_agenda(session, texts),
            to_ask=self._prompts(given.to_ask),
            to_reflect=self._prompts(given.to_reflect),
            slots=session.lapse.slots if session.lapse and is_asked else (),
        )

    def _prompts(self, ids: Iterable[str]) -> tuple[SessionPrompt, ...]:
        found = [self.library[one] for one in ids if one in self.library]
        return tuple(SessionPrompt(prompt_id=one.prompt_id, purpose=one.purpose, words=one.words) for one in found)


def link_context(session_key: str) -> str:
    """What the sealed link belongs to."""
    return f"{session_key}/link"


def item_context(pair_id: str, item_id: str) -> str:
    """What a sealed line belongs to: not to one session, for it may go on to the next."""
    return f"{pair_id}/agenda/{item_id}"


def sealed_texts(session: Session) -> dict[str, SealedText]:
    """All that was written for it, by context."""
    lines = {item_context(session.pair_id, item.item_id): item.text for item in session.items}
    link = session.plan.link if session.plan else None
    return lines | ({link_context(session.session_key): link} if link else {})


def _agenda(session: Session, texts: Mapping[str, str]) -> tuple[AgendaItem, ...]:
    """The lines whose words are still there: who was erased took theirs along."""
    return tuple(
        AgendaItem(item_id=item.item_id, author_id=item.author_id, text=text, done=item.is_done)
        for item in session.items
        if (text := texts.get(item_context(session.pair_id, item.item_id)))
    )


def _line(calendar: Calendar, session: Session) -> dict[str, Any]:
    plan, held = session.plan, session.held
    return {
        "session_id": session.session_id,
        "state": session.state,
        "starts_at": plan.starts_at if plan else None,
        "minutes": plan.minutes if plan else None,
        "channel": plan.channel if plan else None,
        "initiator_id": session.initiator_id,
        "flipped": session.is_flipped,
        "leads_id": leader_of(calendar.story, session),
        "held_at": held.at if held else None,
        "number": held.number if held else None,
        "lapsed_by": session.lapse.person_id if session.lapse and not held else None,
        "version": session.revision,
    }


def _place(session: Session) -> Place:
    """What lies ahead, the soonest first; then the past, the newest first. Each has a plan, or was held, or both."""
    at = next(at for at in (session.held and session.held.at, session.plan and session.plan.starts_at) if at)
    is_ahead = session.state is State.PLANNED
    return [0 if is_ahead else 1, -newest(at) if is_ahead else newest(at), session.session_id]
