"""How many requests may stand, under any race, and what becomes of those that find no place. On real servers."""

import asyncio
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest

from libs.common.contracts.pairs import EndReason, PairEndAsked, PairFormed
from libs.common.contracts.requests import (
    Answer,
    ClaimRefused,
    MentorRequested,
    RequestClosed,
    RequestOpened,
    id_of_next,
)
from tests.component.matching.speaking import HEARD, MIA, Matching, code_of, person
from tests.support.running import Bench, eventually

DAY = timedelta(days=1)
SOON = timedelta(minutes=1)


@pytest.mark.feature("request.cap")
async def test_three_open_requests_are_the_most_and_an_end_makes_room(matching: Matching) -> None:
    await matching.know(*(person(f"m{n}") for n in range(5)))
    for n in range(3):
        assert isinstance((await matching.ask(f"m{n}", request=f"req_{n}")).data, RequestOpened)
    assert code_of(await matching.ask("m3", request="req_3")) == "too-many-open-requests"
    await matching.withdraw(request="req_0")
    assert isinstance((await matching.ask("m3", request="req_4")).data, RequestOpened)


async def test_one_open_request_to_the_same_person(matching: Matching) -> None:
    await matching.know(person("ada"))
    await matching.ask("ada")
    assert code_of(await matching.ask("ada", request="req_2")) == "already-asked"
    await matching.withdraw()
    assert isinstance((await matching.ask("ada", request="req_3")).data, RequestOpened), "taking back is no no"


async def test_what_waits_for_a_confirmation_counts_when_it_opens(matching: Matching) -> None:
    await matching.know(*(person(f"m{n}") for n in range(4)))
    for n in range(4):
        await matching.ask(f"m{n}", request=f"req_{n}", confirmed=False)
    for n in range(3):
        assert isinstance((await matching.answer(Answer.CONFIRM, "mia", f"req_{n}")).data, RequestOpened)
    assert code_of(await matching.answer(Answer.CONFIRM, "mia", "req_3")) == "too-many-open-requests"


async def test_caps_hold_when_everything_is_asked_at_once_of_two_replicas_and_twice(bench: Bench) -> None:
    matching = Matching(bench, await bench.listen(*HEARD))
    async with AsyncExitStack() as stack:
        await matching.start(stack, replicas=2)
        await matching.know(MIA, *(person(f"m{n}") for n in range(8)))
        await matching.known()
        asked = [
            bench.event(
                MentorRequested(
                    request_id=f"req_{n}", mentee_id="mia", mentor_id=f"m{n % 8}", topics=("Python",), confirmed=True
                ),
                f"req_{n}",
                actorid="mia",
            )
            for n in range(16)
        ]
        await asyncio.gather(*(bench.publish(event, times=2) for event in asked))
        outcomes = [await matching.outcome_of(event) for event in asked]
        (desk,) = [row for row in await matching.rows("desks") if row["person_id"] == "mia"]
    opened = [event.data for event in outcomes if isinstance(event.data, RequestOpened)]
    assert len(opened) == 3
    assert len({data.mentor_id for data in opened}) == 3
    assert {event.data.code for event in outcomes if isinstance(event.data, ClaimRefused)} <= {
        "too-many-open-requests",
        "already-asked",
    }
    assert len(outcomes) == 16
    assert {one["request_id"] for one in desk["asking"]} == {data.request_id for data in opened}


@pytest.mark.feature("matching.capacity")
async def test_when_the_last_place_goes_the_others_are_told_and_named_somebody_else(matching: Matching) -> None:
    mentees = [f"n{n}" for n in range(4)]
    await matching.know(person("ada", capacity=1), person("bob"))
    await matching.know(
        *(person(one, gives=[{"topic": "Rust", "level": 4}], gets=[{"topic": "Python", "level": 4}]) for one in mentees)
    )
    await matching.known()
    await matching.suggested("bob")
    for one in mentees:
        await matching.ask("ada", mentee=one, request=f"req_{one}")
    await matching.answer(Answer.ACCEPT, "ada", "req_n0")
    for one in mentees[1:]:
        closed = await matching.closed(f"req_{one}")
        assert isinstance(closed.data, RequestClosed)
        assert (closed.data.state, closed.actorid) == ("superseded", None)
        follow_up = await matching.followed_up(f"req_{one}")
        assert [suggested.mentor_id for suggested in follow_up.suggestions] == ["bob"]
    await eventually(lambda: _is_empty(matching), what="no timer left")
    assert code_of(await matching.ask("ada", mentee="n1", request="req_again")) == "mentor-full"
    assert len(await matching.heard.expect(PairFormed)) == 1


