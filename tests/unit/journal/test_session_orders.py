"""Whatever is done to a pair's sessions, in whatever order and how often: the same comes of it as in a plain book."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.common.contracts.pairs import SessionHeld
from libs.common.contracts.sessions import ReciprocalOffered, SeniorCancelled
from services.journal.domain.agendas import settled
from services.journal.domain.codes import Code, RuleBroken
from services.journal.domain.holding import Report, hold
from services.journal.domain.lapses import cancel, miss
from services.journal.domain.planning import Wish, change, flip, plan
from services.journal.domain.sessions import Calendar, Plan, State
from services.journal.use_cases.session_facts import facts_of
from tests.unit.journal.builders import NOW, make_calendar

AFTERWARDS = NOW + timedelta(days=30)
BEGINS = {f"s{number}": NOW + timedelta(days=2 * number) for number in range(1, 6)}
"""Far enough from each other that nobody can mean another one."""

OTHER = {"ada": "bob", "bob": "ada"}


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody does something about a session."""

    kind: str
    session_id: str
    person_id: str
    is_flipped: bool
    later: timedelta

    def on(self, calendar: Calendar) -> Calendar:
        """What the rules make of it."""
        begins, session_id = BEGINS[self.session_id], self.session_id
        rules: dict[str, Callable[[], Calendar]] = {
            "plan": lambda: plan(calendar, session_id, self.person_id, Plan(begins, 60), NOW),
            "move": lambda: change(calendar, session_id, Wish(starts_at=begins + self.later), NOW),
            "hold": lambda: hold(calendar, Report(session_id, self.person_id), AFTERWARDS),
            "tap": lambda: hold(calendar, Report(self.tap, self.person_id, begins), AFTERWARDS),
            "cancel": lambda: cancel(calendar, session_id, self.person_id, NOW),
            "miss": lambda: miss(calendar, session_id, self.person_id, AFTERWARDS),
            "nobody": lambda: miss(calendar, session_id, None, AFTERWARDS),
            "flip": lambda: flip(calendar, session_id, self.is_flipped),
        }
        return rules[self.kind]()

    @property
    def tap(self) -> str:
        """The id of a "we met" that names no session."""
        return f"tap of {self.person_id} on {self.session_id}"


@dataclass(slots=True)
class Line:
    """A session in the book."""

    state: State = State.PLANNED
    is_planned: bool = True
    is_flipped: bool = False
    number: int = 0
    in_a_row: int = 0


@dataclass(slots=True)
class Book:
    """All of it, kept the simplest way there is."""

    direction: str
    lines: dict[str, Line] = field(default_factory=dict)
    called: dict[str, str] = field(default_factory=dict)
    owner: str = "bob"
    held: int = 0
    row: Counter[str] = field(default_factory=Counter)
    flips: int = 0
    offered: bool = False
    guarded: int = 0

    def note(self, act: Act) -> bool:
        """Write it down; False where it cannot be."""
        if act.kind == "plan":
            self.lines.setdefault(act.session_id, Line())
            return True
        line = self._meant(act) if act.kind == "tap" else self.lines[act.session_id]
        if act.kind in ("tap", "hold"):
            self._meet(line)
        elif line.state is State.HELD:
            return act.kind == "flip" and line.is_flipped is act.is_flipped
        elif act.kind == "move":
            line.state = State.PLANNED
        elif act.kind == "flip":
            line.is_flipped = act.is_flipped
        elif line.state is State.PLANNED:
            self._lapse(line, act)
        return True

    def _meant(self, act: Act) -> Line:
        planned = act.session_id if act.session_id in self.lines else act.tap
        name = self.called.setdefault(act.tap, planned)
        return self.lines.setdefault(name, Line(is_planned=False))

    def _meet(self, line: Line) -> None:
        if line.state is State.HELD:
            return
        self.held += 1
        line.state, line.number = State.HELD, self.held
        self.owner = OTHER[self.owner]
        self.row.clear()
        self.flips += line.is_flipped
        self.offered = self.offered or (self.flips >= 3 and self.direction in ("forward", "reverse"))

    def _lapse(self, line: Line, act: Act) -> None:
        line.state = State.CANCELLED if act.kind == "cancel" else State.MISSED
        line.in_a_row = 0
        if act.kind != "nobody":
            self.row[act.person_id] += 1
            self.owner, line.in_a_row = act.person_id, self.row[act.person_id]
            self.guarded += (self.direction, act.person_id) == ("reverse", "bob")


acts = st.builds(
    Act,
    kind=st.sampled_from(["plan", "plan", "move", "hold", "tap", "cancel", "miss", "nobody", "flip", "flip"]),
    session_id=st.sampled_from(sorted(BEGINS)),
    person_id=st.sampled_from(["ada", "bob"]),
    is_flipped=st.sampled_from([True, True, False]),
    later=st.sampled_from([timedelta(0), timedelta(hours=3)]),
)


@pytest.mark.feature("pair.sessions", "ours.flip", "ours.senior-guard")
@given(st.sampled_from(["forward", "reverse", "reciprocal", "peer", "flash"]), st.lists(acts, max_size=40))
def test_any_order_and_repetition_comes_to_what_the_book_says(direction: str, done: list[Act]) -> None:
    calendar, book, facts = make_calendar(direction=direction), Book(direction), Counter[str]()
    for act in chain.from_iterable(zip(done, done, strict=True)):
        if act.kind not in ("plan", "tap") and act.session_id not in book.lines:
            continue
        if not book.note(act):
            with pytest.raises(RuleBroken, match=Code.SESSION_WAS_HELD):
                act.on(calendar)
            continue
        after = act.on(calendar)
        facts.update(_heard(calendar, after))
        calendar = settled(after, NOW) if after != calendar else calendar
    _agree(calendar, book, facts)


def _heard(before: Calendar, after: Calendar) -> list[str]:
    """The names of the facts; each of a session has the place after the one before it."""
    heard = list(facts_of(before, after))
    for fact, place in heard:
        if isinstance(fact, SessionHeld):
            known = before.find(fact.session_id)
            assert place == (known.facts if known else 0) + 1
    return [fact.event for fact, _ in heard]


def _agree(calendar: Calendar, book: Book, facts: Counter[str]) -> None:
    kept = {session.session_id: session for session in calendar.sessions}
    assert {name: (one.state, one.plan is not None, one.is_flipped) for name, one in kept.items()} == {
        name: (line.state, line.is_planned, line.is_flipped) for name, line in book.lines.items()
    }
    numbers = {name: one.held.number for name, one in kept.items() if one.held}
    assert numbers == {name: line.number for name, line in book.lines.items() if line.number}
    assert sorted(numbers.values()) == list(range(1, book.held + 1))
    for name, line in book.lines.items():
        lapse = kept[name].lapse
        if line.state in (State.CANCELLED, State.MISSED):
            assert lapse
            assert (lapse.state, lapse.in_a_row) == (line.state, line.in_a_row)
    story = calendar.story
    assert (story.sessions_held, story.next_owner_id, story.reciprocal_offered) == (book.held, book.owner, book.offered)
    assert Counter(story.lapses) == +book.row
    assert facts[SessionHeld.event] == book.held
    assert facts[ReciprocalOffered.event] == book.offered
    assert facts[SeniorCancelled.event] == book.guarded
