"""One question back and one first talk, each once; and what a desk says against one more request."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from services.matching.domain.clocks import LONGEST_INFO, expires_at, next_due, tick
from services.matching.domain.codes import Code
from services.matching.domain.desks import COOL_DOWN, MOST_ASKING, Desk, Desks, filed, objection_to_asking
from services.matching.domain.errors import RuleBroken
from services.matching.domain.requests import RequestState, Step, decline, open
from services.matching.domain.talks import ask_more, hold_talk, propose_talk, tell_more
from tests.unit.matching.builders import WINTER, make_open_request, make_request

DAY = timedelta(days=1)


def code_of(act: Callable[[], Step]) -> Code:
    with pytest.raises(RuleBroken) as broken:
        act()
    return broken.value.code


def test_the_clock_stands_while_a_question_waits() -> None:
    asked = ask_more(make_open_request(), "tom", WINTER + 2 * DAY).request
    assert next_due(asked) == WINTER + 2 * DAY + LONGEST_INFO
    told = tell_more(asked, "mia", WINTER + 7 * DAY, "claim").request
    assert (told.state, told.more_id, expires_at(told)) == (RequestState.OPEN, "claim", WINTER + 15 * DAY)


def test_it_stands_for_seven_days_at_most_whenever_anybody_looks() -> None:
    asked = ask_more(make_open_request(), "tom", WINTER).request
    for late in (7, 12):
        went_on = tick(asked, WINTER + late * DAY).request
        assert (went_on.state, expires_at(went_on)) == (RequestState.OPEN, WINTER + 17 * DAY)


def test_more_is_asked_once_and_told_once() -> None:
    told = tell_more(ask_more(make_open_request(), "tom", WINTER).request, "mia", WINTER + DAY, "claim").request
    assert code_of(lambda: ask_more(told, "tom", WINTER + DAY)) is Code.MORE_ASKED_BEFORE
    assert code_of(lambda: tell_more(told, "mia", WINTER + DAY, "other")) is Code.MORE_NOT_ASKED
    assert code_of(lambda: ask_more(make_open_request(), "mia", WINTER)) is Code.REQUEST_NOT_YOURS


@pytest.mark.parametrize("by", ["mia", "tom"])
def test_either_proposes_a_talk_and_either_says_that_it_was_held(by: str) -> None:
    proposed = propose_talk(make_open_request(), by, WINTER + 9 * DAY).request
    assert (proposed.state, expires_at(proposed)) == (RequestState.TALK_PROPOSED, WINTER + 19 * DAY)
    held = hold_talk(proposed, by, WINTER + 10 * DAY).request
    assert (held.state, expires_at(held)) == (RequestState.TALK_HELD, WINTER + 20 * DAY)
    assert hold_talk(held, by, WINTER + 11 * DAY).already
    assert code_of(lambda: propose_talk(held, by, WINTER)) is Code.REQUEST_MOVED_ON
    assert code_of(lambda: hold_talk(make_open_request(), by, WINTER)) is Code.TALK_NOT_PROPOSED


def desks_of(asked: str, asker: Desk) -> Desks:
    return Desks(asker, Desk(org="acme", person_id=asked))


def test_three_open_requests_to_three_people_are_the_most() -> None:
    mia = Desk(org="acme", person_id="mia")
    for number in range(MOST_ASKING):
        mentor_id = f"m{number}"
        assert objection_to_asking(desks_of(mentor_id, mia), WINTER) is None
        request = open(make_request(request_id=f"r{number}", mentor_id=mentor_id), WINTER).request
        mia = filed(desks_of(mentor_id, mia), request, WINTER).asker
    assert objection_to_asking(desks_of("tom", mia), WINTER) is Code.TOO_MANY_OPEN
    assert objection_to_asking(desks_of("m0", mia), WINTER) is Code.ALREADY_ASKED


def test_a_no_is_kept_to_for_sixty_days() -> None:
    declined = decline(make_open_request(), "tom", WINTER).request
    mia = filed(desks_of("tom", Desk(org="acme", person_id="mia")), declined, WINTER).asker
    assert objection_to_asking(desks_of("tom", mia), WINTER + COOL_DOWN - DAY) is Code.COOLING_DOWN
    assert objection_to_asking(desks_of("tom", mia), WINTER + COOL_DOWN) is None
    assert objection_to_asking(desks_of("ada", mia), WINTER) is None
