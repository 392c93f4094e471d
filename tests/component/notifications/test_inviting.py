"""A colleague who is not here yet is invited by mail: once, privately, and without a word of who hides."""

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from prometheus_client import generate_latest

from libs.common.asks import NotFound
from libs.common.contracts.invitations import (
    MAIL,
    Invitation,
    Invitations,
    InvitationState,
    InviteColleague,
    ReadInvitations,
    RefuseInvitations,
    TakeInvitationBack,
    Wish,
)
from libs.common.contracts.notifications import NotificationFailed, NotificationSent
from libs.common.contracts.people import PersonRecord
from libs.common.errors import Refused
from libs.common.links import Purpose, link_of
from libs.common.mongo import Row
from services.notifications.domain.invitations import KEPT, MOST_A_DAY, SENT_WITHIN
from services.notifications.use_cases.arrivals import ARRIVAL
from tests.component.notifications.test_mailing import arrive
from tests.support.asked_pages import asked_pages
from tests.support.notifications import ADA, BOB, person_joined
from tests.support.processes import Processes
from tests.support.running import PATIENCE_S, eventually
from tests.support.told import SERVICE, Told

CLEO = "cleo@example.org"
NOTE = "Deine Skizzen zur Kompostieranlage gehen mir nicht aus dem Kopf"
MAILS: dict[str, Any] = {"template": "invitation"}
GREETINGS: dict[str, Any] = {"template": {"$regex": "^(colleague-here|welcome)"}}
WRITTEN = ("invitations", "invited_addresses", "inviters", "deliveries", "timers")


async def invite(told: Told, address: str = CLEO, by: str = ADA, **fields: Any) -> Invitation:
    return await told.ask(InviteColleague(address=address, **fields), by)


async def listed(told: Told, by: str = ADA) -> tuple[Invitation, ...]:
    return (await told.ask(ReadInvitations(), by)).data


async def documents(told: Told) -> dict[str, list[Row]]:
    """Everything that notifications keeps."""
    database = told.bench.database(SERVICE)
    return {name: await database[name].find().to_list() for name in await database.list_collection_names()}


def path_of(row: Row) -> str:
    return str(row["about"]["path"])


async def test_one_mail_goes_out_however_often_and_on_whatever_replica_it_is_asked_for(told: Told) -> None:
    async with told.running(replicas=2):
        await told.joins(ADA, BOB)
        answers = await asyncio.gather(*(invite(told, first_name="Cleo", note=NOTE) for _ in range(8)))
        await asyncio.gather(*(invite(told, address, BOB) for address in ("Cleo@EXAMPLE.org", "cleo+x@example.org")))
        rows = await told.settled(2, **MAILS)
        (again,) = await listed(told)
    assert {answer.model_dump_json() for answer in answers} == {again.model_dump_json()}
    assert Counter((row["person_id"], row["state"]) for row in rows) == {(ADA, "sent"): 1, (BOB, "dropped"): 1}
    assert sum(told.server.message_ids().values()) == 1
    (mail,) = told.server.mails_to(CLEO)
    assert str(mail["To"]) == "Cleo <cleo@example.org>"
    assert str(mail["Subject"]) == "Ada Example would like to learn with you"
    assert mail["List-Unsubscribe"].startswith("<http://127.0.0.1:8000/invitations/")


async def test_they_are_listed_page_by_page_though_one_is_taken_back_meanwhile(told: Told) -> None:
    async with told.running():
        await told.joins(ADA)
        for number in range(5):
            await invite(told, f"guest{number}@example.org")

        async def ask(question: ReadInvitations) -> Invitations:
            return await told.ask(question, ADA)

        read: list[str] = []
        async for page in asked_pages(ask, ReadInvitations(), "data", 2):
            read += [one.address for one in page]
            await told.ask(TakeInvitationBack(invitation_id=page[-1].invitation_id), ADA)
    assert read == [f"guest{number}@example.org" for number in (4, 3, 2, 1, 0)]


