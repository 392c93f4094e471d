"""Preparing: one's own steps, kept for oneself, told once, and known to every pair. On a real broker and database."""

import asyncio

import pytest

from libs.common.asks import NotFound
from libs.common.contracts.erasure import ErasureDone, PersonErased
from libs.common.contracts.pairs import MilestoneReached
from libs.common.contracts.preparation import (
    AnswerStep,
    LeaveTrackOut,
    PreparationFinished,
    ReadStep,
    StepState,
    TrackName,
)
from libs.common.contracts.requests import Direction
from libs.common.house import House
from services.journal.store import Store
from services.journal.use_cases.milestones import Milestones
from services.journal.use_cases.preparation import Preparations
from tests.component.journal.preparing import (
    answer,
    finish,
    finished,
    leave_out,
    lines,
    looked_at,
    prepared_sides,
    read,
    steps_of,
)
from tests.component.journal.speaking import Speaking

CORE, MENTOR, MENTEE = TrackName.CORE, TrackName.MENTOR, TrackName.MENTEE
PHRASE = "Der Zimtstern klingt violett"


@pytest.mark.feature("preparation.tracks")
async def test_everybody_sees_all_tracks_and_which_are_theirs(journal: House, speaking: Speaking) -> None:
    await speaking.open()
    ended = await speaking.open(speaking.formed("pair_2", direction=Direction.REVERSE))
    await speaking.bench.publish(speaking.ended(ended, 2))
    await speaking.quiet()
    for person_id, theirs in (("ada", {CORE, MENTOR}), ("bob", {CORE, MENTEE}), ("eve", {CORE})):
        shown = await lines(speaking, person_id)
        assert list(shown) == list(TrackName)
        assert {track for track, line in shown.items() if line.is_for_me} == theirs
    organiser = await read(speaking, "eve", "organiser")
    assert set(organiser.title) == set(organiser.about) == {"en", "de"}
    assert {step.state for step in organiser.steps} == {StepState.OPEN}


@pytest.mark.feature("preparation.reverse-tracks")
async def test_in_a_reverse_pair_each_has_the_track_of_their_part(journal: House, speaking: Speaking) -> None:
    await speaking.open(speaking.formed(direction=Direction.REVERSE))
    for person_id, part in (("ada", TrackName.REVERSE_MENTOR), ("bob", TrackName.SENIOR_AS_MENTEE)):
        theirs = [track for track, line in (await lines(speaking, person_id)).items() if line.is_for_me]
        assert theirs == [CORE, part]


async def test_an_answer_is_its_authors_alone_and_nowhere_in_the_clear(journal: House, speaking: Speaking) -> None:
    step = await answer(speaking, "ada", "core.both-ways", f" {PHRASE}\n")
    assert (step.state, step.answer) == (StepState.ANSWERED, PHRASE)
    ask = ReadStep(track="core", step_id="core.both-ways")
    assert await speaking.questions.ask(ask, speaking.asker("ada")) == step
    assert (await speaking.questions.ask(ask, speaking.asker("ada", "globex"))).answer is None
    bobs = {one.step_id: one for one in (await read(speaking, "bob", "core")).steps}["core.both-ways"]
    assert (bobs.state, bobs.answer) == (StepState.OPEN, None)
    assert (await answer(speaking, "bob", "core.both-ways", "Bob's")).answer == "Bob's"
    assert await speaking.questions.ask(ask, speaking.asker("ada")) == step
    await finish(speaking, "ada", CORE)
    await speaking.heard.expect(PreparationFinished)
    kept = [await speaking.rows(name) for name in ("answers", "preparations", "outbox", "timers")]
    assert PHRASE not in str(kept)
    assert PHRASE not in str([event.to_json() for event in speaking.heard.events])


async def test_the_last_answer_counts_and_leaving_out_takes_none_back(journal: House, speaking: Speaking) -> None:
    await leave_out(speaking, "ada", "core.ours")
    for text in ("one", "two", "two"):
        await answer(speaking, "ada", "core.ours", text)
    step = await leave_out(speaking, "ada", "core.ours")
    assert (step.state, step.answer) == (StepState.ANSWERED, "two")
    assert len(await speaking.rows("answers")) == 1
    line = (await lines(speaking, "ada"))[CORE]
    assert (line.steps_done, line.steps_in_all, line.is_finished) == (1, len(steps_of(CORE)), False)


async def test_a_whole_track_is_left_out_at_once_and_takes_no_answer_back(journal: House, speaking: Speaking) -> None:
    await answer(speaking, "ada", "core.ours", "Kept")
    ask = LeaveTrackOut(track="core")
    left = await asyncio.gather(*(speaking.questions.ask(ask, speaking.asker("ada")) for _ in range(3)))
    assert left[0].is_finished
    assert {step.step_id for step in left[0].steps if step.state is StepState.LEFT_OUT} == {
        step.step_id for step in left[0].steps if step.after is None
    } - {"core.ours"}
    assert {step.answer for step in left[0].steps} == {None, "Kept"}
    assert await speaking.questions.ask(ask, speaking.asker("ada")) == left[0] == left[1] == left[2]
    await speaking.quiet()
    assert finished(speaking, "ada") == [CORE]
    with pytest.raises(NotFound):
        await speaking.questions.ask(LeaveTrackOut(track="boss"), speaking.asker("ada"))


