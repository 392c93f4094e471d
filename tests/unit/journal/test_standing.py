"""The story follows how matching says that the pair stands, in whatever order it is told."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.journal.domain.codes import Code, RuleBroken
from services.journal.domain.holding import hold
from services.journal.domain.sessions import CLOCKS_DIFFER_BY, Calendar
from services.journal.domain.stories import Member, News, Role, Standing, followed
from tests.unit.journal.builders import FORMED_AT, NOW, make_report, make_story

RESUMED_AT = FORMED_AT + timedelta(days=5)
ENDED_AT = FORMED_AT + timedelta(days=10)
BOB_GIVES = (Member("bob", Role.MENTOR), Member("ada", Role.MENTEE))


def make_news(sequence: int, standing: Standing, **changes: object) -> News:
    news = News(members=make_story().members, direction="forward", standing=standing, sequence=sequence)
    return replace(news, **changes)  # type: ignore[arg-type]


NEWS = [
    make_news(2, Standing.PAUSED),
    make_news(3, Standing.CONSENTED, resumed_at=RESUMED_AT),
    make_news(4, Standing.CONSENTED, members=BOB_GIVES, direction="reverse", resumed_at=RESUMED_AT),
    make_news(5, Standing.ENDED, members=BOB_GIVES, direction="reverse", ended_at=ENDED_AT),
]


@given(st.permutations([*NEWS, *NEWS]))
def test_any_order_and_repetition_of_the_same_news_ends_in_the_same_story(told: list[News]) -> None:
    story = make_story()
    for news in told:
        story = followed(story, news)
    assert (story.standing, story.standing_sequence, story.ended_at) == (Standing.ENDED, 5, ENDED_AT)
    assert (story.direction, story.members, story.resumed) == ("reverse", BOB_GIVES, (RESUMED_AT,))


def test_a_session_held_before_the_end_may_be_told_after_it_and_none_held_later() -> None:
    calendar = Calendar(followed(make_story(), NEWS[3]))
    assert hold(calendar, make_report(held_at=ENDED_AT), NOW).story.sessions_held == 1
    with pytest.raises(RuleBroken) as refused:
        hold(calendar, make_report(held_at=ENDED_AT + CLOCKS_DIFFER_BY + timedelta(seconds=1)), NOW)
    assert refused.value.code is Code.SESSION_AFTER_THE_PAIR
