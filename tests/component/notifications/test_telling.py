"""Facts in, words out: once per person, cause and channel, whoever repeats, crashes or comes late."""

import asyncio
import re
from collections import Counter
from datetime import timedelta

from libs.common.contracts import Service
from libs.common.contracts.notifications import NotificationFailed, NotificationSent
from libs.common.contracts.pairs import Member, PairRole
from libs.common.contracts.requests import RequestState
from tests.support.notifications import (
    ADA,
    BOB,
    claim_refused,
    mentors_suggested,
    milestone_reached,
    pair_formed,
    phase_changed,
    request_changed,
    request_closed,
    request_followed_up,
    request_opened,
    request_proposed,
    request_reminded,
)
from tests.support.running import RETRY_DELAYS, eventually
from tests.support.told import Told


async def test_both_sides_of_a_new_pair_are_told_in_inbox_and_by_mail_in_their_own_words(told: Told) -> None:
    async with told.running():
        await told.joins(ADA, BOB)
        event = await told.say(pair_formed(), "pair_1", sequence=1)
        rows = await told.settled(4)
        sent = await told.heard.expect(NotificationSent, 4)
        ada, bob = await told.inbox(ADA), await told.inbox(BOB)
    assert {(row["person_id"], row["channel"], row["template"], row["state"]) for row in rows} == {
        (ADA, "inbox", "pair-formed-mentor", "sent"),
        (ADA, "mail", "pair-formed-mentor", "sent"),
        (BOB, "inbox", "pair-formed-mentee", "sent"),
        (BOB, "mail", "pair-formed-mentee", "sent"),
    }
    assert {(fact.causationid, fact.correlationid) for fact in sent} == {(event.id, event.correlationid)}
    assert [item.title for item in ada] == ["You and Bob Example are a pair"]
    assert [item.title for item in bob] == ["Du und Ada Example habt beide Ja gesagt"]
    assert (bob[0].cause_id, bob[0].subject_id) == (event.id, "pair_1")
    (mail,) = told.server.mails_to("ada@example.org")
    assert mail["Subject"] == "You and Bob Example are a pair"
    assert mail["Message-ID"] in {row["message_id"] for row in rows}
    (mail,) = told.server.mails_to("bob@example.org")
    assert mail["Subject"] == "Du und Ada Example habt beide Ja gesagt"
    assert mail["Content-Language"] == "de"


async def test_a_fact_published_three_times_to_two_replicas_tells_once(told: Told) -> None:
    pairs = 30
    async with told.running(replicas=2):
        await told.joins(ADA, BOB)
        facts = [told.say(pair_formed(f"pair_{n}"), f"pair_{n}", sequence=1, times=3) for n in range(pairs)]
        await asyncio.gather(*facts)
        rows = await told.settled(pairs * 4, within_s=90)
        await told.heard.expect(NotificationSent, pairs * 4)
        await asyncio.sleep(1.5)
    keys = Counter((row["person_id"], row["cause_id"], row["channel"]) for row in rows)
    assert len(keys) == pairs * 4
    assert set(keys.values()) == {1}
    # On a machine that is busy beyond the lease of the outbox the same fact may be published again.
    assert len({fact.id for fact in told.heard.events}) == pairs * 4, "and says so once"
    assert set(told.server.message_ids().values()) == {1}
    assert len(told.server.received) == pairs * 2


async def test_a_fact_that_comes_again_when_its_mark_is_forgotten_finds_its_rows(told: Told) -> None:
    """Marks are kept for thirty days; a dead letter that was redriven may be older."""
    async with told.running():
        await told.joins(ADA, BOB)
        event = await told.say(pair_formed(), "pair_1", sequence=1)
        first = await told.settled(4)
        marks = told.bench.database(Service.NOTIFICATIONS)["inbox"]
        assert (await marks.delete_one({"_id": event.key})).deleted_count == 1
        await told.bench.publish(event)
        await eventually(lambda: marks.find_one({"_id": event.key}), what="the repeat handled")
        assert await told.rows() == first
        assert await told.houses[0].dead_letters.list_() == []
    assert set(told.server.message_ids().values()) == {1}


async def test_no_row_holds_a_name_or_an_address(told: Told) -> None:
    async with told.running():
        await told.joins(ADA, BOB)
        await told.say(request_opened(), "req_1", sequence=1)
        await told.say(pair_formed(), "pair_1", sequence=1)
        await told.settled(6)
    database = told.bench.database(Service.NOTIFICATIONS)
    names = ("deliveries", "requests", "pairs", "timers", "inbox", "outbox")
    everything = str([[row async for row in database[name].find({})] for name in names])
    assert "Example" not in everything
    assert "example.org>" in everything, "the Message-IDs are there"
    assert not re.search(r"\bada@", everything), "as an address: the id of a message may end so by chance"


