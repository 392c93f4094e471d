"""Expectations: nobody sees the other's before both have answered, in any order or race. On real servers."""

import asyncio

import pytest

from libs.common.asks import NotFound
from libs.common.contracts.pairs import Milestone, MilestoneReached
from libs.common.contracts.preparation import (
    Difference,
    Expectations,
    ExpectationsExchanged,
    ReadExpectations,
    SetExpectations,
)
from libs.common.contracts.requests import Direction
from libs.common.contracts.resources import ListResources, StageName
from libs.common.errors import Refused
from libs.common.house import House
from services.journal.preparation.alignment import load_alignment
from tests.component.journal.speaking import Speaking, soon_after

QUESTIONS = load_alignment()
FIRST = {one.question_id: one.choices[0].choice_id for one in QUESTIONS}
LAST = {one.question_id: one.choices[-1].choice_id for one in QUESTIONS}


async def expect(speaking: Speaking, person_id: str, choices: dict[str, str], pair_id: str = "pair_1") -> Expectations:
    ask = SetExpectations(pair_id=pair_id, choices=choices)
    return await speaking.questions.ask(ask, speaking.asker(person_id))


async def read(speaking: Speaking, person_id: str) -> Expectations:
    return await speaking.questions.ask(ReadExpectations(pair_id="pair_1"), speaking.asker(person_id))


def chosen(expectations: Expectations) -> dict[str, str | None]:
    return {question.question_id: question.mine for question in expectations.questions}


async def test_each_sees_only_their_own_until_both_have_answered(journal: House, speaking: Speaking) -> None:
    pair = await speaking.open()
    assert set(chosen(await read(speaking, "ada")).values()) == {None}
    adas = await expect(speaking, "ada", LAST)
    assert (chosen(adas), adas.comparison) == (LAST, None)
    bobs = await read(speaking, "bob")
    assert (set(chosen(bobs).values()), bobs.comparison) == ({None}, None)
    await expect(speaking, "ada", FIRST)
    differing = FIRST | {"alignment.frequency": "fortnightly", "alignment.ending": "open"}
    comparison = (await expect(speaking, "bob", differing)).comparison
    assert comparison is not None
    assert comparison.agreed == len(QUESTIONS) - 2
    assert [sides(one) for one in comparison.differences] == [
        ("alignment.frequency", "fortnightly", "weekly", True),
        ("alignment.ending", "open", "date", False),
    ]
    assert all(set(one.talk) == {"en", "de"} for one in comparison.differences)
    mirrored = (await read(speaking, "ada")).comparison
    assert mirrored is not None
    assert sides(mirrored.differences[0]) == ("alignment.frequency", "weekly", "fortnightly", True)
    await speaking.quiet()
    (exchanged,) = speaking.of(pair, ExpectationsExchanged)
    (reached,) = speaking.of(pair, MilestoneReached)
    assert isinstance(reached.data, MilestoneReached)
    assert (reached.data.milestone, reached.data.evidence) == (Milestone.HOPES_EXCHANGED, (exchanged.id,))


def sides(one: Difference) -> tuple[str, str, str, bool]:
    return one.question_id, one.mine, one.theirs, one.is_near


async def test_both_answer_at_once_and_again_and_it_is_exchanged_once(speaking: Speaking) -> None:
    async with speaking.running(), speaking.running():
        pair = await speaking.open()
        told = [expect(speaking, person_id, FIRST) for person_id in ("ada", "bob") * 5]
        answers = await asyncio.gather(*told)
        last = await expect(speaking, "ada", LAST)
        await speaking.quiet()
    assert last.comparison is not None
    assert len(last.comparison.differences) == len(QUESTIONS), "a later change is simply shown"
    assert all(one.comparison is None or one.comparison.agreed == len(QUESTIONS) for one in answers)
    assert any(one.comparison for one in answers)
    assert [len(speaking.of(pair, fact)) for fact in (ExpectationsExchanged, MilestoneReached)] == [1, 1]


async def test_what_they_chose_is_sealed_and_told_to_nobody_else(journal: House, speaking: Speaking) -> None:
    await speaking.open()
    for person_id in ("ada", "bob"):
        await expect(speaking, person_id, LAST)
    with pytest.raises(NotFound):
        await expect(speaking, "eve", FIRST)
    with pytest.raises(NotFound):
        await read(speaking, "eve")
    await speaking.heard.expect(ExpectationsExchanged)
    kept = [await speaking.rows(name) for name in ("expectations", "outbox")]
    said = str(kept) + str([event.to_json() for event in speaking.heard.events])
    assert not [choice for choice in LAST.values() if f'"{choice}"' in said or f"'{choice}'" in said]


async def test_an_answer_that_is_not_whole_is_refused_in_words(journal: House, speaking: Speaking) -> None:
    await speaking.open()
    for choices in ({}, FIRST | {"alignment.lead": "nobody"}, FIRST | {"alignment.boss": "yes"}):
        with pytest.raises(Refused, match="expectations-incomplete") as refused:
            await expect(speaking, "ada", choices)
        assert set(refused.value.words) == {"en", "de"}
    assert await speaking.rows("expectations") == []


@pytest.mark.feature("preparation.library")
async def test_the_library_goes_by_the_stage_the_direction_and_the_part(journal: House, speaking: Speaking) -> None:
    pair = await speaking.open(speaking.formed(direction=Direction.REVERSE))

    async def found(person_id: str, stage: StageName | None = None) -> set[str]:
        ask = ListResources(pair_id=pair.subject, stage=stage)
        shown = await speaking.questions.ask(ask, speaking.asker(person_id))
        return {one.resource_id for one in shown.resources}

    junior, senior = await found("ada"), await found("bob")
    assert ("before-mentoring-upwards" in junior, "before-mentoring-upwards" in senior) == (True, False)
    assert ("an-hour-of-not-knowing" in junior, "an-hour-of-not-knowing" in senior) == (False, True)
    for number in range(3):
        await speaking.tell(pair, f"s{number}", "ada", soon_after(pair))
    assert "do-one-thing-and-report" in await found("bob") - senior
    assert await found("bob", "prepare") == senior
