"""What a click switches off, and what is still said then."""

import pytest

from libs.common.contracts.notifications import Channel, Importance, Kind, Step
from services.notifications.domain.plan import Row
from services.notifications.domain.preferences import Preferences, switched_off, wishes_of
from services.notifications.plans import house_plan

MAIL, PUSH, RHYTHM = Channel.MAIL, Channel.PUSH, Kind.RHYTHM
NONE = Preferences("acme", "ada")


@pytest.mark.parametrize(
    ("before", "kind", "after"),
    [
        (NONE, RHYTHM, Preferences("acme", "ada", off=((RHYTHM, MAIL),))),
        (NONE, None, Preferences("acme", "ada", no_nudges=(MAIL,))),
        (
            Preferences("acme", "ada", off=((RHYTHM, PUSH),), on=((RHYTHM, MAIL), (RHYTHM, PUSH))),
            RHYTHM,
            Preferences("acme", "ada", off=((RHYTHM, PUSH), (RHYTHM, MAIL)), on=((RHYTHM, PUSH),)),
        ),
    ],
)
def test_a_switch_is_thrown_once(before: Preferences, kind: Kind | None, after: Preferences) -> None:
    assert switched_off(before, kind, MAIL) == after
    assert switched_off(after, kind, MAIL) == after


def test_what_was_switched_off_by_link_counts_more_than_what_the_organisation_switched_on() -> None:
    house = Preferences("acme", on=((RHYTHM, MAIL),))
    wishes = wishes_of(house, switched_off(Preferences("acme", "ada", on=((RHYTHM, MAIL),)), RHYTHM, MAIL))
    assert not wishes.takes(RHYTHM, MAIL)
    assert wishes.takes(RHYTHM, PUSH)
    assert wishes_of(switched_off(house, None, MAIL), None).no_nudges == {MAIL}


@pytest.mark.parametrize(
    ("row", "offers"),
    [
        (Row("r", "r", (), RHYTHM), (Step.SNOOZE, Step.DONE)),
        (Row("r", "r", (), RHYTHM, importance=Importance.PERSONAL), ()),
        (Row("r", "r", (), RHYTHM, actions=()), ()),
        (house_plan().rows["request-opened"], (Step.ACCEPT, Step.NOT_NOW)),
        (house_plan().rows["offer-reminded-again"], (Step.ACCEPT, Step.NOT_NOW)),
        (house_plan().rows["milestone-first-talk-held"], ()),
    ],
)
def test_a_row_says_what_can_be_done_at_once(row: Row, offers: tuple[Step, ...]) -> None:
    assert row.offers == offers
