"""Delivery rows: one per person, cause and channel, and how they come to their end."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from libs.common.contracts.notifications import Channel
from services.notifications.domain.deliveries import (
    USUAL,
    Delivery,
    State,
    deliveries_of,
    dropped,
    failed,
    put_off,
    sent,
)
from services.notifications.domain.plan import About
from services.notifications.domain.requests import Request, advanced
from tests.support.notifications import START, make_delivery, make_notice


def rows(notice_id: str = "ntc_1") -> list[Delivery]:
    channels = dict.fromkeys((Channel.INBOX, Channel.MAIL), START)
    return list(deliveries_of(make_notice(notice_id=notice_id), channels, START, "example.org"))


def test_the_same_notice_and_channel_are_the_same_row_and_nothing_else_is() -> None:
    ids = [row.delivery_id for row in rows()]
    assert len(set(ids)) == 2
    assert [row.delivery_id for row in rows()] == ids
    assert not set(ids) & {row.delivery_id for row in rows("ntc_2")}


def test_what_stands_in_the_inbox_has_arrived_and_a_mail_waits() -> None:
    inbox, mail = rows()
    assert (inbox.channel, inbox.state, inbox.sent_at, inbox.message_id) == (Channel.INBOX, State.SENT, START, None)
    assert (mail.channel, mail.state, mail.sent_at) == (Channel.MAIL, State.WAITING, None)
    assert mail.message_id == f"<{mail.delivery_id}@example.org>"
    assert (mail.facts, mail.correlation_id, mail.trace) == (("e1",), "story", {"traceparent": "00-1"})


def test_every_end_lets_go_of_the_lease() -> None:
    held = make_delivery("t", About(), state=State.SENDING, holder="h", lease_until=START)
    assert held.is_open
    for end, state in ((sent(held, START), State.SENT), (failed(held, "smtp-550"), State.FAILED)):
        assert (end.state, end.holder, end.lease_until, end.is_open) == (state, None, None, False)
    silent = dropped(held, "person-left")
    assert (silent.state, silent.code, silent.sent_at) == (State.DROPPED, "person-left", None)
    assert {end.message_id for end in (held, sent(held, START), silent)} == {held.message_id}


def test_what_is_put_off_waits_longer_each_time_and_is_given_up_after_days() -> None:
    delivery, waited = make_delivery("t", About(), state=State.SENDING, holder="h"), timedelta(0)
    while delivery.is_open:
        before = delivery
        delivery = put_off(delivery, "smtp-451", START + USUAL.after(delivery.attempts + 1, 1.0), USUAL)
        if delivery.is_open:
            assert delivery.lease_until
            assert (delivery.state, delivery.holder) == (State.WAITING, None)
            waited += delivery.lease_until - START
        assert delivery.attempts == before.attempts + 1
    assert (delivery.state, delivery.code, delivery.attempts) == (State.FAILED, "smtp-451", USUAL.most)
    assert timedelta(days=4) <= waited <= timedelta(days=5)


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_pauses_double_up_to_their_limit_and_are_spread(attempts: int, chance: float) -> None:
    whole = USUAL.after(attempts, 1.0)
    assert whole == min(USUAL.longest, timedelta(seconds=2.0 ** min(attempts - 1, 30)))
    assert whole / 2 <= USUAL.after(attempts, chance) <= whole


def test_a_request_knows_what_was_overtaken() -> None:
    request = advanced(Request("acme", "req_1"), 2)
    assert (request.overtakes(1), request.overtakes(2), request.overtakes(3)) == (True, False, False)
    assert advanced(request, 1) == request
    assert advanced(request, 3) == replace(request, sequence=3)
