"""Journal's stand-in at the end of a pair: remembers what it was asked, and knows the pairs of Ada and Bob alone."""

from datetime import UTC, datetime
from typing import Any

from libs.common.asks import Asker, NotFound
from libs.common.contracts import endings as wire
from libs.common.house import House
from tests.component.gateway.paged import next_cursor

AT = datetime(2026, 11, 1, tzinfo=UTC)
MEMBERS = ("ada", "bob")


class Endings:
    """Answers by what the question said."""

    def __init__(self) -> None:
        self.asked: list[Any] = []

    def answer(self, house: House) -> None:
        """All of them."""
        answers = house.answers
        answers.on(wire.ReadReview, self._review)
        answers.on(wire.GiveReview, self._review)
        for question in (wire.ReadFarewell, wire.DecideNext, wire.WriteLetter, wire.GiveKudos, wire.AnswerEcho):
            answers.on(question, self._farewell)
        answers.on(wire.ReadCertificate, self._certificate)
        answers.on(wire.ReadKudos, self._kudos)

    async def _review(self, ask: wire.ReadReview | wire.GiveReview, asker: Asker) -> wire.ReviewShown:
        self._note(ask, asker)
        return wire.ReviewShown(pair_id=ask.pair_id, due_since=AT, over_at=None, given=())

    async def _farewell(self, ask: Any, asker: Asker) -> wire.FarewellShown:
        self._note(ask, asker)
        return wire.FarewellShown(
            pair_id=ask.pair_id,
            is_open=True,
            open_until=None,
            decisions=(),
            letters=(),
            kudos=(),
            strengths=(),
            echoes_asked=(30,),
            echoes=(),
        )

    async def _certificate(self, ask: wire.ReadCertificate, asker: Asker) -> wire.Certificate:
        self._note(ask, asker)
        (partner_id,) = (one for one in MEMBERS if one != asker.person_id)
        return wire.Certificate.model_validate(
            {
                "pair_id": ask.pair_id,
                "person_id": asker.person_id,
                "partner_id": partner_id,
                "role": "mentee",
                "direction": "forward",
                "topics": ("Python",),
                "begun_at": AT,
                "ended_at": AT,
                "sessions_held": 3,
                "hours": 2.5,
                "milestones": (),
            }
        )

    async def _kudos(self, ask: wire.ReadKudos, asker: Asker) -> wire.KudosList:
        return wire.KudosList(data=(), next_cursor=next_cursor(ask))

    def _note(self, ask: Any, asker: Asker) -> None:
        if asker.person_id not in MEMBERS or asker.org != "acme":
            raise NotFound
        self.asked.append(ask)
