"""Asking back, talking first, saying no kindly, offering. On a real broker and database."""

from datetime import timedelta

import pytest

from libs.common.contracts import AnyEvent
from libs.common.contracts.pairs import PairFormed
from libs.common.contracts.requests import (
    Answer,
    ClaimRefused,
    DeclineReason,
    RequestAnswered,
    RequestChanged,
    RequestClosed,
    RequestFact,
    RequestOpened,
    RequestReminded,
)
from tests.component.matching.speaking import Matching, code_of, person

DAY = timedelta(days=1)
SOON = timedelta(minutes=1)


def state_of(event: AnyEvent) -> str:
    assert isinstance(event.data, RequestFact), event
    return event.data.state.value


@pytest.mark.feature("request.tell-me-more")
async def test_a_question_back_stops_the_clock_until_it_is_answered(matching: Matching) -> None:
    await matching.know(person("ada"))
    await matching.ask("ada")
    await matching.step(2 * DAY)
    asked = await matching.answer(Answer.ASK_MORE, "ada")
    assert state_of(asked) == "info-asked"
    assert asked.data.concerns() == {"ada", "mia"}
    await matching.step(5 * DAY)
    assert matching.heard.of(RequestReminded) == [], "the clock stands"
    told = await matching.answer(Answer.TELL_MORE, "mia")
    assert isinstance(told.data, RequestChanged)
    assert (told.data.state, told.data.more_id) == ("open", told.causationid)
    await matching.step(DAY - SOON)
    assert matching.heard.of(RequestReminded) == []
    await matching.step(2 * SOON)
    await matching.heard.expect(RequestReminded)
    assert code_of(await matching.answer(Answer.ASK_MORE, "ada")) == "more-asked-before"
    assert code_of(await matching.answer(Answer.TELL_MORE, "mia")) == "more-not-asked"
    await matching.step(7 * DAY)
    assert state_of(await matching.closed()) == "expired"


async def test_a_question_that_nobody_answers_stops_the_clock_for_seven_days_at_most(matching: Matching) -> None:
    await matching.know(person("ada"))
    await matching.ask("ada")
    await matching.answer(Answer.ASK_MORE, "ada")
    await matching.step(7 * DAY + SOON)
    (_, went_on) = await matching.heard.expect(RequestChanged, 2)
    assert isinstance(went_on.data, RequestChanged)
    assert (went_on.data.state, went_on.data.by, went_on.actorid) == ("open", None, None)
    assert isinstance((await matching.answer(Answer.TELL_MORE, "mia")).data, RequestChanged), (
        "late is better than never"
    )
    await matching.step(10 * DAY)
    assert state_of(await matching.closed()) == "expired"


@pytest.mark.feature("request.chemistry")
async def test_they_talk_before_anybody_commits(matching: Matching) -> None:
    await matching.know(person("ada"), person("eve"))
    await matching.ask("ada")
    await matching.step(9 * DAY)
    assert code_of(await matching.answer(Answer.TALK_HELD, "mia")) == "talk-not-proposed"
    assert code_of(await matching.answer(Answer.PROPOSE_TALK, "eve")) == "request-unknown"
    assert state_of(await matching.answer(Answer.PROPOSE_TALK, "ada")) == "talk-proposed"
    await matching.step(2 * DAY)
    assert matching.heard.of(RequestClosed) == [], "whoever wants to talk has time for it"
    assert state_of(await matching.answer(Answer.TALK_HELD, "mia")) == "talk-held"
    assert state_of(await matching.answer(Answer.ACCEPT, "ada")) == "accepted"
    await matching.heard.expect(PairFormed)


async def test_a_talk_that_leads_to_nothing_ends_too(matching: Matching) -> None:
    await matching.know(person("ada"))
    await matching.ask("ada")
    await matching.answer(Answer.PROPOSE_TALK, "mia")
    await matching.answer(Answer.TALK_HELD, "ada")
    assert code_of(await matching.answer(Answer.ASK_MORE, "ada")) == "request-moved-on"
    await matching.step(10 * DAY + SOON)
    assert state_of(await matching.closed()) == "expired"


@pytest.mark.feature("request.decline")
async def test_after_a_no_the_same_person_is_left_in_peace_for_sixty_days(matching: Matching) -> None:
    await matching.know(person("ada"), person("bob", gives=[{"topic": "Python", "level": 3}]))
    await matching.suggested("ada", "bob")
    await matching.ask("ada")
    answered = RequestAnswered(request_id="req_1", answer=Answer.DECLINE, reason=DeclineReason.NO_TIME)
    await matching.claim(answered, "req_1", "ada")
    assert code_of(await matching.ask("ada", request="req_2")) == "cooling-down"
    assert await matching.suggested("bob") == {"bob"}
    assert not [event for event in matching.heard.events if b"no-time" in event.to_json()]
    await matching.know(person("cem", gets=[{"topic": "Python", "level": 3}]))
    await matching.known()
    assert isinstance((await matching.ask("ada", mentee="cem", request="req_4")).data, RequestOpened), "others may"
    await matching.step(60 * DAY + SOON)
    assert isinstance((await matching.ask("ada", request="req_5")).data, RequestOpened)


@pytest.mark.feature("matching.self-match")
async def test_a_mentor_offers_and_the_mentee_says_yes(matching: Matching) -> None:
    await matching.know(person("ada", capacity=1))
    await matching.known()
    opened = await matching.offer("ada", "mia")
    assert isinstance(opened.data, RequestOpened)
    assert (opened.data.started_by, opened.data.mentor_id, opened.data.mentee_id) == ("mentor", "ada", "mia")
    assert code_of(await matching.answer(Answer.ACCEPT, "ada")) == "request-not-yours", "an own offer is no answer"
    assert state_of(await matching.answer(Answer.ACCEPT, "mia")) == "accepted"
    (formed,) = await matching.heard.expect(PairFormed)
    assert isinstance(formed.data, PairFormed)
    assert {(one.person_id, one.role) for one in formed.data.members} == {("ada", "mentor"), ("mia", "mentee")}
    refused = await matching.offer("ada", "mia", request="req_2")
    assert isinstance(refused.data, ClaimRefused)
    assert (refused.data.code, refused.data.person_id) == ("no-place-to-offer", "ada"), "told to who offered"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"visible": False}, "unknown-person"),
        ({"roles": ["mentor"]}, "not-a-mentee"),
        ({"manager_id": "ada"}, "reporting-line"),
    ],
)
async def test_hard_rules_hold_for_offers_too(matching: Matching, fields: dict[str, object], code: str) -> None:
    await matching.know(person("ada"), person("cem", **fields))
    await matching.known()
    assert code_of(await matching.offer("ada", "cem")) == code


async def test_an_offer_that_nobody_answers_ends_and_names_nobody_to_the_mentor(matching: Matching) -> None:
    await matching.know(person("ada"))
    await matching.offer("ada", "mia")
    await matching.step(10 * DAY + SOON)
    assert state_of(await matching.closed()) == "expired"
    follow_up = await matching.followed_up()
    assert follow_up.concerns() == {"ada"}
    assert follow_up.suggestions == ()
