"""Journal's stand-in for how it goes: remembers what it was asked, and knows the pairs of Ada and Bob alone."""

from datetime import UTC, datetime

from libs.common.asks import Asker, NotFound
from libs.common.contracts.care import (
    Choice,
    FitShown,
    GiveFit,
    GivePulse,
    HealthState,
    PairHealth,
    PulseGave,
    PulseShown,
    ReadFit,
    ReadHealth,
    ReadPulse,
)
from libs.common.errors import Refused
from libs.common.house import House

AT = datetime(2026, 11, 1, tzinfo=UTC)
WORDS = {"en": "Is it worth it?", "de": "Lohnt es sich?"}
NOT_OPEN = {"en": "Not open.", "de": "Nicht offen."}


class Care:
    """Answers by what the question said. The first question is the open one."""

    def answer(self, house: House) -> None:
        """All of them."""
        house.answers.on(ReadPulse, self._pulse)
        house.answers.on(GivePulse, self._pulse)
        house.answers.on(ReadFit, self._fit)
        house.answers.on(GiveFit, self._fit)
        house.answers.on(ReadHealth, self._health)

    async def _pulse(self, ask: ReadPulse | GivePulse, asker: Asker) -> PulseShown:
        _two_only(asker)
        given = ask if isinstance(ask, GivePulse) else None
        if given and given.number != 1:
            raise Refused("question-not-open", NOT_OPEN)
        return PulseShown(
            pair_id=ask.pair_id,
            number=1,
            asked_at=AT,
            questions=(Choice(code="worth", words=WORDS),),
            answer=PulseGave(worth=given.worth, both_ways=given.both_ways) if given else None,
            offers=(),
        )

    async def _fit(self, ask: ReadFit | GiveFit, asker: Asker) -> FitShown:
        _two_only(asker)
        answer = ask.answer if isinstance(ask, GiveFit) else None
        return FitShown(pair_id=ask.pair_id, number=1, question=WORDS, choices=(), answer=answer, offers=())

    async def _health(self, ask: ReadHealth, asker: Asker) -> PairHealth:
        _two_only(asker)
        return PairHealth(pair_id=ask.pair_id, state=HealthState.EARLY, read_from=AT, own=None, pair=None)


def _two_only(asker: Asker) -> None:
    if (asker.org, asker.person_id) not in {("acme", "ada"), ("acme", "bob")}:
        raise NotFound