async def test_a_german_colleague_writes_in_german_with_english_beneath(told: Told) -> None:
    async with told.running():
        await told.joins(ADA, BOB)
        await invite(told, by=BOB, note=NOTE, wish=Wish.LEARN)
        await told.settled(1, **MAILS)
    (mail,) = told.server.mails_to(CLEO)
    part = mail.get_body(("plain",))
    assert part
    german, english = str(part.get_content()).split("* * *")
    assert str(mail["Subject"]) == "Bob Example möchte von dir lernen"
    assert f"Bob Example schreibt: „{NOTE}“" in german
    assert f"Bob Example writes: “{NOTE}”" in english
    assert "nichts zu tun" in german
    assert "you need do nothing" in english


@pytest.mark.timeout(120)
async def test_killed_between_the_mail_and_its_record_it_is_the_same_mail(
    told: Told, processes: Processes, capsys: pytest.CaptureFixture[str]
) -> None:
    told.server.pause_s = PATIENCE_S
    sender = processes.start()
    await told.joins(ADA)
    await invite(told)
    await arrive(told, 1, sender)
    sender.kill()
    told.server.pause_s = 0
    processes.start()
    (row,) = await told.settled(1, **MAILS)
    counts = told.server.message_ids()
    with capsys.disabled():
        print(f"\n1 kill: 1 invitation, {sum(counts.values())} came over the line")  # noqa: T201
    assert row["state"] == "sent"
    assert counts.keys() == {row["message_id"]}
    assert sum(counts.values()) == 2, "SMTP has no way to know better"


async def test_of_many_at_once_only_five_a_day_are_taken(told: Told) -> None:
    async with told.running(replicas=2):
        await told.joins(ADA)
        asked = [invite(told, f"cleo{number}@example.org") for number in range(12)]
        answers = await asyncio.gather(*asked, return_exceptions=True)
        await told.settled(MOST_A_DAY, **MAILS)
        refusals = [answer for answer in answers if isinstance(answer, Refused)]
        assert {refusal.code for refusal in refusals} == {"invited-enough"}
        assert len(answers) - len(refusals) == len(await listed(told)) == MOST_A_DAY
        await told.step(timedelta(days=1, minutes=1))
        await invite(told, "late@example.org")
        await told.settled(MOST_A_DAY + 1, **MAILS)
    assert sum(told.server.message_ids().values()) == MOST_A_DAY + 1


STRANGER, MEMBER, HIDDEN, GONE = "stranger", "member", "hidden", "gone"


async def test_nothing_tells_an_inviter_whether_an_address_is_a_members(told: Told) -> None:
    """Answers, lists, writes and what is heard of are the same; only the mail goes to the stranger alone."""
    heard = await told.bench.listen()
    seen: dict[str, tuple[Any, ...]] = {}
    async with told.running():
        await told.joins(ADA, MEMBER, GONE)
        await told.joins(HIDDEN, visible=False)
        await told.leaves(GONE)
        for who in (STRANGER, MEMBER, HIDDEN, GONE):
            await told.joins(f"by-{who}", email="inviter@example.org")
            before = await documents(told)
            answer = await invite(told, f"{who}@example.org", f"by-{who}", note=NOTE)
            first = shapes(before, await documents(told))
            await told.settled(len(seen) + 1, **MAILS)
            later = await listed(told, f"by-{who}")
            seen[who] = (first, likeness(answer, who), [likeness(one, who) for one in later])
        await told.settled(len(seen), **MAILS)
        assert await told.inbox(HIDDEN) == await told.inbox(MEMBER) == []
    assert seen[MEMBER] == seen[HIDDEN] == seen[GONE] == seen[STRANGER]
    assert [one.recipient for one in told.server.received] == ["stranger@example.org"]
    for event in heard.events:
        if isinstance(event.data, NotificationSent):
            assert not event.data.audience, "not even that a mail went out is seen by anybody"


def shapes(before: dict[str, list[Row]], after: dict[str, list[Row]]) -> list[tuple[str, int, Any]]:
    """How many documents more there are, and of which fields."""
    return [(name, len(after[name]) - len(before[name]), sorted(after[name][-1])) for name in WRITTEN]


def likeness(invitation: Invitation, who: str) -> dict[str, Any]:
    """What is left of an answer without what must differ."""
    said = invitation.model_dump(mode="json", exclude={"invitation_id", "invited_at", "forgotten_at"})
    return said | {"address": said["address"].replace(who, "somebody")}


