"""From asking to a pair, with all the ways to no. On a real broker and database."""

import asyncio
from itertools import count, pairwise

import pytest

from libs.common.contracts import Service
from libs.common.contracts.pairs import PairFormed
from libs.common.contracts.people import PersonChanged, PersonJoined, PersonLeft
from libs.common.contracts.requests import (
    Answer,
    ClaimRefused,
    DeclineReason,
    MentorsSuggested,
    RequestAnswered,
    RequestClosed,
    RequestOpened,
    RequestProposed,
    RequestWithdrawn,
    Suggestion,
)
from tests.component.matching.speaking import MIA, Matching, code_of, person


@pytest.mark.feature("matching.recommendations", "matching.reasons")
async def test_with_nobody_named_up_to_five_are_suggested_with_reasons_and_a_gap(matching: Matching) -> None:
    await matching.know(*(person(f"m{n}") for n in range(8)))
    await matching.know(
        person("only-gives", gets=[]),
        person("hidden", visible=False),
        person("full", capacity=0),
        person("boss", manager_id=None),
        person("report", manager_id="mia"),
        PersonChanged.model_validate(MIA.model_dump() | {"manager_id": "boss"}),
    )
    await matching.known()
    names, suggestions = list[str](), tuple[Suggestion, ...]()
    for attempt in count():  # the index follows the database a moment later
        outcome = await matching.ask(None, request=f"req_{attempt}")
        assert isinstance(outcome.data, MentorsSuggested)
        suggestions = outcome.data.suggestions
        names = [one.mentor_id for one in suggestions]
        assert set(names) <= {f"m{n}" for n in range(8)}
        if len(names) == 5:
            break
    for one in suggestions:
        assert 1 <= len(one.reasons) <= 3
        assert all(set(reason.words) == {"en", "de"} for reason in (*one.reasons, one.gap))


async def test_nobody_who_suits_is_an_empty_answer_and_not_silence(matching: Matching) -> None:
    outcome = await matching.ask(None, topics=["Underwater basket weaving"])
    assert isinstance(outcome.data, MentorsSuggested)
    assert outcome.data.suggestions == ()


async def test_a_named_mentor_is_asked_and_says_yes(matching: Matching) -> None:
    await matching.know(person("ada"))
    opened = await matching.ask("ada")
    assert isinstance(opened.data, RequestOpened)
    await matching.answer(Answer.ACCEPT, "ada")
    (closed,) = await matching.heard.expect(RequestClosed)
    (formed,) = await matching.heard.expect(PairFormed)
    assert isinstance(formed.data, PairFormed)
    assert isinstance(closed.data, RequestClosed)
    assert (closed.data.state, closed.data.pair_id) == ("accepted", formed.data.pair_id)
    assert {(one.person_id, one.role) for one in formed.data.members} == {("ada", "mentor"), ("mia", "mentee")}
    assert formed.data.reasons
    assert formed.correlationid == closed.correlationid


async def test_what_a_platform_asks_waits_for_the_mentees_yes(matching: Matching) -> None:
    await matching.know(person("ada"))
    proposed = await matching.ask("ada", confirmed=False)
    assert isinstance(proposed.data, RequestProposed)
    assert proposed.data.concerns() == {"mia"}
    assert code_of(await matching.answer(Answer.ACCEPT, "ada")) == "request-unknown", "the mentor has not heard of it"
    opened = await matching.answer(Answer.CONFIRM, "mia")
    assert isinstance(opened.data, RequestOpened)
    assert (proposed.sequence, opened.sequence) == (1, 2)


@pytest.mark.parametrize(
    ("mentor", "code"),
    [
        (MIA, "request-to-oneself"),
        (person("hidden", visible=False), "unknown-person"),
        (person("full", capacity=0), "mentor-full"),
        (person("report", manager_id="mia"), "reporting-line"),
        (person("learner", roles=["mentee"]), "not-a-mentor"),
    ],
)
async def test_a_hard_rule_refuses_with_its_code(matching: Matching, mentor: PersonJoined, code: str) -> None:
    if mentor is not MIA:
        await matching.know(mentor)
    await matching.known()
    assert code_of(await matching.ask(mentor.person_id)) == code


async def test_a_mentor_who_left_cannot_be_asked(matching: Matching) -> None:
    await matching.know(person("ada"), PersonLeft(person_id="ada"))
    await matching.known()
    assert code_of(await matching.ask("ada")) == "mentor-left"


async def test_whoever_leaves_keeps_nobody_waiting(matching: Matching) -> None:
    await matching.know(*(person(name) for name in ("ada", "bob", "cem", "dan", "eve", "fay")))
    await matching.ask("ada", then_mentor_ids=["bob"])
    await matching.ask("cem", mentee="eve", request="req_2")
    await matching.offer("dan", "fay", request="req_3")
    await matching.know(*(PersonLeft(person_id=name) for name in ("ada", "eve", "fay")))
    ends = [(await matching.closed(request)).data for request in ("req_1", "req_2", "req_3")]
    assert [one.state for one in ends if isinstance(one, RequestClosed)] == ["superseded", "withdrawn", "expired"]
    assert (await matching.followed_up()).next_mentor_id == "bob"
    assert (await matching.followed_up("req_3")).suggestions == ()


