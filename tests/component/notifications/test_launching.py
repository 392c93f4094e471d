"""A programme opens: for whom it is hears of it once, on any replicas, in whatever order the facts come."""

from collections import Counter
from typing import Any

import pytest

from libs.common.contracts.administrators import AdministratorsChanged
from libs.common.contracts.preferences import Chosen, SetPreferences
from libs.common.contracts.programme_facts import (
    ProgrammeChanged,
    ProgrammeClosed,
    ProgrammeEntered,
    ProgrammeEntryAsked,
    ProgrammeFact,
    ProgrammeInvited,
    ProgrammeOpened,
)
from libs.common.mongo import Row
from tests.support.notifications import ADA, BOB
from tests.support.running import eventually
from tests.support.told import SERVICE, Told

pytestmark = pytest.mark.feature("programme.comms-plan")
CALLED = {"en": "Good talks", "de": "Gute Gespräche"}


async def say(told: Told, kind: type[ProgrammeFact], sequence: int, **fields: Any) -> None:
    whole = {"called": CALLED, "programme_id": "spring", "template": "organic", "organiser_ids": ()}
    await told.say(kind.model_validate(whole | fields), fields.get("programme_id", "spring"), sequence=sequence)


async def heard(told: Told, people: int, **query: Any) -> list[Row]:
    """Notices of the opening, once these many are there."""
    rows = told.bench.database(SERVICE)["notices"]

    async def found() -> list[Row]:
        notices = [row async for row in rows.find({"row": "programme-opened"} | query)]
        return notices if len(notices) >= people else []

    return await eventually(found, what=f"{people} told of it")


async def test_everybody_not_in_it_yet_hears_once_in_their_language(told: Told) -> None:
    async with told.running(replicas=2):
        await told.joins(ADA, BOB, "eve")
        for reader in (ADA, BOB):
            await told.ask(SetPreferences(chosen=Chosen(no_quiet=True)), reader)
        await told.say(ProgrammeEntered(programme_id="spring", person_id="eve"), "spring/eve", sequence=1)
        await eventually(lambda: kept(told), what="who is in it")
        await say(told, ProgrammeChanged, 3, entry="approved")
        for _ in range(2):
            await say(told, ProgrammeOpened, 2)
        await heard(told, 2)
        await told.settled(2, channel="inbox")
        (ada,), (bob,) = await told.inbox(ADA), await told.inbox(BOB)
        assert Counter(row["person_id"] for row in await heard(told, 2)) == {ADA: 1, BOB: 1}
    assert ada.title == "Good talks has opened, and you may be in it"
    assert bob.title == "„Gute Gespräche“ ist eröffnet, und du kannst dabei sein"


async def kept(told: Told) -> bool:
    return await told.bench.database(SERVICE)["enrolments"].find_one({"standing": "in"}) is not None


async def test_of_one_by_invitation_only_who_is_invited_hears_and_of_one_that_is_over_nobody(told: Told) -> None:
    async with told.running():
        await told.joins(ADA, BOB)
        await say(told, ProgrammeClosed, 4, programme_id="over")
        launches = told.bench.database(SERVICE)["launches"]
        await eventually(lambda: launches.find_one({"programme_id": "over"}), what="that it is over")
        await say(told, ProgrammeOpened, 2, programme_id="over")
        await say(told, ProgrammeOpened, 2, entry="invited")
        await told.say(ProgrammeInvited(programme_id="spring", person_id=BOB), f"spring/{BOB}", sequence=1)
        await heard(told, 1)
        await say(told, ProgrammeOpened, 2, programme_id="all")
        await heard(told, 2, subject_id="all")
        assert [row["person_id"] for row in await heard(told, 1, subject_id="spring")] == [BOB]
        assert not [row for row in await heard(told, 3) if row["subject_id"] == "over"]


async def test_who_runs_it_hears_that_somebody_would_like_to_be_in_it_once(told: Told) -> None:
    """Its organisers, or where there are none the administrators; also where the programme is heard of later."""
    asked = ProgrammeEntryAsked(programme_id="spring", person_id=BOB)
    async with told.running(replicas=2):
        await told.joins(ADA, "eve", "chief")
        await told.joins(BOB, name="Bob Berg")
        await told.say(AdministratorsChanged(administrator_ids=("chief",)), "acme", sequence=1)
        administrations = told.bench.database(SERVICE)["administrations"]

        async def administered() -> bool:
            return await administrations.count_documents({}) == 1

        await eventually(administered, what="who administers")
        await told.say(asked, f"spring/{BOB}", times=3, sequence=1)
        await say(told, ProgrammeOpened, 2, entry="approved", organiser_ids=(ADA, "eve"))
        await say(told, ProgrammeOpened, 2, entry="approved", programme_id="free")
        await told.say(ProgrammeEntryAsked(programme_id="free", person_id=BOB), f"free/{BOB}", sequence=1)
        notices = await told.noticed("entry-asked", 3)
        await told.settled(1, channel="inbox", template="entry-asked-each", person_id=ADA)
        titles = {item.title for item in await told.inbox(ADA)}
    assert {(row["person_id"], row["subject_id"]) for row in notices} == {
        (ADA, "spring"),
        ("eve", "spring"),
        ("chief", "free"),
    }
    assert "Bob Berg would like to be in Good talks" in titles
