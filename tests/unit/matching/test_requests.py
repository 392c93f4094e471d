"""Who may do what to a request, and that an end is an end."""

from collections.abc import Callable
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.matching.domain.codes import Code
from services.matching.domain.errors import ConsentMissing, NotYours, RuleBroken, WrongState
from services.matching.domain.people import Role
from services.matching.domain.rankings import next_requests
from services.matching.domain.requests import (
    Request,
    RequestState,
    Step,
    accept,
    confirm,
    decline,
    expire,
    leave,
    open,
    propose,
    supersede,
    withdraw,
)
from tests.unit.matching.builders import LATER, WINTER, make_open_request, make_request

Act: TypeAlias = Callable[[Request], Step]

PEOPLE = ("mia", "tom", "eve")
ACTS: dict[str, Act] = {
    "propose": lambda request: propose(request, WINTER),
    "open": lambda request: open(request, WINTER),
    "supersede": lambda request: supersede(request, LATER),
    "expire": lambda request: expire(request, LATER),
}


def by(person_id: str) -> dict[str, Act]:
    return {
        f"{person_id} confirms": lambda request: confirm(request, person_id, WINTER),
        f"{person_id} accepts": lambda request: accept(request, person_id, LATER),
        f"{person_id} declines": lambda request: decline(request, person_id, LATER, "no-time"),
        f"{person_id} withdraws": lambda request: withdraw(request, person_id, LATER),
    }


for person in PEOPLE:
    ACTS.update(by(person))


def make_proposed_request() -> Request:
    return propose(make_request(asked_by_member=False), WINTER).request


def test_member_who_asks_opens_at_once() -> None:
    request = make_open_request()
    assert (request.state, request.opened_at, request.sequence) == (RequestState.OPEN, WINTER, 1)
    assert request.was_opened


def test_request_made_in_somebodys_name_waits_for_them() -> None:
    request = make_proposed_request()
    assert (request.state, request.opened_at, request.sequence) == (RequestState.PROPOSED, None, 1)
    assert not request.was_opened


def test_request_made_in_somebodys_name_never_opens_by_itself() -> None:
    with pytest.raises(ConsentMissing):
        open(make_request(asked_by_member=False), WINTER)


def test_confirmed_request_opens() -> None:
    request = confirm(make_proposed_request(), "mia", LATER).request
    assert (request.state, request.opened_at, request.sequence) == (RequestState.OPEN, LATER, 2)


def test_accepted_request_is_closed_with_its_time() -> None:
    request = accept(make_open_request(), "tom", LATER).request
    assert (request.state, request.closed_at, request.sequence) == (RequestState.ACCEPTED, LATER, 2)


def test_declined_request_keeps_the_reason_to_itself() -> None:
    request = decline(make_open_request(), "tom", LATER, "no-time").request
    assert (request.state, request.closed_at, request.decline_reason) == (RequestState.DECLINED, LATER, "no-time")


def test_first_reason_stands_when_somebody_declines_again() -> None:
    declined = decline(make_open_request(), "tom", LATER, "no-time").request
    assert decline(declined, "tom", LATER, "other") == Step(declined, already=True)


@pytest.mark.parametrize("request_", [make_open_request(), make_proposed_request()])
def test_mentee_may_withdraw_until_the_end(request_: Request) -> None:
    assert withdraw(request_, "mia", LATER).request.state is RequestState.WITHDRAWN


def test_request_withdrawn_unconfirmed_stays_unknown_to_the_mentor() -> None:
    withdrawn = withdraw(make_proposed_request(), "mia", LATER).request
    assert not withdrawn.was_opened
    with pytest.raises(NotYours) as refusal:
        accept(withdrawn, "tom", LATER)
    assert refusal.value.code is Code.REQUEST_UNKNOWN


@pytest.mark.parametrize(
    ("started_by", "leaver", "state"),
    [
        (Role.MENTEE, "mia", RequestState.WITHDRAWN),
        (Role.MENTEE, "tom", RequestState.SUPERSEDED),
        (Role.MENTOR, "tom", RequestState.WITHDRAWN),
        (Role.MENTOR, "mia", RequestState.EXPIRED),
    ],
)
def test_a_request_ends_with_the_leaving_of_either(started_by: Role, leaver: str, state: RequestState) -> None:
    assert leave(make_open_request(started_by=started_by), leaver, LATER).request.state is state


