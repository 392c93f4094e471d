"""Agreements: written by each and both, signed as read, in force once. On a real broker and database."""

import asyncio
from collections import Counter
from itertools import permutations
from typing import Any

import pytest

from libs.common.asks import NotFound, Outdated
from libs.common.contracts.agreements import (
    Agreement,
    AgreementChanged,
    AgreementWentLive,
    GoalMarked,
    Goals,
    GoalState,
    MarkGoal,
    PartWritten,
    ReadAgreement,
    ReadAgreementVersion,
    ReadGoals,
    SharedWritten,
    SignAgreement,
    WritePart,
    WriteShared,
)
from libs.common.contracts.asks import Ask
from libs.common.contracts.pairs import Member, Milestone, MilestoneReached, PairPhaseChanged, PairRole
from libs.common.contracts.preparation import TrackName
from libs.common.contracts.requests import Direction
from libs.common.errors import Refused
from libs.common.house import House
from tests.component.journal.agreeing import Agreeing
from tests.component.journal.preparing import finish
from tests.component.journal.speaking import JOURNAL, Speaking
from tests.component.journal.test_erasure import erased
from tests.support.asked_pages import read_while_adding
from tests.support.running import eventually

BOTH = ("ada", "bob")
PLANTED = "planted-phrase-of-an-agreement"


async def pair_of(speaking: Speaking, direction: Direction = Direction.FORWARD) -> Agreeing:
    return Agreeing(speaking, await speaking.open(speaking.formed(direction=direction)))


async def strangers(speaking: Speaking, number: int) -> Agreeing:
    """A pair of two people who are in no other."""
    ada = Member(person_id=f"ada_{number}", role=PairRole.MENTOR)
    bob = Member(person_id=f"bob_{number}", role=PairRole.MENTEE)
    return Agreeing(speaking, await speaking.open(speaking.formed(f"pair_{number}", members=(ada, bob))))


def went_live(pair: Agreeing) -> list[AgreementWentLive]:
    found = [event.data for event in pair.speaking.of(pair.pair, AgreementWentLive)]
    return [fact for fact in found if isinstance(fact, AgreementWentLive)]


def reached(pair: Agreeing) -> Counter[tuple[str, str]]:
    """How often each milestone was told, but of preparation, which comes in its own time."""
    facts = [event.data for event in pair.speaking.of(pair.pair, MilestoneReached)]
    found = [(fact.milestone, fact.side) for fact in facts if isinstance(fact, MilestoneReached)]
    return Counter((name.value, side) for name, side in found if name is not Milestone.CORE_TRACK_DONE)


async def until_live(pair: Agreeing) -> None:
    async def is_live() -> bool:
        return (await pair.read(pair.both[0])).is_live

    await eventually(is_live, what="an agreement in force")


@pytest.mark.feature("pair.agreement", "pair.mirror-goals", "ours.mirror-goals")
async def test_with_the_second_signature_it_is_in_force_and_the_pair_active(journal: House, speaking: Speaking) -> None:
    pair = await pair_of(speaking, direction=Direction.REVERSE)
    empty = await pair.read()
    assert (empty.number, empty.version, empty.is_live, empty.live, len(empty.gaps)) == (1, 0, False, None, 6)
    assert set(empty.unprepared) == set(BOTH)
    signed = await pair.live()
    assert (signed.is_live, signed.number, {one.person_id for one in signed.signatures}) == (True, 1, set(BOTH))
    assert (signed.gaps, signed.unprepared) == ((), ())
    bob = signed.parts[1]
    assert (bob.goals[0].text, bob.goals[0].measure, bob.gives) == (
        "Lead a meeting",
        "Did it twice",
        ("Rust", "An honest view"),
    )
    assert signed.live is not None
    assert (signed.live.parts, signed.live.shared) == (signed.parts, signed.shared)
    assert await pair.version(1, "bob") == signed.live
    await speaking.quiet()
    (fact,) = went_live(pair)
    assert (fact.number, fact.cadence_days, fact.session_minutes) == (1, 14, 45)
    assert [(side.person_id, side.goals, side.gives) for side in fact.sides] == [("ada", 1, 1), ("bob", 1, 2)]
    phases = [event.data for event in speaking.of(pair.pair, PairPhaseChanged)]
    assert [phase.phase.value for phase in phases if isinstance(phase, PairPhaseChanged)] == ["preparing", "active"]
    assert reached(pair) == Counter(
        {
            ("goal-and-gift-written", "mentor"): 1,
            ("goal-and-gift-written", "mentee"): 1,
            ("agreement-live", "both"): 1,
            ("cadence-set", "both"): 1,
            ("candour-agreed", "both"): 1,
            ("goal-made-concrete", "mentee"): 1,
        }
    )


