"""How a pair is: from what is known, with reasons in words, sure of itself only where much is known."""

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.common.contracts.care import Band, Confidence
from services.journal.domain.care_words import BANDS, CONFIDENCES, REASONS
from services.journal.domain.health import (
    WEIGHTS,
    Reading,
    SideSignals,
    Signals,
    read_pair,
    read_side,
    read_whole,
)
from services.journal.domain.rhythm import Attention

maybe = st.one_of(st.none(), st.booleans())
PRIVATE = ("pulse", "has_learned", "is_prepared")
ADA, BOB = SideSignals(person_id="ada"), SideSignals(person_id="bob")


def sides(person_id: str) -> st.SearchStrategy[SideSignals]:
    return st.builds(
        SideSignals,
        person_id=st.just(person_id),
        pulse=st.one_of(st.none(), st.integers(1, 5)),
        has_goal=maybe,
        has_learned=maybe,
        is_prepared=maybe,
        acts=st.one_of(st.none(), st.integers(0, 12)),
        cancelled_in_a_row=st.integers(0, 4),
        cancels_heavily=st.booleans(),
    )


signals = st.builds(
    Signals,
    sides=st.tuples(sides("ada"), sides("bob")),
    sessions_held=st.integers(0, 12),
    attention=st.sampled_from(Attention),
    has_next_session=maybe,
    is_agreed=maybe,
)


def make_signals(ada: SideSignals = ADA, bob: SideSignals = BOB, **changes: object) -> Signals:
    return replace(Signals(sides=(ada, bob)), **changes)  # type: ignore[arg-type]


def make_good() -> Signals:
    good = {"pulse": 5, "has_goal": True, "has_learned": True, "is_prepared": True, "acts": 5}
    return make_signals(
        SideSignals(person_id="ada", **good),  # type: ignore[arg-type]
        SideSignals(person_id="bob", **good),  # type: ignore[arg-type]
        sessions_held=6,
        has_next_session=True,
        is_agreed=True,
    )


def readings(of: Signals) -> list[Reading]:
    return [read_whole(of), read_pair(of), read_side(of, "ada"), read_side(of, "bob")]


def test_the_weights_are_those_of_the_product_and_a_hundred_in_all() -> None:
    assert list(WEIGHTS.values()) == [25, 15, 15, 10, 20, 10, 5]
    assert sum(WEIGHTS.values()) == 100


@pytest.mark.feature("insight.health")
def test_who_does_everything_well_thrives_and_hears_why() -> None:
    for reading in readings(make_good()):
        assert (reading.band, reading.confidence) == (Band.THRIVING, Confidence.HIGH)
        assert all(code.endswith("-good") for code in reading.reasons)
    assert len(read_side(make_good(), "ada").reasons) == 7
    assert len(read_pair(make_good()).reasons) == 4


@pytest.mark.feature("insight.health")
@given(signals)
def test_with_few_facts_nothing_is_sure_and_nothing_strong_is_said(known: Signals) -> None:
    few = replace(
        known, sessions_held=min(known.sessions_held, 3), has_next_session=None, is_agreed=None, sides=(ADA, BOB)
    )
    for reading in readings(few):
        assert reading.confidence is Confidence.LOW
        assert reading.band in (Band.STEADY, Band.QUIET)


@given(signals)
def test_low_confidence_never_praises_and_never_worries(known: Signals) -> None:
    for reading in readings(known):
        if reading.confidence is Confidence.LOW:
            assert reading.band in (Band.STEADY, Band.QUIET)


@given(signals, st.sampled_from(["is_agreed", "has_next_session"]))
def test_who_knows_less_is_never_surer(known: Signals, name: str) -> None:
    changed: list[dict[str, Any]] = [{name: None}, {name: True}]
    unknown, well = (readings(replace(known, **change)) for change in changed)
    order = list(Confidence)
    for one, other in zip(unknown, well, strict=True):
        assert order.index(one.confidence) <= order.index(other.confidence)


