"""Half-way, at the end of a pair and after it: told twice, at once, at two replicas. On a real broker and database."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from libs.common.asks import NotFound
from libs.common.contracts import endings as wire
from libs.common.contracts.agreements import AgreementWentLive
from libs.common.contracts.asks import Ask
from libs.common.contracts.endings import Next, ReviewDecision, Strength
from libs.common.contracts.erasure import ErasureDone, PersonErased
from libs.common.contracts.pairs import Ending, Member, PairChange, PairRole
from libs.common.errors import Refused
from libs.common.house import House
from services.journal.domain.hours import HOUR
from services.journal.use_cases.course import COURSE
from services.journal.use_cases.echoes import ECHO
from services.journal.use_cases.paying_forward import FORWARD
from tests.component.journal.agreeing import Agreeing
from tests.component.journal.ending import (
    DAYS,
    ask,
    asked_of,
    changed,
    end,
    formed_ago,
    milestones_of,
    open_until,
    until,
    until_phases,
)
from tests.component.journal.speaking import JOURNAL, Speaking
from tests.support.asked_pages import asked_pages
from tests.support.running import eventually

PHRASE = "Der Zimtstern klingt violett"


def acts_on(pair_id: str) -> list[Ask[Any]]:
    """Everything that a member can do half-way, at the end and after it."""
    return [
        wire.GiveReview(pair_id=pair_id, review_id="r", decision=ReviewDecision.KEEP),
        wire.DecideNext(pair_id=pair_id, decision_id="d", next=Next.STOP),
        wire.WriteLetter(pair_id=pair_id, text="x"),
        wire.GiveKudos(pair_id=pair_id, kudos_id="k", strength=Strength.LISTENS),
        wire.AnswerEcho(pair_id=pair_id, days=30, line="x"),
        wire.ReadCertificate(pair_id=pair_id),
    ]


@pytest.mark.feature("pair.close")
async def test_a_review_is_blind_until_both_have_given_it_and_held_once_though_both_do_at_once(
    journal: House, speaking: Speaking
) -> None:
    async with speaking.running():
        pair = await open_until(speaking, "review-due")
        first = wire.GiveReview(pair_id="pair_1", review_id="r1", decision=ReviewDecision.CHANGE, line=PHRASE)
        alone = await ask(speaking, first, "ada")
        assert [(one.person_id, one.line) for one in alone.given] == [("ada", PHRASE)]
        assert (await ask(speaking, wire.ReadReview(pair_id="pair_1"), "bob")).given == ()
        second = wire.GiveReview(pair_id="pair_1", review_id="r2", decision=ReviewDecision.KEEP)
        again = [first, second.model_copy(update={"review_id": "r3"}), second]
        givers = ["ada", "ada", "bob"]
        await asyncio.gather(*map(ask, [speaking] * 3, again, givers), return_exceptions=True)
        shown = await ask(speaking, wire.ReadReview(pair_id="pair_1"), "ada")
        assert (await ask(speaking, second, "bob")).given == shown.given
        assert {one.person_id for one in shown.given} == {"ada", "bob"}
        await until_phases(speaking, pair, "preparing", "review-due", "preparing")
        await speaking.quiet()
    assert len(speaking.of(pair, wire.ReviewHeld)) == 1
    assert milestones_of(speaking, pair) == [("mid-review-held", "both")]


async def test_kudos_of_many_pairs_come_page_by_page_the_newest_first(journal: House, speaking: Speaking) -> None:
    until = datetime.now(UTC) + 2 * DAYS
    for number in range(3):
        pair = await speaking.open(formed_ago(speaking, 20 * DAYS, f"pair_{number}"))
        await speaking.bench.publish(changed(speaking, pair, 2, PairChange.EXTENDED, planned_until=until))
        await until_phases(speaking, pair, "preparing", "winding-down")
        kudos = wire.GiveKudos(pair_id=pair.subject, kudos_id=f"k{number}", strength=Strength.LISTENS, line=PHRASE)
        await ask(speaking, kudos, "bob")

    async def asked(question: wire.ReadKudos) -> wire.KudosList:
        return await ask(speaking, question, "ada")

    pages = [page async for page in asked_pages(asked, wire.ReadKudos(), "data", 2)]
    assert [[one.pair_id for one in page] for page in pages] == [["pair_2", "pair_1"], ["pair_0"]]


@pytest.mark.feature("pair.close", "recognition.kudos")
async def test_two_part_with_decisions_letters_and_kudos_each_told_once(journal: House, speaking: Speaking) -> None:
    pair = await open_until(speaking, "winding-down")
    decide = wire.DecideNext(pair_id="pair_1", decision_id="d1", next=Next.STOP, named=PHRASE)
    await ask(speaking, decide, "ada")
    assert (await ask(speaking, wire.ReadFarewell(pair_id="pair_1"), "bob")).decisions == ()
    await ask(speaking, decide.model_copy(update={"decision_id": "d2", "next": Next.GO_ON}), "ada")
    await ask(speaking, wire.DecideNext(pair_id="pair_1", decision_id="d3", next=Next.FLIP), "bob")
    again = await ask(speaking, decide.model_copy(update={"decision_id": "d2"}), "ada")
    assert {(one.person_id, one.next, one.named) for one in again.decisions} == {
        ("ada", "go-on", PHRASE),
        ("bob", "flip", ""),
    }
    seen_by_bob = (await ask(speaking, wire.ReadFarewell(pair_id="pair_1"), "bob")).decisions
    assert {(one.next, one.named) for one in seen_by_bob} == {("go-on", ""), ("flip", "")}
    await ask(speaking, wire.WriteLetter(pair_id="pair_1", text="A first try."), "ada")
    await ask(speaking, wire.WriteLetter(pair_id="pair_1", text=PHRASE), "ada")
    assert (await ask(speaking, wire.ReadFarewell(pair_id="pair_1"), "bob")).letters == ()
    kudos = wire.GiveKudos(pair_id="pair_1", kudos_id="k1", strength=Strength.ASKS_WELL, line=PHRASE)
    await asyncio.gather(ask(speaking, kudos, "bob"), ask(speaking, kudos, "bob"))
    await end(speaking, pair, 0 * DAYS)
    shown = await ask(speaking, wire.WriteLetter(pair_id="pair_1", text="Thank you."), "bob")
    assert {(one.author_id, one.text) for one in shown.letters} == {("ada", PHRASE), ("bob", "Thank you.")}
    assert [(one.to_id, one.line) for one in (await ask(speaking, wire.ReadKudos(), "ada")).data] == [("ada", PHRASE)]
    assert (await ask(speaking, wire.ReadKudos(), "bob")).data == ()
    await speaking.quiet()
    told = (wire.NextDecided, wire.LetterWritten, wire.KudosGiven, wire.ClosingAsked)
    assert [len(speaking.of(pair, fact)) for fact in told] == [1, 2, 1, 1]
    assert milestones_of(speaking, pair) == [
        ("kudos-given", "mentee"),
        ("learning-written", "mentee"),
        ("learning-written", "mentor"),
        ("next-decided", "both"),
        ("next-named", "mentor"),
        ("what-changed-told", "both"),
    ]
    await _require_nowhere(speaking, PHRASE)


@pytest.mark.feature("ours.echo", "pair.after-life")
async def test_echoes_are_asked_once_each_whatever_stops_and_jumps_and_reach_the_other(
    journal: House, speaking: Speaking
) -> None:
    pair = await speaking.open(formed_ago(speaking, 100 * DAYS))
    await end(speaking, pair, 0 * DAYS)
    async with speaking.running():
        await speaking.step(31 * DAYS)
        await until(speaking, pair, wire.EchoAsked)
        echo = wire.AnswerEcho(pair_id="pair_1", days=30, line=PHRASE)
        for _ in range(2):
            await ask(speaking, echo, "bob")
        shown = await ask(speaking, wire.ReadFarewell(pair_id="pair_1"), "ada")
        assert [(one.author_id, one.days, one.line) for one in shown.echoes] == [("bob", 30, PHRASE)]
        with pytest.raises(Refused, match="echo-not-due"):
            await ask(speaking, echo.model_copy(update={"days": 90}), "bob")
        await speaking.step(345 * DAYS)
        await until(speaking, pair, wire.EchoAsked, 2)
        await _until_none_of(speaking, ECHO)
    await speaking.quiet()
    assert asked_of(speaking, pair) == [30, 365]
    assert len(speaking.of(pair, wire.EchoGiven)) == 1
    assert ("echo-30", "mentee") in milestones_of(speaking, pair)
    await _require_nowhere(speaking, PHRASE)


@pytest.mark.feature("ours.echo")
async def test_of_somebody_who_was_erased_nothing_is_left_to_read_and_nobody_is_asked_for_an_echo(
    journal: House, speaking: Speaking
) -> None:
    pair = await speaking.open(formed_ago(speaking, 100 * DAYS))
    await end(speaking, pair, 0 * DAYS)
    for person_id in ("ada", "bob"):
        await ask(speaking, wire.WriteLetter(pair_id="pair_1", text=f"From {person_id}."), person_id)
        decision = wire.DecideNext(pair_id="pair_1", decision_id=f"of-{person_id}", next=Next.STAY_IN_TOUCH)
        await ask(speaking, decision, person_id)
    await speaking.bench.publish(speaking.bench.event(PersonErased(person_id="bob"), "bob"))
    await speaking.heard.expect(ErasureDone)
    await speaking.step(31 * DAYS)
    await speaking.step(335 * DAYS)
    await _until_none_of(speaking, ECHO)
    await speaking.quiet()
    assert asked_of(speaking, pair) == []
    shown = await ask(speaking, wire.ReadFarewell(pair_id="pair_1"), "ada")
    assert {(one.author_id, one.text) for one in shown.letters} == {("ada", "From ada."), ("bob", "")}
    assert {(one.person_id, one.next) for one in shown.decisions} == {("ada", "stay-in-touch"), ("bob", None)}


@pytest.mark.parametrize("ending", [Ending.NO_FAULT, Ending.LEFT])
async def test_after_an_end_that_may_hide_a_flight_nothing_goes_from_one_to_the_other(
    journal: House, speaking: Speaking, ending: Ending
) -> None:
    pair = await open_until(speaking, "winding-down")
    await ask(speaking, wire.WriteLetter(pair_id="pair_1", text=PHRASE), "ada")
    await end(speaking, pair, 40 * DAYS, ending)
    await speaking.quiet()
    assert (await ask(speaking, wire.ReadFarewell(pair_id="pair_1"), "bob")).letters == ()
    for act in acts_on("pair_1"):
        with pytest.raises(Refused):
            await ask(speaking, act, "bob")
    assert not {row["kind"] for row in await speaking.rows("timers")} & {COURSE, ECHO}
    assert [speaking.of(pair, fact) for fact in (wire.EchoAsked, wire.ClosingAsked)] == [[], []]


async def test_for_everybody_but_the_two_there_is_no_such_pair(journal: House, speaking: Speaking) -> None:
    await speaking.open()
    reads: list[Ask[Any]] = [wire.ReadReview(pair_id="pair_1"), wire.ReadFarewell(pair_id="pair_1")]
    for question in [*reads, *acts_on("pair_1")]:
        with pytest.raises(NotFound):
            await ask(speaking, question, "eve")


@pytest.mark.feature("recognition.kudos")
async def test_a_certificate_tells_of_a_completed_pair_and_what_it_reached(journal: House, speaking: Speaking) -> None:
    pair = await speaking.open(formed_ago(speaking, 10 * DAYS))
    await Agreeing(speaking, pair).live()
    await until(speaking, pair, AgreementWentLive)
    with pytest.raises(Refused, match="not-completed"):
        await ask(speaking, wire.ReadCertificate(pair_id="pair_1"), "bob")
    await speaking.tell(pair, "s1", "ada")
    await end(speaking, pair, 0 * DAYS)
    await ask(speaking, wire.WriteLetter(pair_id="pair_1", text="Thank you."), "ada")
    adas, bobs = [await ask(speaking, wire.ReadCertificate(pair_id="pair_1"), one) for one in ("ada", "bob")]
    assert [(one.role, one.partner_id, one.sessions_held, one.hours) for one in (adas, bobs)] == [
        ("mentor", "bob", 1, 0.75),
        ("mentee", "ada", 1, 0.75),
    ]
    assert abs(adas.begun_at - pair.time).total_seconds() < 0.001
    words = {one.milestone: one.words["de"] for one in adas.milestones}
    assert words["first-talk-held"] == "Erstes Gespräch geführt"
    both = {one.milestone for one in bobs.milestones if one.side == "both"}
    assert both == {one.milestone for one in adas.milestones if one.side == "both"}
    assert ("learning-written" in words, "learning-written" in {one.milestone for one in bobs.milestones}) == (
        True,
        False,
    )


async def test_who_learned_and_gives_to_somebody_else_has_passed_it_on(journal: House, speaking: Speaking) -> None:
    pair = await speaking.open(formed_ago(speaking, 100 * DAYS))
    await end(speaking, pair, 1 * DAYS)
    gives = Member(person_id="bob", role=PairRole.MENTOR)
    learners = {name: Member(person_id=name, role=PairRole.MENTEE) for name in ("ada", "eve", "kim", "mia")}
    async with speaking.running():
        before = speaking.formed("kim", members=(gives, learners["kim"]))
        await speaking.open(before.model_copy(update={"time": pair.time}))
        await speaking.open(speaking.formed("back", members=(gives, learners["ada"])))
        await speaking.step(HOUR)
        await _until_none_of(speaking, FORWARD)
        await speaking.quiet()
        assert milestones_of(speaking, pair) == []
        for name in ("eve", "mia"):
            await speaking.open(speaking.formed(name, members=(gives, learners[name])))
        await speaking.step(HOUR)
        await _until_none_of(speaking, FORWARD)
        await speaking.quiet()
    assert milestones_of(speaking, pair) == [("paid-forward", "mentee")]


async def _until_none_of(speaking: Speaking, *kinds: str) -> None:
    async def none_left() -> bool:
        return not {row["kind"] for row in await speaking.rows("timers")} & set(kinds)

    await eventually(none_left, what=f"none of {kinds}")


async def _require_nowhere(speaking: Speaking, phrase: str) -> None:
    """In no event that was heard, and in nothing that journal keeps."""
    assert phrase not in str([event.to_json().decode() for event in speaking.heard.events])
    database = speaking.bench.database(JOURNAL)
    for name in await database.list_collection_names():
        assert phrase not in str(await speaking.rows(name)), name
