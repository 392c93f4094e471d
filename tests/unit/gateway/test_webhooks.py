"""Webhooks as rules: when a fact is tried again, when an address is left in peace, and when it is given up."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook as Standard

from services.gateway.domain.webhooks import (
    BOTH_SIGN_FOR,
    FAILING_FOR,
    LONGEST_REST,
    Delivery,
    DeliveryState,
    Outcome,
    Progress,
    Reason,
    Secret,
    Webhook,
    WebhookState,
    ended_by,
)
from services.gateway.settings import Settings
from services.gateway.signatures import ID, SIGNATURE, TIMESTAMP, is_signed, new_secret, signed
from services.gateway.store import Entry
from services.gateway.use_cases.telling import Round

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
PAUSES: tuple[float, ...] = Settings.model_fields["webhook_pauses"].default
HOOK = Webhook("acme", "whk", "https://x.example", (), "", "chief", begins_after=0, created_at=NOW, active_since=NOW)
FRESH = Delivery("acme", "whk", "evt", "bothways.PairFormed.v1", 7)
BODY = b'{"id": "evt"}'


def outcome(status: int | None = 500, *, at: datetime = NOW, retry_after: timedelta | None = None) -> Outcome:
    is_taken = status is not None and 200 <= status < 300
    return Outcome(status, None if is_taken else "not-taken", at, 5, retry_after)


@given(st.floats(0, 1))
def test_a_fact_is_tried_over_a_day_with_growing_pauses_and_then_given_up(chance: float) -> None:
    delivery, at, tries = FRESH, NOW, 0
    pauses: list[timedelta] = []
    while delivery.state is DeliveryState.WAITING:
        delivery = delivery.after(outcome(at=at), PAUSES, chance)
        tries += 1
        if delivery.next_try_at:
            pauses.append(delivery.next_try_at - at)
            at = delivery.next_try_at
    assert (delivery.state, tries) == (DeliveryState.FAILED, len(PAUSES) + 1)
    assert pauses == sorted(pauses)
    assert timedelta(hours=17) < at - NOW < timedelta(hours=31)
    assert delivery.first_at == NOW


def test_the_other_side_may_ask_for_a_longer_pause_and_not_for_a_shorter_one() -> None:
    asked = FRESH.after(outcome(429, retry_after=timedelta(hours=1)), PAUSES, 0.5)
    assert asked.next_try_at == NOW + timedelta(hours=1)
    hasty = FRESH.after(outcome(429, retry_after=timedelta(0)), PAUSES, 0.5)
    assert hasty.next_try_at == NOW + timedelta(seconds=5)


@given(st.integers(0, 100), st.floats(0, 1))
def test_who_takes_nothing_is_left_in_peace_for_a_minute_or_so_at_most(troubles: int, chance: float) -> None:
    progress = Progress("acme", "whk", 3, failing_since=NOW - timedelta(hours=1), troubles=troubles)
    after = progress.after([outcome(), outcome(None)], PAUSES, NOW, chance)
    assert after.resting_until is not None
    assert NOW < after.resting_until <= NOW + LONGEST_REST * 1.25
    assert not after.is_due(newest=99, at=NOW)
    assert after.failing_since == progress.failing_since
    back = after.after([outcome(), outcome(204)], PAUSES, NOW, chance)
    assert (back.failing_since, back.troubles, back.resting_until) == (None, 0, None)


@pytest.mark.parametrize(
    ("failing", "active", "status", "reason"),
    [
        (timedelta(0), FAILING_FOR, 500, None),
        (FAILING_FOR, FAILING_FOR, 500, Reason.FAILING),
        (FAILING_FOR, timedelta(hours=1), 500, None),
        (timedelta(0), timedelta(0), 410, Reason.GONE),
        (timedelta(0), timedelta(0), 404, None),
    ],
)
def test_what_ends_a_webhook(failing: timedelta, active: timedelta, status: int, reason: Reason | None) -> None:
    hook = HOOK.enabled(NOW - active)
    progress = Progress("acme", "whk", 3, failing_since=NOW - failing)
    assert ended_by(hook, progress, [outcome(status)], NOW) is reason


def test_disabled_and_enabled_again_it_begins_afresh() -> None:
    disabled = HOOK.disabled(Reason.GONE, NOW)
    assert (disabled.state, disabled.reason, disabled.is_active) == (WebhookState.DISABLED, Reason.GONE, False)
    enabled = disabled.enabled(NOW + timedelta(days=1))
    assert (enabled.reason, enabled.disabled_at, enabled.active_since) == (None, None, NOW + timedelta(days=1))


def test_two_secrets_sign_at_most_and_the_older_one_for_a_day() -> None:
    hook = HOOK
    for number in range(3):
        hook = hook.with_secret(Secret(f"{number}", b""), NOW + timedelta(minutes=number))
    assert [one.secret_id for one in hook.live_secrets(NOW + timedelta(hours=1))] == ["2", "1"]
    assert [one.secret_id for one in hook.live_secrets(NOW + BOTH_SIGN_FOR * 2)] == ["2"]


@given(st.lists(st.integers(1, 60), unique=True, max_size=8), st.integers(0, 8), st.integers(0, 60))
def test_the_place_in_the_log_never_passes_a_fact_that_was_not_tried(
    positions: list[int], tried: int, newest: int
) -> None:
    facts = [entry(position) for position in sorted(positions)]
    found = Round(facts, (), newest, limit=8)
    found.tried = [Delivery("acme", "whk", "e", "t", fact.position) for fact in facts[:tried]]
    place = found.position(0)
    assert all(fact.position > place for fact in facts[tried:])
    assert all(fact.position <= place for fact in facts[:tried])


def entry(position: int) -> Entry:
    return Entry("acme", position, "e", "t", "s", NOW, "/x", None, "c", None, None, (), (), (), None, None, {})


def test_what_is_signed_by_two_secrets_is_known_by_either() -> None:
    old, new = new_secret(), new_secret()
    headers = signed("msg", BODY.decode(), datetime.now(UTC), [new, old])
    for secret in (old, new):
        Standard(secret).verify(BODY, headers)
    assert is_signed(BODY, headers, [new_secret(), old])


@pytest.mark.parametrize(
    "change",
    [
        {ID: "other"},
        {ID: ""},
        {TIMESTAMP: "0"},
        {TIMESTAMP: "nan"},
        {TIMESTAMP: "99999999999999999999"},
        {SIGNATURE: ""},
        {SIGNATURE: "v1"},
        {SIGNATURE: "v1,%"},
        {SIGNATURE: "v1,a,b"},
        {SIGNATURE: "v1a,AAAA"},
        {SIGNATURE: "v1,ä"},
    ],
)
def test_what_is_not_signed_is_not_known(change: dict[str, str]) -> None:
    secret = new_secret()
    headers = signed("msg", BODY.decode(), datetime.now(UTC), [secret])
    assert is_signed(BODY, headers, [secret])
    assert not is_signed(BODY, headers | change, [secret])


@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_signature_is_good_for_five_minutes(minutes: int) -> None:
    secret = new_secret()
    at = datetime.now(UTC) + timedelta(minutes=minutes)
    assert not is_signed(BODY, signed("msg", BODY.decode(), at, [secret]), [secret])


def test_a_body_that_is_no_text_or_another_one_is_not_known() -> None:
    secret = new_secret()
    headers = signed("msg", BODY.decode(), datetime.now(UTC), [secret])
    assert not is_signed(b"\xff", headers, [secret])
    assert not is_signed(BODY + b" ", headers, [secret])
    assert not is_signed(BODY, headers, [])
