"""However a pair comes about, whatever is done and repeated: both have said yes to it themselves."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.matching.domain import recognitions, requests, sparks, talks
from services.matching.domain.clocks import needs_follow_up
from services.matching.domain.errors import ConsentMissing, RuleBroken
from services.matching.domain.pairs import Pair, form_pair
from services.matching.domain.people import Role
from services.matching.domain.rankings import next_requests
from services.matching.domain.recognitions import Recognition, form_recognised_pair
from services.matching.domain.requests import Request
from tests.unit.matching.builders import LATER, WINTER, make_mentee, make_mentor, make_request
from tests.unit.matching.test_recognitions import make_recognition

Deed: TypeAlias = tuple[object, ...]

PEOPLE = ("mia", "tom", "ada")
YES = {"confirm", "accept"}
MADE_ONCE = {"ask", "offer", "place", "spark", "name"}
"""A second one is another one."""

ACTS: dict[str, Callable[[Request, str], requests.Step]] = {
    "confirm": lambda request, by: requests.confirm(request, by, WINTER),
    "accept": lambda request, by: sparks.say_yes(request, by, LATER),
    "decline": lambda request, by: sparks.say_no(request, by, LATER),
    "withdraw": lambda request, by: sparks.take_back(request, by, LATER),
    "ask more": lambda request, by: talks.ask_more(request, by, LATER),
    "tell more": lambda request, by: talks.tell_more(request, by, LATER, "claim"),
    "propose a talk": lambda request, by: talks.propose_talk(request, by, LATER),
    "hold a talk": lambda request, by: talks.hold_talk(request, by, LATER),
    "expire": lambda request, _: requests.expire(request, LATER),
    "supersede": lambda request, _: requests.supersede(request, LATER),
}


@dataclass
class World:
    """What became of things, and beside it, written down by themselves, the yeses that were really said."""

    asked: dict[str, Request] = field(default_factory=dict)
    named: dict[str, Recognition] = field(default_factory=dict)
    said: set[tuple[str, str]] = field(default_factory=set)

    def ask(self, mentee: str, mentor: str, then: tuple[str, ...] = ()) -> None:
        """In a session of one's own, of one or of several in order: a yes to each of them."""
        self.make(Role.MENTEE, mentee, mentor, then, by=mentee)

    def offer(self, mentor: str, mentee: str) -> None:
        self.make(Role.MENTOR, mentee, mentor, (), by=mentor)

    def place(self, mentee: str, mentor: str, then: tuple[str, ...] = ()) -> None:
        """By a round or a platform: a yes of nobody."""
        self.make(Role.MENTEE, mentee, mentor, then, by=None)

    def spark(self, mentee: str, mentor: str) -> None:
        """Each would like to talk to the other: a yes to no more than that."""
        worded = sparks.talk(make_mentee(person_id=mentee), make_mentor(mentor), f"s{len(self.asked)}", "story", WINTER)
        if worded:
            self.keep(requests.Step(worded))

    def make(self, side: Role, mentee: str, mentor: str, then: tuple[str, ...], by: str | None) -> None:
        worded = make_request(
            request_id=f"r{len(self.asked)}",
            mentee_id=mentee,
            mentor_id=mentor,
            started_by=side,
            then_ids=then,
            asked_by_member=by is not None,
            asked_at=WINTER,
        )
        if by:
            self.said.add((by, worded.request_id))
        self.keep((requests.open if by else requests.propose)(worded, WINTER))

    def name(self, by: str | None, mentee: str, mentor: str) -> None:
        """By somebody in a session of their own, or by a platform."""
        worded = make_recognition(recognition_id=f"n{len(self.named)}", mentee_id=mentee, mentor_id=mentor)
        if by:
            self.said.add((by, worded.recognition_id))
        self.named[worded.recognition_id] = recognitions.propose(worded, by, WINTER).recognition

    def act(self, number: int, act: str, by: str) -> None:
        if number < len(self.asked):
            request = list(self.asked.values())[number]
            self.keep(ACTS[act](request, by))
            if act in YES:
                self.said.add((by, request.request_id))

    def go_on(self, number: int) -> None:
        """The next of a ranking is asked by itself, as the follow-up of its last does."""
        ended = list(self.asked.values())[number] if number < len(self.asked) else None
        following = next(next_requests(ended, LATER), None) if ended and needs_follow_up(ended) else None
        if following and following.request_id not in self.asked:
            self.keep(requests.open(following, LATER))

    def settle(self, number: int, agrees: bool, by: str) -> None:
        recognition = self.named.get(f"n{number}")
        if recognition:
            step = (recognitions.agree if agrees else recognitions.decline)(recognition, by, LATER)
            self.named[recognition.recognition_id] = step.recognition
            if agrees:
                self.said.add((by, recognition.recognition_id))

    def keep(self, step: requests.Step) -> None:
        self.asked[step.request.request_id] = step.request

    def pairs(self) -> list[Pair]:
        """All that could be formed by now. Each member has said yes to just this, or to the ranking that named it."""
        formed: list[Pair] = []
        for one in self.asked.values():
            yeses = {one.asker_id: one.ranking_id or one.request_id, one.asked_id: one.request_id}
            formed += self.formed(partial(form_pair, one, (), LATER), yeses)
        for other in self.named.values():
            yeses = dict.fromkeys((other.mentee_id, other.mentor_id), other.recognition_id)
            formed += self.formed(partial(form_recognised_pair, other), yeses)
        return formed

    def formed(self, form: Callable[[], Pair], yeses: dict[str, str]) -> list[Pair]:
        try:
            pair = form()
        except ConsentMissing:
            return []
        assert {member.person_id for member in pair.members} == yeses.keys()
        assert len(yeses) == 2
        assert yeses.items() <= self.said, pair.consents
        return [pair]