@pytest.mark.feature("ours.mirror-goals")
async def test_who_signs_too_early_is_told_what_is_missing_and_for_whom(journal: House, speaking: Speaking) -> None:
    pair = await pair_of(speaking)
    await pair.write("ada", gives=[])
    with pytest.raises(Refused) as refused:
        await pair.sign("bob")
    assert refused.value.code == "agreement-incomplete"
    assert refused.value.words["en"] == (
        "This cannot be signed yet. Still to be written: something you would like to learn; something the other has to "
        "give; something you have to give; how often you meet; how long you meet."
    )
    assert "etwas, das die andere Seite zu geben hat" in refused.value.words["de"]
    assert (await pair.read()).signatures == ()


ORDERS = list(permutations(["ada signs", "bob signs", "ada prepares", "bob prepares"]))
AT_ONCE = 10


async def test_it_comes_into_force_with_whatever_comes_last_and_once(speaking: Speaking) -> None:
    """Signed and prepared in every order, each in a pair of its own; in some all of it at the same moment."""
    async with speaking.running(), speaking.running():
        pairs = [await strangers(speaking, number) for number in range(len(ORDERS) + AT_ONCE)]
        await asyncio.gather(*(pair.filled() for pair in pairs))
        one_by_one, at_once = pairs[: len(ORDERS)], pairs[len(ORDERS) :]
        await asyncio.gather(*(in_order(pair, order) for pair, order in zip(one_by_one, ORDERS, strict=True)))
        await asyncio.gather(*(does(pair, step) for pair in at_once for step in ORDERS[0]))
        for pair in pairs:
            await until_live(pair)
        await speaking.quiet()
    assert [len(went_live(pair)) for pair in pairs] == [1] * len(pairs)
    assert all(reached(pair)["agreement-live", "both"] == 1 for pair in pairs)


async def in_order(pair: Agreeing, order: tuple[str, ...]) -> None:
    for step in order:
        assert not (await pair.read(pair.both[0])).is_live
        await does(pair, step)


async def does(pair: Agreeing, step: str) -> None:
    name, verb = step.split()
    person_id = name + pair.pair.subject.removeprefix("pair")
    await (pair.sign(person_id) if verb == "signs" else pair.prepare(person_id))


async def test_what_waits_for_a_preparation_comes_into_force_by_itself(journal: House, speaking: Speaking) -> None:
    pair = await pair_of(speaking)
    await pair.filled()
    await pair.sign("ada")
    waiting = await pair.sign("bob")
    assert (waiting.is_live, waiting.gaps, set(waiting.unprepared)) == (False, (), set(BOTH))
    await finish(speaking, "ada", TrackName.CORE, TrackName.MENTOR)
    await finish(speaking, "bob", TrackName.CORE, TrackName.MENTEE)
    await until_live(pair)


async def test_of_two_who_arrange_at_once_on_two_replicas_one_is_told_both_versions(speaking: Speaking) -> None:
    async with speaking.running(), speaking.running():
        pair = await pair_of(speaking)
        read = (await pair.filled()).version
        tries = [pair.arrange(one, read, ending=f"As {one} says") for one in BOTH]
        answers = await asyncio.gather(*tries, return_exceptions=True)
        (stands,) = [answer for answer in answers if isinstance(answer, Agreement)]
        (told,) = [answer for answer in answers if isinstance(answer, Outdated)]
        assert isinstance(told.current, Agreement)
        assert told.current.shared == stands.shared
        assert told.current.version == stands.version
        loser = next(one for one in BOTH if f"As {one} says" != stands.shared.ending)
        both = f"{stands.shared.ending}; as {loser} says"
        merged = await pair.arrange(loser, told.current.version, ending=both)
        again = await pair.arrange(loser, told.current.version, ending=both)
    assert (merged.shared.ending, again.version) == (both, merged.version), "sent again it is answered the same"


