"""How two part: when closing words have their time, and who reads them when."""

from datetime import timedelta

import pytest

from libs.common.contracts.endings import Strength
from libs.common.contracts.pairs import Ending
from services.journal.domain import farewells as domain
from services.journal.domain.codes import Code, RuleBroken
from services.journal.domain.farewells import CLOSING_TIME, COMPLETED, Decision, Farewell, Kudos, Letter
from services.journal.domain.hours import HOUR
from services.journal.domain.keys import SealedText
from services.journal.domain.stories import Standing, Story
from tests.unit.journal.builders import NOW, make_story

NOTHING = Farewell(org="acme", pair_id="pair_1")
WINDING = make_story(winding_down_since=NOW)
TEXT, GO_ON, STOP = (SealedText("key", content) for content in (b"sealed", b"go on", b"stop"))
OTHER_ENDS = [ending.value for ending in Ending if ending is not Ending.COMPLETED]


def make_ended(ending: str = COMPLETED) -> Story:
    return make_story(standing=Standing.ENDED, ended_at=NOW, ending=ending, winding_down_since=NOW)


def make_decision(person_id: str, **changes: object) -> Decision:
    known = {"decision_id": f"d-{person_id}", "next": GO_ON, "at": NOW, "winding_down_since": NOW}
    return Decision(person_id=person_id, **(known | changes))  # type: ignore[arg-type]


def make_kudos(from_id: str, to_id: str) -> Kudos:
    return Kudos(kudos_id=f"k-{from_id}", from_id=from_id, to_id=to_id, strength=Strength.LISTENS.value, at=NOW)


def test_the_house_and_the_wire_mean_the_same_by_completed() -> None:
    assert Ending.COMPLETED.value == COMPLETED


def test_closing_words_have_their_time_near_the_end_and_three_weeks_after_a_good_one() -> None:
    assert not domain.is_open(make_story(), NOW)
    assert domain.is_open(WINDING, NOW + timedelta(days=300))
    assert domain.open_until(make_ended()) == NOW + CLOSING_TIME
    assert domain.is_open(make_ended(), NOW + CLOSING_TIME - HOUR)
    assert not domain.is_open(make_ended(), NOW + CLOSING_TIME)
    with pytest.raises(RuleBroken) as refused:
        domain.require_open(make_ended(), NOW + CLOSING_TIME)
    assert refused.value.code is Code.NOT_CLOSING


@pytest.mark.parametrize("ending", OTHER_ENDS)
def test_after_every_other_end_no_word_goes_from_one_to_the_other(ending: str) -> None:
    """Behind a no-fault end may be a flight: nobody may read after it what was not theirs to read before."""
    story = make_ended(ending)
    assert not domain.is_open(story, NOW)
    lonely = domain.write_letter(NOTHING, Letter("ada", TEXT, NOW))
    assert domain.readable_letters(lonely, story, "bob") == ()
    with pytest.raises(RuleBroken) as refused:
        domain.require_completed(story)
    assert refused.value.code is Code.NOT_COMPLETED


def test_a_letter_is_its_authors_alone_until_both_have_written_or_the_pair_was_completed() -> None:
    lonely = domain.write_letter(NOTHING, Letter("ada", TEXT, NOW))
    assert domain.readable_letters(lonely, WINDING, "ada") == lonely.letters
    assert domain.readable_letters(lonely, WINDING, "bob") == ()
    assert domain.readable_letters(lonely, make_ended(), "bob") == lonely.letters
    both = domain.write_letter(lonely, Letter("bob", TEXT, NOW))
    assert (
        domain.readable_letters(both, WINDING, "ada") == domain.readable_letters(both, WINDING, "bob") == both.letters
    )


def test_each_side_has_one_letter_however_often_it_writes() -> None:
    later = Letter("ada", SealedText("key", b"better"), NOW)
    twice = domain.write_letter(domain.write_letter(NOTHING, Letter("ada", TEXT, NOW)), later)
    assert twice.letters == (later,)


def test_who_decides_alone_shows_nobody_not_even_at_the_end() -> None:
    alone = domain.decide(NOTHING, make_decision("ada"))
    for story in (WINDING, make_ended(), make_ended("no-fault")):
        assert domain.readable_decisions(alone, story, "bob") == ()
        assert domain.readable_decisions(alone, story, "ada") == alone.decisions
        assert not domain.both_decided(alone, story)


def test_both_read_what_both_decided_and_it_stands() -> None:
    alone = domain.decide(NOTHING, make_decision("ada", next=STOP))
    both = domain.decide(domain.decide(alone, make_decision("ada")), make_decision("bob"))
    assert domain.both_decided(both, WINDING)
    for reader in ("ada", "bob"):
        assert [one.next for one in domain.readable_decisions(both, WINDING, reader)] == [GO_ON, GO_ON]
    with pytest.raises(RuleBroken) as refused:
        domain.decide(both, make_decision("ada", next=STOP))
    assert refused.value.code is Code.BOTH_DECIDED


def test_an_end_that_was_put_off_is_decided_anew() -> None:
    both = domain.decide(domain.decide(NOTHING, make_decision("ada")), make_decision("bob"))
    again = NOW + timedelta(days=90)
    later = make_story(winding_down_since=again)
    assert not domain.both_decided(both, later)
    assert domain.readable_decisions(both, later, "ada") == ()
    alone = domain.decide(both, make_decision("ada", next=STOP, winding_down_since=again))
    assert domain.readable_decisions(alone, later, "bob") == ()


def test_each_side_thanks_once() -> None:
    once = domain.give_kudos(NOTHING, make_kudos("ada", "bob"))
    assert len(domain.give_kudos(once, make_kudos("bob", "ada")).kudos) == 2
    with pytest.raises(RuleBroken) as refused:
        domain.give_kudos(once, make_kudos("ada", "bob"))
    assert refused.value.code is Code.KUDOS_GIVEN
