"""What an organisation makes of its programme holds wherever two people meet. On a real broker and database."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from libs.common.asks import Outdated
from libs.common.contracts.people import PersonJoined
from libs.common.contracts.programmes import Musts, ProgrammeRules, ReadProgramme, ScoreWeights, SetProgramme
from libs.common.contracts.recognitions import MentoringRecognised
from libs.common.contracts.requests import Answer, MentorsSuggested, RequestOpened, Suggestion
from libs.common.contracts.rounds import MakeRound, Pool, ReadRoundPairs, RoundPlan
from tests.component.matching.asking import Asking, asking
from tests.component.matching.speaking import MIA, Matching, code_of, person
from tests.support.running import Bench, eventually

SALES = {"department": "Sales", "site": "Berlin"}
APART = SetProgramme(weights=ScoreWeights(), musts=Musts(other_department=True, same_site=True, least_overlap=4))


@pytest_asyncio.fixture
async def gateway(bench: Bench, matching: Matching) -> AsyncIterator[Asking]:
    async with asking(bench) as made:
        yield made


@pytest_asyncio.fixture
async def people(matching: Matching, gateway: Asking) -> None:
    """One who suits the programme of the tests, and one for each of its demands who does not."""
    await matching.know(
        PersonJoined.model_validate(MIA.model_dump() | SALES | {"time_zone": "Europe/Berlin"}),
        person("near", **SALES, time_zone="Europe/Berlin"),
        person("away", department="Law", site="Bonn", time_zone="Europe/Berlin"),
        person("late", department="Law", site="Berlin", time_zone="America/New_York"),
        person("right", department="Law", site="Berlin", time_zone="Europe/Berlin"),
    )
    await matching.known()
    await suggested(matching, {"near", "away", "late", "right"})


async def suggested(matching: Matching, expected: set[str]) -> dict[str, Suggestion]:
    """Once it is these: the index follows the database a moment later."""
    numbers = iter(range(1000))

    async def found() -> dict[str, Suggestion] | None:
        outcome = await matching.ask(None, request=f"look_{len(expected)}_{next(numbers)}")
        assert isinstance(outcome.data, MentorsSuggested)
        names = {one.mentor_id: one for one in outcome.data.suggestions}
        return names if set(names) == expected else None

    names = await eventually(found, what=f"{expected} suggested")
    assert names is not None
    return names


@pytest.mark.feature("matching.rules")
@pytest.mark.usefixtures("people")
async def test_what_must_be_is_demanded_of_suggestions_asks_answers_and_what_is_there_already(
    matching: Matching, gateway: Asking
) -> None:
    assert isinstance((await matching.ask("near")).data, RequestOpened)
    await asyncio.gather(*(gateway.ask(APART, "boss") for _ in range(3)))
    await suggested(matching, {"right"})
    assert code_of(await matching.answer(Answer.ACCEPT, "near")) == "same-department"
    assert code_of(await matching.ask("away", request="req_2")) == "other-site"
    assert code_of(await matching.ask("late", request="req_3")) == "too-little-overlap"
    assert code_of(await matching.offer("away", "mia", request="req_4")) == "other-site"
    assert code_of(await recognised(matching, "near")) == "same-department"
    assert isinstance((await matching.ask("right", request="req_5")).data, RequestOpened)


async def recognised(matching: Matching, other: str) -> Any:
    named = MentoringRecognised.model_validate(
        {
            "recognition_id": f"rec_{other}",
            "person_id": "mia",
            "other_id": other,
            "role": "mentee",
            "direction": "forward",
            "topics": ["Python"],
            "since": "2026-01-01T00:00:00Z",
            "confirmed": True,
        }
    )
    return await matching.claim(named, named.recognition_id, "mia")


@pytest.mark.feature("matching.rules", "matching.pool")
@pytest.mark.usefixtures("people")
async def test_a_round_places_nobody_against_what_must_be(gateway: Asking) -> None:
    await gateway.ask(APART, "boss")
    plan = RoundPlan(name="Spring", mentees=Pool(highest_seniority=3), mentors=Pool(lowest_seniority=4))
    shown = await gateway.ask(MakeRound(round_id="round_1", plan=plan), "boss")
    pairs = (await gateway.ask(ReadRoundPairs(round_id="round_1", after=0, limit=10), "boss")).pairs
    assert shown.pairs == 1
    assert [(one.mentee_id, one.mentor_id) for one in pairs] == [("mia", "right")]


@pytest.mark.feature("matching.rules")
@pytest.mark.usefixtures("people")
async def test_what_counts_less_stands_further_behind_and_can_be_worked_out_from_its_parts(
    matching: Matching, gateway: Asking
) -> None:
    before = await suggested(matching, {"near", "away", "late", "right"})
    less = ScoreWeights(same_department=0.5, other_site=0.8, overlap=0)
    await gateway.ask(SetProgramme(weights=less, musts=Musts()), "boss")
    with pytest.raises(Outdated):
        await gateway.ask(SetProgramme(weights=ScoreWeights(), musts=Musts()), "boss")
    after = await suggested(matching, {"near", "away", "late", "right"})
    assert [one.parts["place"] for one in before.values()] == [1] * 4
    assert {name: one.parts["place"] for name, one in after.items()} == {
        "near": 0.5,
        "away": 0.8,
        "late": 1,
        "right": 1,
    }
    assert (before["late"].parts["overlap"] < 1, after["late"].parts["overlap"]) == (True, 1)
    assert after["near"].score == round(before["near"].score * 0.5, 4)
    assert list(after)[-2:] == ["away", "near"]


async def test_a_programme_is_one_organisations_own_and_asks_for_nothing_at_first(gateway: Asking) -> None:
    assert await gateway.ask(ReadProgramme(), "mia") == ProgrammeRules()
    await gateway.ask(APART, "boss")
    assert await gateway.ask(ReadProgramme(), "mia") == ProgrammeRules(version=1, musts=APART.musts)
    assert await gateway.ask(ReadProgramme(), "mia", org="globex") == ProgrammeRules()
