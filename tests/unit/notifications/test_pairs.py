"""When a pair is nudged, and who: the same facts give the same answer in every order, repeated or not."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from libs.common.contracts.pairs import PairChange, PairFormed, PairPhaseChanged, SessionHeld
from services.notifications.domain.pairs import (
    Pair,
    spoken_of,
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

GAP = timedelta(days=14)
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


def kept(at: datetime) -> datetime:
    """In whole milliseconds, as the database keeps it."""
    return at - timedelta(microseconds=at.microsecond % 1000)


def expected(story: list[Fact]) -> tuple[datetime, str]:
    """The answer in its plainest words, from all facts at once."""
    held = [fact.data for fact in story if isinstance(fact.data, SessionHeld)]
    began = max([START, *(session.held_at for session in held)])
    last_session = max(held, key=lambda session: session.number, default=None)
    last_phase = max((fact for fact in story if isinstance(fact.data, PairPhaseChanged)), key=lambda one: one.sequence)
    phase = last_phase.data
    assert isinstance(phase, PairPhaseChanged)
    if last_session and last_session.number > phase.sessions_held:
        return began + GAP, last_session.next_owner_id
    return began + GAP, phase.next_owner_id


@given(deliveries())
def test_the_nudge_is_due_fourteen_days_after_the_last_session_in_whatever_order_it_is_heard(
    case: tuple[list[Fact], list[Fact]],
) -> None:
    story, heard = case
    pair = Pair("acme", "pair_1")
    for fact in heard:
        pair = apply(pair, fact)
    due, owner = expected(story)
    assert (pair.nudge_at, pair.next_owner_id) == (kept(due), owner)


@given(deliveries())
def test_a_late_older_fact_never_moves_the_nudge_back(case: tuple[list[Fact], list[Fact]]) -> None:
    pair, before = Pair("acme", "pair_1"), None
    for fact in case[1]:
        pair = apply(pair, fact)
        assert not before or (pair.nudge_at and pair.nudge_at >= before)
        before = pair.nudge_at


@given(deliveries(), st.data())
def test_every_gap_is_spoken_of_once_at_most_and_the_last_one_once(
    case: tuple[list[Fact], list[Fact]], data: st.DataObject
) -> None:
    """Timers may fire between any two facts: each counts from another beginning, and none comes again."""
    story, heard = case
    pair, spoken = Pair("acme", "pair_1"), []
    for fact in [*heard, None]:
        pair = apply(pair, fact) if fact else pair
        if pair.nudge_at and (fact is None or data.draw(st.booleans(), label="the timer fires")):
            spoken.append(pair.anchor)
            pair = spoken_of(pair)
    assert len(set(spoken)) == len(spoken)
    assert spoken[-1]
    assert spoken[-1].at + GAP == kept(expected(story)[0])
    assert pair.nudge_at is None


@given(stories(), st.data())
def test_hearing_everything_again_changes_nothing(story: list[Fact], data: st.DataObject) -> None:
    pair = Pair("acme", "pair_1")
    for fact in story:
        pair = apply(pair, fact)
    again = pair
    for fact in data.draw(st.permutations(story)):
        again = apply(again, fact)
    assert again == pair


@given(stories())
def test_a_new_session_arms_the_nudge_again_after_it_was_spoken_of(story: list[Fact]) -> None:
    pair = Pair("acme", "pair_1")
    for fact in story:
        pair = apply(pair, fact)
    pair = spoken_of(pair)
    assume(pair.anchor is not None)
    assert pair.anchor
    later = pair.anchor.at + timedelta(days=1)
    pair = apply(pair, Fact("later", later, session_held(later, ADA, number=99)))
    assert (pair.nudge_at, pair.next_owner_id) == (later + GAP, ADA)


def test_before_anything_is_known_there_is_no_nudge_and_no_owner() -> None:
    pair = Pair("acme", "pair_1")
    assert (pair.anchor, pair.nudge_at, pair.next_owner_id) == (None, None, None)
    pair = apply(pair, Fact("phase-1", START, phase_changed(BOB), 1))
    assert (pair.nudge_at, pair.next_owner_id) == (None, BOB)


def test_a_session_reported_late_counts_from_the_day_it_was_held() -> None:
    pair = apply(Pair("acme", "pair_1"), Fact("formed", START, pair_formed()))
    held = START - timedelta(days=3)
    pair = apply(pair, Fact("session", START, session_held(held, BOB)))
    assert pair.nudge_at == START + GAP, "a session from before the pair formed changes nothing"
    held = START + timedelta(days=5)
    pair = apply(pair, Fact("session-2", START + timedelta(days=9), session_held(held, BOB, number=2)))
    assert pair.nudge_at == held + GAP


def formed_pair() -> Pair:
    return with_formed(Pair("acme", "pair_1"), pair_formed(), START, "formed")


def test_a_paused_pair_is_not_nudged_and_counts_its_days_from_the_end_of_the_pause() -> None:
    paused = with_standing(formed_pair(), pair_changed(PairChange.PAUSED, standing="paused"), 2, "e2")
    assert paused.nudge_at is None
    back_at = START + timedelta(days=60)
    back = with_standing(paused, pair_changed(PairChange.RESUMED, resumed_at=back_at), 3, "e3")
    assert back.nudge_at == back_at + GAP
    spoken = spoken_of(back)
    extended = with_standing(spoken, pair_changed(PairChange.EXTENDED, resumed_at=back_at), 4, "e4")
    assert extended.nudge_at is None, "of this gap was spoken already"


def test_an_ended_pair_is_never_nudged_whatever_comes_late() -> None:
    ended = with_standing(formed_pair(), pair_ended(), 3, "e3")
    assert with_standing(ended, pair_changed(PairChange.RESUMED, resumed_at=START), 2, "e2") == ended
    met = with_session(ended, session_held(START + timedelta(days=1), ADA), "s1")
    assert met.nudge_at is None


def test_a_turned_pair_speaks_of_each_in_the_new_role() -> None:
    members = [{"person_id": BOB, "role": "mentor"}, {"person_id": ADA, "role": "mentee"}]
    turned = with_standing(
        formed_pair(), pair_changed(PairChange.TURNED, members=members, direction="reverse"), 2, "e2"
    )
    assert turned.formed
    assert (turned.formed.mentor_id, turned.formed.mentee_id, turned.formed.direction) == (BOB, ADA, "reverse")
