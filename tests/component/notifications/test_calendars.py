"""Sessions in the calendars of both, over a real mail server, as a library reads them that did not write them."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import vobject

from libs.common.contracts.pairs import PairEnded
from libs.common.contracts.sessions import PlanChange, SessionCancelled, SessionPlanned
from tests.support.notifications import ADA, BOB, pair_ended, pair_formed
from tests.support.running import eventually
from tests.support.told import Told

STARTS_AT = (datetime.now(UTC) + timedelta(days=10)).replace(minute=0, second=0, microsecond=0)
OF_SESSION: dict[str, Any] = {"pair_id": "pair_1", "members": (ADA, BOB), "session_id": "ses_1"}


def planned(change: PlanChange = PlanChange.PLANNED, days: int = 0, **fields: Any) -> SessionPlanned:
    known = {"minutes": 45, "initiator_id": BOB, "flipped": False, "starts_at": STARTS_AT + timedelta(days=days)}
    return SessionPlanned(**OF_SESSION | known | {"change": change} | fields)


def cancelled(by_id: str = BOB, **fields: Any) -> SessionCancelled:
    return SessionCancelled(**OF_SESSION | {"starts_at": STARTS_AT, "by_id": by_id} | fields)


def entries(told: Told, person_id: str) -> list[Any]:
    """What came for a person's calendar, in this order."""
    parts = [_calendar(mail) for mail in told.server.mails_to(f"{person_id}@example.org")]
    return [vobject.readOne(part) for part in parts if part]


def _calendar(mail: EmailMessage) -> str | None:
    found = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    return str(found[0].get_content()) if found else None


def said(calendars: list[Any]) -> list[tuple[str, str]]:
    return [(one.method.value, one.vevent.sequence.value) for one in calendars]


async def arrived(told: Told, count: int, *people: str) -> None:
    """Until so many entries came for each."""

    async def enough() -> bool:
        return all(len(entries(told, one)) >= count for one in people)

    await eventually(enough, what=f"{count} entries for each of {people}")


async def pair(told: Told) -> None:
    await told.joins(ADA, BOB)
    await told.say(pair_formed(), "pair_1", sequence=1)
    await told.settled(4)


async def test_both_calendars_follow_a_talk_from_its_plan_to_its_end(told: Told) -> None:
    async with told.running():
        await pair(told)
        await told.say(planned(), "ses_1", sequence=1, actorid=BOB)
        await arrived(told, 1, ADA, BOB)
        await told.say(planned(PlanChange.MOVED, days=1), "ses_1", sequence=2, actorid=ADA)
        await arrived(told, 2, ADA, BOB)
        await told.say(planned(PlanChange.FLIPPED, days=1, flipped=True), "ses_1", sequence=3, actorid=ADA)
        await told.say(cancelled(), "ses_1", sequence=4, actorid=BOB)
        await arrived(told, 3, ADA, BOB)
    for person_id, partner in ((ADA, "Talk with Bob Example"), (BOB, "Gespräch mit Ada Example")):
        came = entries(told, person_id)
        assert said(came) == [("REQUEST", "1"), ("REQUEST", "2"), ("CANCEL", "4")]
        assert len({one.vevent.uid.value for one in came}) == 1
        assert {one.vevent.summary.value for one in came} == {partner}
        assert [one.vevent.dtstart.value for one in came[:2]] == [STARTS_AT, STARTS_AT + timedelta(days=1)]
        assert {one.value for entry in came for one in entry.vevent.attendee_list} == {
            f"mailto:{person_id}@example.org"
        }
    threads = {mail["References"] for mail in told.server.mails_to("ada@example.org")}
    assert len(threads) == 1, "the pair and its talks are read together"


async def test_facts_that_come_in_the_wrong_order_bring_the_newest_state_alone(told: Told) -> None:
    async with told.running():
        await pair(told)
        await told.say(planned(PlanChange.MOVED, days=2), "ses_1", sequence=2, actorid=BOB)
        await arrived(told, 1, ADA, BOB)
        await told.say(planned(), "ses_1", sequence=1, actorid=BOB)
        rows = await told.settled(4, channel="calendar")
    assert said(entries(told, ADA)) == said(entries(told, BOB)) == [("REQUEST", "2")]
    assert sorted((row["template"], row["code"] or "") for row in rows if row["state"] == "dropped") == [
        ("session-arranged-member", "overtaken"),
        ("session-arranged-member", "overtaken"),
    ]


async def test_what_waits_for_a_mail_server_is_not_sent_once_something_newer_is_said(told: Told) -> None:
    async with told.running():
        await pair(told)
        told.server.stop()
        for number, fact in enumerate((planned(), cancelled()), 1):
            await told.say(fact, "ses_1", sequence=number, actorid=BOB)

            async def is_heard(rows: int = 2 * number) -> bool:
                return len(await told.rows(channel="calendar")) == rows

            await eventually(is_heard, what="the fact")
        await told.mail_is_back()
        await told.settled(4, channel="calendar", within_s=40)
    assert said(entries(told, ADA)) == said(entries(told, BOB)) == [("CANCEL", "2")]


async def test_a_pair_that_ends_takes_its_talks_out_of_both_calendars(told: Told) -> None:
    async with told.running():
        await pair(told)
        await told.say(planned(), "ses_1", sequence=1, actorid=BOB)
        await arrived(told, 1, ADA, BOB)
        ended: PairEnded = pair_ended()
        await told.say(ended, "pair_1", sequence=2, times=2)
        await arrived(told, 2, ADA, BOB)
        await told.say(planned(PlanChange.MOVED, days=3), "ses_1", sequence=2, actorid=BOB)
        await told.say(planned(session_id="ses_2"), "ses_2", sequence=1, actorid=BOB)
        await told.settled(8, channel="calendar")
    for person_id in (ADA, BOB):
        assert said(entries(told, person_id)) == [("REQUEST", "1"), ("CANCEL", "2")], (
            "nothing brings it back, nor another"
        )


async def test_a_junior_never_hears_that_a_senior_called_off(told: Told) -> None:
    async with told.running():
        await pair(told)
        await told.say(planned(), "ses_1", sequence=1, actorid=BOB)
        await arrived(told, 1, ADA, BOB)
        await told.say(cancelled(told_id=BOB), "ses_1", sequence=2, actorid=BOB)
        await arrived(told, 2, BOB)
        await told.say(planned(PlanChange.MOVED, days=4), "ses_1", sequence=3, actorid=BOB)
        await arrived(told, 2, ADA)
    assert said(entries(told, ADA)) == [("REQUEST", "1"), ("REQUEST", "3")], "the new date alone"