async def test_somebody_unknown_is_on_the_way_and_is_told_when_they_have_come(told: Told) -> None:
    async with told.running():
        await told.joins(ADA)
        await told.say(pair_formed(), "pair_1", sequence=1)
        await asyncio.sleep(0.15)
        assert await told.rows() == [], "not even Ada is told half of it"
        await told.joins(BOB)
        await told.settled(4)


async def test_somebody_who_never_comes_ends_as_a_dead_letter_with_the_reason(told: Told) -> None:
    async with told.running(retry_delays=RETRY_DELAYS):
        await told.say(request_proposed(mentee_id="nobody"), "req_1", sequence=1)
        letters = await eventually(told.houses[0].dead_letters.list_, what="a dead letter")
    assert [letter.code for letter in letters] == ["unknown-person"]


async def test_whoever_left_gets_nothing_and_the_notice_says_why(told: Told) -> None:
    async with told.running():
        await told.joins(ADA, BOB)
        await told.leaves(ADA)
        await told.say(pair_formed(), "pair_1", sequence=1)
        rows = await told.settled(2)
        (silent,) = await told.silenced(1)
        assert await told.inbox(ADA) == []
        assert [item.title for item in await told.inbox(BOB)] == ["Du und Ada Example habt beide Ja gesagt"]
        await told.heard.expect(NotificationSent, 2)
    assert {row["person_id"] for row in rows} == {BOB}
    assert (silent["person_id"], silent["code"]) == (ADA, "person-left")
    assert [one.recipient for one in told.server.received] == ["bob@example.org"]
    assert {fact.data.person_id for fact in told.heard.of(NotificationSent)} == {BOB}  # type: ignore[attr-defined]


async def test_whoever_leaves_while_a_mail_waits_does_not_get_it(told: Told) -> None:
    told.server.on_recipient["ada@example.org"].extend(["451 later"] * 20)
    async with told.running():
        await told.joins(ADA, BOB)
        await told.say(request_opened(), "req_1", sequence=1)
        await eventually(lambda: told.rows(channel="mail", state="waiting", code="smtp-451"), what="the mail put off")
        await told.leaves(ADA)
        rows = await told.settled(1, channel="mail")
    assert [(row["state"], row["code"]) for row in rows] == [("dropped", "person-left")]
    assert told.server.received == []


async def test_an_address_that_changed_while_a_mail_waited_is_the_new_one(told: Told) -> None:
    told.server.on_recipient["ada@example.org"].extend(["451 later"] * 20)
    async with told.running():
        await told.joins(ADA, BOB)
        await told.say(request_opened(), "req_1", sequence=1)
        await eventually(lambda: told.rows(channel="mail", state="waiting", code="smtp-451"), what="the mail put off")
        await told.joins(ADA, email="ada@new.example", name="Ada Lovelace")
        await told.settled(1, channel="mail")
        assert (await told.inbox(ADA))[0].at
    (received,) = told.server.received
    assert received.recipient == "ada@new.example"
    assert "Ada Lovelace" in str(received.parsed()["To"])


async def test_a_request_tells_the_right_side_at_every_step(told: Told) -> None:
    async with told.running():
        await told.joins(ADA, BOB, "eve")
        await told.say(mentors_suggested(ADA, "eve"), "req_0")
        await told.say(mentors_suggested(), "req_00")
        await told.say(request_proposed(), "req_1", sequence=1)
        await told.settled(6)
        await told.say(request_opened(), "req_1", sequence=2)
        await told.settled(8)
        await told.say(request_closed(RequestState.DECLINED), "req_1", sequence=3)
        await told.say(request_followed_up(RequestState.DECLINED), "req_1")
        await told.say(request_closed(RequestState.WITHDRAWN, request_id="req_2"), "req_2", sequence=2)
        await told.say(claim_refused(), "req_3")
        rows = await told.settled(13)
        bob = await told.inbox(BOB)
    assert Counter((row["person_id"], row["template"]) for row in rows) == {
        (BOB, "mentors-suggested-mentee"): 2,
        (BOB, "nobody-suggested-mentee"): 2,
        (BOB, "request-proposed-mentee"): 2,
        (ADA, "request-opened-mentor"): 2,
        (BOB, "request-declined-mentee"): 2,
        (ADA, "request-withdrawn-mentor"): 2,
        (BOB, "claim-refused-claimant"): 1,
    }
    refused = next(item for item in bob if item.template == "claim-refused-claimant")
    assert refused.text.startswith("Ada hat keinen freien Platz.")