async def test_a_request_that_opens_while_the_other_leaves_is_refused_or_ends(matching: Matching) -> None:
    mentees = [f"n{number}" for number in range(8)]
    await matching.know(person("ada"), *(person(one) for one in mentees))
    await matching.known()
    asking = [matching.ask("ada", mentee=one, request=f"req_{one}") for one in mentees]
    _, outcomes = await asyncio.gather(matching.know(PersonLeft(person_id="ada")), asyncio.gather(*asking))
    for event in outcomes:
        if isinstance(event.data, RequestOpened):
            await matching.closed(event.subject)
        else:
            assert code_of(event) == "mentor-left"


@pytest.mark.feature("matching.conflicts")
async def test_the_reporting_line_is_followed_to_any_depth(matching: Matching) -> None:
    chain = ["mia", "r1", "r2", "r3"]
    await matching.know(*(person(below, manager_id=above) for above, below in pairwise(chain)))
    await matching.known()
    await matching.known()
    assert code_of(await matching.ask("r3")) == "reporting-line"


async def test_a_request_that_overtakes_its_people_waits_for_them(matching: Matching) -> None:
    asking = asyncio.create_task(matching.ask("ada"))
    await asyncio.sleep(0)
    await matching.know(person("ada"))
    assert isinstance((await asking).data, RequestOpened)


@pytest.mark.feature("matching.capacity")
async def test_the_last_place_goes_to_one_of_many_who_are_accepted_at_once(matching: Matching) -> None:
    """Capacity is checked with the write: no race gives two pairs one place."""
    await matching.know(person("ada", capacity=1))
    mentees = [person(f"n{n}", seniority=1) for n in range(8)]
    await matching.know(*mentees)
    requests = {f"req_{one.person_id}": one.person_id for one in mentees}
    for request, mentee in requests.items():
        assert isinstance((await matching.ask("ada", mentee=mentee, request=request)).data, RequestOpened)
    outcomes = await asyncio.gather(*(matching.answer(Answer.ACCEPT, "ada", request) for request in requests))
    assert (
        sorted(event.data.event for event in outcomes if isinstance(event.data, ClaimRefused)) == ["ClaimRefused"] * 7
    )
    await matching.heard.expect(PairFormed)
    assert len(matching.heard.of(PairFormed)) == 1
    row = await matching.bench.database(Service.MATCHING)["people"].find_one({"_id": "acme/ada"})
    assert row is not None
    assert row["pairs"] == 1


async def test_terminal_is_terminal_and_a_repeat_changes_nothing(matching: Matching) -> None:
    await matching.know(person("ada"))
    await matching.ask("ada")
    closed = await matching.answer(Answer.DECLINE, "ada")
    assert isinstance(closed.data, RequestClosed)
    await matching.bench.publish(
        matching.bench.event(RequestAnswered(request_id="req_1", answer=Answer.DECLINE), "req_1", actorid="ada")
    )
    assert code_of(await matching.answer(Answer.ACCEPT, "ada")) == "request-closed"
    assert len(matching.heard.of(RequestClosed)) == 1


async def test_why_somebody_declined_is_in_no_event(matching: Matching) -> None:
    await matching.know(person("ada"))
    await matching.ask("ada")
    answered = RequestAnswered(request_id="req_1", answer=Answer.DECLINE, reason=DeclineReason.NO_TIME)
    closed = await matching.claim(answered, "req_1", "ada")
    assert b"no-time" not in closed.to_json()
    row = await matching.bench.database(Service.MATCHING)["requests"].find_one({})
    assert row is not None
    assert row["decline_reason"] == "no-time"


async def test_a_stranger_learns_nothing_and_only_the_mentee_withdraws(matching: Matching) -> None:
    await matching.know(person("ada"), person("eve"))
    await matching.ask("ada")
    assert code_of(await matching.answer(Answer.ACCEPT, "eve")) == "request-unknown"
    assert code_of(await matching.claim(RequestWithdrawn(request_id="req_1"), "req_1", "ada")) == "request-not-yours"
    closed = await matching.claim(RequestWithdrawn(request_id="req_1"), "req_1", "mia")
    assert isinstance(closed.data, RequestClosed)
    assert closed.data.state == "withdrawn"


async def test_an_older_record_never_overwrites_a_newer_one(matching: Matching) -> None:
    newer = matching.bench.event(person("ada", capacity=3), "ada", sequence=5)
    older = matching.bench.event(person("ada", capacity=0), "ada", sequence=4)
    await matching.bench.publish(newer)
    assert isinstance((await matching.ask("ada")).data, RequestOpened)
    await matching.bench.publish(older, times=2)
    assert code_of(await matching.ask("ada", request="req_2")) == "already-asked", "and not that ada is full"
    row = await matching.bench.database(Service.MATCHING)["people"].find_one({"_id": "acme/ada"})
    assert row is not None
    assert (row["capacity"], row["sequence"]) == (3, 5)
