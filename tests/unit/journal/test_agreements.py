"""What can be signed, by whom, of which text; and that a text comes into force whole, once, and by nobody's haste."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.common.contracts.agreements import Lacking
from services.journal.domain.agreements import (
    Agreement,
    EditedMeanwhile,
    Goal,
    Missing,
    NotComplete,
    Part,
    Shared,
    Terms,
    Version,
    in_force,
    with_part,
    with_shared,
    with_signature,
)
from tests.unit.journal.builders import NOW, make_part, make_shared, sealed

ADA, BOB = BOTH = ("ada", "bob")
NOTHING = Agreement(org="acme", pair_id="pair_1")


def saved(agreement: Agreement, before: Agreement) -> Agreement:
    """As the database keeps it: every change counts."""
    return agreement if agreement == before else replace(agreement, revision=before.revision + 1)


def write(agreement: Agreement, person_id: str, part: Part) -> Agreement:
    return saved(with_part(agreement, person_id, part), agreement)


def arrange(agreement: Agreement, shared: Shared, version: int | None = None) -> Agreement:
    read = agreement.revision if version is None else version
    return saved(with_shared(agreement, read, shared), agreement)


def sign(agreement: Agreement, person_id: str, version: int | None = None, at: datetime = NOW) -> Agreement:
    read = agreement.revision if version is None else version
    return saved(with_signature(agreement, person_id, read, at, BOTH), agreement)


def complete() -> Agreement:
    """Everything is written, and nobody has signed."""
    return arrange(write(write(NOTHING, ADA, make_part("ada")), BOB, make_part("bob")), make_shared())


def signed_by_both() -> Agreement:
    return sign(sign(complete(), ADA), BOB)


def live() -> Agreement:
    stands = in_force(signed_by_both(), BOTH, (), NOW)
    assert stands
    return saved(stands[0], signed_by_both())


def test_a_new_agreement_is_to_be_version_one_and_says_all_that_is_lacking() -> None:
    with pytest.raises(NotComplete) as refused:
        sign(NOTHING, ADA)
    assert NOTHING.number == 1
    assert set(refused.value.gaps) == {
        *(Missing(person_id, lacking) for person_id in BOTH for lacking in (Lacking.GOAL, Lacking.GIVE)),
        Missing(None, Lacking.CADENCE),
        Missing(None, Lacking.LENGTH),
    }


@pytest.mark.feature("ours.mirror-goals")
@pytest.mark.parametrize("signer", BOTH)
@pytest.mark.parametrize("person_id", BOTH)
@pytest.mark.parametrize(("lacking", "part"), [(Lacking.GOAL, {"goals": 0}), (Lacking.GIVE, {"gives": 0})])
def test_nobody_signs_while_either_side_has_nothing_to_learn_or_to_give(
    signer: str, person_id: str, lacking: Lacking, part: dict[str, int]
) -> None:
    agreement = write(complete(), person_id, make_part(person_id, **part))
    with pytest.raises(NotComplete) as refused:
        sign(agreement, signer)
    assert refused.value.gaps == (Missing(person_id, lacking),)


@pytest.mark.parametrize(
    ("lacking", "change"), [(Lacking.CADENCE, {"cadence_days": None}), (Lacking.LENGTH, {"session_minutes": None})]
)
def test_nobody_signs_while_how_often_and_how_long_is_open(lacking: Lacking, change: dict[str, None]) -> None:
    with pytest.raises(NotComplete) as refused:
        sign(arrange(complete(), make_shared(**change)), ADA)
    assert refused.value.gaps == (Missing(None, lacking),)


@pytest.mark.feature("pair.agreement")
def test_one_signature_is_not_enough_and_two_are() -> None:
    once = sign(sign(complete(), ADA), ADA, at=NOW + timedelta(days=1))
    assert once.signed == {ADA: NOW}, "signing again changes nothing"
    assert in_force(once, BOTH, (), NOW) is None
    stands = in_force(sign(once, BOB), BOTH, (), NOW)
    assert stands
    after, version = stands
    assert (after.is_live, after.number, version.number, set(version.signed)) == (True, 1, 1, set(BOTH))
    assert version.terms == once.terms


@pytest.mark.parametrize("unprepared", [(ADA,), (BOB,), BOTH])
def test_it_waits_for_whoever_has_not_prepared(unprepared: tuple[str, ...]) -> None:
    assert in_force(signed_by_both(), BOTH, unprepared, NOW) is None


@pytest.mark.parametrize("editor", BOTH)
def test_any_edit_takes_both_signatures_back(editor: str) -> None:
    for edited in (
        write(signed_by_both(), editor, make_part(editor, needs=sealed("quiet"))),
        arrange(signed_by_both(), make_shared(cadence_days=7)),
    ):
        assert edited.signed == {}


def test_to_write_what_stands_there_is_no_edit() -> None:
    agreement = signed_by_both()
    assert write(agreement, ADA, make_part("ada")) == agreement
    assert arrange(agreement, make_shared(), version=0) == agreement, "not even by somebody who read an older one"


def test_a_signature_is_for_the_text_that_was_read() -> None:
    agreement = complete()
    edited = write(agreement, BOB, make_part("bob", boundaries=sealed("no weekends")))
    with pytest.raises(EditedMeanwhile):
        sign(edited, ADA, version=agreement.revision)
    with pytest.raises(EditedMeanwhile):
        sign(edited, ADA, version=edited.revision + 1)


def test_the_others_signature_is_no_edit_so_both_may_have_read_the_same() -> None:
    agreement = complete()
    both = sign(sign(agreement, ADA), BOB, version=agreement.revision)
    assert set(both.signed) == set(BOTH)
    assert sign(live(), BOB, version=agreement.revision) == live(), "of what is in force, too"


def test_of_two_who_arrange_at_once_the_second_is_told() -> None:
    agreement = complete()
    first = arrange(agreement, make_shared(cadence_days=7))
    with pytest.raises(EditedMeanwhile):
        arrange(first, make_shared(cadence_days=21), version=agreement.revision)
    own_part = write(first, ADA, make_part("ada", needs=sealed("time")))
    assert arrange(own_part, make_shared(cadence_days=21), version=first.revision).terms.shared.cadence_days == 21


def test_an_edit_begins_the_next_version_and_the_live_one_stays() -> None:
    edited = arrange(live(), make_shared(cadence_days=7))
    assert (edited.is_live, edited.live_number, edited.number, edited.signed) == (False, 1, 2, {})
    assert in_force(edited, BOTH, (), NOW) is None


def test_what_is_live_does_not_come_into_force_again() -> None:
    assert in_force(live(), BOTH, (), NOW) is None


@pytest.mark.parametrize(
    ("part", "told", "concrete"),
    [
        (Part(), False, False),
        (make_part("ada"), False, False),
        (Part(needs=sealed("n")), True, False),
        (Part(boundaries=sealed("b")), True, False),
        (Part(goals=(Goal("g1", sealed("t")), Goal("g2", sealed("t"), sealed("m")))), False, True),
    ],
)
def test_a_part_says_what_it_tells(part: Part, told: bool, concrete: bool) -> None:
    assert (part.is_told, part.is_concrete) == (told, concrete)


@dataclass(frozen=True)
class Write:
    """Somebody writes their part: how many goals and gives."""

    person_id: str
    goals: int
    gives: int


@dataclass(frozen=True)
class Arrange:
    """Somebody who read what was there `ago` steps before says how often they meet."""

    days: int | None
    ago: int


@dataclass(frozen=True)
class Sign:
    """Somebody signs what was there `ago` steps before."""

    person_id: str
    ago: int


@dataclass(frozen=True)
class Prepare:
    """Somebody has prepared."""

    person_id: str


Step = Write | Arrange | Sign | Prepare
people, few, ago = st.sampled_from(BOTH), st.integers(0, 2), st.sampled_from([0, 0, 0, 1, 2, 9])
STEPS = st.one_of(
    st.builds(Write, people, few, few),
    st.builds(Arrange, st.sampled_from([None, 7, 14]), ago),
    st.builds(Sign, people, ago),
    st.builds(Prepare, people),
)
USUAL: tuple[Step, ...] = (
    Write(ADA, 1, 1),
    Write(BOB, 1, 1),
    Arrange(14, 0),
    Prepare(ADA),
    Prepare(BOB),
    Sign(ADA, 0),
    Sign(BOB, 0),
)
"""What most do, in any order and with more between: chance alone would hardly ever come to a signature."""

stories = st.one_of(
    st.lists(STEPS, max_size=40),
    st.lists(st.permutations(USUAL) | st.just(USUAL), min_size=1, max_size=4).map(
        lambda runs: sum(map(tuple, runs), ())
    ),
    st.lists(st.just(USUAL) | st.lists(STEPS, max_size=4).map(tuple), max_size=8).map(lambda runs: sum(runs, ())),
)


@dataclass
class Text:
    """What stands there, in numbers."""

    parts: dict[str, tuple[int, int]] = field(default_factory=lambda: dict.fromkeys(BOTH, (0, 0)))
    days: int | None = None


@dataclass
class Book:
    """The rules once more, the simplest way: every text that ever was, and who has signed the last one."""

    texts: list[Text] = field(default_factory=lambda: [Text()])
    arranged_at: int = 0
    signed: set[str] = field(default_factory=set)
    prepared: set[str] = field(default_factory=set)
    live: list[Text] = field(default_factory=list)
    is_live: bool = False

    @property
    def last(self) -> int:
        return len(self.texts) - 1

    def play(self, step: Step, seen: list[int]) -> None:
        text = self.texts[-1]
        match step:
            case Write(person_id, goals, gives) if text.parts[person_id] != (goals, gives):
                self.edit(Text({**text.parts, person_id: (goals, gives)}, text.days))
            case Arrange(days, ago) if days != text.days and seen[-1 - ago] >= self.arranged_at:
                self.edit(Text(text.parts, days))
                self.arranged_at = self.last
            case Sign(person_id, ago) if (
                seen[-1 - ago] == self.last and text.days and all(map(all, text.parts.values()))
            ):
                self.signed.add(person_id)
            case Prepare(person_id):
                self.prepared.add(person_id)
        if self.signed == self.prepared == set(BOTH) and not self.is_live:
            self.live.append(self.texts[-1])
            self.is_live = True

    def edit(self, text: Text) -> None:
        self.texts.append(text)
        self.signed, self.is_live = set(), False


def played(step: Step, agreement: Agreement, versions: list[int]) -> Agreement:
    """The same by the rules under test; what is refused changes nothing."""
    try:
        match step:
            case Write(person_id, goals, gives):
                return write(agreement, person_id, make_part(person_id, goals=goals, gives=gives))
            case Arrange(days, ago):
                return arrange(agreement, make_shared(cadence_days=days), versions[-1 - ago])
            case Sign(person_id, ago):
                return sign(agreement, person_id, versions[-1 - ago])
            case _:
                return agreement
    except (NotComplete, EditedMeanwhile):
        return agreement


@pytest.mark.feature("pair.agreement", "ours.mirror-goals")
@given(stories)
def test_whatever_is_done_in_whatever_order_the_agreement_equals_the_book(steps: tuple[Step, ...]) -> None:
    """So nothing is in force half-filled, unsigned, unprepared or twice."""
    book, agreement, live = Book(), arrange(NOTHING, make_shared(cadence_days=None)), list[Version]()
    texts, versions = [0] * 10, [agreement.revision] * 10
    for step in steps:
        book.play(step, texts)
        agreement = played(step, agreement, versions)
        stands = in_force(agreement, BOTH, set(BOTH) - book.prepared, NOW)
        if stands:
            agreement = saved(stands[0], agreement)
            live.append(stands[1])
        texts.append(book.last)
        versions.append(agreement.revision)
        assert (agreement.is_live, set(agreement.signed)) == (book.is_live, book.signed)
    assert [in_numbers(version.terms) for version in live] == book.live
    assert [version.number for version in live] == list(range(1, len(live) + 1))


def in_numbers(terms: Terms) -> Text:
    return Text({one: (len(terms.of(one).goals), len(terms.of(one).gives)) for one in BOTH}, terms.shared.cadence_days)
