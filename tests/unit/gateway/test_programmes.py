"""Programmes by rule: what may change when, what others hear of it, and who is in."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.common.contracts.programme_facts import (
    Entry,
    Mode,
    Privacy,
    ProgrammeChanged,
    ProgrammeClosed,
    ProgrammeEntered,
    ProgrammeEntryAsked,
    ProgrammeInvited,
    ProgrammeLeft,
    ProgrammeOpened,
    ProgrammeSettings,
    Stage,
)
from services.gateway.domain import enrolments as being
from services.gateway.domain import programmes as domain
from services.gateway.domain.enrolments import Enrolment, Standing, unenrolled
from services.gateway.domain.programme_templates import ALL, settings_from
from services.gateway.domain.programmes import Programme, State
from services.gateway.domain.refusals import NotTaken

NOW = datetime(2027, 1, 4, 9, tzinfo=UTC)
DAY = timedelta(days=1)
COHORT = settings_from(ALL["women-in-leadership"], NOW, {})
PRIVACIES = st.builds(
    Privacy, health_bands=st.booleans(), pairs_in_need=st.booleans(), smallest_group=st.integers(5, 50)
)


def programme(settings: ProgrammeSettings | None = None, **fields: Any) -> Programme:
    own = {"org": "acme", "programme_id": "p1", "template": "organic", "made_by": "boss"} | fields
    return Programme(settings=settings or ALL["organic"].settings, **own)


def with_privacy(privacy: Privacy) -> ProgrammeSettings:
    return ALL["organic"].settings.model_copy(update={"privacy": privacy})


@pytest.mark.parametrize("name", ALL)
def test_every_template_begins_with_a_name_in_both_languages_and_opens(name: str) -> None:
    settings = settings_from(ALL[name], NOW, {})
    made = domain.begun(programme(settings), ())
    assert settings.called.keys() == ALL[name].about.keys() == {"en", "de"}
    assert domain.open(made, NOW).state is State.OPEN


def test_what_is_said_takes_the_place_of_the_template_and_nothing_else_does() -> None:
    settings = settings_from(ALL["reverse"], NOW, {"pair_months": 2, "entry": None, "musts": {"same_site": True}})
    assert (settings.pair_months, settings.entry, settings.musts.same_site) == (2, Entry.APPROVED, True)
    assert settings.direction is ALL["reverse"].settings.direction


def test_a_cohort_goes_from_stage_to_stage_and_takes_people_while_it_enrols() -> None:
    cohort = domain.open(programme(COHORT), NOW)
    seen = [
        (cohort.stage_at(NOW + day * DAY), cohort.takes_at(NOW + day * DAY)) for day in (-1, 0, 27, 28, 42, 312, 340)
    ]
    assert seen == [
        (None, False),
        (Stage.ENROLMENT, True),
        (Stage.ENROLMENT, True),
        (Stage.MATCHING, False),
        (Stage.RUNNING, False),
        (Stage.CLOSING, False),
        (None, False),
    ]


UNFIT: list[dict[str, Any]] = [
    {"mode": Mode.ROLLING},
    {"ends_at": None},
    {"ends_at": COHORT.stages[-1].starts_at},
    {"stages": COHORT.stages[:3]},
    {"stages": COHORT.stages[::-1]},
    {"stages": (COHORT.stages[0], *COHORT.stages[:3])},
    {"stages": ()},
]


@pytest.mark.parametrize("wrong", UNFIT)
def test_stages_that_do_not_follow_each_other_are_refused(wrong: dict[str, Any]) -> None:
    settings = COHORT.model_copy(update=wrong)
    with pytest.raises(NotTaken, match="stages-unfit"):
        domain.begun(programme(settings), ())
    with pytest.raises(NotTaken, match="stages-unfit"):
        domain.change(programme(COHORT), settings)


@given(before=PRIVACIES, after=PRIVACIES)
def test_what_organisers_see_may_become_less_and_never_more_once_it_is_open(before: Privacy, after: Privacy) -> None:
    draft = programme(with_privacy(before))
    assert domain.change(draft, with_privacy(after)).settings.privacy == after
    opened = domain.open(draft, NOW)
    shows_less = (
        after.health_bands <= before.health_bands
        and after.pairs_in_need <= before.pairs_in_need
        and after.smallest_group >= before.smallest_group
    )
    if shows_less:
        assert domain.change(opened, with_privacy(after)).settings.privacy == after
    else:
        with pytest.raises(NotTaken, match="privacy-loosened"):
            domain.change(opened, with_privacy(after))


def test_of_a_draft_nobody_hears_and_of_everything_after_it_once() -> None:
    draft = programme()
    renamed = domain.change(draft, draft.settings.model_copy(update={"pair_months": 9}))
    opened = domain.open(renamed, NOW)
    led = domain.name_organisers(opened, ("ada", "ada", "bob"))
    closed = domain.close(led, NOW)
    lives = [draft, renamed, opened, domain.open(opened, NOW + DAY), led, closed, domain.close(closed, NOW + DAY)]
    news = [domain.news(before, after) for before, after in pairwise(lives)]
    assert [type(one) for one in news] == [
        type(None),
        ProgrammeOpened,
        type(None),
        ProgrammeChanged,
        ProgrammeClosed,
        type(None),
    ]
    assert [one.version for one in lives] == [1, 2, 3, 3, 4, 5, 5]
    assert led.organiser_ids == ("ada", "bob")


def test_what_is_closed_stays_so_and_what_has_not_begun_does_not_end() -> None:
    closed = domain.close(domain.open(programme(), NOW), NOW)
    with pytest.raises(NotTaken, match="programme-closed"):
        domain.open(closed, NOW)
    with pytest.raises(NotTaken, match="programme-closed"):
        domain.change(closed, closed.settings)
    with pytest.raises(NotTaken, match="programme-closed"):
        domain.name_organisers(closed, ())
    with pytest.raises(NotTaken, match="programme-not-open"):
        domain.close(programme(), NOW)
    with pytest.raises(NotTaken, match="programme-is-over"):
        domain.open(programme(COHORT), NOW + 400 * DAY)


@pytest.mark.parametrize(
    ("state", "entry", "is_known", "is_shown"),
    [
        (State.DRAFT, Entry.OPEN, False, False),
        (State.DRAFT, Entry.INVITED, True, False),
        (State.OPEN, Entry.OPEN, False, True),
        (State.OPEN, Entry.APPROVED, False, True),
        (State.OPEN, Entry.INVITED, False, False),
        (State.OPEN, Entry.INVITED, True, True),
        (State.CLOSED, Entry.OPEN, False, False),
        (State.CLOSED, Entry.OPEN, True, True),
    ],
)
def test_a_programme_shows_itself_to_whom_it_is_open(
    state: State, entry: Entry, is_known: bool, is_shown: bool
) -> None:
    one = programme(COHORT.model_copy(update={"entry": entry}), state=state, organiser_ids=("ada",))
    assert one.is_shown_to("bob", is_known=is_known) is is_shown
    assert one.is_shown_to("ada", is_known=False), "its organiser"


@pytest.mark.parametrize(
    ("entry", "steps", "standing", "told"),
    [
        (Entry.OPEN, ["want"], Standing.IN, ProgrammeEntered),
        (Entry.APPROVED, ["want"], Standing.ASKED, ProgrammeEntryAsked),
        (Entry.APPROVED, ["want", "let in"], Standing.IN, ProgrammeEntered),
        (Entry.APPROVED, ["want", "leave"], Standing.OUT, None),
        (Entry.INVITED, ["let in"], Standing.INVITED, ProgrammeInvited),
        (Entry.INVITED, ["let in", "want"], Standing.IN, ProgrammeEntered),
        (Entry.INVITED, ["let in", "leave"], Standing.OUT, ProgrammeLeft),
        (Entry.OPEN, ["want", "leave"], Standing.OUT, ProgrammeLeft),
        (Entry.APPROVED, ["want", "let in", "leave", "want"], Standing.ASKED, ProgrammeEntryAsked),
        (Entry.OPEN, ["want", "want"], Standing.IN, None),
    ],
)
def test_two_yeses_make_a_member(entry: Entry, steps: list[str], standing: Standing, told: type | None) -> None:
    *_, before, after = enrolments(entry, steps)
    assert after.standing is standing
    fact = being.news(before, after)
    assert (type(fact) if fact else None) is told


@given(st.lists(st.sampled_from(["want", "let in", "leave"])), st.sampled_from(Entry))
def test_nobody_is_in_without_a_yes_of_their_own_since_they_left(steps: list[str], entry: Entry) -> None:
    lives = enrolments(entry, steps)
    since = steps[len(steps) - steps[::-1].index("leave") :] if "leave" in steps else steps
    assert (lives[-1].standing is Standing.IN) == ("want" in since and (entry is Entry.OPEN or "let in" in since))
    changes = sum(before != after for before, after in pairwise(lives))
    assert lives[-1].version == changes


def test_when_nobody_is_taken_any_more_whoever_was_invited_still_may() -> None:
    nobody = unenrolled("acme", "p1", "ada")
    with pytest.raises(NotTaken, match="enrolment-closed"):
        being.want(nobody, Entry.OPEN, takes=False)
    assert being.want(being.let_in(nobody), Entry.INVITED, takes=False).standing is Standing.IN
    assert replace(nobody, is_let_in=True).is_known


def enrolments(entry: Entry, steps: list[str]) -> list[Enrolment]:
    lives = [unenrolled("acme", "p1", "ada")]
    for step in steps:
        before = lives[-1]
        if step == "want":
            lives.append(being.want(before, entry, takes=True))
        else:
            lives.append(being.let_in(before) if step == "let in" else being.leave(before))
    return lives
