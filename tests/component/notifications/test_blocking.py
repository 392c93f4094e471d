"""Nothing introduces two to each other of whom one blocks the other, and nobody can tell it from hiding."""

import asyncio
from collections import Counter
from typing import Any

import pytest

from libs.common.contracts.blocks import BlocksChanged
from libs.common.contracts.invitations import InvitationState, InviteColleague, ReadInvitations
from libs.common.contracts.notifications import NotificationSent
from libs.common.contracts.requests import RequestState
from tests.component.notifications.test_inviting import CLEO, GREETINGS, MAILS, greeted, invite, listed
from tests.support.notifications import (
    ADA,
    BOB,
    mentors_suggested,
    pair_formed,
    person_joined,
    place_freed,
    request_followed_up,
    request_opened,
)
from tests.support.processes import Processes
from tests.support.running import eventually
from tests.support.told import SERVICE, Told

pytestmark = pytest.mark.feature("platform.safeguarding")
SIDES = [("cleo", ADA), (ADA, "cleo")]


async def invited(told: Told) -> None:
    await told.joins(ADA)
    await invite(told)
    await told.settled(1, **MAILS)


async def comes(told: Told, **fields: Any) -> None:
    await told.joins("cleo", email=CLEO, **fields)
    await greeted(told)


@pytest.mark.parametrize(("by", "other"), SIDES)
@pytest.mark.parametrize("hides_first", [True, False])
async def test_who_came_and_their_inviter_hear_nothing_of_each_other_whichever_of_them_blocks(
    told: Told, by: str, other: str, hides_first: bool
) -> None:
    async with told.running(replicas=2):
        await invited(told)
        if hides_first:
            await comes(told, visible=False)
        await told.blocks(by, other, times=3)
        await comes(told)
        await comes(told, title="Engineer")
        assert [(one.state, one.person_id) for one in await listed(told)] == [(InvitationState.OPEN, None)]
        assert not await told.rows(**GREETINGS)


@pytest.mark.parametrize(("by", "other"), SIDES)
async def test_a_block_that_is_taken_back_is_as_if_they_had_come_only_then_and_both_hear_of_it_once(
    told: Told, by: str, other: str
) -> None:
    async with told.running(replicas=2):
        await invited(told)
        await told.blocks(by, other)
        await comes(told)
        await told.blocks(by, "nobody-known", times=3)
        rows = await told.settled(3, **GREETINGS)
        await told.blocks(by, other, "nobody-known")
        await told.blocks(by)
        await greeted(told)
        assert await told.rows(**GREETINGS) == rows
        assert [one.state for one in await listed(told)] == [InvitationState.HERE]


async def test_a_block_that_is_heard_after_it_was_taken_back_keeps_nobody_apart(told: Told) -> None:
    async with told.running():
        await invited(told)
        await told.say(BlocksChanged(person_id="cleo"), "cleo", sequence=2)
        late = await told.say(BlocksChanged(person_id="cleo", blocked_ids=(ADA,)), "cleo", sequence=1)
        marks = told.bench.database(SERVICE)["inbox"]
        await eventually(lambda: marks.find_one({"_id": late.key}), what="the older list handled")
        await comes(told)
        await told.settled(3, **GREETINGS)


async def test_who_came_before_the_block_was_told_of_and_the_mail_that_waits_is_not_sent(told: Told) -> None:
    async with told.running():
        await invited(told)
        told.server.stop()
        await comes(told)
        await told.settled(2, channel="inbox")
        await told.blocks("cleo", ADA)
        await told.mail_is_back()
        (mail,) = await told.settled(1, within_s=40, channel="mail", template="colleague-here-inviter")
        assert len(await told.inbox(ADA)) == 1, "what has arrived stays, as it does when somebody hides"
    assert (mail["state"], mail["code"]) == ("dropped", "out-of-sight")
    assert not told.server.mails_to("ada@example.org")


async def test_an_inviter_sees_of_one_who_blocks_them_what_they_see_of_one_who_hides(told: Told) -> None:
    """Lists, inboxes, rows and what is published are the same."""
    heard = await told.bench.listen(NotificationSent)
    seen: dict[str, list[Any]] = {}
    async with told.running():
        for who in ("hidden", "blocker"):
            await told.joins(f"by-{who}", email="inviter@example.org")
            await told.ask(InviteColleague(address=f"{who}@example.org"), f"by-{who}")
            await told.settled(len(seen) + 1, **MAILS)
            await heard.expect(NotificationSent, len(seen) + 1)
            if who == "blocker":
                await told.blocks(who, "by-blocker")
            await told.joins(who, visible=who != "hidden")
            await greeted(told)
            (one,) = (await told.ask(ReadInvitations(), f"by-{who}")).data
            told_of = [event.data for event in heard.events if f"by-{who}" in event.data.concerns()]
            seen[who] = [one.state, one.person_id, await told.inbox(f"by-{who}"), len(told_of)]
            seen[who] += [(row["template"], row["state"]) for row in await told.rows(person_id=f"by-{who}")]
    assert seen["hidden"] == seen["blocker"]


