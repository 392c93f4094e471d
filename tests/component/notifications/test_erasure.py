"""Somebody is erased: no name, no address, nothing that was said to them; who had to do with them reads on."""

from datetime import UTC, datetime, timedelta

from libs.common.contracts import Service
from libs.common.contracts.erasure import ErasureAsked, ErasureDone, ErasureTakenBack
from libs.common.contracts.invitations import InviteColleague
from libs.common.contracts.preferences import ReadPreferences
from libs.common.erasing import KEY
from services.notifications.domain.farewells import SENT_WITHIN
from services.notifications.store import BY_MARKS, INDEXES, OF_A_PERSON, OF_NOBODY, OF_OTHERS_TOO
from tests.support.erased import erase, erased, places_of
from tests.support.notifications import ADA, BOB, pair_formed, person_joined, request_opened
from tests.support.running import eventually
from tests.support.told import SERVICE, Told

NAME = "Kardamom"
SHARED = {"pairs", "requests", "inbox", "marks", "notices", "deliveries"}
"""Where an id may stand that nobody has a name for any more: in what the partner was told."""


def test_every_collection_is_said_to_go_with_a_person_or_to_stay() -> None:
    assert set(OF_A_PERSON) | BY_MARKS | OF_OTHERS_TOO | OF_NOBODY == set(INDEXES)


def test_what_goes_with_a_person_is_found_by_an_index() -> None:
    for name, fields in OF_A_PERSON.items():
        for field in set(fields) - {KEY}:
            assert any(list(index.document["key"])[:2] == ["org", field] for index in INDEXES[name]), (name, field)


async def test_all_that_was_said_to_somebody_goes_and_the_other_one_reads_on(told: Told) -> None:
    told.heard = await told.bench.listen(ErasureDone)
    async with told.running(replicas=2):
        await told.joins(ADA, name=f"Ada {NAME}", email=f"ada@{NAME}.example")
        await told.joins(BOB, "eve")
        await told.ask(InviteColleague(address=f"cleo@{NAME}.example", note="Komm doch"), ADA)
        await told.say(request_opened(), "req_1", sequence=2)
        await told.say(pair_formed(), "pair_1", sequence=1)
        # All that was begun before has ended: business time is stepped over the pause in which the house waits for it.
        await told.settled(7)
        event = await erase(told.bench, ADA, times=3)
        counts = await erased(told.bench, SERVICE, told.heard, event, told.step)
        assert counts["people"] == counts["invitations"] == counts["inviters"] == 1
        assert counts["notices"] >= 2
        database = told.bench.database(Service.NOTIFICATIONS)
        assert await places_of(database, NAME) == await places_of(database, "cleo") == []
        assert set(await places_of(database, f'"{ADA}"')) <= SHARED
        assert await told.rows(person_id=ADA) == await told.notices(person_id=ADA) == []
        assert {item.title for item in await told.inbox(BOB)}
        assert NAME not in str(await told.inbox(BOB))
        (*_, last) = told.server.mails_to(f"ada@{NAME}.example")
        farewells = [mail for mail in told.server.mails_to(f"ada@{NAME}.example") if mail["Subject"] == last["Subject"]]
        assert [mail["Subject"] for mail in farewells] == ["Everything about you is being erased now"]
        assert "This is the last mail from us" in str(last.get_body(("plain",)))


async def test_nobody_is_kept_for_longer_than_half_an_hour_because_of_a_mail_server(told: Told) -> None:
    told.heard = await told.bench.listen(ErasureDone)
    async with told.running():
        await told.joins(ADA, name=f"Ada {NAME}", email=f"ada@{NAME}.example")
        told.server.stop()
        event = await erase(told.bench, ADA)
        farewells = told.bench.database(SERVICE)["farewells"]

        async def is_written() -> bool:
            return await farewells.count_documents({}) == 1

        await eventually(is_written, what="the last mail")
        assert await places_of(told.bench.database(SERVICE), NAME) == []
        await told.step(SENT_WITHIN - timedelta(minutes=1))
        await erased(told.bench, SERVICE, told.heard, event, told.step)
        (done,) = told.heard.of(ErasureDone)
        assert done.time >= event.time + SENT_WITHIN - timedelta(seconds=1)
        assert await farewells.count_documents({}) == 0
        assert await told.rows(channel="mail") == []


async def test_who_is_to_be_forgotten_is_told_whatever_they_switched_off(told: Told) -> None:
    async with told.running():
        await told.joins(ADA)
        await told.say(ErasureAsked(person_id=ADA, due_at=datetime(2026, 5, 8, tzinfo=UTC)), ADA)
        await told.say(ErasureTakenBack(person_id=ADA), ADA)
        await told.settled(2, person_id=ADA, channel="mail")
        titles = {str(mail["Subject"]) for mail in told.server.mails_to("ada@example.org")}
    assert titles == {"You are to be forgotten here on 8 May 2026", "You stay: nothing is erased"}


async def test_what_comes_late_is_not_taken_in_and_nothing_is_written_down_for_them(told: Told) -> None:
    told.heard = await told.bench.listen(ErasureDone)
    async with told.running():
        await told.joins(BOB)
        event = await erase(told.bench, ADA)
        await erased(told.bench, SERVICE, told.heard, event, told.step)
        await told.say(person_joined(ADA, name=NAME), ADA, sequence=1, time=datetime.now(UTC))
        await told.say(pair_formed(), "pair_1", sequence=1)
        await told.settled(1, person_id=BOB, channel="inbox")

        async def is_over() -> bool:
            return not await told.bench.database(SERVICE)["timers"].count_documents({"kind": "joined"})

        await eventually(is_over, what="the end of what follows from joining")
        await told.step(timedelta(minutes=1))
        assert await places_of(told.bench.database(SERVICE), NAME) == []
        assert await told.notices(person_id=ADA) == []
        assert (await told.ask(ReadPreferences(), BOB)) is not None
