"""Mails are never lost: with the server away, with replicas that share, with processes that are killed."""

import asyncio
import os
import signal
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from deploy.local.child import Child
from libs.common.committer import Committer
from libs.common.contracts.notifications import Channel, NotificationSent
from libs.common.errors import Conflict
from libs.common.outbox import Relay
from services.notifications.domain.deliveries import sent
from services.notifications.store import Store
from tests.support.notifications import ADA, BOB, pair_formed, request_opened
from tests.support.processes import CONNECTIONS, Processes
from tests.support.running import PATIENCE_S, eventually, tombstones_of
from tests.support.told import SERVICE, Told


async def arrive(told: Told, count: int, sender: Child) -> None:
    """Until so many mails have come."""

    async def enough() -> bool:
        assert sender.is_running, sender.last_words()
        return len(told.server.received) >= count

    await eventually(enough, within_s=60, what=f"{count} mails")


async def test_with_the_mail_server_away_everything_waits_and_nothing_is_lost(told: Told) -> None:
    requests = 20
    told.server.stop()
    async with told.running(replicas=2):
        await told.joins(ADA, BOB)
        for number in range(requests):
            await told.say(request_opened(request_id=f"req_{number}"), f"req_{number}", sequence=1)
        await told.settled(requests, channel="inbox")
        await asyncio.sleep(2)
        states = {row["state"] for row in await told.rows(channel="mail")}
        assert states <= {"waiting", "sending"}, "no mail is blamed for a server that is away"
        assert len(await told.inbox(ADA)) == requests, "the inbox does not wait for mail"
        told.server.start()
        rows = await told.settled(requests, channel="mail", within_s=40)
    assert {(row["state"], row["attempts"]) for row in rows} == {("sent", 0)}
    assert told.server.message_ids() == {row["message_id"]: 1 for row in rows}
    assert told.server.commands["connections"] <= 2 * CONNECTIONS + 2, "it came back without a storm"


async def test_replicas_share_the_mails_and_none_is_sent_twice(told: Told) -> None:
    told.server.pause_s = 0.05
    async with told.running(replicas=3):
        await told.joins(ADA, BOB)
        for number in range(60):
            await told.say(pair_formed(f"pair_{number}"), f"pair_{number}", sequence=1)
        rows = await told.settled(120, channel="mail", within_s=90)
        await told.heard.expect(NotificationSent, 240)
    assert {row["state"] for row in rows} == {"sent"}
    assert told.server.message_ids() == {row["message_id"]: 1 for row in rows}


async def test_a_server_that_is_slower_than_the_lease_gets_each_mail_once(told: Told) -> None:
    """The lease is renewed while a mail is on its way: another replica does not take it for lost."""
    told.server.pause_s = 12
    async with told.running(replicas=2, delivery_lease=timedelta(seconds=9), smtp_timeout=timedelta(minutes=1)):
        await told.joins(ADA, BOB)
        await told.say(pair_formed(), "pair_1", sequence=1)
        rows = await told.settled(2, channel="mail")
    assert told.server.message_ids() == {row["message_id"]: 1 for row in rows}


async def test_a_process_that_stood_still_for_longer_than_its_lease_begins_no_mail_of_those_it_held(
    told: Told, processes: Processes
) -> None:
    mails = 40
    told.server.stop()
    async with told.running():
        await told.joins(ADA, BOB)
        for number in range(mails):
            await told.say(request_opened(request_id=f"req_{number}"), f"req_{number}", sequence=1)
        await told.settled(mails, channel="inbox")
    told.server.pause_s = 5  # it is frozen long before it could have sent them all
    told.server.start()
    frozen = processes.start()
    await arrive(told, 1, frozen)
    assert frozen.pid
    os.kill(frozen.pid, signal.SIGSTOP)
    told.server.pause_s = 0
    async with told.running():
        await told.settled(mails, channel="mail")
        os.kill(frozen.pid, signal.SIGCONT)
        await eventually(lambda: taken_over(frozen), what="it awake")
        await asyncio.sleep(1)
    counts = told.server.message_ids()
    assert len(counts) == mails
    assert sum(counts.values()) - mails <= CONNECTIONS, "those that were on their way, and no other"