@pytest.mark.parametrize(
    ("track", "step_id"), [("boss", "core.ours"), ("core", "core.nothing"), ("mentor", "core.ours")]
)
async def test_a_step_that_is_not_in_the_track_is_not_there(
    journal: House, speaking: Speaking, track: str, step_id: str
) -> None:
    with pytest.raises(NotFound):
        await speaking.questions.ask(AnswerStep(track=track, step_id=step_id, answer="x"), speaking.asker("ada"))
    assert await speaking.rows("preparations") == []


async def test_what_somebody_prepared_goes_with_them_and_nothing_comes_after(
    journal: House, speaking: Speaking
) -> None:
    await answer(speaking, "ada", "core.ours", PHRASE)
    await answer(speaking, "bob", "core.ours", "Bob's")
    await speaking.bench.publish(speaking.bench.event(PersonErased(person_id="ada"), "ada"))
    await speaking.heard.expect(ErasureDone)
    for act in (answer(speaking, "ada", "core.ours", PHRASE), leave_out(speaking, "ada", "core.ours")):
        with pytest.raises(NotFound):
            await act
    kept = [row for name in ("preparations", "answers") for row in await speaking.rows(name)]
    assert {row["person_id"] for row in kept} == {"bob"}
    assert (await read(speaking, "bob", "core")).steps[2].answer == "Bob's"


async def test_each_track_is_told_once_whatever_is_sent_at_once_and_again(speaking: Speaking) -> None:
    """Every step twice, answered and left out, of two people, at two replicas."""
    async with speaking.running(), speaking.running():
        steps = [*steps_of(CORE), *steps_of(MENTEE)] * 2
        told = [act for step_id in steps for act in (("ada", step_id), ("bob", step_id))]
        answers = [answer(speaking, person_id, step_id, step_id) for person_id, step_id in told]
        await asyncio.gather(*answers, *(leave_out(speaking, *one) for one in told))
        await finish(speaking, "ada", CORE)
        await speaking.quiet()
        assert finished(speaking, "ada") == finished(speaking, "bob") == [CORE, MENTEE]
        step = (await read(speaking, "bob", "mentee")).steps[0]
        assert (step.state, step.answer) == (StepState.ANSWERED, step.step_id)
    for event in speaking.heard.of(PreparationFinished):
        assert (set(event.data.concerns()), event.actorid) == ({event.subject}, event.subject)


async def test_a_pair_knows_who_is_prepared_for_it(journal: House, speaking: Speaking) -> None:
    store = Store(journal.database, journal.tombstones)
    preparations = Preparations(store, journal.units, Milestones(store))
    await speaking.open()
    story = await store.stories.get("acme", "pair_1")
    assert set(await preparations.unprepared(story)) == {"ada", "bob"}
    await finish(speaking, "ada", CORE)
    await finish(speaking, "bob", CORE, MENTOR)
    assert set(await preparations.unprepared(story)) == {"ada", "bob"}, "one track is missing, another is not theirs"
    await finish(speaking, "ada", MENTOR)
    assert await preparations.unprepared(story) == ("bob",)


async def test_who_becomes_prepared_is_so_in_every_pair_that_goes_on(journal: House, speaking: Speaking) -> None:
    first, second = await speaking.open(), await speaking.open(speaking.formed("pair_2"))
    other = await speaking.open(speaking.formed("pair_3", direction=Direction.REVERSE))
    over = await speaking.open(speaking.formed("pair_4"))
    await speaking.bench.publish(speaking.ended(over, 2))
    await speaking.quiet()
    await looked_at(speaking)
    await finish(speaking, "ada", CORE, MENTOR)
    await looked_at(speaking)
    await speaking.quiet()
    assert [prepared_sides(speaking, pair) for pair in (first, second, other, over)] == [["mentor"], ["mentor"], [], []]
    (reached,) = speaking.of(first, MilestoneReached)
    assert isinstance(reached.data, MilestoneReached)
    assert set(reached.data.evidence) < {event.id for event in speaking.heard.of(PreparationFinished)}


async def test_who_had_prepared_is_prepared_from_the_beginning(journal: House, speaking: Speaking) -> None:
    for person_id, part in (("ada", MENTOR), ("bob", MENTEE)):
        await finish(speaking, person_id, CORE, part)
    await looked_at(speaking)
    pair = await speaking.open()
    await speaking.heard.expect(MilestoneReached, 2)
    assert prepared_sides(speaking, pair) == ["mentee", "mentor"]


async def test_a_pair_that_begins_while_somebody_finishes_knows_it_whatever_comes_first(speaking: Speaking) -> None:
    """At two replicas; the pair is told twice."""
    async with speaking.running(), speaking.running():
        await finish(speaking, "bob", CORE)
        pair = speaking.formed()
        await asyncio.gather(speaking.open(pair), finish(speaking, "bob", MENTEE))
        await speaking.bench.publish(pair)
        await speaking.heard.expect(MilestoneReached)
        await looked_at(speaking)
        await speaking.quiet()
    assert prepared_sides(speaking, pair) == ["mentee"]


async def test_a_pair_that_turns_asks_for_another_preparation(journal: House, speaking: Speaking) -> None:
    await finish(speaking, "ada", CORE, TrackName.REVERSE_MENTOR)
    pair = await speaking.open()
    await looked_at(speaking)
    assert prepared_sides(speaking, pair) == []
    await speaking.bench.publish(speaking.turned(pair, 2, Direction.REVERSE))
    await speaking.heard.expect(MilestoneReached)
    assert prepared_sides(speaking, pair) == ["mentor"]
