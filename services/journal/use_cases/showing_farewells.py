"""How a pair ends and what is after it, opened for who may read it. A text whose key was destroyed is empty."""

from collections.abc import Mapping

from libs.common.asks import Asker
from libs.common.clock import Clock
from libs.common.contracts import endings as wire
from libs.common.pages import cut, newest
from services.journal.domain import farewells as domain
from services.journal.domain.farewells import Decision, Echo, Farewell, Kudos, Letter
from services.journal.domain.keys import SealedText
from services.journal.domain.strengths import STRENGTHS
from services.journal.sealing import Sealing
from services.journal.store import Store
from services.journal.use_cases.own import own_story

ALL_STRENGTHS = tuple(wire.StrengthShown(code=code, words=words) for code, words in STRENGTHS.items())


class Showing:
    """What members read of farewells."""

    def __init__(self, store: Store, clock: Clock, sealing: Sealing) -> None:
        self.store, self.clock, self.sealing = store, clock, sealing

    async def read(self, ask: wire.ReadFarewell, asker: Asker) -> wire.FarewellShown:
        """One pair's, as one of its members may read it."""
        story = await own_story(self.store, asker, ask.pair_id)
        farewell = await self.store.get_farewell(story)
        decisions = domain.readable_decisions(farewell, story, asker.person_id)
        letters = domain.readable_letters(farewell, story, asker.person_id)
        sealed = _sealed_decisions(decisions, asker.person_id) | _sealed(story.pair_id, letters, farewell)
        texts = await self.sealing.open(story.org, sealed)
        return wire.FarewellShown(
            pair_id=story.pair_id,
            is_open=domain.is_open(story, self.clock.now()),
            open_until=domain.open_until(story),
            decisions=tuple(_decision(one, texts) for one in decisions),
            letters=tuple(_letter(story.pair_id, one, texts) for one in letters),
            kudos=tuple(_kudos(story.pair_id, one, texts) for one in farewell.kudos),
            strengths=ALL_STRENGTHS,
            echoes_asked=farewell.echoes_asked,
            echoes=tuple(_echo(story.pair_id, one, texts) for one in farewell.echoes),
        )

    async def list_kudos(self, ask: wire.ReadKudos, asker: Asker) -> wire.KudosList:
        """What the asker was thanked for, the newest first."""
        farewells = await self.store.list_thanking(asker.org, asker.person_id)
        mine = [(one.pair_id, kudos) for one in farewells for kudos in one.kudos if kudos.to_id == asker.person_id]
        page, following = cut(mine, lambda one: [newest(one[1].at), one[1].kudos_id], ask.cursor, ask.limit)
        lines = {kudos_context(kudos.kudos_id): kudos.line for _, kudos in page if kudos.line}
        texts = await self.sealing.open(asker.org, lines)
        shown = tuple(_kudos(pair_id, kudos, texts) for pair_id, kudos in page)
        return wire.KudosList(data=shown, next_cursor=following)


def next_context(decision_id: str) -> str:
    """Where it is kept what somebody would like after the end."""
    return f"{decision_id}/next"


def named_context(decision_id: str) -> str:
    """Where it is kept with whom they go on."""
    return f"{decision_id}/named"


def letter_context(pair_id: str, author_id: str) -> str:
    """Where a closing letter is kept."""
    return f"{pair_id}/letter/{author_id}"


def kudos_context(kudos_id: str) -> str:
    """Where the line of a thank-you is kept."""
    return f"{kudos_id}/line"


def echo_context(pair_id: str, author_id: str, days: int) -> str:
    """Where an echo is kept."""
    return f"{pair_id}/echo-{days}/{author_id}"


def _sealed(pair_id: str, letters: tuple[Letter, ...], farewell: Farewell) -> dict[str, SealedText]:
    return {
        **{letter_context(pair_id, one.author_id): one.text for one in letters},
        **{kudos_context(one.kudos_id): one.line for one in farewell.kudos if one.line},
        **{echo_context(pair_id, one.author_id, one.days): one.text for one in farewell.echoes},
    }


def _sealed_decisions(decisions: tuple[Decision, ...], reader_id: str) -> dict[str, SealedText]:
    """With whom somebody goes on is opened for themselves alone."""
    own = (one for one in decisions if one.person_id == reader_id)
    return {
        **{next_context(one.decision_id): one.next for one in decisions},
        **{named_context(one.decision_id): one.named for one in own if one.named},
    }


def _decision(decision: Decision, texts: Mapping[str, str]) -> wire.NextChosen:
    wanted = texts.get(next_context(decision.decision_id))
    return wire.NextChosen(
        person_id=decision.person_id,
        next=wire.Next(wanted) if wanted else None,
        named=texts.get(named_context(decision.decision_id), ""),
        at=decision.at,
    )


def _letter(pair_id: str, letter: Letter, texts: Mapping[str, str]) -> wire.Letter:
    text = texts.get(letter_context(pair_id, letter.author_id), "")
    return wire.Letter(author_id=letter.author_id, text=text, at=letter.at)


def _kudos(pair_id: str, kudos: Kudos, texts: Mapping[str, str]) -> wire.Kudos:
    strength = wire.Strength(kudos.strength)
    return wire.Kudos(
        pair_id=pair_id,
        from_id=kudos.from_id,
        to_id=kudos.to_id,
        strength=strength,
        words=STRENGTHS[strength],
        line=texts.get(kudos_context(kudos.kudos_id), ""),
        at=kudos.at,
    )


def _echo(pair_id: str, echo: Echo, texts: Mapping[str, str]) -> wire.Echo:
    line = texts.get(echo_context(pair_id, echo.author_id, echo.days), "")
    return wire.Echo(author_id=echo.author_id, days=echo.days, line=line, at=echo.at)
