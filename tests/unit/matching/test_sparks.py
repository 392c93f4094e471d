"""Two who would both like to talk: the way they may learn, and that a spark is a yes to a talk alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.matching.domain.clocks import EXPIRE_AFTER, needs_follow_up, tick
from services.matching.domain.codes import Code
from services.matching.domain.desks import MOST_ASKING, Desk, Desks, filed, objection_to_asking
from services.matching.domain.directions import Direction
from services.matching.domain.errors import ConsentMissing, NotYours, WrongState
from services.matching.domain.pairs import Consent, Means, form_pair
from services.matching.domain.requests import Request, RequestState, leave, supersede
from services.matching.domain.sparks import say_no, say_yes, sides, take_back, talk
from services.matching.domain.talks import hold_talk
from tests.unit.matching.builders import LATER, WINTER, make_mentee, make_mentor, make_person, topics

MIA, TOM = make_mentee(), make_mentor()


def make_talk() -> Request:
    request = talk(MIA, TOM, "spark_1", "story", WINTER)
    assert request is not None
    return request


def test_who_gives_more_of_what_the_other_wants_is_the_mentor_whoever_comes_first() -> None:
    learner = make_person("zoe", gets=topics(Python=5), seniority=7)
    giver = make_person("abe", gives=topics(Python=5), seniority=2)
    assert sides(learner, giver) == sides(giver, learner) == ((learner, giver), (giver, learner))
    request = talk(learner, giver, "spark_1", "story", WINTER)
    assert request is not None
    assert (request.direction, request.topics) == (Direction.REVERSE, ("Python",))
    senior = talk(learner, replace(giver, seniority=7), "spark_1", "story", WINTER)
    assert senior is not None
    assert senior.direction is Direction.FORWARD


def test_where_each_gives_what_the_other_wants_they_learn_both_ways() -> None:
    assert make_talk().direction is Direction.RECIPROCAL


def test_two_of_whom_nothing_is_known_get_no_talk_about_nothing() -> None:
    assert talk(make_person("abe"), make_person("zoe"), "spark_1", "story", WINTER) is None


@pytest.mark.feature("ours.spark")
@pytest.mark.parametrize(("first", "second"), [("mia", "tom"), ("tom", "mia")])
def test_the_first_yes_asks_and_the_second_makes_a_pair(first: str, second: str) -> None:
    request = hold_talk(make_talk(), second, WINTER).request
    once = say_yes(request, first, WINTER + timedelta(hours=1)).request
    assert (once.state, once.asker_id, once.asked_id) == (RequestState.TALK_HELD, first, second)
    assert say_yes(once, first, LATER).already, "who says it twice has not said it for two"
    pair = form_pair(say_yes(once, second, LATER).request, (), LATER)
    assert pair.consents == (
        Consent(first, Means.ASKED, WINTER + timedelta(hours=1)),
        Consent(second, Means.ACCEPTED, LATER),
    )
    assert pair.mentor_id == "tom"


def test_two_sparks_are_no_consent_to_a_pair() -> None:
    """Not even where the state says so: nobody has asked."""
    with pytest.raises(ConsentMissing):
        form_pair(replace(make_talk(), state=RequestState.ACCEPTED, closed_at=LATER), (), LATER)


@pytest.mark.parametrize(("by", "other"), [("mia", "tom"), ("tom", "mia")])
def test_either_may_say_no_and_the_other_leaves_them_in_peace(by: str, other: str) -> None:
    declined = say_no(make_talk(), by, LATER, "no-time").request
    assert (declined.state, declined.asked_id, declined.decline_reason) == (RequestState.DECLINED, by, "no-time")
    desks = filed(Desks(Desk(org="acme", person_id=other), Desk(org="acme", person_id=by)), declined, LATER)
    assert objection_to_asking(desks, LATER) is Code.COOLING_DOWN
    taken_back = take_back(make_talk(), by, LATER).request
    assert (taken_back.state, taken_back.asker_id) == (RequestState.WITHDRAWN, by)
    for ended in (declined, taken_back):
        assert not needs_follow_up(ended), "nobody asked, so nobody is named as the next best"
        with pytest.raises(WrongState):
            say_yes(ended, other, LATER)


def test_for_a_stranger_there_is_no_such_talk() -> None:
    for act in (say_yes, say_no, take_back):
        with pytest.raises(NotYours) as unknown:
            act(make_talk(), "eve", LATER)
        assert unknown.value.code is Code.REQUEST_UNKNOWN


def test_a_talk_counts_in_no_cap_and_is_still_open_on_both_desks() -> None:
    desks = Desks(Desk(org="acme", person_id="mia"), Desk(org="acme", person_id="tom"))
    for number in range(MOST_ASKING):
        one = replace(make_talk(), request_id=f"r{number}", mentor_id=f"tom{number}")
        desks = filed(replace(desks, asked=Desk(org="acme", person_id=f"tom{number}")), one, WINTER)
    assert len(desks.asker.open_ids) == MOST_ASKING
    assert objection_to_asking(replace(desks, asked=Desk(org="acme", person_id="ada")), LATER) is None
    same = replace(desks, asked=Desk(org="acme", person_id="tom0"))
    assert objection_to_asking(same, LATER) is Code.ALREADY_ASKED, "which both can see"


def test_it_ends_by_the_clock_and_when_one_of_the_two_leaves() -> None:
    assert tick(make_talk(), WINTER + EXPIRE_AFTER).request.state is RequestState.EXPIRED
    for who in ("mia", "tom"):
        assert leave(make_talk(), who, LATER).request.state is RequestState.SUPERSEDED
    assert supersede(make_talk(), LATER).request.state is RequestState.SUPERSEDED