async def test_two_who_are_a_pair_form_no_second_one_whoever_asks(matching: Matching) -> None:
    """What else was open between them ends; what somebody would ask anew is refused; an end makes room again."""
    await matching.know(person("ada", capacity=3))
    await matching.ask("mia", mentee="ada", request="req_back")
    await matching.ask("ada")
    accepted = await matching.answer(Answer.ACCEPT, "ada")
    assert isinstance(accepted.data, RequestClosed)
    closed = await matching.closed("req_back")
    assert isinstance(closed.data, RequestClosed)
    assert closed.data.state == "superseded"
    assert code_of(await matching.ask("mia", mentee="ada", request="req_2")) == "already-a-pair"
    assert code_of(await matching.offer("ada", "mia", request="req_3")) == "already-a-pair"
    pair_id = accepted.data.pair_id or ""
    await matching.claim(PairEndAsked(pair_id=pair_id, reason=EndReason.COMPLETED), pair_id, "mia")
    assert isinstance((await matching.ask("ada", request="req_4")).data, RequestOpened)


async def test_two_who_say_yes_to_each_other_at_once_are_one_pair(matching: Matching) -> None:
    await matching.know(person("ada", capacity=3))
    await matching.ask("ada")
    await matching.ask("mia", mentee="ada", request="req_back")
    outcomes = await asyncio.gather(
        matching.answer(Answer.ACCEPT, "ada"), matching.answer(Answer.ACCEPT, "mia", "req_back")
    )
    await matching.closed()
    await matching.closed("req_back")
    assert sorted(event.data.event for event in outcomes) == ["ClaimRefused", "RequestClosed"]
    assert len(await matching.heard.expect(PairFormed)) == 1


async def _is_empty(matching: Matching) -> bool:
    return await matching.rows("timers") == []


async def test_whoever_asks_while_the_last_place_goes_is_refused_or_superseded(matching: Matching) -> None:
    """No request stays open with a mentor who has no place: the two write the same desk."""
    mentees = [f"n{n}" for n in range(12)]
    await matching.know(person("ada", capacity=1), *(person(one) for one in mentees))
    await matching.known()
    await matching.ask("ada")
    asking = [matching.ask("ada", mentee=one, request=f"req_{one}") for one in mentees]
    (accepted, *outcomes) = await asyncio.gather(matching.answer(Answer.ACCEPT, "ada"), *asking)
    assert isinstance(accepted.data, RequestClosed)
    for event in outcomes:
        if isinstance(event.data, RequestOpened):
            closed = await matching.closed(event.subject)
            assert isinstance(closed.data, RequestClosed)
            assert closed.data.state == "superseded"
        else:
            assert code_of(event) == "mentor-full"


@pytest.mark.feature("matching.fallback")
async def test_the_next_of_a_ranking_is_asked_by_itself_and_learns_nothing_of_the_first(matching: Matching) -> None:
    await matching.know(person("ruth"), person("bob", capacity=0), person("cem"))
    await matching.known()
    await matching.ask("ruth", then_mentor_ids=["bob", "cem"], has_message=True)
    await matching.answer(Answer.DECLINE, "ruth")
    follow_up = await matching.followed_up()
    next_id = id_of_next("req_1", "cem")
    assert (follow_up.next_request_id, follow_up.next_mentor_id) == (next_id, "cem"), "bob has no place"
    (opened,) = [event for event in await matching.heard.expect(RequestOpened, 2) if event.subject == next_id]
    assert isinstance(opened.data, RequestOpened)
    assert (opened.data.has_message, opened.actorid, opened.sequence) == (True, None, 1)
    # None of them is made of the digits of an id.
    for trace in (b"ruth", b"bob", b"req_1"):
        assert trace not in opened.to_json().replace(opened.org.encode(), b"")
    await matching.step(10 * DAY + SOON)
    assert (await matching.followed_up(next_id)).state == "expired", "nobody is left, and it ends as any other"


async def test_nobody_is_asked_by_itself_of_whom_a_pair_did_not_go_well_with(matching: Matching) -> None:
    """The ranking is older than the end: whoever fled must not be asked by nobody's decision."""
    await matching.know(*(person(name) for name in ("ada", "bob", "cem")))
    await matching.known()
    await matching.ask("bob", request="req_0")
    formed = await matching.answer(Answer.ACCEPT, "bob", "req_0")
    await matching.ask("ada", then_mentor_ids=["bob", "cem"])
    assert isinstance(formed.data, RequestClosed)
    pair_id = formed.data.pair_id or ""
    await matching.claim(PairEndAsked(pair_id=pair_id, reason=EndReason.SAFETY), pair_id, "bob")
    await matching.answer(Answer.DECLINE, "ada")
    assert (await matching.followed_up()).next_mentor_id == "cem"


async def test_whoever_took_it_back_or_found_somebody_asks_nobody_else(matching: Matching) -> None:
    await matching.know(*(person(name) for name in ("ada", "bob", "cem", "dan")))
    await matching.known()
    await matching.ask("ada", then_mentor_ids=["bob"])
    await matching.withdraw()
    await matching.ask("cem", request="req_2", then_mentor_ids=["bob"])
    await matching.ask("dan", request="req_3")
    await matching.answer(Answer.ACCEPT, "dan", "req_3")
    await matching.answer(Answer.DECLINE, "cem", "req_2")
    assert (await matching.followed_up("req_2")).next_mentor_id is None
    assert {event.subject for event in matching.heard.of(RequestOpened)} == {"req_1", "req_2", "req_3"}
