"""Journal's stand-in for what the two of a pair write: remembers what it was asked, and knows Ada and Bob alone."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from libs.common.asks import Asker, NotFound, Outdated
from libs.common.contracts import actions, ledgers, threads
from libs.common.errors import Refused
from libs.common.house import House
from tests.component.gateway.paged import next_cursor

AT = datetime(2026, 11, 1, tzinfo=UTC)
OVER = {"en": "It is over.", "de": "Es ist vorbei."}
VERSION = 3
"""Of the one action item that there is."""


@dataclass(slots=True)
class Writing:
    """Answers by what the question said."""

    asked: list[Any] = field(default_factory=list)

    def answer(self, house: House) -> None:
        """All of them."""
        on = house.answers.on
        on(ledgers.LogExchange, self._line)
        on(ledgers.ThankForExchange, self._line)
        on(ledgers.WithdrawExchange, self._gone)
        on(ledgers.ReadLedger, self._ledger)
        on(ledgers.ReadDividend, self._dividend)
        on(threads.WriteMessage, self._message)
        on(threads.DeleteMessage, self._message)
        on(threads.ReadThread, self._thread)
        on(threads.MarkThreadRead, self._mark)
        on(actions.AddAction, self._action)
        on(actions.ChangeAction, self._changed)
        on(actions.ReadActions, self._actions)

    def _note(self, ask: Any, asker: Asker) -> None:
        """Whose pair it is; there is no request that both know of."""
        self.asked.append(ask)
        thread = getattr(ask, "thread", None)
        if asker.org != "acme" or asker.person_id not in ("ada", "bob") or (thread and thread.pair_id is None):
            raise NotFound

    async def _line(self, ask: Any, asker: Asker) -> ledgers.Exchange:
        self._note(ask, asker)
        return ledgers.Exchange(
            exchange_id=ask.exchange_id,
            pair_id=ask.pair_id,
            number=1,
            author_id=asker.person_id,
            direction=getattr(ask, "direction", ledgers.Given.GOT),
            line=getattr(ask, "line", "A good question."),
            about=None,
            at=AT,
            thanked_at=None,
        )

    async def _gone(self, ask: ledgers.WithdrawExchange, asker: Asker) -> ledgers.ExchangeGone:
        self._note(ask, asker)
        return ledgers.ExchangeGone()

    async def _ledger(self, ask: ledgers.ReadLedger, asker: Asker) -> ledgers.Ledger:
        self._note(ask, asker)
        return ledgers.Ledger(months=(), lines=(), next_cursor=(ask.before or 8) - 1)

    async def _dividend(self, ask: ledgers.ReadDividend, asker: Asker) -> ledgers.DividendShown:
        self._note(ask, asker)
        if ask.month != "2026-11":
            raise NotFound
        counts = ledgers.Dividend(sessions_held=1, learnings_named=0, thanks=0, gets=0)
        return ledgers.DividendShown(month=ask.month, counts=counts, lines=(), entry_ids=())

    async def _message(self, ask: Any, asker: Asker) -> threads.Message:
        self._note(ask, asker)
        text = getattr(ask, "text", "")
        if text == "Too late.":
            raise Refused("pair-ended", OVER)
        return threads.Message(
            message_id=ask.message_id, number=1, author_id=asker.person_id, at=AT, text=text, is_deleted=not text
        )

    async def _thread(self, ask: threads.ReadThread, asker: Asker) -> threads.Thread:
        self._note(ask, asker)
        return threads.Thread(messages=(), last_number=0, read_up_to=0, unread=0, can_write=True)

    async def _mark(self, ask: threads.MarkThreadRead, asker: Asker) -> threads.ReadMark:
        self._note(ask, asker)
        return threads.ReadMark(read_up_to=1, unread=0)

    async def _action(self, ask: actions.AddAction, asker: Asker) -> actions.Action:
        self._note(ask, asker)
        return _made(ask.action_id, asker, 1, ask.what)

    async def _changed(self, ask: actions.ChangeAction, asker: Asker) -> actions.Action:
        self._note(ask, asker)
        if ask.version != VERSION:
            raise Outdated(_made(ask.action_id, asker, VERSION, "As the other wrote it"))
        return _made(ask.action_id, asker, VERSION + 1, ask.what or "As it was")

    async def _actions(self, ask: actions.ReadActions, asker: Asker) -> actions.Actions:
        self._note(ask, asker)
        return actions.Actions(data=(_made("a1", asker, VERSION, "As it was"),), next_cursor=next_cursor(ask))


def _made(action_id: str, asker: Asker, version: int, what: str) -> actions.Action:
    return actions.Action(
        action_id=action_id,
        version=version,
        written_by=asker.person_id,
        what=what,
        owner_ids=(asker.person_id,),
        due=None,
        state=actions.ActionState.OPEN,
        added_at=AT,
        done_at=None,
    )