@pytest.mark.parametrize(("act", "state"), [(supersede, RequestState.SUPERSEDED), (expire, RequestState.EXPIRED)])
def test_clock_and_capacity_end_a_request(act: Callable[..., Step], state: RequestState) -> None:
    ended = act(make_open_request(), LATER).request
    assert (ended.state, ended.closed_at) == (state, LATER)
    assert act(ended, LATER).already


@pytest.mark.parametrize("act", [accept, decline])
def test_mentor_learns_nothing_of_an_unconfirmed_request(act: Callable[..., Step]) -> None:
    with pytest.raises(NotYours) as refusal:
        act(make_proposed_request(), "tom", LATER)
    assert refusal.value.code is Code.REQUEST_UNKNOWN


@pytest.mark.parametrize(
    ("act", "by", "code"),
    [
        (accept, "mia", Code.REQUEST_NOT_YOURS),
        (decline, "mia", Code.REQUEST_NOT_YOURS),
        (confirm, "tom", Code.REQUEST_NOT_YOURS),
        (withdraw, "tom", Code.REQUEST_NOT_YOURS),
        (accept, "eve", Code.REQUEST_UNKNOWN),
        (decline, "eve", Code.REQUEST_UNKNOWN),
        (confirm, "eve", Code.REQUEST_UNKNOWN),
        (withdraw, "eve", Code.REQUEST_UNKNOWN),
    ],
)
def test_only_the_one_who_decides_may_act(act: Callable[..., Step], by: str, code: Code) -> None:
    with pytest.raises(NotYours) as refusal:
        act(make_open_request(), by, LATER)
    assert refusal.value.code is code


def test_repeats_are_recognised() -> None:
    opened, proposed = make_open_request(), make_proposed_request()
    accepted = accept(opened, "tom", LATER).request
    withdrawn = withdraw(opened, "mia", LATER).request
    assert open(opened, LATER) == Step(opened, already=True)
    assert propose(proposed, LATER) == Step(proposed, already=True)
    assert confirm(opened, "mia", LATER) == Step(opened, already=True)
    assert accept(accepted, "tom", LATER) == Step(accepted, already=True)
    assert withdraw(withdrawn, "mia", LATER) == Step(withdrawn, already=True)


def test_request_made_before_is_not_made_again() -> None:
    accepted = accept(make_open_request(), "tom", LATER).request
    for act in (propose, open):
        with pytest.raises(WrongState) as refusal:
            act(accepted, LATER)
        assert refusal.value.code is Code.REQUEST_ALREADY_MADE


def test_answer_to_a_closed_request_is_refused() -> None:
    withdrawn = withdraw(make_open_request(), "mia", LATER).request
    with pytest.raises(WrongState) as refusal:
        accept(withdrawn, "tom", LATER)
    assert refusal.value.code is Code.REQUEST_CLOSED


@given(st.booleans(), st.lists(st.sampled_from(sorted(ACTS)), max_size=12))
def test_whatever_is_done_an_end_is_an_end_and_every_change_counts_one(asked_by_member: bool, acts: list[str]) -> None:
    request = make_request(asked_by_member=asked_by_member)
    said_yes = {"mia"} if asked_by_member else set()
    for act in acts:
        before = request
        try:
            step = ACTS[act](request)
        except RuleBroken:
            continue
        request = step.request
        assert step.already == (request == before)
        assert request.sequence == before.sequence + (not step.already)
        if not step.already:
            assert not (before.sequence and before.state.is_terminal)
            said_yes |= {act.split()[0]} & {"mia", "tom"} if "confirm" in act or "accept" in act else set()
        assert (request.closed_at is not None) == request.state.is_terminal
        assert request.state is not RequestState.OPEN or request.was_opened
    if request.was_opened:
        assert "mia" in said_yes
    if request.state is RequestState.ACCEPTED:
        assert said_yes == {"mia", "tom"}


def test_the_next_of_a_ranking_begins_afresh() -> None:
    """Nothing that happened to the one before is carried on but the ranking itself."""
    asked = make_open_request(then_ids=("eve",), reminded=2)
    (following,) = next_requests(supersede(asked, LATER, lost_place=True).request, LATER)
    fresh = make_request(
        request_id=following.request_id,
        mentor_id="eve",
        ranking_id=asked.request_id,
        ranked_at=asked.asked_at,
        asked_at=LATER,
        asked_by_member=True,
    )
    assert following == fresh
