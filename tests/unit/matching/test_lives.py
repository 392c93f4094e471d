"""Whole lives of requests among a few people: whatever is done, in whatever order and however often."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.matching.domain.clocks import EXPIRE_AFTER, LONGEST_INFO, next_due, tick
from services.matching.domain.desks import COOL_DOWN, MOST_ASKING, Desk, Desks, filed, objection_to_asking
from services.matching.domain.errors import RuleBroken
from services.matching.domain.people import Role
from services.matching.domain.requests import Request, RequestState, Step, accept, decline, open, withdraw
from services.matching.domain.talks import ask_more, hold_talk, propose_talk, tell_more
from tests.unit.matching.builders import WINTER, make_request

PEOPLE = ("ada", "bob", "cem", "dan", "eve")
LONGEST_LIFE = 3 * EXPIRE_AFTER + LONGEST_INFO
"""Open, stopped for an answer, a talk proposed, a talk held: each once."""

Act: TypeAlias = Callable[[Request, str, datetime], Step]
ACTS: dict[str, Act] = {
    "accept": accept,
    "decline": decline,
    "withdraw": withdraw,
    "ask more": ask_more,
    "tell more": lambda request, by, at: tell_more(request, by, at, "claim"),
    "propose a talk": propose_talk,
    "hold a talk": hold_talk,
}


@dataclass
class World:
    """Desks and requests as matching keeps them, without its database."""

    now: datetime = WINTER
    requests: dict[str, Request] = field(default_factory=dict)
    desks: dict[str, Desk] = field(default_factory=lambda: {one: Desk(org="acme", person_id=one) for one in PEOPLE})

    def ask(self, asker: str, asked: str, started_by: Role) -> None:
        if asker == asked:
            return
        mentee, mentor = (asker, asked) if started_by is Role.MENTEE else (asked, asker)
        desks = Desks(self.desks[asker], self.desks[asked])
        if objection_to_asking(desks, self.now) is None:
            request = make_request(
                request_id=f"r{len(self.requests)}", mentee_id=mentee, mentor_id=mentor, started_by=started_by
            )
            self.keep(open(request, self.now).request)

    def act(self, number: int, act: str, by: str) -> None:
        request = self.requests.get(f"r{number}")
        if request is None:
            return
        try:
            step = ACTS[act](request, by, self.now)
        except RuleBroken:
            return
        if not step.already:
            assert not request.state.is_terminal, "an end is an end"
            self.keep(step.request)

    def wait(self, days: int) -> None:
        """The clock of each request, at each time at which it is due."""
        end = self.now + timedelta(days=days)
        while (due := min(filter(None, map(next_due, self.requests.values())), default=None)) and due <= end:
            self.now = max(self.now, due)
            for request in list(self.requests.values()):
                step = tick(request, self.now)
                if not step.already:
                    self.keep(step.request)
        self.now = end

    def keep(self, request: Request) -> None:
        self.requests[request.request_id] = request
        desks = filed(Desks(self.desks[request.asker_id], self.desks[request.asked_id]), request, self.now)
        self.desks |= {desk.person_id: desk for desk in desks}

    def check(self) -> None:
        """Caps hold, and desks say what requests say."""
        standing = [one for one in self.requests.values() if one.state.awaits_answer]
        for desk in self.desks.values():
            asking = [one for one in standing if one.asker_id == desk.person_id]
            assert len(asking) <= MOST_ASKING
            assert len({one.asked_id for one in asking}) == len(asking)
            assert {one.request_id for one in asking} == {one.request_id for one in desk.asking}
            waiting = {one.request_id for one in standing if one.asked_id == desk.person_id}
            assert waiting == set(desk.answering)


people, days = st.sampled_from(PEOPLE), st.integers(1, 8)
askers = st.sampled_from(("ada", "ada", "ada", *PEOPLE))  # mostly one, so that caps are reached
asks = st.tuples(st.just("ask"), askers, people, st.sampled_from(Role))
acts = st.tuples(st.just("act"), st.integers(0, 5), st.sampled_from(sorted(ACTS)), people)
waits = st.tuples(st.just("wait"), days)
lives = st.lists(asks | asks | acts | waits, max_size=40)


def lived(life: list[tuple[object, ...]], *, times: int = 1) -> World:
    world = World()
    for name, *arguments in life:
        for _ in range(1 if name == "wait" else times):
            getattr(world, str(name))(*arguments)
            world.check()
    return world


@given(lives)
def test_caps_hold_and_every_request_ends_if_only_by_the_clock(life: list[tuple[object, ...]]) -> None:
    world = lived(life)
    before = {one for one, request in world.requests.items() if request.state.is_terminal}
    world.wait(LONGEST_LIFE.days)
    world.check()
    for request in world.requests.values():
        assert request.state.is_terminal
        assert request.request_id in before or request.state is RequestState.EXPIRED
        assert next_due(request) is None
    assert all(not desk.open_ids for desk in world.desks.values())


@given(lives)
def test_saying_everything_twice_ends_as_saying_it_once(life: list[tuple[object, ...]]) -> None:
    once, twice = lived(life), lived(life, times=2)
    assert _ends(once) == _ends(twice)


def _ends(world: World) -> list[tuple[str, str, str, int]]:
    return [(one.request_id, one.asker_id, one.state.value, one.sequence) for one in world.requests.values()]


@given(lives)
def test_after_a_no_nobody_asks_the_same_person_for_sixty_days(life: list[tuple[object, ...]]) -> None:
    world = lived(life)
    for request in world.requests.values():
        if request.state is RequestState.DECLINED and request.closed_at is not None:
            desks = Desks(world.desks[request.asker_id], world.desks[request.asked_id])
            last_moment = request.closed_at + COOL_DOWN - timedelta(seconds=1)
            assert request.asked_id in desks.asker.out_of_reach(last_moment)


@pytest.mark.parametrize("state", [RequestState.ACCEPTED, RequestState.WITHDRAWN, RequestState.EXPIRED])
def test_only_a_no_cools_down(state: RequestState) -> None:
    request = replace(open(make_request(), WINTER).request, state=state)
    desks = filed(Desks(Desk(org="acme", person_id="mia"), Desk(org="acme", person_id="tom")), request, WINTER)
    assert desks.asker.out_of_reach(WINTER) == frozenset()
    assert (desks.asker.found_at is not None) == (state is RequestState.ACCEPTED)
