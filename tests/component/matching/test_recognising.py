"""A mentoring that is there already becomes a pair: two consents, a history, no run of matching. On real servers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio

from libs.common.contracts import AnyEvent, Service
from libs.common.contracts.pairs import PairFormed
from libs.common.contracts.people import PersonLeft
from libs.common.contracts.recognitions import (
    MentoringRecognised,
    RecognitionAnswered,
    RecognitionChanged,
    RecognitionReminded,
)
from libs.common.contracts.requests import Answer, ClaimRefused, RequestClosed, RequestOpened
from tests.component.matching.speaking import HEARD, MIA, Matching, code_of, person
from tests.support.running import Bench, eventually

DAY = timedelta(days=1)
SINCE = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest_asyncio.fixture
async def matching(bench: Bench) -> AsyncIterator[Matching]:
    heard = await bench.listen(*HEARD)
    made = Matching(bench, heard)
    async with AsyncExitStack() as stack:
        await made.start(stack)
        await made.know(MIA, person("ada", capacity=1))
        await made.known()
        yield made


def naming(other: str = "ada", recognition: str = "rec_1", **fields: Any) -> MentoringRecognised:
    known = {"recognition_id": recognition, "person_id": "mia", "other_id": other, "role": "mentee", "since": SINCE}
    return MentoringRecognised.model_validate(known | {"topics": ("Python",), "confirmed": True} | fields)


async def name(matching: Matching, *, actor: str = "mia", **fields: Any) -> AnyEvent:
    claim = naming(**fields)
    return await matching.claim(claim, claim.recognition_id, actor)


async def answer(matching: Matching, actor: str, agrees: bool = True, recognition: str = "rec_1") -> AnyEvent:
    return await matching.claim(RecognitionAnswered(recognition_id=recognition, agrees=agrees), recognition, actor)


@pytest.mark.feature("ours.recognise")
async def test_one_names_it_the_other_agrees_and_it_is_a_pair_with_a_history(matching: Matching) -> None:
    named = await name(matching)
    assert isinstance(named.data, RecognitionChanged)
    assert (named.data.state, named.data.awaiting) == ("proposed", ("ada",))
    agreed = await answer(matching, "ada")
    assert isinstance(agreed.data, RecognitionChanged)
    (formed,) = await matching.heard.expect(PairFormed)
    assert isinstance(formed.data, PairFormed)
    assert (formed.data.since, formed.data.request_id, formed.data.pair_id) == (SINCE, None, agreed.data.pair_id)
    assert not matching.heard.of(RequestOpened)
    row = await matching.bench.database(Service.MATCHING)["pairs"].find_one({})
    assert row is not None
    assert [(one["person_id"], one["means"]) for one in row["consents"]] == [("mia", "named"), ("ada", "agreed")]
    assert code_of(await name(matching, recognition="rec_2")) == "mentor-full", "her place is taken"


async def test_when_it_takes_the_last_place_nobody_waits_for_an_answer_that_cannot_be_yes(matching: Matching) -> None:
    """Whoever asks at the same moment, too: both write the desk of who gives."""
    late = [f"n{number}" for number in range(8)]
    await matching.know(person("eve"), *(person(one) for one in late))
    await matching.known()
    await matching.ask("ada", mentee="eve")
    await name(matching)
    asking = [matching.ask("ada", mentee=one, request=f"req_{one}") for one in late]
    (_, *outcomes) = await asyncio.gather(answer(matching, "ada"), *asking)
    opened = [event.subject for event in outcomes if isinstance(event.data, RequestOpened)]
    for request in ("req_1", *opened):
        closed = await matching.closed(request)
        assert isinstance(closed.data, RequestClosed)
        assert closed.data.state == "superseded"
    assert {code_of(event) for event in outcomes if event.subject not in opened} <= {"mentor-full"}


@pytest.mark.feature("ours.recognise")
async def test_what_a_platform_names_waits_for_both_whoever_comes_first(matching: Matching) -> None:
    named = await name(matching, actor="platform:hr", confirmed=False)
    assert isinstance(named.data, RecognitionChanged)
    assert set(named.data.awaiting) == {"ada", "mia"}
    await asyncio.gather(answer(matching, "ada"), answer(matching, "mia"))
    await matching.heard.expect(PairFormed)
    assert len(matching.heard.of(PairFormed)) == 1
    states = [
        event.data.state
        for event in matching.heard.of(RecognitionChanged)
        if isinstance(event.data, RecognitionChanged)
    ]
    assert sorted(states) == ["proposed", "proposed", "recognised"]


async def test_a_repeat_changes_nothing_and_a_no_is_an_end(matching: Matching) -> None:
    claim = matching.bench.event(naming(), "rec_1", actorid="mia")
    await matching.bench.publish(claim, times=3)
    await matching.outcome_of(claim)
    await answer(matching, "ada", agrees=False)
    assert code_of(await answer(matching, "ada")) == "recognition-closed"
    assert code_of(await name(matching)) == "recognition-already-made"
    assert len(matching.heard.of(RecognitionChanged)) == 2
    assert not matching.heard.of(PairFormed)


async def test_the_hard_rules_hold_for_what_is_there_already(matching: Matching) -> None:
    await matching.know(person("report", manager_id="mia"), person("free", capacity=2), person("eve"))
    await matching.known()
    assert code_of(await name(matching, other="report", recognition="rec_2")) == "reporting-line"
    await name(matching, other="free", recognition="rec_3")
    await matching.ask("free")
    await answer(matching, "free", recognition="rec_3")
    await matching.closed()
    assert code_of(await name(matching, other="free", recognition="rec_4")) == "already-a-pair"
    later = datetime.now(UTC) + timedelta(days=1)
    assert code_of(await name(matching, recognition="rec_5", since=later)) == "since-in-the-future"
    await name(matching, recognition="rec_6")
    assert code_of(await answer(matching, "eve", recognition="rec_6")) == "recognition-unknown"
    refusals = [event.data for event in matching.heard.of(ClaimRefused)]
    assert {one.person_id for one in refusals if isinstance(one, ClaimRefused)} == {"mia", "eve"}


async def ended(matching: Matching, recognition: str = "rec_1") -> RecognitionChanged:
    """The end of it, which nobody asked for."""

    async def found() -> RecognitionChanged | None:
        facts = [one.data for one in matching.heard.of(RecognitionChanged) if one.subject == recognition]
        return next((fact for fact in facts if isinstance(fact, RecognitionChanged) and fact.state != "proposed"), None)

    fact = await eventually(found, what=f"the end of {recognition}")
    assert fact is not None
    return fact


@pytest.mark.feature("ours.recognise")
async def test_whose_word_is_missing_is_reminded_twice_and_then_it_ends_by_itself(matching: Matching) -> None:
    named = await name(matching)
    assert isinstance(named.data, RecognitionChanged)
    assert named.data.expires_at is not None
    await matching.step(3 * DAY)
    await matching.heard.expect(RecognitionReminded)
    await matching.step(4 * DAY)
    reminded = await matching.heard.expect(RecognitionReminded, 2)
    await matching.step(3 * DAY)
    end = await ended(matching)
    assert (end.state, end.expires_at) == ("expired", None)
    assert end.concerns() == {"ada", "mia"}
    assert [event.data.concerns() for event in reminded] == [{"ada"}, {"ada"}], "who said so hears nothing"
    assert code_of(await answer(matching, "ada")) == "recognition-closed"
    assert not matching.heard.of(PairFormed)
    assert await matching.rows("timers") == []
    await name(matching, recognition="rec_2")
    await answer(matching, "ada", recognition="rec_2")
    await matching.heard.expect(PairFormed)


async def test_an_answer_stops_its_clock(matching: Matching) -> None:
    await name(matching)
    await answer(matching, "ada", agrees=False)
    await name(matching, recognition="rec_2")
    await answer(matching, "ada", recognition="rec_2")
    assert "recognition-clock" not in {row["kind"] for row in await matching.rows("timers")}


async def test_it_ends_when_one_of_the_two_leaves_also_when_it_is_named_at_that_moment(matching: Matching) -> None:
    others = [f"n{number}" for number in range(6)]
    await matching.know(*(person(one) for one in others))
    await matching.known()
    await name(matching)
    naming_now = [name(matching, recognition=f"rec_{one}", person_id=one, actor=one) for one in others]
    leaving = asyncio.create_task(matching.know(PersonLeft(person_id="ada")))
    outcomes = await asyncio.gather(*naming_now)
    await leaving
    made = [event.subject for event in outcomes if isinstance(event.data, RecognitionChanged)]
    assert {code_of(one) for one in outcomes if one.subject not in made} <= {"mentor-left"}
    for recognition in ("rec_1", *made):
        end = await ended(matching, recognition)
        assert (end.state, end.left_id) == ("left", "ada")


async def test_who_became_a_mentee_this_way_is_not_asked_for_any_more_by_a_ranking(matching: Matching) -> None:
    """As with a request that was accepted: somebody has become their mentor."""
    await matching.know(person("bob"), person("cem"))
    await matching.known()
    await matching.ask("bob", then_mentor_ids=["cem"])
    await name(matching)
    await answer(matching, "ada")
    await matching.answer(Answer.DECLINE, "bob")
    followed_up = await matching.followed_up()
    assert followed_up.next_mentor_id is None
