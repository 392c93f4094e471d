"""An address that takes no mail is switched off; its person hears of it elsewhere, and a new address is tried."""

import pytest

from libs.common.contracts.notifications import NotificationFailed
from tests.support.notifications import ADA, BOB, pair_formed, request_opened
from tests.support.running import eventually
from tests.support.told import SERVICE, Told

GONE = "550 5.1.1 no such person"


async def refused(told: Told) -> None:
    async def known() -> bool:
        row = await told.bench.database(SERVICE)["people"].find_one({"person_id": ADA})
        return row is not None and row["refused_mark"] == row["mark"]

    await eventually(known, what="the address switched off")


async def test_nobody_is_there_so_no_mail_goes_there_until_the_address_is_another(told: Told) -> None:
    told.server.on_recipient["ada@example.org"].append(GONE)
    async with told.running():
        await told.joins(ADA, BOB)
        await told.say(request_opened(), "req_1", sequence=1)
        await refused(told)
        (failed,) = await told.heard.expect(NotificationFailed, 1)
        assert isinstance(failed.data, NotificationFailed)
        assert failed.data.code == "smtp-550"
        await told.say(pair_formed("pair_2"), "pair_2", sequence=1)
        rows = await told.settled(3, channel="mail")
        assert {(row["person_id"], row["state"], row["code"]) for row in rows} == {
            (ADA, "failed", "smtp-550"),
            (ADA, "dropped", "address-off"),
            (BOB, "sent", None),
        }
        titles = [item.title for item in await told.inbox(ADA)]
        assert titles.count("Your mail address takes no mail from us") == 1
        await told.joins(ADA)
        await told.say(pair_formed("pair_3"), "pair_3", sequence=1)
        await told.settled(5, channel="mail")
        assert told.server.mails_to("ada@example.org") == [], "the same address is not tried again"
        await told.joins(ADA, email="ada.new@example.org")
        await told.say(pair_formed("pair_4"), "pair_4", sequence=1)
        await told.settled(7, channel="mail")
    assert len(told.server.mails_to("ada.new@example.org")) == 1


async def test_one_address_is_told_of_once_however_many_mails_it_refuses(told: Told) -> None:
    told.server.on_recipient["ada@example.org"].extend([GONE] * 20)
    told.server.stop()
    async with told.running(replicas=2):
        await told.joins(ADA, BOB)
        for number in range(8):
            await told.say(request_opened(request_id=f"req_{number}"), f"req_{number}", sequence=1)
        await told.settled(8, channel="inbox")
        told.server.start()
        rows = await told.settled(8, channel="mail", within_s=40)
        await refused(told)
        titles = [item.title for item in await told.inbox(ADA)]
    assert titles.count("Your mail address takes no mail from us") == 1
    assert {row["state"] for row in rows} <= {"failed", "dropped"}


@pytest.mark.parametrize("answer", ["552 5.2.2 full", "550 5.7.1 not from you", "554 5.7.1 policy"])
async def test_a_full_mailbox_and_what_this_house_may_not_do_switch_nothing_off(told: Told, answer: str) -> None:
    told.server.on_recipient["ada@example.org"].append(answer)
    async with told.running():
        await told.joins(ADA, BOB)
        await told.say(request_opened(), "req_1", sequence=1)
        (row,) = await told.settled(1, channel="mail")
        assert row["state"] == "failed"
        await told.say(pair_formed("pair_2"), "pair_2", sequence=1)
        await told.settled(3, channel="mail")
    assert len(told.server.mails_to("ada@example.org")) == 1