async def test_who_waits_in_vain_hears_that_it_was_time_and_who_is_worth_asking_next(told: Told) -> None:
    async with told.running():
        await told.joins(ADA, BOB, "eve")
        await told.say(request_reminded(1), "req_1", sequence=2)
        await told.noticed("request-reminded")
        await told.by_day()
        await told.settled(2)
        await told.say(request_closed(RequestState.EXPIRED), "req_1", sequence=4)
        await told.say(request_followed_up(RequestState.EXPIRED, "eve"), "req_1")
        await told.settled(5)
        await told.say(request_reminded(2), "req_1", sequence=3)
        (silent,) = await told.silenced(1)
        rows = await told.settled(5)
        (item,) = await told.inbox(BOB)
    assert "Es lag an der Zeit, nicht an dir" in item.text
    assert "Eve Example" in item.text
    assert Counter((row["person_id"], row["template"]) for row in rows) == {
        (ADA, "request-reminded-mentor"): 2,
        (ADA, "request-lapsed-mentor"): 1,
        (BOB, "request-expired-mentee"): 2,
    }
    assert (silent["person_id"], silent["template"]) == (ADA, "request-reminded-again-mentor")


async def test_who_lets_two_requests_lapse_is_asked_once_whether_a_pause_would_help(told: Told) -> None:
    async with told.running(replicas=2):
        await told.joins(ADA, BOB)
        await told.by_day()
        for number in range(4):
            fact = request_closed(RequestState.EXPIRED, request_id=f"req_{number}")
            await told.say(fact, f"req_{number}", sequence=4, times=2)
            await told.settled(number + 1, template="request-lapsed-mentor")
            expected = 2 if number else 0
            assert len(await told.rows(template="nudge-pause-asked")) == expected, f"after {number + 1}"
        await told.say(request_closed(RequestState.EXPIRED, request_id="x", mentor_knew=False), "x", sequence=2)
        rows = await told.settled(2, template="nudge-pause-asked")
    assert {(row["person_id"], row["channel"]) for row in rows} == {(ADA, "inbox"), (ADA, "mail")}
    assert {len(row["facts"]) for row in rows} == {2}


async def test_a_request_on_its_way_tells_whoever_is_next(told: Told) -> None:
    async with told.running():
        await told.joins(ADA, BOB)
        await told.say(request_changed(RequestState.INFO_ASKED), "req_1", sequence=2)
        await told.settled(2)
        await told.say(request_changed(RequestState.OPEN, more_id="claim_1"), "req_1", sequence=3)
        await told.settled(4)
        await told.say(request_changed(RequestState.TALK_PROPOSED, by=ADA), "req_1", sequence=4)
        await told.settled(6)
        await told.say(request_changed(RequestState.TALK_HELD, by=BOB), "req_1", sequence=5)
        rows = await told.settled(8)
    assert Counter((row["person_id"], row["template"]) for row in rows) == {
        (BOB, "request-info-asked-mentee"): 2,
        (ADA, "request-info-given-mentor"): 2,
        (BOB, "request-talk-proposed-mentee"): 2,
        (ADA, "request-talk-held-mentor"): 2,
    }


async def test_what_was_overtaken_is_not_said_any_more(told: Told) -> None:
    async with told.running():
        await told.joins(ADA, BOB)
        await told.say(request_closed(RequestState.WITHDRAWN), "req_1", sequence=3)
        await told.settled(2)
        await told.say(request_opened(), "req_1", sequence=2)
        await told.say(request_proposed(), "req_1", sequence=1)
        silent = await told.silenced(2)
        assert [item.template for item in await told.inbox(ADA)] == ["request-withdrawn-mentor"]
    assert {(row["template"], row["code"]) for row in silent} == {
        ("request-opened-mentor", "overtaken"),
        ("request-proposed-mentee", "overtaken"),
    }
    assert len(told.server.received) == 1


async def test_a_mentor_who_never_heard_of_a_request_hears_nothing_of_its_end(told: Told) -> None:
    async with told.running():
        await told.joins(ADA, BOB)
        await told.say(request_closed(RequestState.WITHDRAWN, mentor_knew=False), "req_1", sequence=2)
        await told.say(pair_formed(), "pair_1", sequence=1)
        rows = await told.settled(4)
    assert {row["template"] for row in rows} == {"pair-formed-mentor", "pair-formed-mentee"}


