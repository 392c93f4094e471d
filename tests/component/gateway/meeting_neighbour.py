"""Journal's stand-in for sessions: Ada and Bob may plan in any pair, all in memory."""

from dataclasses import dataclass, field

from libs.common.asks import Asker, NotFound, Outdated
from libs.common.contracts.asks import SessionKept
from libs.common.contracts.session_asks import (
    AddAgendaItem,
    AgendaItem,
    CancelSession,
    ChangeSession,
    FlipSession,
    HoldSession,
    ListSessions,
    MissSession,
    PlanSession,
    ReadSession,
    RebookSession,
    ReviseAgenda,
    SessionLine,
    SessionList,
    SessionShown,
)
from libs.common.house import House
from tests.component.gateway.paged import next_cursor

Asked = ReadSession | RebookSession | HoldSession | CancelSession | MissSession | FlipSession | AddAgendaItem


@dataclass(slots=True)
class MeetingNeighbour:
    """Every change is a version, and whoever edits what they did not read is told."""

    known: dict[str, SessionShown] = field(default_factory=dict)
    asked: list[object] = field(default_factory=list)

    def answer(self, house: House) -> None:
        house.answers.on(ListSessions, self._list)
        house.answers.on(PlanSession, self._plan)
        house.answers.on(HoldSession, self._hold)
        for question in (ReadSession, RebookSession, CancelSession, MissSession, FlipSession, AddAgendaItem):
            house.answers.on(question, self._simply)
        house.answers.on(ChangeSession, self._change)
        house.answers.on(ReviseAgenda, self._revise)

    def _check(self, asker: Asker) -> None:
        if (asker.org, asker.person_id) not in (("acme", "ada"), ("acme", "bob")):
            raise NotFound

    def _of(self, ask: Asked | ChangeSession | ReviseAgenda, asker: Asker) -> SessionShown:
        self._check(asker)
        if ask.session_id not in self.known:
            raise NotFound
        self.asked.append(ask)
        return self.known[ask.session_id]

    def _changed(self, known: SessionShown, version: int, **fields: object) -> SessionShown:
        if version != known.version:
            raise Outdated(known)
        after = known.model_copy(update={"version": known.version + 1, **fields})
        self.known[known.session_id] = after
        return after

    async def _list(self, ask: ListSessions, asker: Asker) -> SessionList:
        self._check(asker)
        found = [one for one in self.known.values() if one.pair_id == ask.pair_id]
        lines = tuple(SessionLine.model_validate(one.model_dump()) for one in found)
        return SessionList(sessions=lines, next_cursor=next_cursor(ask))

    async def _plan(self, ask: PlanSession, asker: Asker) -> SessionShown:
        self._check(asker)
        planned = SessionShown(
            pair_id=ask.pair_id,
            session_id=ask.session_id,
            state="planned",
            starts_at=ask.starts_at,
            minutes=ask.minutes,
            channel=ask.channel,
            initiator_id=asker.person_id,
            flipped=False,
            leads_id=asker.person_id,
            held_at=None,
            number=None,
            lapsed_by=None,
            version=1,
            link=ask.link,
            agenda=(),
            to_ask=(),
            to_reflect=(),
            slots=(),
        )
        return self.known.setdefault(ask.session_id, planned)

    async def _hold(self, ask: HoldSession, asker: Asker) -> SessionKept:
        planned = self._of(ask, asker)
        assert planned.starts_at
        return SessionKept(
            session_id=ask.session_id, held_at=planned.starts_at, number=1, next_owner_id=asker.person_id
        )

    async def _simply(self, ask: Asked, asker: Asker) -> SessionShown:
        return self._of(ask, asker)

    async def _change(self, ask: ChangeSession, asker: Asker) -> SessionShown:
        known = self._of(ask, asker)
        return self._changed(known, ask.version, minutes=ask.minutes or known.minutes)

    async def _revise(self, ask: ReviseAgenda, asker: Asker) -> SessionShown:
        lines = tuple(
            AgendaItem(item_id=line.item_id or f"item_{number}", author_id=asker.person_id, text=line.text, done=False)
            for number, line in enumerate(ask.items)
        )
        return self._changed(self._of(ask, asker), ask.version, agenda=lines)