async def taken_over(child: Child) -> bool:
    """Whether it has seen that somebody else did its work."""
    return "delivery_taken_over" in child.log.read_text()


async def test_who_lost_its_lease_can_record_nothing_any_more(told: Told) -> None:
    told.server.stop()
    async with told.running():
        await told.joins(ADA, BOB)
        await told.say(request_opened(), "req_1", sequence=1)
        await told.settled(1, channel="inbox")
        house = told.houses[0]
    store, now = (
        Store(told.bench.database(SERVICE), tombstones_of(told.bench.database(SERVICE))),
        datetime.now(UTC) + timedelta(minutes=1),
    )
    first = await store.deliveries.claim(Channel.MAIL, now, now, timedelta(0), 10)
    assert len(first.deliveries) == 1
    second = await store.deliveries.claim(Channel.MAIL, now, now + timedelta(seconds=1), timedelta(minutes=1), 10)
    assert len(second.deliveries) == 1, "its lease had run out"
    third = await store.deliveries.claim(Channel.MAIL, now, now + timedelta(seconds=2), timedelta(minutes=1), 10)
    assert third.found == 0, "it is held"
    relay = Relay(told.bench.database(SERVICE), house.publisher)
    committer = Committer(told.bench.client, told.bench.database(SERVICE), relay)
    for claim, is_held in ((first, False), (second, True)):
        unit = house.units.start(told.bench.org)
        unit.write(store.deliveries.save(sent(claim.deliveries[0], now)))
        if is_held:
            await committer.commit(unit)
        else:
            with pytest.raises(Conflict):
                await committer.commit(unit)


async def test_stopping_lets_mails_on_their_way_arrive_and_leaves_the_rest_to_the_next_one(
    told: Told, processes: Processes
) -> None:
    told.server.pause_s = 2.5
    async with told.running():
        await told.joins(ADA, BOB)
    first = processes.start()
    for number in range(20):
        await told.say(request_opened(request_id=f"req_{number}"), f"req_{number}", sequence=1)
    await arrive(told, 5, first)
    first.stop(PATIENCE_S)
    told.server.pause_s = 0
    states = Counter(row["state"] for row in await told.rows(channel="mail"))
    assert states["sent"] == len(told.server.received) < 20, "what arrived is recorded, what was not begun is free"
    assert states["sending"] == 0
    async with told.running():
        rows = await told.settled(20, channel="mail")
        await told.heard.expect(NotificationSent, 40)
    assert told.server.message_ids() == {row["message_id"]: 1 for row in rows}
    log = first.log.read_text()
    assert "service_stopped" in log
    assert '"level": "error"' not in log, log[-2000:]


@pytest.mark.timeout(180)
async def test_killed_again_and_again_while_100_mails_go_out_none_is_lost(
    told: Told, processes: Processes, capsys: pytest.CaptureFixture[str]
) -> None:
    pairs, kills = 50, 4
    told.server.pause_s = 0.08
    async with told.running():
        await told.joins(ADA, BOB)
    sender = processes.start()
    for number in range(pairs):
        await told.say(pair_formed(f"pair_{number}"), f"pair_{number}", sequence=1)
    for kill in range(kills):
        await arrive(told, 18 * (kill + 1), sender)
        sender.kill()
        sender = processes.start()
    rows = await told.settled(pairs * 2, channel="mail", within_s=90)
    await told.heard.expect(NotificationSent, pairs * 4)
    counts = told.server.message_ids()
    raw, doubled = sum(counts.values()), sum(counts.values()) - len(counts)
    with capsys.disabled():
        print(f"\n{kills} kills: {pairs * 2} mails, {raw} came over the line, {doubled} of them twice")  # noqa: T201
    assert {row["state"] for row in rows} == {"sent"}
    assert set(counts) == {row["message_id"] for row in rows}, "none is lost, none has another Message-ID"
    assert doubled <= kills * CONNECTIONS, "at most one per kill and mail on its way"
    keys = Counter((row["person_id"], row["cause_id"], row["channel"]) for row in await told.rows())
    assert len(keys) == pairs * 4
    assert set(keys.values()) == {1}