async def test_a_milestone_waits_until_it_is_known_who_has_which_role(told: Told) -> None:
    async with told.running():
        await told.joins(ADA, BOB)
        await told.by_day()
        await told.say(phase_changed(BOB), "pair_1", sequence=1)
        await eventually(lambda: told.pair("pair_1"), what="journal's word on the pair")
        await told.say(milestone_reached(), "pair_1")
        await asyncio.sleep(0.15)
        assert await told.rows() == []
        await told.say(pair_formed(), "pair_1", sequence=1)
        rows = await told.settled(8)
    assert Counter(row["template"] for row in rows if "milestone" in row["template"]) == {
        "milestone-first-talk-held-mentor": 2,
        "milestone-first-talk-held-mentee": 2,
    }


async def test_an_inbox_is_read_newest_first_in_the_readers_present_language_and_by_nobody_else(told: Told) -> None:
    async with told.running():
        await told.joins(ADA, BOB)
        for number in range(3):
            await told.say(pair_formed(f"pair_{number}"), f"pair_{number}", sequence=1)
            await told.settled(4 * (number + 1))
            await told.step(timedelta(minutes=1))
        items = await told.inbox(BOB)
        assert [item.subject_id for item in items] == ["pair_2", "pair_1", "pair_0"]
        assert items == sorted(items, key=lambda item: item.at, reverse=True)
        assert [item.subject_id for item in await told.inbox(BOB, limit=1)] == ["pair_2"]
        await told.joins(BOB, locale="en-GB")
        assert {item.title for item in await told.inbox(BOB)} == {"You and Ada Example both said yes"}
        assert await told.inbox("nobody") == []
        told.bench.org = "umbrella"
        await told.joins(BOB)
        assert await told.inbox(BOB) == [], "the same id in another organisation is another person"


async def test_a_message_whose_words_are_gone_does_not_close_the_inbox(told: Told) -> None:
    async with told.running():
        await told.joins(ADA, BOB)
        await told.say(pair_formed(), "pair_1", sequence=1)
        await told.settled(4)
        await told.say(request_opened(), "req_1", sequence=1)
        await told.settled(6)
        notices = told.bench.database(Service.NOTIFICATIONS)["notices"]
        await notices.update_many({"template": "request-opened-mentor"}, {"$set": {"template": "words-of-last-year"}})
        assert [item.template for item in await told.inbox(ADA)] == ["pair-formed-mentor"]


async def test_a_pair_of_two_mentors_is_a_dead_letter_with_its_reason(told: Told) -> None:
    members = tuple(Member(person_id=person_id, role=PairRole.MENTOR) for person_id in (ADA, BOB))
    async with told.running():
        await told.joins(ADA, BOB)
        await told.say(pair_formed(members=members), "pair_1", sequence=1)
        (letter,) = await eventually(told.houses[0].dead_letters.list_, what="a dead letter")
    assert (letter.code, letter.attempts) == ("not-a-pair", 1)


async def test_a_mailbox_that_does_not_exist_fails_at_once_with_its_code(told: Told) -> None:
    told.server.on_recipient["ada@example.org"].extend(["550 5.1.1 no such person"])
    async with told.running():
        await told.joins(ADA, BOB)
        event = await told.say(request_opened(), "req_1", sequence=1)
        (fact,) = await told.heard.expect(NotificationFailed)
        (row,) = await told.settled(1, channel="mail")
        templates = {item.template for item in await told.inbox(ADA)}
        assert "request-opened-mentor" in templates, "the inbox still says it"
    assert isinstance(fact.data, NotificationFailed)
    assert (fact.data.code, fact.data.person_id, fact.data.delivery_id) == ("smtp-550", ADA, row["delivery_id"])
    assert (fact.causationid, fact.data.cause_id) == (event.id, event.id)
    assert (row["state"], row["code"]) == ("failed", "smtp-550")
    assert told.server.received == []


async def test_a_mailbox_that_says_later_gets_the_same_mail_later(told: Told) -> None:
    told.server.on_data["ada@example.org"].extend(["451 try later", "lost"])
    async with told.running():
        await told.joins(ADA, BOB)
        await told.say(request_opened(), "req_1", sequence=1)
        (row,) = await told.settled(1, channel="mail")
    assert (row["state"], row["attempts"]) == ("sent", 2)
    assert told.server.message_ids() == {row["message_id"]: 2}, "the line was cut after DATA: twice, and the same mail"


async def test_a_mail_goes_as_soon_as_it_is_committed(told: Told) -> None:
    async with told.running(delivery_look=timedelta(hours=1)):
        await told.joins(ADA, BOB)
        for number in range(5):
            await told.say(request_opened(request_id=f"req_{number}"), f"req_{number}", sequence=1)
            await told.settled(2 * (number + 1))
