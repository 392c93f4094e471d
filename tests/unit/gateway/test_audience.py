"""Who may see what outside the house."""

import pytest

from libs.common.contracts import ALL, Audience, Contract
from libs.common.contracts.entries import EntryWritten
from libs.common.contracts.pairs import PairFormed, SessionHeld
from libs.common.contracts.people import PersonJoined, PersonLeft
from libs.common.contracts.requests import ClaimRefused
from services.gateway.domain.audience import Viewer, marks_of

MEMBERS = ("ada", "bob")


def session() -> SessionHeld:
    return SessionHeld(
        pair_id="pair_1", members=MEMBERS, session_id="s", held_at="2026-11-01T10:00:00Z", number=1, next_owner_id="ada"
    )


@pytest.mark.parametrize(
    ("fact", "marks"),
    [
        (session(), ("person/ada", "person/bob", "organiser", "platform")),
        (PersonLeft(person_id="ada"), ("person/ada", "platform")),
        (PersonJoined(person_id="ada", name="Ada", email="a@b"), ()),
        (EntryWritten(pair_id="p", members=MEMBERS, entry_id="e", kind="welcome", reader_id="ada"), ("person/ada",)),
        (
            ClaimRefused(claim_id="c", claim_type="t", code="no", words={}, person_id="organiser"),
            ("person/organiser", "platform"),
        ),
    ],
    ids=lambda value: value.event if isinstance(value, Contract) else "",
)
def test_marks_follow_the_audience_of_the_contract(fact: Contract, marks: tuple[str, ...]) -> None:
    assert marks_of(fact) == marks


def test_a_person_called_like_a_role_has_no_role() -> None:
    organiser_named = Viewer("acme", "organiser")
    assert not organiser_named.sees(("organiser",))
    assert Viewer("acme", is_organiser=True).sees(("organiser",))
    assert Viewer("acme", "platform").marks == ("person/platform",)


def test_what_stays_in_the_house_is_seen_by_nobody() -> None:
    everything = Viewer("acme", "ada", is_organiser=True, is_platform=True)
    assert not everything.sees(())


def test_no_contract_shows_platforms_what_only_people_may_know() -> None:
    private = {"MentorRequested", "RequestAnswered", "MentorsSuggested", "EntryWritten", "NudgeDropped"}
    shown = {contract.event for contract in ALL if Audience.PLATFORM in contract.audience}
    assert not shown & private
    assert PairFormed.event in shown
