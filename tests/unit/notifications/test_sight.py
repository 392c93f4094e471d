"""What a block leaves of each message: no introduction either way, and for who is blocked everything else as ever."""

import pytest

from services.notifications.domain.blocks import Blocks
from services.notifications.domain.people import Person, PersonState
from services.notifications.domain.plan import About, Tie
from services.notifications.domain.sight import Sight, depends_on_sight, seen
from services.notifications.plans import house_plan
from tests.support.notifications import ADA, BOB, make_person

EVE = make_person("eve")
TOLD_AS_EVER = (
    "request-declined request-withdrawn request-superseded request-expired request-lapsed request-conflict "
    "offer-declined offer-expired offer-withdrawn offer-superseded spark-closed spark-expired recognition-declined "
    "recognition-expired recognition-left claim-refused nobody-suggested nudge-pause circle-formed circle-joined "
    "circle-left circle-ended circle-lapsed circle-conflict circle-conflict-peers circle-conflict-waiting pair-formed "
    "pair-recognised pair-paused pair-resumed pair-extended pair-reminded pair-turn-wished pair-turn-dropped "
    "pair-turned pair-completed pair-parted partner-left pair-conflict milestone-first-talk-held "
    "nudge-first-session-gap nudge-session-gap message-waiting dividend-ready joined profile-unfinished story-told "
    "names-waiting first-session-unplanned session-ahead session-ahead-other junior-ahead session-met fit-asked "
    "goal-missing preparation-open goal-untouched learned-from-you take-the-next try-a-flip senior-cancelled "
    "senior-cancelled-again reciprocal-offered month pulse-asked care-offered review-due agreement-live fading "
    "closing-offered winding-down closing-asked kudos-given echo-given echo-asked session-arranged session-moved "
    "session-changed session-called-off session-dropped mail-refused chat-refused push-refused less-often announcement "
    "erasure-asked erasure-taken-back organiser-week uptake-gap programme-opened entry-asked pair-rests "
    "report-received report-came report-waits report-closed conduct-warned suspended-until suspended reinstated"
)
"""Ends, what is a pair's or a circle's, and what names nobody."""


def test_of_each_row_it_is_decided_what_a_block_does_to_it() -> None:
    assert set(TOLD_AS_EVER.split()) == {row.name for row in house_plan().rows.values() if row.tie is Tie.NONE}


def sight(reader_id: str, *others: Person, **blocked: tuple[str, ...]) -> Sight:
    lists = [Blocks(org="acme", person_id=one, blocked_ids=ids, sequence=1) for one, ids in blocked.items()]
    return Sight.of(reader_id, [make_person(reader_id), *others], lists)


HIDDEN = {
    "blocks the reader": sight(BOB, make_person(ADA), ada=(BOB,)),
    "hides": sight(BOB, make_person(ADA, visible=False)),
    "left": sight(BOB, make_person(ADA, state=PersonState.LEFT)),
}
BLOCKED = sight(BOB, make_person(ADA), bob=(ADA,))
OF_BOTH = About(ADA, BOB)


@pytest.mark.parametrize("tie", Tie)
def test_one_who_blocks_the_reader_is_seen_like_one_who_hides(tie: Tie) -> None:
    for about in (OF_BOTH, About(ADA, BOB, suggested_ids=(ADA, "eve")), About(suggested_ids=(ADA,))):
        assert len({repr(seen(tie, about, one)) for one in HIDDEN.values()}) == 1


@pytest.mark.parametrize("about", [OF_BOTH, About(suggested_ids=(ADA,))])
def test_nothing_introduces_two_whichever_of_them_blocks(about: About) -> None:
    assert seen(Tie.INTRODUCTION, about, sight(BOB, make_person(ADA))) == about
    for apart in (BLOCKED, *HIDDEN.values()):
        assert seen(Tie.INTRODUCTION, about, apart) is None


def test_nobody_is_asked_for_a_word_to_whom_they_block_and_who_is_blocked_hears_all_as_ever() -> None:
    assert seen(Tie.ERRAND, OF_BOTH, BLOCKED) is None
    assert seen(Tie.ERRAND, OF_BOTH, HIDDEN["blocks the reader"]) == OF_BOTH


def test_an_end_and_what_is_a_pairs_is_said_whatever_stands_between_them() -> None:
    for apart in (BLOCKED, *HIDDEN.values()):
        assert seen(Tie.NONE, OF_BOTH, apart) == OF_BOTH
    assert not depends_on_sight(Tie.NONE, OF_BOTH), "so nothing need be read for it"


def test_of_several_names_only_those_are_left_out_to_whom_nothing_leads() -> None:
    names = About(ADA, BOB, suggested_ids=("eve", "zoe"))
    apart = sight(BOB, make_person(ADA), EVE, make_person("zoe"), zoe=(BOB,))
    for tie in (Tie.NONE, Tie.INTRODUCTION):
        assert depends_on_sight(tie, names)
        left = seen(tie, names, apart)
        assert left
        assert left.suggested_ids == ("eve",)


def test_a_reader_who_hides_is_told_as_ever() -> None:
    hiding = make_person(BOB, visible=False)
    assert Sight.of(BOB, [hiding, make_person(ADA)], []) == Sight()