async def test_whoever_wants_no_invitations_gets_none_from_anybody(told: Told) -> None:
    async with told.running():
        await told.joins(ADA, BOB)
        before = await invite(told)
        (row,) = await told.settled(1, **MAILS)
        link = link_of(told.houses[0].box, path_of(row).rpartition("/")[2], Purpose.INVITATION)
        assert link
        for _ in range(2):
            await told.ask(RefuseInvitations(), link.bearer)
        assert await listed(told) == (before,), "the inviter is not told"
        await told.step(KEPT + timedelta(minutes=1))
        await forgotten(told)
        assert (await invite(told, by=BOB)).state is InvitationState.OPEN
        rows = await told.settled(2, **MAILS)
    assert [(row["state"], row["code"]) for row in rows] == [("sent", None), ("dropped", "not-again")]
    assert sum(told.server.message_ids().values()) == 1


async def test_a_no_counts_also_for_a_mail_that_waits(told: Told) -> None:
    told.server.stop()
    async with told.running():
        await told.joins(ADA)
        await invite(told)
        (row,) = await told.rows(**MAILS)
        link = link_of(told.houses[0].box, path_of(row).rpartition("/")[2], Purpose.INVITATION)
        assert link
        await told.ask(RefuseInvitations(), link.bearer)
        await told.mail_is_back()
        (row,) = await told.settled(1, **MAILS)
    assert (row["state"], row["code"]) == ("dropped", "not-again")
    assert not told.server.received


async def test_when_the_colleague_comes_both_hear_of_it_once(told: Told) -> None:
    async with told.running(replicas=2):
        await told.joins(ADA, BOB)
        await invite(told)
        await invite(told, by=BOB)
        await told.settled(2, **MAILS)
        record = person_joined("cleo", email="CLEO+mentoring@example.org", locale="de")
        await told.say(record, "cleo", times=3, sequence=1)
        rows = await told.settled(6, **GREETINGS)
        await told.say(person_joined("cleo", email=CLEO, locale="de", title="Engineer"), "cleo", sequence=2)
        await greeted(told)
        (mine,), (ada, *_), cleo = await listed(told), await told.inbox(ADA), await told.inbox("cleo")
        await told.settled(6, **GREETINGS)
    assert Counter((row["person_id"], row["channel"]) for row in rows) == Counter(
        {(ADA, "inbox"): 1, (ADA, "mail"): 1, (BOB, "inbox"): 1, (BOB, "mail"): 1, ("cleo", "inbox"): 2}
    )
    assert (mine.state, mine.person_id) == (InvitationState.HERE, "cleo")
    assert (ada.title, path_of(rows[0])) == ("Cleo Example is here now", "/people/cleo")
    assert {item.title for item in cleo} == {
        f"{name} hat dich eingeladen: Schau dort zuerst vorbei" for name in ("Ada Example", "Bob Example")
    }


async def test_of_somebody_who_hides_nobody_hears_until_they_show_themselves(told: Told) -> None:
    async with told.running():
        await told.joins(ADA)
        await invite(told)
        await told.settled(1, **MAILS)
        await told.joins("cleo", email=CLEO, visible=False)
        await greeted(told)
        assert [one.state for one in await listed(told)] == [InvitationState.OPEN]
        assert not await told.rows(**GREETINGS)
        await told.joins("cleo", email=CLEO)
        await told.settled(3, **GREETINGS)
        assert [one.state for one in await listed(told)] == [InvitationState.HERE]


async def greeted(told: Told) -> None:
    """Until nobody who came is still to be told of."""

    async def is_done() -> bool:
        return not await told.bench.database(SERVICE)["timers"].find_one({"kind": ARRIVAL})

    await eventually(is_done, what="arrivals told")


async def test_a_mail_that_the_server_could_not_take_for_two_weeks_is_not_sent_any_more(told: Told) -> None:
    told.server.stop()
    async with told.running():
        await told.joins(ADA)
        await invite(told)
        await told.step(SENT_WITHIN)
        (row,) = await told.settled(1, **MAILS)
        told.server.start()
    assert (row["state"], row["code"]) == ("dropped", "too-late")
    assert not told.server.received


