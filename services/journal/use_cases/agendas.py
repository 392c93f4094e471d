"""Agendas: lines from both sides, added at any time, and edited as a whole by whoever read the newest."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from libs.common.asks import Asker, Outdated
from libs.common.contracts.session_asks import AddAgendaItem, AgendaLine, ReviseAgenda, SessionShown
from libs.common.contracts.sessions import AgendaChanged
from libs.common.handling import Handling
from libs.common.ids import derived_id
from libs.common.unit import Unit, Units
from services.journal.domain.agendas import added
from services.journal.domain.keys import SealedText, shared_key
from services.journal.domain.sessions import Item, Session
from services.journal.sealing import Sealing
from services.journal.use_cases.refusing import refusing
from services.journal.use_cases.session_views import SessionViews, item_context, sealed_texts

AgendaAsk = AddAgendaItem | ReviseAgenda


@dataclass(frozen=True, slots=True)
class Writing:
    """Somebody at the agenda of a session."""

    unit: Unit
    session: Session
    author_id: str
    sealing: Sealing

    async def sealed(self, item_id: str, text: str) -> SealedText:
        """Their words."""
        name = shared_key(self.session.pair_id, self.author_id)
        return await self.sealing.seal(self.unit, name, text, item_context(self.session.pair_id, item_id))

    async def item(self, number: int, line: AgendaLine, texts: Mapping[str, str]) -> Item:
        """A line as it is wanted. Whose words did not change keeps them; changed ones are of who changed them."""
        known = next((one for one in self.session.items if one.item_id == line.item_id), None)
        if known and texts.get(item_context(self.session.pair_id, known.item_id)) == line.text:
            return replace(known, is_done=line.done)
        new_id = derived_id("item", self.session.session_key, str(self.session.revision), str(number))
        item_id = known.item_id if known else new_id
        return Item(item_id, self.author_id, await self.sealed(item_id, line.text), line.done)


class Agendas:
    """Use cases about the agenda of a session."""

    def __init__(self, views: SessionViews, units: Units, handling: Handling) -> None:
        self.views, self.units, self.handling = views, units, handling

    async def add(self, ask: AddAgendaItem, asker: Asker) -> SessionShown:
        """One line more. Two who add at once both do: who was slower adds to what is there then."""

        async def rule(writing: Writing) -> Session:
            if ask.item_id in writing.session.item_ids:
                return writing.session
            text = await writing.sealed(ask.item_id, ask.text)
            return added(writing.session, Item(ask.item_id, asker.person_id, text))

        return await self._done(ask, asker, rule)

    async def revise(self, ask: ReviseAgenda, asker: Asker) -> SessionShown:
        """The whole of it in another way, if nobody changed it since it was read."""

        async def rule(writing: Writing) -> Session:
            if writing.session.revision != ask.version:
                raise Outdated(await self.views.shown(asker, ask.pair_id, ask.session_id))
            texts = await self.views.sealing.open(asker.org, sealed_texts(writing.session))
            items = [await writing.item(number, line, texts) for number, line in enumerate(ask.items)]
            return replace(writing.session, items=tuple(items))

        return await self._done(ask, asker, rule)

    async def _done(self, ask: AgendaAsk, asker: Asker, rule: Callable[[Writing], Awaitable[Session]]) -> SessionShown:
        async def decide() -> Unit:
            calendar = await self.views.calendars.own_with(asker, ask.pair_id, ask.session_id)
            before = calendar.get(ask.session_id)
            unit = self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)
            with refusing():
                after = await rule(Writing(unit, before, asker.person_id, self.views.sealing))
            if after != before:
                unit.write(self.views.calendars.store.sessions.save(after))
                members = calendar.story.member_ids
                fact = AgendaChanged(pair_id=after.pair_id, members=members, session_id=after.session_id)
                unit.publish(fact, after.pair_id)
            return unit

        await self.handling.settle(decide)
        return await self.views.shown(asker, ask.pair_id, ask.session_id)
