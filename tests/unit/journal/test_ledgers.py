"""Gives and gets: what a ledger counts, live and rebuilt from its facts, whatever their order and repetition."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.journal.domain.keys import SealedText
from services.journal.domain.ledgers import (
    Exchange,
    Flow,
    Ledger,
    Logged,
    Tally,
    Thanked,
    Withdrawn,
    flows,
    logged,
    rebuilt,
    taken_back,
    thanked,
    with_thanks,
    without,
)
from services.journal.domain.months import Month
from tests.unit.journal.builders import NOW

EMPTY = Ledger(org="acme", pair_id="pair_1")
SEALED = SealedText("key", b"sealed")


def make_exchange(**changes: Any) -> Exchange:
    exchange = Exchange(
        org="acme",
        exchange_id="e1",
        pair_id="pair_1",
        number=1,
        author_id="ada",
        direction="gave",
        line=SEALED,
        about=None,
        at=NOW,
    )
    return replace(exchange, **changes)


def test_a_line_counts_for_its_author_in_its_month() -> None:
    ledger = logged(logged(EMPTY, "2026-05", "bob", "got"), "2026-05", "ada", "gave")
    assert ledger.tallies == (Tally("2026-05", "ada", gave=1), Tally("2026-05", "bob", got=1))
    assert ledger.written == 2


def test_what_is_taken_back_leaves_no_trace_but_its_number() -> None:
    exchange = make_exchange(thanked_at=NOW)
    ledger = with_thanks(logged(EMPTY, exchange.month, "ada", "gave"), exchange.month, "ada")
    assert without(ledger, exchange) == replace(EMPTY, written=1)
    gone = taken_back(exchange, NOW)
    assert (gone.line, gone.about, gone.withdrawn_at) == (None, None, NOW)


def test_what_one_gave_and_the_other_got_flows_the_same_way() -> None:
    tallies = (Tally("2026-05", "ada", gave=3, got=1), Tally("2026-05", "bob", gave=0, got=2))
    assert flows(tallies, ("ada", "bob")) == (Flow("ada", "bob", 5), Flow("bob", "ada", 1))


@pytest.mark.parametrize(
    ("at", "name"),
    [
        (datetime(2026, 12, 31, 23, 59, 59, 999999, UTC), "2026-12"),
        (datetime(2027, 1, 1, tzinfo=UTC), "2027-01"),
        (datetime.fromisoformat("2027-01-01T00:30:00+02:00"), "2026-12"),
    ],
)
def test_a_month_is_one_of_utc(at: datetime, name: str) -> None:
    month = Month.of(at)
    assert (str(month), Month.named(name)) == (name, month)
    assert month.start <= at < month.end == month.next.start
    assert month.has(at)
    assert not month.next.has(at)
    assert not month.has(month.end)


PEOPLE = ("ada", "bob")
acts = st.tuples(
    st.sampled_from(("log", "thank", "withdraw")),
    st.sampled_from([f"e{number}" for number in range(6)]),
    st.sampled_from(PEOPLE),
    st.sampled_from(("gave", "got")),
    st.integers(0, 80),
)
Fact = Logged | Thanked | Withdrawn


@given(st.lists(acts, max_size=40), st.randoms(use_true_random=False))
@pytest.mark.feature("ours.ledger")
def test_a_ledger_rebuilt_from_its_facts_in_any_order_and_repeated_equals_the_live_one(
    done: list[tuple[str, str, str, str, int]], chance: Any
) -> None:
    """The live one as the use cases write it: each act is checked against what is kept, and tells one fact."""
    ledger, kept, facts = EMPTY, dict[str, Exchange](), list[Fact]()
    for what, exchange_id, person_id, direction, days in done:
        known = kept.get(exchange_id)
        if what == "log" and known is None:
            known = make_exchange(
                exchange_id=exchange_id, author_id=person_id, direction=direction, at=NOW + timedelta(days=days)
            )
            ledger = logged(ledger, known.month, person_id, direction)
            facts.append(Logged(exchange_id, person_id, direction, known.month))
        elif what == "thank" and known and not known.thanked_at and not known.withdrawn_at:
            ledger, known = with_thanks(ledger, known.month, known.author_id), thanked(known, NOW)
            facts.append(Thanked(exchange_id))
        elif what == "withdraw" and known and not known.withdrawn_at:
            ledger, known = without(ledger, known), taken_back(known, NOW)
            facts.append(Withdrawn(exchange_id))
        if known:
            kept[exchange_id] = known
    told = facts + chance.choices(facts, k=len(facts)) if facts else []
    chance.shuffle(told)
    assert rebuilt("acme", "pair_1", told) == ledger
    assert all(not tally.is_empty for tally in ledger.tallies)
    assert sum(tally.gave + tally.got for tally in ledger.tallies) == sum(not one.withdrawn_at for one in kept.values())
