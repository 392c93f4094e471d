"""How it goes: asked of both, answered by each alone, read by nobody else. On a real broker and database."""

import asyncio

import pytest

from libs.common.asks import NotFound
from libs.common.contracts import Service
from libs.common.contracts.base import Contract
from libs.common.contracts.care import (
    Band,
    Fit,
    FitAsked,
    HealthChanged,
    HealthState,
    PairCareOffered,
    PulseAsked,
    PulseGiven,
)
from libs.common.contracts.ledgers import Given, LogExchange
from libs.common.errors import Refused
from libs.common.house import House
from tests.component.journal.caring import (
    DAY,
    SOON,
    fit_of,
    give_fit,
    give_pulse,
    health_of,
    meet,
    pulse_of,
    resumed,
    step,
)
from tests.component.journal.speaking import Speaking


def said(speaking: Speaking, contract: type[Contract]) -> list[Contract]:
    return [event.data for event in speaking.heard.of(contract)]


@pytest.mark.feature("insight.pulse")
async def test_both_are_asked_at_day_30_and_60_days_later_and_each_question_once(
    journal: House, speaking: Speaking
) -> None:
    async with speaking.running():
        pair = await speaking.open()
        assert (await pulse_of(speaking, pair, "ada")).number is None
        await step(speaking, 29 * DAY)
        assert said(speaking, PulseAsked) == []
        await step(speaking, DAY + SOON)
        await step(speaking, 60 * DAY + SOON)
        await speaking.bench.publish(resumed(speaking, pair, 2), times=2)
        await speaking.quiet()
    asked = [fact.number for fact in said(speaking, PulseAsked) if isinstance(fact, PulseAsked)]
    assert (asked, (await pulse_of(speaking, pair, "bob")).number) == ([1, 2], 2)


@pytest.mark.feature("insight.pulse")
async def test_the_other_can_tell_neither_what_somebody_answered_nor_that_they_did(
    journal: House, speaking: Speaking
) -> None:
    pair = await speaking.open()
    await step(speaking, 30 * DAY + SOON)
    before = [await pulse_of(speaking, pair, "bob"), await health_of(speaking, pair, "bob")]
    first, again = [await give_pulse(speaking, pair, "ada", 1, 4) for _ in range(2)]
    assert first == again
    assert first.answer is not None
    assert (first.answer.worth, first.answer.both_ways) == (1, 4)
    await speaking.quiet()
    assert [await pulse_of(speaking, pair, "bob"), await health_of(speaking, pair, "bob")] == before
    (offered,) = speaking.heard.of(PairCareOffered)
    assert offered.data.concerns() == {"ada"}
    assert len(speaking.heard.of(PulseGiven)) == 1
    await give_pulse(speaking, pair, "bob", 5, 5)
    await speaking.quiet()
    assert len(speaking.heard.of(PairCareOffered)) == 1, "the other's answer brings no word"
    assert not PulseGiven.audience
    assert not HealthChanged.audience


async def test_the_last_answer_counts_and_only_the_newest_question_is_open_to_the_two(
    journal: House, speaking: Speaking
) -> None:
    pair = await speaking.open()
    with pytest.raises(Refused, match="question-not-open"):
        await give_pulse(speaking, pair, "ada", 5, 5)
    await step(speaking, 30 * DAY + SOON)
    await asyncio.gather(*(give_pulse(speaking, pair, "ada", worth, 5) for worth in (4, 5, 4, 5)))
    changed = await give_pulse(speaking, pair, "ada", 2, 5)
    assert changed.answer is not None
    assert changed.answer.worth == 2
    await speaking.quiet()
    assert [len(speaking.heard.of(fact)) for fact in (PulseGiven, PairCareOffered)] == [1, 1]
    with pytest.raises(Refused, match="question-not-open") as refused:
        await give_pulse(speaking, pair, "ada", 5, 5, number=2)
    assert set(refused.value.words) == {"en", "de"}
    for ask in (pulse_of, fit_of, health_of):
        with pytest.raises(NotFound):
            await ask(speaking, pair, "eve")


@pytest.mark.feature("pair.fit-check")
async def test_whether_it_fits_is_asked_after_the_first_and_third_session_and_the_answer_is_nowhere_to_be_read(
    journal: House, speaking: Speaking
) -> None:
    pair = await speaking.open()
    assert (await fit_of(speaking, pair, "ada")).number is None
    for number in range(1, 5):
        await step(speaking, DAY)
        await meet(speaking, pair, f"s{number}")
        await meet(speaking, pair, f"s{number}", "bob")
        if number == 1:
            for _ in range(2):
                await give_fit(speaking, pair, "ada", Fit.NOT_FOR_ME)
    await speaking.quiet()
    asked = [fact.number for fact in said(speaking, FitAsked) if isinstance(fact, FitAsked)]
    assert asked == [1, 3]
    (offered,) = speaking.heard.of(PairCareOffered)
    assert offered.data.concerns() == {"ada"}
    with pytest.raises(Refused, match="question-not-open"):
        await give_fit(speaking, pair, "ada", Fit.GOOD, number=1)
    third = await give_fit(speaking, pair, "ada", Fit.NOT_FOR_ME, number=3)
    assert (third.number, third.answer) == (3, Fit.NOT_FOR_ME)
    assert (await fit_of(speaking, pair, "bob")).answer is None
    database = speaking.bench.database(Service.JOURNAL)
    kept = [await database[name].find({}).to_list() for name in await database.list_collection_names()]
    assert Fit.NOT_FOR_ME not in str(kept)
    assert Fit.NOT_FOR_ME not in str([event.to_json() for event in speaking.heard.events])


@pytest.mark.feature("insight.health", "insight.pair-first")
async def test_health_is_told_to_the_house_by_its_band_and_to_each_of_the_two_with_reasons_of_their_own(
    journal: House, speaking: Speaking
) -> None:
    pair = await speaking.open()
    assert (await health_of(speaking, pair, "ada")).state is HealthState.EARLY
    for number in range(1, 6):
        await step(speaking, 7 * DAY)
        await meet(speaking, pair, f"s{number}")
    await speaking.quiet()
    await give_pulse(speaking, pair, "ada", 5, 5)
    for number in range(4):
        line = LogExchange(pair_id=pair.subject, exchange_id=f"x{number}", direction=Given.GAVE, line="How to ask.")
        await speaking.questions.ask(line, speaking.asker("ada"))
    ada, bob = await health_of(speaking, pair, "ada"), await health_of(speaking, pair, "bob")
    assert ada.own is not None
    assert bob.own is not None
    assert "pulse-good" in [reason.code for reason in ada.own.reasons]
    assert "pulse-good" not in [reason.code for reason in bob.own.reasons]
    assert ada.pair == bob.pair
    assert ada.pair is not None
    assert "two-sided-open" in [reason.code for reason in ada.pair.reasons]
    await give_pulse(speaking, pair, "bob", 5, 5)
    await speaking.quiet()
    await step(speaking, 29 * DAY)
    told = [fact for fact in said(speaking, HealthChanged) if isinstance(fact, HealthChanged)]
    assert [fact.before for fact in told] == [None, *(fact.band for fact in told[:-1])]
    assert all(fact.before is not fact.band for fact in told)
    assert told[-1].band in (Band.QUIET, Band.NEEDS_CARE)
    assert "rhythm-open" in told[-1].reasons
    assert not [reason for fact in told for reason in fact.reasons if reason.startswith("pulse")]