@pytest.mark.feature("insight.pair-first")
@given(signals, sides("bob"))
def test_nothing_that_a_member_reads_depends_on_what_only_the_other_knows(known: Signals, other: SideSignals) -> None:
    ada, bob = known.sides
    otherwise = replace(known, sides=(ada, replace(bob, **{name: getattr(other, name) for name in PRIVATE})))
    assert read_side(known, "ada") == read_side(otherwise, "ada")
    assert read_pair(known) == read_pair(otherwise)
    assert read_whole(known).reasons == read_whole(otherwise).reasons


def test_every_signal_of_a_side_is_either_known_to_both_or_private() -> None:
    shared = {"person_id", "has_goal", "acts", "cancelled_in_a_row", "cancels_heavily"}
    assert {field.name for field in fields(SideSignals)} == shared | set(PRIVATE)


@given(signals)
def test_there_are_words_in_both_languages_for_every_reading(known: Signals) -> None:
    for reading in readings(known):
        for words in (BANDS[reading.band], CONFIDENCES[reading.confidence], *map(REASONS.__getitem__, reading.reasons)):
            assert set(words) == {"en", "de"}
            assert all(words.values())


def test_of_two_pulses_the_lower_one_counts() -> None:
    good = make_good()
    apart = replace(good, sides=(good.sides[0], replace(good.sides[1], pulse=1)))
    assert read_whole(apart).band is Band.THRIVING
    assert read_whole(replace(apart, has_next_session=False)).band is Band.STEADY
    assert read_whole(replace(good, has_next_session=False)).band is Band.THRIVING


@pytest.mark.parametrize(
    ("attention", "confidence", "band"),
    [
        (Attention.NONE, Confidence.HIGH, Band.THRIVING),
        (Attention.SUGGESTED, Confidence.HIGH, Band.THRIVING),
        (Attention.FADING, Confidence.MEDIUM, Band.STEADY),
        (Attention.CLOSING, Confidence.MEDIUM, Band.STEADY),
    ],
)
def test_a_long_silence_makes_it_less_good_and_less_sure(
    attention: Attention, confidence: Confidence, band: Band
) -> None:
    reading = read_pair(replace(make_good(), attention=attention))
    assert (reading.confidence, reading.band) == (confidence, band)


def test_who_is_not_known_to_have_met_is_asked_and_not_worried_about() -> None:
    reading = read_whole(make_signals(has_next_session=False, is_agreed=False))
    assert (reading.band, reading.confidence) == (Band.QUIET, Confidence.LOW)
    assert reading.reasons == ("no-session-known", "next-session-open", "agreement-open")


@pytest.mark.parametrize(("ada", "bob", "code"), [(3, 7, "good"), (0, 10, "open"), (1, 9, "open"), (5, 5, "good")])
def test_it_is_two_sided_while_neither_does_less_than_three_in_ten(ada: int, bob: int, code: str) -> None:
    reading = read_pair(make_signals(replace(ADA, acts=ada), replace(BOB, acts=bob)))
    assert f"two-sided-{code}" in reading.reasons


def test_what_a_few_acts_or_one_side_alone_would_tell_is_not_told() -> None:
    for ada, bob in ((0, 3), (None, 9)):
        reading = read_pair(make_signals(replace(ADA, acts=ada), replace(BOB, acts=bob)))
        assert not [code for code in reading.reasons if code.startswith("two-sided")]


def test_two_cancelled_in_a_row_count_against_it_and_twice_as_much_by_the_senior_of_a_reverse_pair() -> None:
    good = replace(make_good(), has_next_session=False)

    def with_cancelled(times: int, *, heavily: bool = False) -> Signals:
        ada = replace(good.sides[0], cancelled_in_a_row=times, cancels_heavily=heavily, acts=0)
        return replace(good, sides=(ada, good.sides[1]))

    bands = [read_pair(one).band for one in (with_cancelled(2), with_cancelled(2, heavily=True))]
    assert bands == [Band.QUIET, Band.NEEDS_CARE]
    reasons = [read_pair(with_cancelled(times)).reasons for times in (1, 2)]
    assert ["cancellations-open" in one for one in reasons] == [False, True]
