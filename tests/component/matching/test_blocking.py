"""A block keeps two apart on every way there is, and looks like anything else. On a real broker and database."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from libs.common.contracts import AnyEvent
from libs.common.contracts.asks import FindPeople, Mark, MarkPerson
from libs.common.contracts.interest import InterestBecameMutual
from libs.common.contracts.pairs import PairEnded, PairFormed
from libs.common.contracts.recognitions import MentoringRecognised, RecognitionAnswered, RecognitionChanged
from libs.common.contracts.requests import (
    Answer,
    RequestAnswered,
    RequestClosed,
    RequestOpened,
    RequestProposed,
)
from libs.common.contracts.rounds import Couple, MakeRound, Pool, PublishRound, ReadRound, RoundPlan
from libs.common.errors import Refused
from services.matching.domain.interest import Mark as OwnMark
from services.matching.domain.interest import interest_id_of, no_interest
from services.matching.store import Store
from services.matching.use_cases.interest import LOOK
from tests.component.matching.asking import asking
from tests.component.matching.speaking import Matching, code_of, person
from tests.support.running import eventually, tombstones_of

pytestmark = pytest.mark.feature("platform.safeguarding")
SIDES = [("ada", "mia"), ("mia", "ada")]
LEARNER: dict[str, Any] = {
    "gives": [{"topic": "Rust", "level": 4}],
    "gets": [{"topic": "Python", "level": 4}],
    "seniority": 2,
}


def state_of(event: AnyEvent) -> str:
    assert isinstance(event.data, RequestClosed), event
    return event.data.state.value


@pytest.mark.parametrize(("by", "other"), SIDES)
async def test_neither_asks_offers_or_is_suggested_whoever_of_the_two_blocks(
    matching: Matching, by: str, other: str
) -> None:
    await matching.know(person("ada"), person("bob"), person("hidden", visible=False))
    await matching.suggested("ada", "bob")
    await matching.known()
    await matching.block(by, other)
    hidden = await matching.ask("hidden", request="req_0")
    for event in (
        await matching.ask("ada"),
        await matching.ask("ada", request="req_2", confirmed=False),
        await matching.offer("ada", "mia", request="req_3"),
    ):
        assert (code_of(event), event.data.words) == (code_of(hidden), hidden.data.words)  # type: ignore[attr-defined]
    assert await matching.suggested("bob") == {"bob"}
    await matching.block(by, sequence=2)
    assert await matching.suggested("ada", "bob") == {"ada", "bob"}
    assert isinstance((await matching.ask("ada", request="req_6")).data, RequestOpened), "it can be taken back"


async def test_what_is_open_ends_and_nothing_tells_it_from_a_no_that_was_said(matching: Matching) -> None:
    await matching.know(person("ada"), person("bob"))
    await matching.known()
    said, blocked = await matching.ask("bob", request="req_said"), await matching.ask("ada", request="req_blocked")
    by_hand = RequestAnswered(request_id="req_said", answer=Answer.DECLINE)
    claim = matching.bench.event(by_hand, "req_said", actorid="bob", correlationid=said.correlationid)
    await matching.bench.publish(claim)
    fact = await matching.block("ada", "mia")
    one, other = await matching.closed("req_said"), await matching.closed("req_blocked")
    assert (one.actorid, other.actorid) == ("bob", "ada")
    assert (one.correlationid, other.correlationid) == (said.correlationid, blocked.correlationid)
    assert other.causationid not in (None, fact.id), "two that end by one block have nothing in common"
    different = {"request_id", "mentor_id", "asked_at", "opened_at", "closed_at", "expires_at"}
    assert one.data.model_dump(exclude=different) == other.data.model_dump(exclude=different)
    assert {one.mentor_id for one in (await matching.followed_up("req_blocked")).suggestions} == set()
    assert not [
        event for event in matching.heard.events if b"block" in event.to_json().lower().replace(b"req_blocked", b"")
    ]


async def test_what_who_blocks_asked_is_taken_back_and_what_was_proposed_to_them_too(matching: Matching) -> None:
    await matching.know(person("ada"), person("bob"), person("cem"), person("eve", **LEARNER))
    await matching.known()
    await matching.ask("ada", request="req_asked")
    assert isinstance((await matching.ask("bob", request="req_mine", confirmed=False)).data, RequestProposed)
    assert isinstance((await matching.ask("cem", request="req_theirs", confirmed=False)).data, RequestProposed)
    await matching.offer("cem", "mia", request="req_offered")
    await matching.block("mia", "ada", "bob")
    await matching.block("cem", "mia")
    for request in ("req_asked", "req_mine", "req_offered"):
        assert state_of(await matching.closed(request)) == "withdrawn"
    assert {row["kind"] for row in await matching.rows("timers")} <= {"request-clock"}, "theirs is left as it is"
    assert code_of(await matching.answer(Answer.CONFIRM, "mia", "req_theirs")) == "unknown-person"
    assert not [event for event in matching.heard.of(RequestClosed) if event.subject == "req_theirs"]


async def test_the_next_of_a_ranking_and_the_next_names_keep_to_it(matching: Matching) -> None:
    await matching.know(*(person(name) for name in ("ada", "bob", "cem", "dan", "eve")))
    await matching.suggested("bob", "cem", "dan", "eve")
    await matching.ask("ada", then_mentor_ids=["bob", "cem"])
    await matching.block("bob", "mia")
    await matching.answer(Answer.DECLINE, "ada")
    assert (await matching.followed_up()).next_mentor_id == "cem"
    await matching.block("mia", "dan")
    opened = next(one for one in await matching.heard.expect(RequestOpened, 2) if "cem" in one.data.concerns())
    await matching.answer(Answer.DECLINE, "cem", opened.subject)
    others = {one.mentor_id for one in (await matching.followed_up(opened.subject)).suggestions}
    assert others == {"eve"}


async def test_a_yes_and_a_block_at_the_same_moment_are_a_pair_or_none_and_nothing_stays_open(
    matching: Matching,
) -> None:
    mentees = [f"n{number}" for number in range(8)]
    await matching.know(person("ada", capacity=8), *(person(one, **LEARNER) for one in mentees))
    await matching.known()
    for one in mentees:
        await matching.ask("ada", mentee=one, request=f"req_{one}")
    yeses = [matching.answer(Answer.ACCEPT, "ada", f"req_{one}") for one in mentees]
    await asyncio.gather(matching.block("ada", *mentees), *yeses)
    ends = [state_of(await matching.closed(f"req_{one}")) for one in mentees]
    assert set(ends) <= {"accepted", "declined"}
    accepted = ends.count("accepted")
    assert len(await matching.heard.expect(PairFormed, accepted)) == accepted


async def test_who_asks_while_the_other_blocks_is_refused_or_it_ends(matching: Matching) -> None:
    mentees = [f"n{number}" for number in range(8)]
    await matching.know(person("ada"), *(person(one, **LEARNER) for one in mentees))
    await matching.known()
    asks = [matching.ask("ada", mentee=one, request=f"req_{one}") for one in mentees]
    _, *outcomes = await asyncio.gather(matching.block("ada", *mentees), *asks)
    for event in outcomes:
        if isinstance(event.data, RequestOpened):
            assert state_of(await matching.closed(event.subject)) == "declined"
        else:
            assert code_of(event) == "unknown-person"


async def test_a_pair_goes_on_beside_a_block_and_no_second_way_opens(matching: Matching) -> None:
    await matching.know(person("ada"))
    await matching.known()
    await matching.ask("ada")
    await matching.answer(Answer.ACCEPT, "ada")
    await matching.heard.expect(PairFormed)
    await matching.block("mia", "ada")
    assert code_of(await matching.ask("ada", request="req_2")) == "unknown-person"
    assert not matching.heard.of(PairEnded)


async def test_what_is_named_while_the_other_blocks_is_refused_or_ends(matching: Matching) -> None:
    mentees = [f"n{number}" for number in range(8)]
    await matching.know(person("ada"), *(person(one, **LEARNER) for one in mentees))
    await matching.known()
    naming = [matching.claim(named(f"rec_{one}", by=one), f"rec_{one}", one) for one in mentees]
    await asyncio.gather(matching.block("ada", *mentees), *naming)
    rows = {row["recognition_id"]: row["state"] for row in await matching.rows("recognitions")}
    assert set(rows.values()) <= {"declined"}


def named(recognition: str, by: str = "mia", other: str = "ada") -> MentoringRecognised:
    return MentoringRecognised(
        recognition_id=recognition,
        person_id=by,
        other_id=other,
        role="mentee",
        topics=("Python",),
        since=datetime(2026, 3, 1, tzinfo=UTC),
        confirmed=True,
    )


@pytest.mark.parametrize(("by", "other"), SIDES)
async def test_no_mentoring_is_recognised_across_a_block_and_what_waits_is_declined(
    matching: Matching, by: str, other: str
) -> None:
    await matching.know(person("ada"))
    await matching.known()
    await matching.claim(named("rec_1"), "rec_1", "mia")
    fact = await matching.block(by, other)
    changed = (await matching.heard.expect(RecognitionChanged, 2))[-1]
    assert isinstance(changed.data, RecognitionChanged)
    assert (changed.data.state, changed.actorid, changed.causationid) == ("declined", by, fact.id)
    agreed = RecognitionAnswered(recognition_id="rec_1", agrees=True)
    assert code_of(await matching.claim(agreed, "rec_1", "ada")) == "recognition-closed"
    assert code_of(await matching.claim(named("rec_2"), "rec_2", "mia")) == "unknown-person"


async def _none_left(matching: Matching) -> bool:
    return not await matching.rows("timers")


@pytest.mark.parametrize(("by", "other"), SIDES)
async def test_two_sparks_with_a_block_between_open_nothing_and_marking_is_as_of_somebody_hidden(
    matching: Matching, by: str, other: str
) -> None:
    heard = await matching.bench.listen(InterestBecameMutual)
    await matching.know(person("ada"), person("hidden", visible=False))
    await matching.known()
    async with asking(matching.bench) as asker:
        await asker.ask(MarkPerson(person_id="ada", mark=Mark.SPARK), "mia")
        await matching.block(by, other)
        refusals = set()
        for whom in ("ada", "hidden", "ghost"):
            with pytest.raises(Refused) as refused:
                await asker.ask(MarkPerson(person_id=whom, mark=Mark.FAVOURITE), "mia")
            refusals.add((refused.value.code, str(refused.value.words)))
        assert len(refusals) == 1
    house = matching.houses[0]
    unit, interests = house.units.start("acme"), Store(house.database, tombstones_of(house.database)).interests
    for one, marked in SIDES:
        kept = await interests.find("acme", interest_id_of("acme", one, marked)) or no_interest("acme", one, marked)
        unit.write(interests.save(replace(kept, mark=OwnMark.SPARK)))
    unit.set_timer(LOOK, "both", unit.now, person_id="ada", other_id="mia")
    await house.committer.commit(unit)
    await eventually(lambda: _none_left(matching), what="the marks looked at")
    assert heard.events == []


@pytest.mark.parametrize(("by", "other"), SIDES)
async def test_neither_finds_the_other_in_the_directory(matching: Matching, by: str, other: str) -> None:
    await matching.know(person("ada"), person("bob"))
    await matching.known()
    await matching.block(by, other)
    async with asking(matching.bench) as asker:
        for who, shown in (("ada", {"bob"}), ("mia", {"bob"}), ("bob", {"ada", "mia"})):
            people = (await asker.ask(FindPeople(), who)).people
            assert {one.person_id for one in people} == shown
            assert {one.person_id for one in (await asker.ask(FindPeople(q="Ada"), who)).people} == {"ada"} & shown


def plan(**changes: Any) -> MakeRound:
    made = {"name": "Spring", "mentees": Pool(person_ids=("mia",)), "mentors": Pool(person_ids=("ada", "bob"))}
    return MakeRound(round_id=str(changes.pop("round_id", "round_1")), plan=RoundPlan(**made | changes))


@pytest.mark.parametrize(("by", "other"), SIDES)
async def test_no_round_places_two_with_a_block_between(matching: Matching, by: str, other: str) -> None:
    await matching.know(person("ada"), person("bob", hours_per_month=1))
    await matching.known()
    async with asking(matching.bench) as asker:
        before = await asker.ask(plan(), "olga")
        assert (before.pairs, before.total) == (1, 1.0)
        await matching.block(by, other)
        after = await asker.ask(plan(round_id="round_2"), "olga")
        assert (after.pairs, after.total) == (1, 0.85), "mia is placed with bob"
        locked = (Couple(mentee_id="mia", mentor_id="ada"),)
        with pytest.raises(Refused, match="lock-forbidden"):
            await asker.ask(plan(round_id="round_3", locked=locked), "olga")


async def test_a_block_after_the_preview_keeps_a_round_from_proposing(matching: Matching) -> None:
    await matching.know(person("ada"))
    await matching.known()
    async with asking(matching.bench) as asker:
        shown = await asker.ask(plan(mentors=Pool(person_ids=("ada",))), "olga")
        await matching.block("ada", "mia")
        await asker.ask(PublishRound(round_id="round_1", version=shown.version), "olga")

        async def is_published() -> bool:
            return (await asker.ask(ReadRound(round_id="round_1"), "olga")).state == "published"

        await eventually(is_published, what="the round published")
    assert not matching.heard.of(RequestProposed)


async def test_an_older_list_never_overwrites_a_newer_one(matching: Matching) -> None:
    await matching.know(person("ada"))
    await matching.known()
    await matching.block("ada", sequence=3)
    await matching.block("ada", "mia", sequence=2)
    assert isinstance((await matching.ask("ada")).data, RequestOpened)