async def test_nobody_is_told_of_a_request_of_somebody_whom_they_block_and_who_is_blocked_hears_all(told: Told) -> None:
    """Matching ends it as an ordinary no: of that who asked is told in any case."""
    async with told.running():
        await told.joins(ADA, BOB, "eve", "zoe")
        await told.blocks(ADA, BOB)
        await told.blocks("eve", BOB)
        await told.blocks(BOB, "zoe")
        asked = [("req_ada", ADA), ("req_eve", "eve"), ("req_zoe", "zoe")]
        for request_id, mentor_id in asked:
            opened = request_opened(request_id=request_id, mentor_id=mentor_id)
            await told.say(opened, request_id, times=2, sequence=1)
        no = request_followed_up(RequestState.DECLINED, "eve", "zoe", request_id="req_ada")
        await told.say(no, "req_ada", times=2)
        silent = await told.silenced(2)
        rows = await told.settled(4)
        (kind,) = await told.inbox(BOB)
    assert Counter((row["person_id"], row["template"]) for row in rows) == {
        ("zoe", "request-opened-mentor"): 2,
        (BOB, "request-declined-mentee"): 2,
    }
    assert {(row["person_id"], row["template"], row["code"]) for row in silent} == {
        (mentor_id, "request-opened-mentor", "out-of-sight") for mentor_id in (ADA, "eve")
    }
    assert "Eve" not in kind.text
    assert "Zoe" not in kind.text


async def test_a_mail_that_waits_names_only_those_who_may_still_be_met_and_a_pair_goes_on(told: Told) -> None:
    told.server.stop()
    async with told.running():
        await told.joins(ADA, BOB, "eve")
        await told.say(mentors_suggested(ADA, "eve"), "req_1")
        await told.say(place_freed(), "req_1")
        await told.say(pair_formed("pair_1", "eve"), "pair_1", sequence=1)
        await told.by_day()
        await told.settled(4, channel="inbox")
        await told.blocks(ADA, BOB)
        await told.blocks(BOB, "zoe")
        await told.mail_is_back()
        rows = await told.settled(4, within_s=40, channel="mail")
    ended = {(row["person_id"], row["template"]): (row["state"], row["code"]) for row in rows}
    assert ended == {
        (BOB, "mentors-suggested-mentee"): ("sent", None),
        (BOB, "place-freed-mentee"): ("dropped", "out-of-sight"),
        (BOB, "pair-formed-mentee"): ("sent", None),
        ("eve", "pair-formed-mentor"): ("sent", None),
    }
    (suggested,) = [mail for mail in told.server.mails_to("bob@example.org") if "Eve" not in str(mail["Subject"])]
    text = str(suggested.get_body(("plain",)))
    assert "Eve Example" in text
    assert "Ada" not in text


COUNT = 24
KILLED_WITH_KEPT = (4, 14)


@pytest.mark.timeout(180)
async def test_killed_in_the_middle_every_block_is_kept_and_no_arrival_is_told_of_beside_one(
    told: Told, processes: Processes
) -> None:
    numbers = range(COUNT)
    child = processes.start()
    await told.joins(*(f"by{n}" for n in numbers))
    asked = (told.ask(InviteColleague(address=f"new{n}@example.org"), f"by{n}") for n in numbers)
    await asyncio.gather(*asked)
    await told.settled(COUNT, **MAILS)
    for n in numbers:
        by, other = (f"new{n}", f"by{n}") if n % 2 else (f"by{n}", f"new{n}")
        await told.say(BlocksChanged(person_id=by, blocked_ids=(other,)), by, times=2, sequence=1)
    kept = told.bench.database(SERVICE)["blocks"]
    for blocks in (*KILLED_WITH_KEPT, COUNT):

        async def so_many(blocks: int = blocks) -> bool:
            return await kept.count_documents({}) >= blocks

        await eventually(so_many, within_s=60, what=f"{blocks} blocks kept")
        if blocks < COUNT:
            child.kill()
            child = processes.start()
    for n in numbers:
        await told.say(person_joined(f"new{n}"), f"new{n}", times=2, sequence=1)
    await told.say(BlocksChanged(person_id="new1"), "new1", sequence=2)
    child.kill()
    processes.start()
    await told.settled(3, within_s=60, **GREETINGS)
    await eventually(lambda: all_known(told, 2 * COUNT), within_s=60, what="everybody known")
    await greeted(told)
    assert {row["person_id"] for row in await told.settled(3, **GREETINGS)} == {"by1", "new1"}


async def all_known(told: Told, count: int) -> bool:
    return await told.bench.database(SERVICE)["people"].count_documents({}) == count