async def test_both_write_their_parts_at_once_and_neither_is_lost(speaking: Speaking) -> None:
    async with speaking.running(), speaking.running():
        pair = await pair_of(speaking)
        await asyncio.gather(*(pair.write(one, needs=f"Of {one}") for one in BOTH * 3), pair.arrange("ada", 0))
        text = await pair.read()
    assert [part.needs for part in text.parts] == ["Of ada", "Of bob"]
    assert text.shared.cadence_days == 14
    assert text.version == 3, "what was sent again was no edit"


@pytest.mark.feature("pair.agreement")
async def test_an_edit_takes_signatures_back_and_what_is_in_force_stays_readable(
    journal: House, speaking: Speaking
) -> None:
    pair = await pair_of(speaking)
    first = await pair.live()
    edited = await pair.write("bob", boundaries="No weekends")
    assert (edited.number, edited.is_live, edited.signatures, edited.live) == (2, False, (), first.live)
    with pytest.raises(Outdated):
        await pair.sign("ada", first.version)
    await pair.sign("ada", edited.version)
    second = await pair.sign("bob", edited.version)
    assert (second.is_live, second.number) == (True, 2)
    assert [(await pair.version(number)).parts[1].boundaries for number in (1, 2)] == ["", "No weekends"]
    with pytest.raises(NotFound):
        await pair.version(3)
    await speaking.quiet()
    assert [fact.number for fact in went_live(pair)] == [1, 2]
    assert reached(pair)["needs-told", "mentee"] == 1
    assert reached(pair)["agreement-live", "both"] == 1
    sequences = [event.sequence for event in speaking.of(pair.pair, AgreementChanged)]
    assert sequences == sorted(set(sequences), key=lambda one: one or 0)


@pytest.mark.feature("pair.goals")
async def test_goals_live_on_and_their_owner_says_what_became_of_them(journal: House, speaking: Speaking) -> None:
    pair = await pair_of(speaking)
    await pair.filled()
    assert (await pair.goals()).data == (), "nothing is agreed yet"
    signed = await pair.live()
    ada, bob = (await pair.goals("bob")).data
    assert [(goal.person_id, goal.state, goal.number) for goal in (ada, bob)] == [
        ("ada", "open", 1),
        ("bob", "open", 1),
    ]
    marked = [await pair.mark("bob", bob.goal_id, GoalState.REACHED, "It went well") for _ in range(2)]
    assert marked[0] == marked[1]
    with pytest.raises(Refused, match="goal-not-yours"):
        await pair.mark("bob", ada.goal_id, GoalState.REACHED)
    with pytest.raises(NotFound):
        await pair.mark("bob", "goal_of_nobody", GoalState.REACHED)
    assert [(goal.state, goal.line) for goal in (await pair.goals()).data] == [
        ("open", ""),
        ("reached", "It went well"),
    ]
    assert (await pair.read()).signatures == signed.signatures, "the agreement stays as it was signed"
    edited = await pair.write("ada", goals=[{"text": "Ask more"}])
    for person_id in BOTH:
        await pair.sign(person_id, edited.version)
    left_out, _, new = (await pair.goals()).data
    assert (left_out.state, new.state, new.text, new.number) == ("dropped", "open", "Ask more", 2)
    await speaking.quiet()
    assert len(speaking.of(pair.pair, GoalMarked)) == 1
    assert reached(pair)["goal-reached", "mentee"] == 1


async def test_a_goal_keeps_its_id_in_other_words_and_nobody_takes_anothers(journal: House, speaking: Speaking) -> None:
    pair = await pair_of(speaking)
    await pair.write("ada")
    (goal,) = (await pair.write("bob")).parts[1].goals
    kept = await pair.write("bob", goals=[{"text": "Something new"}, {"goal_id": goal.goal_id, "text": "Lead it well"}])
    new, changed = kept.parts[1].goals
    assert (changed.goal_id, changed.text, new.goal_id != goal.goal_id) == (goal.goal_id, "Lead it well", True)
    again = await pair.write("bob", goals=[{"text": "Something new"}, {"text": "Lead it well"}])
    assert [one.goal_id for one in again.parts[1].goals] == [new.goal_id, goal.goal_id], (
        "the same words are the same goal"
    )
    with pytest.raises(Refused, match="goal-unknown"):
        await pair.write("ada", goals=[{"goal_id": goal.goal_id, "text": "Mine now"}])


