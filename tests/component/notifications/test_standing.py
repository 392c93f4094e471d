"""How a pair goes on and ends, as its members hear of it; and silence where nothing is expected of anybody."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from libs.common.contracts.pairs import Ending, PairChange
from libs.common.contracts.recognitions import RecognitionState
from libs.common.contracts.requests import Direction, RequestState
from tests.component.notifications.test_nudging import NUDGES, formed
from tests.support.notifications import (
    ADA,
    BOB,
    conflict_found,
    pair_changed,
    pair_ended,
    pair_formed,
    pair_reminded,
    recognition_changed,
    recognition_reminded,
    request_closed,
    request_opened,
    session_suggested,
)
from tests.support.told import Told

NEWS: dict[str, Any] = {"template": {"$regex": "^pair-(paused|resumed|parted)|^partner-left"}}


@pytest.mark.feature("pair.pause", "communication.nudges")
async def test_a_pause_silences_nudges_and_its_end_lets_them_come_again(told: Told) -> None:
    async with told.running(replicas=2):
        await formed(told, owner=BOB)
        await told.say(pair_changed(PairChange.PAUSED, standing="paused"), "pair_1", times=3, sequence=2, actorid=ADA)
        await told.settled(2, **NEWS)
        await told.say(session_suggested(BOB), "pair_1")
        (silent,) = await told.silenced(1, **NUDGES)
        await told.say(pair_changed(PairChange.RESUMED), "pair_1", sequence=3)
        rows = await told.settled(6, **NEWS)
        await told.say(session_suggested(BOB, days=30), "pair_1")
        await told.noticed("nudge-first-session-gap", 2)
        await told.by_day()
        nudges = await told.settled(2, **NUDGES)
        (item, *_) = [item for item in await told.inbox(BOB) if item.template == "pair-paused-member"]
    assert sorted((row["person_id"], row["template"]) for row in rows if row["channel"] == "inbox") == [
        (ADA, "pair-resumed-member"),
        (BOB, "pair-paused-member"),
        (BOB, "pair-resumed-member"),
    ]
    assert item.title == "Ada Example macht eine Pause"
    assert silent["code"] == "pair-rests"
    assert {row["person_id"] for row in nudges} == {BOB}


async def test_an_end_is_told_to_both_once_and_what_it_overtook_is_not_said_any_more(told: Told) -> None:
    async with told.running():
        await formed(told, owner=BOB)
        await told.say(pair_ended(Ending.NO_FAULT), "pair_1", times=3, sequence=3)
        rows = await told.settled(4, **NEWS)
        await told.say(pair_changed(PairChange.PAUSED, standing="paused"), "pair_1", sequence=2, actorid=ADA)
        late = await told.silenced(1, template="pair-paused-member")
        titles = {(await told.inbox(one))[0].title for one in (ADA, BOB)}
    assert {(row["person_id"], row["channel"], row["state"]) for row in rows} == {
        (person_id, channel, "sent") for person_id in (ADA, BOB) for channel in ("inbox", "mail")
    }
    assert {row["code"] for row in late} == {"overtaken"}
    assert titles == {"Your pair with Bob Example has ended", "Dein Tandem mit Ada Example ist zu Ende"}


async def test_of_a_leaving_hears_the_partner_alone_also_where_the_leaving_itself_is_not_known_yet(told: Told) -> None:
    async with told.running():
        await told.joins(ADA, BOB)
        await told.say(pair_ended(Ending.LEFT, left_id=ADA), "pair_1", sequence=2)
        await told.say(pair_formed(), "pair_1", sequence=1)
        rows = await told.settled(2, **NEWS)
    assert {(row["person_id"], row["template"]) for row in rows} == {(BOB, "partner-left-mentee")}


@pytest.mark.feature("programme.flash-and-peer")
async def test_of_one_talk_that_was_not_held_both_hear_once_and_nobody_once_it_is_over(told: Told) -> None:
    words: dict[str, Any] = {"template": "pair-reminded-member"}
    async with told.running(replicas=2):
        await told.joins(ADA, BOB)
        await told.say(pair_formed(direction=Direction.FLASH), "pair_1", sequence=1)
        await told.say(pair_reminded(), "pair_1", times=3, sequence=2)
        await told.settled(4, **words)
        await told.say(pair_ended(direction=Direction.FLASH), "pair_1", sequence=4)
        await told.settled(4, template={"$regex": "^pair-parted"})
        await told.say(pair_reminded(), "pair_1", times=3, sequence=3)
        late = await told.silenced(2, **words)
        (over, word, _) = await told.inbox(BOB)
        assert len(await told.rows(**words)) == 4
    assert Counter(row["person_id"] for row in late) == {ADA: 1, BOB: 1}
    assert word.title == "Dein Gespräch mit Ada Example: bis 1. April 2026"
    assert over.title == "Ein Gespräch mit Ada Example: diesmal nicht"


CONFLICTS: dict[str, Any] = {"template": {"$regex": "-conflict-"}}


@pytest.mark.feature("ours.reorganisation")
async def test_both_hear_once_that_they_are_in_one_line_and_nobody_whose_pair_has_ended(told: Told) -> None:
    async with told.running(replicas=2):
        await formed(told, owner=BOB)
        await told.say(conflict_found(), "pair_1", times=3)
        rows = await told.settled(4, **CONFLICTS)
        await told.say(pair_ended(), "pair_1", sequence=2)
        await told.settled(4, **NEWS)
        await told.say(conflict_found(above_id=BOB), "pair_1")
        await told.silenced(2, **CONFLICTS)
        assert len(await told.rows(**CONFLICTS)) == 4
    assert {(row["person_id"], row["template"], row["state"]) for row in rows} == {
        (person_id, "pair-conflict-member", "sent") for person_id in (ADA, BOB)
    }


async def test_of_a_request_that_has_gone_on_no_conflict_is_told(told: Told) -> None:
    async with told.running():
        await told.joins(ADA, BOB)
        await told.say(request_opened(), "req_1", sequence=1)
        in_line = conflict_found(pair_id=None, request_id="req_1")
        await told.say(in_line, "req_1")
        await told.settled(6)
        await told.say(request_closed(RequestState.WITHDRAWN), "req_1", sequence=2)
        await told.settled(8)
        await told.say(in_line, "req_1")
        await told.silenced(2, **CONFLICTS)
        assert len(await told.rows(**CONFLICTS)) == 4


RECOGNITIONS: dict[str, Any] = {"template": {"$regex": "recogni"}}


@pytest.mark.feature("ours.recognise")
async def test_who_has_to_agree_is_asked_once_and_both_hear_of_the_pair_with_its_history(told: Told) -> None:
    async with told.running(replicas=2):
        await told.joins(ADA, BOB)
        proposed = recognition_changed(RecognitionState.PROPOSED, ADA, BOB)
        await told.say(proposed, "rec_1", times=3, sequence=1, actorid="platform:hr")
        await told.settled(4, **RECOGNITIONS)
        await told.say(recognition_changed(RecognitionState.PROPOSED, BOB), "rec_1", sequence=2, actorid=ADA)
        await told.say(recognition_changed(RecognitionState.RECOGNISED), "rec_1", sequence=3, actorid=BOB)
        await told.say(pair_formed(since=datetime(2026, 3, 1, 9, tzinfo=UTC)), "pair_1", sequence=1)
        rows = await told.settled(8, **RECOGNITIONS)
        (ask, ada) = sorted((await told.inbox(ADA)), key=lambda item: item.title)
    assert {(row["person_id"], row["template"]) for row in rows} == {
        (person_id, template)
        for person_id in (ADA, BOB)
        for template in ("recognition-proposed-member", "pair-recognised-member")
    }
    assert ask.title == "Do you and Bob Example already learn together?"
    assert "since 1 March 2026" in ada.text


async def test_whose_word_is_missing_is_reminded_once_each_time_and_both_hear_that_it_is_over(told: Told) -> None:
    async with told.running(replicas=2):
        await told.joins(ADA, BOB)
        for number, sequence in ((1, 2), (2, 3)):
            await told.step(timedelta(days=4) if number > 1 else timedelta(0))
            await told.by_day()
            await told.say(recognition_reminded(ADA, number=number), "rec_1", times=3, sequence=sequence)
            await told.settled(2 * number, **RECOGNITIONS)
        await told.say(recognition_changed(RecognitionState.EXPIRED), "rec_1", times=3, sequence=4)
        rows = await told.settled(8, **RECOGNITIONS)
    assert Counter((row["person_id"], row["template"]) for row in rows if row["channel"] == "inbox") == {
        (ADA, "recognition-reminded-member"): 2,
        (ADA, "recognition-expired-member"): 1,
        (BOB, "recognition-expired-member"): 1,
    }


async def test_a_recognition_that_was_declined_is_not_asked_for_any_more(told: Told) -> None:
    async with told.running():
        await told.joins(ADA, BOB)
        await told.say(recognition_changed(RecognitionState.DECLINED), "rec_1", sequence=2, actorid=ADA)
        await told.settled(2, **RECOGNITIONS)
        await told.say(recognition_changed(RecognitionState.PROPOSED, ADA), "rec_1", sequence=1, actorid=BOB)
        (late,) = await told.silenced(1, **RECOGNITIONS)
        rows = await told.rows(**RECOGNITIONS)
    assert {(row["person_id"], row["template"]) for row in rows} == {(BOB, "recognition-declined-member")}
    assert (late["person_id"], late["template"]) == (ADA, "recognition-proposed-member")