def lived(life: list[Deed], *, times: int = 1) -> World:
    """Whatever a rule forbids is left undone."""
    world = World()
    for name, *arguments in life:
        for _ in range(1 if name in MADE_ONCE else times):
            with suppress(RuleBroken):
                getattr(world, str(name))(*arguments)
            world.pairs()
    return world


people, numbers, thens = st.sampled_from(PEOPLE), st.integers(0, 2), st.sampled_from([(), ("ada",), ("ada", "tom")])
asks = st.tuples(st.sampled_from(["ask", "place"]), people, people, thens)
offers = st.tuples(st.sampled_from(["offer", "spark"]), people, people)
names = st.tuples(st.just("name"), st.none() | people, people, people)
acts = st.tuples(st.just("act"), numbers, st.sampled_from([*sorted(ACTS), *sorted(YES)]), people)
goings_on = st.tuples(st.just("go_on"), numbers)
settlings = st.tuples(st.just("settle"), numbers, st.booleans(), people)
lives = st.lists(asks | offers | names | acts | acts | acts | goings_on | settlings, max_size=30)

WAYS: dict[str, list[Deed]] = {
    "request": [("ask", "mia", "tom"), ("act", 0, "accept", "tom")],
    "offer": [("offer", "tom", "mia"), ("act", 0, "accept", "mia")],
    "ranking": [
        ("ask", "mia", "ada", ("tom",)),
        ("act", 0, "decline", "ada"),
        ("go_on", 0),
        ("act", 1, "accept", "tom"),
    ],
    "round": [("place", "mia", "tom"), ("act", 0, "confirm", "mia"), ("act", 0, "accept", "tom")],
    "ranking of a platform": [
        ("place", "mia", "ada", ("tom",)),
        ("act", 0, "confirm", "mia"),
        ("act", 0, "expire", ""),
        ("go_on", 0),
        ("act", 1, "accept", "tom"),
    ],
    "recognition": [("name", "tom", "mia", "tom"), ("settle", 0, True, "mia")],
    "recognition of a platform": [("name", None, "mia", "tom"), ("settle", 0, True, "mia"), ("settle", 0, True, "tom")],
}


@pytest.mark.parametrize("way", WAYS)
def test_the_last_yes_and_nothing_before_it_makes_a_pair(way: str) -> None:
    life = WAYS[way]
    assert lived(life[:-1], times=3).pairs() == [], "who says it again has not said it for two"
    (pair,) = lived(life).pairs()
    assert [consent.person_id for consent in pair.consents] in (["mia", "tom"], ["tom", "mia"])


@given(lives, st.integers(1, 3))
def test_no_life_leads_to_a_pair_without_two_who_said_yes_to_it_themselves(life: list[Deed], times: int) -> None:
    """Each pair is held against the yeses that were said, written down apart from what the domain kept."""
    lived(life, times=times)


@pytest.mark.parametrize("way", WAYS)
def test_no_way_without_one_of_its_steps_or_by_somebody_else_leads_there(way: str) -> None:
    """All of them: each step left out, and each yes said by anybody."""
    for steps in product(*(_instead_of(deed) for deed in WAYS[way])):
        lived([deed for step in steps for deed in step], times=2)


def _instead_of(deed: Deed) -> list[list[Deed]]:
    *what, by = deed
    others = [(*what, person) for person in PEOPLE] if deed[0] in ("act", "settle") and by else [deed]
    return [[], *([other] for other in others)]


@given(lives)
def test_saying_everything_twice_forms_the_same_pairs(life: list[Deed]) -> None:
    assert lived(life).pairs() == lived(life, times=2).pairs()