async def test_goals_come_page_by_page_while_others_are_agreed(journal: House, speaking: Speaking) -> None:
    pair = await pair_of(speaking)
    await asyncio.gather(pair.prepare("ada"), pair.prepare("bob"))
    await pair.filled()

    async def agree(number: int) -> None:
        await pair.write("ada", goals=[{"text": f"Goal {number}-{one}"} for one in range(5)])
        await pair.sign("ada")
        assert (await pair.sign("bob")).is_live

    async def ask(question: ReadGoals) -> Goals:
        return await pair.ask(question, "bob")

    await agree(0)
    await read_while_adding(ask, ReadGoals(pair_id=pair.pair_id), "data", "goal_id", agree)


async def test_nobody_but_the_two_finds_it_and_a_pair_for_one_talk_has_none(journal: House, speaking: Speaking) -> None:
    pair = await pair_of(speaking)
    for person_id, org in (("eve", "acme"), ("ada", "globex")):
        for question in questions(pair):
            with pytest.raises(NotFound):
                await pair.ask(question, person_id, org)
    talk = Agreeing(speaking, await speaking.open(speaking.formed("talk", Direction.FLASH)))
    for question in questions(talk)[:5]:
        with pytest.raises(Refused, match="one-talk-is-enough"):
            await talk.ask(question, "ada")


def questions(pair: Agreeing) -> list[Ask[Any]]:
    pair_id, part = pair.pair.subject, PartWritten(gives=("Rust",))
    return [
        ReadAgreement(pair_id=pair_id),
        ReadAgreementVersion(pair_id=pair_id, number=1),
        WritePart(pair_id=pair_id, part=part),
        WriteShared(pair_id=pair_id, version=0, shared=SharedWritten(cadence_days=7)),
        SignAgreement(pair_id=pair_id, version=0),
        ReadGoals(pair_id=pair_id),
        MarkGoal(pair_id=pair_id, goal_id="goal_1", state=GoalState.REACHED),
    ]


async def test_what_two_agreed_stays_readable_after_the_end_and_is_not_changed_any_more(
    journal: House, speaking: Speaking
) -> None:
    pair = await pair_of(speaking)
    signed = await pair.live()
    await speaking.bench.publish(speaking.ended(pair.pair, 2))

    async def ended() -> bool:
        return [row["standing"] for row in await speaking.rows("stories")] == ["ended"]

    await eventually(ended, what="the end")
    for change in (pair.write("ada", gives=["More"]), pair.arrange("ada", signed.version, ending="Now")):
        with pytest.raises(Refused, match="pair-ended"):
            await change
    assert await pair.read() == signed


@pytest.mark.feature("pair.sealed")
async def test_what_is_written_stands_nowhere_in_the_clear(journal: House, speaking: Speaking) -> None:
    pair = await pair_of(speaking)
    await pair.write("ada", goals=[{"text": PLANTED, "measure": PLANTED}], gives=[PLANTED], needs=PLANTED)
    await pair.arrange("ada", 1, channel=PLANTED, confidentiality=PLANTED, ending=PLANTED)
    await pair.live()
    (goal, _) = (await pair.goals()).data
    await pair.mark("ada", goal.goal_id, GoalState.CHANGED, PLANTED)
    await speaking.quiet()
    assert PLANTED not in "".join(event.model_dump_json() for event in speaking.heard.events)
    database = speaking.bench.database(JOURNAL)
    for name in await database.list_collection_names():
        assert PLANTED not in str(await speaking.rows(name)), name
    assert (await pair.goals("bob")).data[0].line == PLANTED


async def test_with_the_erasure_of_one_their_words_are_gone_and_the_others_stay(
    journal: House, speaking: Speaking
) -> None:
    pair = await pair_of(speaking)
    await pair.arrange("ada", (await pair.live()).version, ending="As Ada says")
    await erased(speaking, "ada")
    text = await pair.read("bob")
    assert text.live is not None
    for ada, bob in (text.parts, text.live.parts):
        assert ((ada.goals[0].text, ada.gives), bob.gives) == (("", ("",)), ("Rust", "An honest view"))
    assert (text.shared.ending, text.shared.channel) == ("", "Video"), "the other words were Bob's"
    assert [(goal.person_id, goal.text) for goal in (await pair.goals("bob")).data] == [("bob", "Lead a meeting")]
