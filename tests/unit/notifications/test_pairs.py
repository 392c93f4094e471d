"""Whose turn it is and how a pair stands: the same facts give the same answer in every order, repeated or not."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from libs.common.contracts.pairs import PairChange, PairFormed, PairPhaseChanged, SessionHeld
from services.notifications.domain.pairs import (
    Pair,
    with_formed,
    with_phase,
    with_session,
    with_standing,
)
from tests.support.notifications import (
    ADA,
    BOB,
    START,
    pair_changed,
    pair_ended,
    pair_formed,
    phase_changed,
    session_held,
)

OWNERS = st.sampled_from([ADA, BOB])


@dataclass(frozen=True)
class Fact:
    """A fact with what its envelope says."""

    id: str
    at: datetime
    data: PairFormed | PairPhaseChanged | SessionHeld
    sequence: int = 0


def apply(pair: Pair, fact: Fact) -> Pair:
    match fact.data:
        case PairFormed():
            return with_formed(pair, fact.data, fact.at, fact.id)
        case PairPhaseChanged():
            return with_phase(pair, fact.data, fact.sequence, fact.id)
        case SessionHeld():
            return with_session(pair, fact.data, fact.id)


@st.composite
def stories(draw: st.DrawFn) -> list[Fact]:
    """What journal and matching may say of one pair: sessions in any order of dates, phases that keep up or do not."""
    minutes = st.integers(0, 60 * 24 * 40)
    facts = [Fact("formed", START, pair_formed())]
    owners = draw(st.lists(OWNERS, max_size=5))
    for number, owner in enumerate(owners, start=1):
        held_at = START + timedelta(minutes=draw(minutes) - 600, microseconds=draw(st.integers(0, 999_999)))
        facts.append(Fact(f"session-{number}", held_at, session_held(held_at, owner, number=number)))
    sessions = 0
    for sequence in range(1, draw(st.integers(1, 5)) + 1):
        sessions = draw(st.integers(sessions, max(sessions, len(owners))))
        phase = phase_changed(draw(OWNERS), sessions=sessions)
        facts.append(Fact(f"phase-{sequence}", START, phase, sequence))
    return facts


@st.composite
def deliveries(draw: st.DrawFn) -> tuple[list[Fact], list[Fact]]:
    """A story, and what the broker may make of it: another order, some of it twice."""
    story = draw(stories())
    repeats = draw(st.lists(st.sampled_from(story), max_size=4))
    return story, draw(st.permutations([*story, *repeats]))


def expected(story: list[Fact]) -> str:
    """The answer in its plainest words, from all facts at once."""
    held = [fact.data for fact in story if isinstance(fact.data, SessionHeld)]
    last_session = max(held, key=lambda session: session.number, default=None)
    last_phase = max((fact for fact in story if isinstance(fact.data, PairPhaseChanged)), key=lambda one: one.sequence)
    phase = last_phase.data
    assert isinstance(phase, PairPhaseChanged)
    if last_session and last_session.number > phase.sessions_held:
        return last_session.next_owner_id
    return phase.next_owner_id


@given(deliveries())
def test_whose_turn_it_is_depends_on_the_facts_and_not_on_their_order(case: tuple[list[Fact], list[Fact]]) -> None:
    story, heard = case
    pair = Pair("acme", "pair_1")
    for fact in heard:
        pair = apply(pair, fact)
    assert pair.next_owner_id == expected(story)


@given(stories(), st.data())
def test_hearing_everything_again_changes_nothing(story: list[Fact], data: st.DataObject) -> None:
    pair = Pair("acme", "pair_1")
    for fact in story:
        pair = apply(pair, fact)
    again = pair
    for fact in data.draw(st.permutations(story)):
        again = apply(again, fact)
    assert again == pair


def test_before_anything_is_known_nobody_is_next() -> None:
    pair = Pair("acme", "pair_1")
    assert pair.next_owner_id is None
    assert apply(pair, Fact("phase-1", START, phase_changed(BOB), 1)).next_owner_id == BOB


def formed_pair() -> Pair:
    return with_formed(Pair("acme", "pair_1"), pair_formed(), START, "formed")


def test_a_paused_pair_rests_and_goes_on_with_the_end_of_the_pause() -> None:
    paused = with_standing(formed_pair(), pair_changed(PairChange.PAUSED, standing="paused"), 2)
    assert not paused.goes_on
    assert with_standing(paused, pair_changed(PairChange.RESUMED), 3).goes_on


def test_an_ended_pair_does_not_go_on_whatever_comes_late() -> None:
    ended = with_standing(formed_pair(), pair_ended(), 3)
    assert with_standing(ended, pair_changed(PairChange.RESUMED), 2) == ended
    assert not with_session(ended, session_held(START, ADA), "s1").goes_on


def test_a_turned_pair_speaks_of_each_in_the_new_role() -> None:
    members = [{"person_id": BOB, "role": "mentor"}, {"person_id": ADA, "role": "mentee"}]
    turned = with_standing(formed_pair(), pair_changed(PairChange.TURNED, members=members, direction="reverse"), 2)
    assert turned.formed
    assert (turned.formed.mentor_id, turned.formed.mentee_id, turned.formed.direction) == (BOB, ADA, "reverse")
