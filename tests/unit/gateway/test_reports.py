"""Reports and suspensions by themselves: who may go on with one, and what the newest word is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from libs.common.contracts.safeguarding import Misuse
from services.gateway.domain.refusals import NotTaken
from services.gateway.domain.reports import (
    MOST_NOTES,
    About,
    Decision,
    Note,
    Outcome,
    Reason,
    Report,
    State,
    Subject,
    decided,
    noted,
    taken,
)
from services.gateway.domain.safeguarding import HOUSE_HELP, KINDS, WHAT_NEXT, WHO_READS, Safeguarding
from services.gateway.domain.suspensions import Suspension, ended, lifted, suspended

pytestmark = pytest.mark.feature("platform.safeguarding")
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
REPORT = Report(
    org="acme",
    report_id="r",
    reporter_id="ada",
    reported_id="bob",
    kind=Misuse.THREAT,
    subject=Subject(About.PERSON, "bob"),
    made_at=NOW,
)
NOTHING = Outcome(Decision.NO_ACTION, Reason.NOT_SHOWN)
NOTE = Note("n", "mod", NOW, b"")
FREE = Suspension(org="acme", person_id="bob")


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(NotTaken) as no:
        act()
    return no.value.code


def test_only_who_has_taken_it_goes_on_with_it_and_who_takes_it_over_does() -> None:
    assert refused(lambda: decided(REPORT, NOTHING, "mod", NOW)) == "report-not-taken"
    mine = taken(REPORT, "mod")
    assert noted(mine, NOTE).notes == (NOTE,)
    theirs = taken(mine, "other")
    assert refused(lambda: noted(theirs, NOTE)) == "report-not-taken"
    assert refused(lambda: decided(theirs, NOTHING, "mod", NOW)) == "report-not-taken"
    assert decided(theirs, NOTHING, "other", NOW).state is State.CLOSED


def test_what_is_decided_stays_so_and_the_same_again_is_no_mistake() -> None:
    closed = decided(taken(REPORT, "mod"), NOTHING, "mod", NOW)
    assert decided(closed, NOTHING, "mod", NOW + DAY) == closed
    other = replace(NOTHING, reason=Reason.SEVERE_HARM)
    acts: list[Callable[[], object]] = [
        lambda: decided(closed, other, "mod", NOW),
        lambda: decided(closed, NOTHING, "other", NOW),
        lambda: taken(closed, "mod"),
        lambda: noted(closed, NOTE),
    ]
    assert [refused(act) for act in acts] == ["report-closed"] * 4


def test_notes_have_an_end() -> None:
    full = replace(taken(REPORT, "mod"), notes=(NOTE,) * MOST_NOTES)
    assert refused(lambda: noted(full, NOTE)) == "too-many-notes"


def test_a_suspension_holds_until_its_time_however_late_the_timer_is() -> None:
    week = suspended(FREE, NOW + 7 * DAY, "r", NOW)
    assert week.holds(NOW + 6 * DAY)
    assert not week.holds(NOW + 7 * DAY)
    assert ended(week, NOW + 7 * DAY - timedelta(seconds=1)) == week
    assert not ended(week, NOW + 7 * DAY).is_standing
    assert refused(lambda: suspended(FREE, NOW, "r", NOW)) == "suspension-is-over"


def test_one_that_was_made_longer_or_open_outlives_the_timer_of_before() -> None:
    week = suspended(FREE, NOW + 7 * DAY, "r", NOW)
    longer, open_ = suspended(week, NOW + 9 * DAY, "r2", NOW + DAY), suspended(week, None, "r2", NOW + DAY)
    for one in (longer, open_):
        assert one.since == NOW
        assert ended(one, NOW + 7 * DAY) == one
    again = suspended(lifted(week), None, "r3", NOW + 3 * DAY)
    assert again.since == NOW + 3 * DAY


@pytest.mark.parametrize("words", [*KINDS.values(), WHO_READS, WHAT_NEXT, HOUSE_HELP])
def test_everything_that_is_said_is_said_in_both_languages(words: dict[str, str]) -> None:
    assert set(words) == {"en", "de"}
    assert words["en"] != words["de"]


def test_every_kind_has_a_name_and_an_organisations_words_stand_before_the_houses() -> None:
    assert set(KINDS) == set(Misuse)
    assert Safeguarding("acme").shown == HOUSE_HELP
    assert Safeguarding("acme", {"en": "Ours", "de": "Unsere"}).shown == {"en": "Ours", "de": "Unsere"}
