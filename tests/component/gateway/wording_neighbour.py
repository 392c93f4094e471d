"""Notifications' stand-in for an organisation's own words: remembers what it was asked, and knows one message."""

from typing import Any

from libs.common.asks import Asker, NotFound
from libs.common.contracts import wordings as wire
from libs.common.errors import Refused
from libs.common.house import House
from tests.component.gateway.editing import require_read

TEMPLATE = "fading-member"
HOUSE = wire.Example(title="Still on?", text="It has been quiet.", action="Meet", why="No talk was noted.")


class Wordings:
    """Answers by what the question said."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, str]] = []
        self.shown = wire.WordingShown(template=TEMPLATE, locale="de", variables=("partner",), own=None, house=HOUSE)

    def answer(self, house: House) -> None:
        """All of them."""
        house.answers.on(wire.ReadWordings, self._list)
        for question in (wire.ReadWording, wire.SetWording, wire.ResetWording):
            house.answers.on(question, self._one)
        house.answers.on(wire.PreviewWording, self._preview)

    async def _list(self, ask: wire.ReadWordings, asker: Asker) -> wire.Wordings:
        return wire.Wordings(data=(wire.Wordable(template=TEMPLATE, variables=("partner",), own=("de",)),))

    async def _one(self, ask: wire.OfOneWording, asker: Asker) -> wire.WordingShown:
        self._note(ask, asker)
        if isinstance(ask, wire.SetWording | wire.ResetWording):
            require_read(ask.version, self.shown)
            own, version = getattr(ask, "words", None), ask.version + 1
            self.shown = self.shown.model_copy(update={"own": own, "version": version})
        return self.shown

    async def _preview(self, ask: wire.PreviewWording, asker: Asker) -> wire.Example:
        self._note(ask, asker)
        if "{%" in ask.words.text:
            raise Refused("words-unfit", {"en": "The part “text” cannot be used.", "de": "Der Teil „text“ geht nicht."})
        return HOUSE

    def _note(self, ask: Any, asker: Asker) -> None:
        if ask.template != TEMPLATE:
            raise NotFound
        self.asked.append((ask, asker.person_id))
