"""What a programme asks holds in it, beside the organisation's own rules. On a real broker and database."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio

from libs.common.contracts.circles import CircleAsked, CircleProposed
from libs.common.contracts.pairs import PairFormed
from libs.common.contracts.people import PersonJoined
from libs.common.contracts.programme_facts import (
    ProgrammeChanged,
    ProgrammeClosed,
    ProgrammeEntered,
    ProgrammeFact,
    ProgrammeLeft,
    ProgrammeOpened,
)
from libs.common.contracts.programmes import Musts, ScoreWeights, SetProgramme
from libs.common.contracts.recognitions import MentoringRecognised, RecognitionChanged
from libs.common.contracts.requests import Answer, MentorsSuggested, RequestOpened
from libs.common.contracts.rounds import MakeRound, Pool, ReadRoundPairs, RoundPlan
from libs.common.errors import Refused
from tests.component.matching.asking import Asking, asking
from tests.component.matching.speaking import MIA, Matching, code_of, person
from tests.support.running import Bench, eventually

pytestmark = pytest.mark.feature("programme.several")
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
SALES = {"department": "Sales", "site": "Berlin"}
WHOLE: dict[str, Any] = {"called": {"en": "Spring"}, "programme_id": "spring", "template": "organic"}


@pytest_asyncio.fixture
async def gateway(bench: Bench, matching: Matching) -> AsyncIterator[Asking]:
    async with asking(bench) as made:
        yield made


@pytest_asyncio.fixture
async def people(matching: Matching) -> None:
    await matching.know(
        PersonJoined.model_validate(MIA.model_dump() | SALES),
        person("near", **SALES),
        person("away", department="Law", site="Bonn"),
        person("right", department="Law", site="Berlin"),
    )
    await matching.known()


async def say(matching: Matching, kind: type[ProgrammeFact], sequence: int, **fields: Any) -> None:
    fact = kind.model_validate(WHOLE | {"organiser_ids": ()} | fields)
    await matching.bench.publish(matching.bench.event(fact, fact.programme_id, sequence=sequence))


async def enrol(matching: Matching, *person_ids: str, programme_id: str = "spring") -> None:
    for person_id in person_ids:
        fact = ProgrammeEntered(programme_id=programme_id, person_id=person_id)
        await matching.bench.publish(matching.bench.event(fact, f"{programme_id}/{person_id}", sequence=1))


async def kept(matching: Matching, collection: str, sequence: int, count: int = 1) -> None:
    async def is_kept() -> bool:
        return [row["sequence"] for row in await matching.rows(collection)].count(sequence) >= count

    await eventually(is_kept, what=f"version {sequence} of {collection}")


@pytest.mark.usefixtures("people")
async def test_a_programmes_own_rules_hold_in_it_and_the_organisations_where_it_says_nothing(
    matching: Matching, gateway: Asking
) -> None:
    await gateway.ask(SetProgramme(weights=ScoreWeights(), musts=Musts(same_site=True)), "boss")
    await say(matching, ProgrammeOpened, 1, musts={"other_department": True}, pair_months=6, ways=["asking"])
    spring = {"programme_id": "spring"}
    assert code_of(await matching.ask("near", request="req_1", **spring)) == "same-department"
    assert code_of(await matching.ask("away", request="req_2", **spring)) == "other-site"
    assert isinstance((await matching.ask("near", request="req_3")).data, RequestOpened)
    assert await matching.suggested("right", **spring) == {"right"}
    assert isinstance((await matching.ask("right", request="req_5", **spring)).data, RequestOpened)
    await matching.answer(Answer.ACCEPT, "right", "req_5")
    (pair,) = [one.data for one in await matching.heard.expect(PairFormed)]
    assert isinstance(pair, PairFormed)
    assert pair.planned_until is not None
    assert (pair.programme_id, (pair.planned_until - datetime.now(UTC)).days) == ("spring", 182)


@pytest.mark.usefixtures("people")
async def test_a_request_that_is_faster_than_its_programme_waits_for_it(matching: Matching) -> None:
    asked = asyncio.create_task(matching.ask("near", programme_id="spring"))
    await asyncio.sleep(0)
    await say(matching, ProgrammeOpened, 1)
    assert isinstance((await asked).data, RequestOpened)


@pytest.mark.usefixtures("people")
async def test_only_who_is_in_it_asks_and_is_asked_where_it_is_not_open_to_all(matching: Matching) -> None:
    await say(matching, ProgrammeOpened, 1, entry="approved")
    await kept(matching, "named_programmes", 1)
    spring = {"programme_id": "spring"}
    assert code_of(await matching.ask(None, request="req_1", **spring)) == "not-in-programme"
    await enrol(matching, "mia", "right")
    await kept(matching, "enrolments", 1, count=2)
    outcome = (await matching.ask(None, request="req_2", **spring)).data
    assert isinstance(outcome, MentorsSuggested)
    assert [one.mentor_id for one in outcome.suggestions] == ["right"]
    assert code_of(await matching.ask("near", request="req_3", **spring)) == "not-in-programme"
    assert isinstance((await matching.ask("right", request="req_4", **spring)).data, RequestOpened)
    left = ProgrammeLeft(programme_id="spring", person_id="right")
    await matching.bench.publish(matching.bench.event(left, "spring/right", sequence=3))
    await kept(matching, "enrolments", 3)
    await enrol(matching, "right")
    assert code_of(await matching.answer(Answer.ACCEPT, "right", "req_4")) == "not-in-programme"


@pytest.mark.usefixtures("people")
async def test_what_is_closed_stays_so_in_whatever_order_its_facts_come(
    matching: Matching,
) -> None:
    await say(matching, ProgrammeOpened, 2)
    assert isinstance((await matching.ask("near", programme_id="spring")).data, RequestOpened)
    await say(matching, ProgrammeClosed, 4)
    await kept(matching, "named_programmes", 4)
    await say(matching, ProgrammeChanged, 3)
    await say(matching, ProgrammeOpened, 2)
    assert code_of(await matching.ask("right", request="req_2", programme_id="spring")) == "programme-closed"
    assert code_of(await matching.answer(Answer.ACCEPT, "near")) == "programme-closed"


@pytest.mark.usefixtures("people")
async def test_a_round_places_who_is_in_the_programme_and_only_where_it_has_rounds(
    matching: Matching, gateway: Asking
) -> None:
    await say(matching, ProgrammeOpened, 1)
    await say(matching, ProgrammeOpened, 1, programme_id="talks", ways=["asking"])
    await enrol(matching, "mia", "away")
    await kept(matching, "named_programmes", 1, count=2)
    await kept(matching, "enrolments", 1, count=2)
    pools = {"mentees": Pool(highest_seniority=3), "mentors": Pool(lowest_seniority=4)}
    plan = RoundPlan(name="Spring", programme_id="spring", **pools)
    shown = await gateway.ask(MakeRound(round_id="round_1", plan=plan), "boss")
    pairs = (await gateway.ask(ReadRoundPairs(round_id="round_1", after=0, limit=10), "boss")).pairs
    assert (shown.programme_id, [(one.mentee_id, one.mentor_id) for one in pairs]) == ("spring", [("mia", "away")])
    other = RoundPlan(name="Talks", programme_id="talks", **pools)
    with pytest.raises(Refused, match="way-not-taken"):
        await gateway.ask(MakeRound(round_id="round_2", plan=other), "boss")


@pytest.mark.usefixtures("people")
async def test_nobody_recognises_or_gathers_a_circle_where_the_programme_leaves_it_out(matching: Matching) -> None:
    await say(matching, ProgrammeOpened, 1, ways=["asking"])
    await say(matching, ProgrammeOpened, 1, programme_id="all")

    def recognised(programme_id: str) -> MentoringRecognised:
        who = {"person_id": "mia", "other_id": "near", "role": "mentee", "since": NOW, "topics": ("Python",)}
        own = {"recognition_id": f"rec_{programme_id}", "programme_id": programme_id, "confirmed": True}
        return MentoringRecognised.model_validate(who | own)

    def gathered(programme_id: str) -> CircleAsked:
        who = {"person_id": "mia", "invited_ids": ("near", "away"), "topics": ("Python",)}
        return CircleAsked.model_validate(who | {"circle_id": f"circle_{programme_id}", "programme_id": programme_id})

    named = {one: await matching.claim(recognised(one), f"rec_{one}", "mia") for one in ("spring", "all")}
    asked = {one: await matching.claim(gathered(one), f"circle_{one}", "mia") for one in ("spring", "all")}
    assert code_of(named["spring"]) == code_of(asked["spring"]) == "way-not-taken"
    assert isinstance(named["all"].data, RecognitionChanged)
    assert isinstance(asked["all"].data, CircleProposed)
