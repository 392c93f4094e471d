"""An organiser's own words: to each of a segment once, on any replicas, and to nobody after they are withdrawn."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from libs.common.asks import NotFound
from libs.common.contracts.announcements import (
    Announce,
    Announcements,
    AnnouncementState,
    Announcing,
    ListAnnouncements,
    PreviewAnnouncement,
    WithdrawAnnouncement,
)
from libs.common.contracts.notices import SnoozeNotice
from libs.common.contracts.preferences import Chosen, SetPreferences
from libs.common.contracts.programme_facts import ProgrammeEntered, ProgrammeInvited, ProgrammeLeft
from libs.common.errors import Refused
from libs.common.mongo import Row
from services.notifications.use_cases.audiences import PAGE
from tests.support.asked_pages import read_while_adding
from tests.support.notifications import ADA, BOB, pair_formed, request_opened
from tests.support.running import eventually
from tests.support.told import SERVICE, Told

CHIEF = "chief"
ENGLISH = {"title": "We begin on Monday", "text": "There is coffee at ten.\n\nBring one question."}
GERMAN = {"title": "Am Montag geht es los", "text": "Um zehn gibt es Kaffee.\n\nBring eine Frage mit."}
DAY = timedelta(days=1)


def announcing(**fields: Any) -> Announcing:
    return Announcing.model_validate({"en": ENGLISH, "de": GERMAN} | fields)


async def notices(told: Told, **query: Any) -> list[Row]:
    found = told.bench.database(SERVICE)["notices"].find({"row": "announcement"} | query)
    return [row async for row in found]


async def sent(told: Told, announcement_id: str) -> int:
    """To how many it was said, once it was said to all."""

    async def is_sent() -> bool:
        row = await told.bench.database(SERVICE)["announcements"].find_one({"announcement_id": announcement_id})
        return row is not None and row["state"] == AnnouncementState.SENT

    await eventually(is_sent, what="all told")
    listed = await told.ask(ListAnnouncements(), CHIEF)
    return next(one.people for one in listed.data if one.announcement_id == announcement_id)


async def test_they_are_listed_page_by_page_while_others_are_made(told: Told) -> None:
    async with told.running():
        await told.joins(*(f"person-{number}" for number in range(5)))

        async def announce(number: int) -> None:
            await told.ask(Announce(announcement_id=f"a{number}", announcing=announcing()), CHIEF)

        for number in range(5):
            await announce(number)

        async def ask(question: ListAnnouncements) -> Announcements:
            return await told.ask(question, CHIEF)

        async def more(number: int) -> None:
            await announce(100 + number)

        newest = (await ask(ListAnnouncements(limit=2))).data
        assert [one.announcement_id for one in newest] == ["a4", "a3"]
        await read_while_adding(ask, ListAnnouncements(), "data", "announcement_id", more)


@pytest.mark.feature("communication.campaigns")
async def test_everybody_hears_it_once_page_after_page_on_two_replicas(told: Told) -> None:
    people = [f"person-{number:03}" for number in range(PAGE + 7)]
    async with told.running(replicas=2):
        await asyncio.gather(*(told.joins(one) for one in people))
        ask = Announce(announcement_id="ann_1", announcing=announcing())
        answers = await asyncio.gather(*(told.ask(ask, CHIEF) for _ in range(4)))
        assert await sent(told, "ann_1") == len(people)
        found = await notices(told)
    assert {answer.announcing for answer in answers} == {announcing()}
    assert Counter(row["person_id"] for row in found) == Counter(people)


async def test_a_reader_finds_it_in_their_language_as_plain_words(told: Told) -> None:
    async with told.running():
        await told.joins(ADA, BOB)
        for reader in (ADA, BOB):
            await told.ask(SetPreferences(chosen=Chosen(no_quiet=True)), reader)
        preview = await told.ask(PreviewAnnouncement(announcing=announcing(path="/people")), CHIEF)
        assert not await notices(told)
        await told.ask(Announce(announcement_id="ann_1", announcing=announcing(path="/people")), CHIEF)
        await told.settled(4, channel={"$in": ["inbox", "mail"]})
        (ada,), (bob,) = await told.inbox(ADA), await told.inbox(BOB)
    assert preview.people == 2
    assert (ada.title, bob.title) == (ENGLISH["title"], GERMAN["title"])
    assert bob.text == GERMAN["text"]
    for locale, item in {"en": ada, "de": bob}.items():
        shown = preview.words[locale]
        assert (shown.title, shown.text, shown.why) == (item.title, item.text, item.why)
    (mail,) = told.server.mails_to("bob@example.org")
    assert mail["Subject"] == GERMAN["title"]
    assert "/people" in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]


@pytest.mark.feature("communication.campaigns")
async def test_a_segment_is_who_fits_it_now_and_none_of_fewer_than_five(told: Told) -> None:
    team = [f"team-{number}" for number in range(5)]
    async with told.running():
        await told.joins(*team, department="Sales")
        await told.joins(ADA, BOB, department="Legal")
        await told.say(pair_formed(), "pair_1", sequence=1)
        await told.say(request_opened(), "req_1", sequence=1)
        await told.settled(3, channel="inbox", person_id={"$in": [ADA, BOB]})

        async def count(**segment: Any) -> int:
            question = PreviewAnnouncement(announcing=announcing(segment=segment))
            return (await told.ask(question, CHIEF)).people

        assert await count(departments=["Sales"]) == 5
        assert await count(groups=["unpaired"]) == 5
        assert await count(groups=["never-asked"]) == 6, "all but Bob, who asked"
        for segment in ({"departments": ["Legal"]}, {"groups": ["paired"]}, {"sites": ["Nowhere"]}):
            with pytest.raises(Refused, match="segment-too-small"):
                await count(**segment)
            with pytest.raises(Refused, match="segment-too-small"):
                await told.ask(Announce(announcement_id="ann_1", announcing=announcing(segment=segment)), CHIEF)
        await told.ask(
            Announce(announcement_id="ann_2", announcing=announcing(segment={"groups": ["unpaired"]})), CHIEF
        )
        assert await sent(told, "ann_2") == 5
        found = await notices(told)
    assert sorted(row["person_id"] for row in found) == team


async def test_what_was_withdrawn_reaches_nobody_more(told: Told) -> None:
    tomorrow = datetime.now(UTC) + DAY
    async with told.running():
        await told.joins(ADA, BOB)
        await told.ask(SetPreferences(chosen=Chosen(no_quiet=True)), BOB)
        later = Announce(announcement_id="ann_later", announcing=announcing(not_before=tomorrow))
        await told.ask(later, CHIEF)
        await told.ask(Announce(announcement_id="ann_now", announcing=announcing()), CHIEF)
        await told.settled(2, channel={"$in": ["inbox", "mail"]}, person_id=BOB)
        (item,) = await told.inbox(BOB)
        await told.ask(SnoozeNotice(notice_id=item.notice_id, until=tomorrow), BOB)
        for _ in range(2):
            for announcement_id in ("ann_later", "ann_now"):
                answer = await told.ask(WithdrawAnnouncement(announcement_id=announcement_id), CHIEF)
                assert answer.state is AnnouncementState.WITHDRAWN
        with pytest.raises(NotFound):
            await told.ask(WithdrawAnnouncement(announcement_id="ann_x"), CHIEF)
        await told.step(2 * DAY)

        async def is_dropped() -> list[Row]:
            return await notices(told, person_id=BOB, state="dropped")

        (row,) = await eventually(is_dropped, what="the one that was put off dropped")
        found = await notices(told)
    assert (row["subject_id"], row["code"]) == ("ann_now", "already-done")
    assert {one["subject_id"] for one in found} == {"ann_now"}, "the later one was said to nobody"


async def test_what_is_said_to_a_programme_reaches_who_is_in_it_and_is_seen_there_alone(told: Told) -> None:
    members, others = [f"in-{number}" for number in range(5)], ["out-1", "out-2"]
    async with told.running():
        await asyncio.gather(*(told.joins(one) for one in (*members, *others)))
        for fact, whose in ((ProgrammeEntered, members), (ProgrammeInvited, others[:1]), (ProgrammeLeft, others[1:])):
            for one in whose:
                await told.say(fact(programme_id="prog", person_id=one), f"prog/{one}", sequence=1)
        enrolments = told.bench.database(SERVICE)["enrolments"]

        async def known() -> bool:
            return await enrolments.count_documents({}) == 7

        await eventually(known, what="who is in it")
        theirs = announcing(segment={"programme_id": "prog"})
        with pytest.raises(Refused, match="segment-too-small"):
            await told.ask(PreviewAnnouncement(announcing=announcing(segment={"programme_id": "none"})), CHIEF)
        await told.ask(Announce(announcement_id="ours", announcing=theirs), CHIEF)
        await told.ask(Announce(announcement_id="all", announcing=announcing()), CHIEF)
        assert await sent(told, "ours") == 5
        listed = (await told.ask(ListAnnouncements(within="prog"), CHIEF)).data
        assert [one.announcement_id for one in listed] == ["ours"]
        for announcement_id in ("all", "unknown"):
            with pytest.raises(NotFound):
                await told.ask(WithdrawAnnouncement(announcement_id=announcement_id, within="prog"), CHIEF)
        found = await notices(told, subject_id="ours")
    assert sorted(row["person_id"] for row in found) == members