async def test_after_ninety_days_nothing_is_left_and_the_address_may_be_invited_again(told: Told) -> None:
    async with told.running():
        await told.joins(ADA)
        await invite(told, note=NOTE)
        await told.settled(1, **MAILS)
        await told.step(KEPT + timedelta(minutes=1))
        await forgotten(told)
        assert await listed(told) == ()
        assert (await documents(told))["invited_addresses"] == []
        assert [path_of(row) for row in await told.rows(**MAILS)] == ["/"]
        await invite(told)
        rows = await told.settled(2, **MAILS)
    assert {row["state"] for row in rows} == {"sent"}
    assert len(told.server.message_ids()) == 2


async def forgotten(told: Told) -> None:
    """Until no invitation is kept."""

    async def is_empty() -> bool:
        return not (await documents(told))["invitations"]

    await eventually(is_empty, what="nothing kept")


async def test_what_is_taken_back_in_time_is_not_sent_and_may_be_sent_anew(told: Told) -> None:
    told.server.stop()
    async with told.running():
        await told.joins(ADA, BOB)
        await invite(told, "older@example.org", BOB)
        # From now on this one alone is tried: of the others nobody has begun to send any.
        await eventually(lambda: told.rows(person_id=BOB, revision={"$gte": 2}), what="a first try")
        made = await invite(told, first_name="Wrong")
        with pytest.raises(NotFound):
            await told.ask(TakeInvitationBack(invitation_id=made.invitation_id), BOB)
        await told.ask(TakeInvitationBack(invitation_id=made.invitation_id), ADA)
        assert await listed(told) == ()
        await invite(told, first_name="Cleo")
        await told.mail_is_back()
        rows = await told.settled(2, **MAILS, person_id=ADA)
    assert {(row["state"], row["code"]) for row in rows} == {("dropped", "taken-back"), ("sent", None)}
    assert [str(mail["To"]) for mail in told.server.mails_to(CLEO)] == ["Cleo <cleo@example.org>"]


async def test_what_is_taken_back_too_late_does_not_free_the_address(told: Told) -> None:
    async with told.running():
        await told.joins(ADA)
        made = await invite(told)
        await told.settled(1, **MAILS)
        await told.ask(TakeInvitationBack(invitation_id=made.invitation_id), ADA)
        assert [path_of(row) for row in await told.rows(**MAILS)] == ["/"]
        await invite(told)
        rows = await told.settled(2, **MAILS)
    assert [row["state"] for row in rows] == ["sent", "dropped"]


async def test_only_addresses_of_the_organisation_are_taken_and_one_who_hides_gives_no_domain_away(told: Told) -> None:
    async with told.running():
        await told.joins(ADA)
        for number in range(3):
            await told.joins(f"p{number}", email=f"p{number}@Sub.example", visible=number > 0)
        with pytest.raises(Refused, match="address-elsewhere"):
            await invite(told, "cleo@sub.example")
        await told.joins("p3", email="p3@sub.example")
        assert (await invite(told, "cleo@SUB.example")).address == "cleo@SUB.example"


async def test_address_and_words_are_in_no_event_no_document_and_no_number(
    told: Told, capfd: pytest.CaptureFixture[str]
) -> None:
    heard = await told.bench.listen()
    told.server.on_recipient["broken@example.org"].append("550 nobody")
    async with told.running():
        await told.joins(ADA)
        for address in (CLEO, "broken@example.org"):
            await invite(told, address, first_name="Cleopatra", note=NOTE)
        rows = await told.settled(2, **MAILS)
        kept = str(await documents(told))
        await heard.expect(NotificationFailed, 1)
        await heard.expect(NotificationSent, 1)
    told_of = [event.data for event in heard.events if isinstance(event.data, NotificationSent)]
    assert [(fact.person_id, fact.template) for fact in told_of] == [(ADA, MAIL)], "insight counts what went out"
    assert {row["state"] for row in rows} == {"sent", "failed"}
    said = "".join(event.to_json().decode() for event in heard.events if not isinstance(event.data, PersonRecord))
    numbers, logged = generate_latest().decode(), capfd.readouterr()
    for text in (CLEO, "broken@", "Cleopatra", "Kompostieranlage"):
        for place in (kept, said, numbers, logged.out, logged.err):
            assert text not in place
    assert "delivery_failed" in logged.out, "the log was looked at"
