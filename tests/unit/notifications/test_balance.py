"""How even it is between two: the same facts give the same answer in every order, repeated or not."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from libs.common.contracts.ledgers import ExchangeLogged, ExchangeWithdrawn
from libs.common.contracts.ledgers import Given as Way
from libs.common.contracts.pairs import SessionHeld
from services.notifications.domain.balance import MOST_GIVEN, MOST_MET, Balance, Met, with_met
from services.notifications.domain.moments.uneven import uneven_after
from services.notifications.domain.notices import Cause, Happened
from services.notifications.domain.occasions import Occasion
from services.notifications.domain.pairs import Pair, with_exchange, with_session
from services.notifications.domain.plan import Part
from tests.support.notifications import ADA, BOB, START
from tests.support.plan import exchange_logged, exchange_withdrawn, held, make_pair

SIDES = st.sampled_from([ADA, BOB])
CAUSE = Cause("e1", "e1", ("e1",), "story", START)


@dataclass(frozen=True)
class Fact:
    """A fact with what its envelope says."""

    id: str
    at: datetime
    data: SessionHeld | ExchangeLogged | ExchangeWithdrawn


def apply(pair: Pair, fact: Fact) -> tuple[Pair, list[Happened]]:
    """What is known after it, and what it shows."""
    if isinstance(fact.data, SessionHeld):
        after = with_session(pair, fact.data, fact.id)
        return after, list(uneven_after(fact.data, pair, after, CAUSE))
    return with_exchange(pair, fact.data, fact.at, fact.id), []


def tell(facts: list[Fact]) -> tuple[Pair, list[Happened]]:
    pair, told = make_pair(), []
    for fact in facts:
        pair, shown = apply(pair, fact)
        told += shown
    return pair, told


@st.composite
def stories(draw: st.DrawFn) -> list[Fact]:
    """Sessions that either starts, or nobody says who; lines of the ledger either way, some of them taken back."""
    facts = []
    for number, starter in enumerate(draw(st.lists(st.sampled_from([ADA, BOB, None]), max_size=9)), start=1):
        at = START + timedelta(days=7 * number)
        facts.append(Fact(f"session-{number}", at, held(number, starter, at)))
    lines = st.tuples(st.integers(0, 70), SIDES, st.sampled_from(Way), st.booleans())
    for number, (day, author, way, is_withdrawn) in enumerate(draw(st.lists(lines, max_size=8))):
        at, exchange_id = START + timedelta(days=day, hours=1), f"line-{number}"
        facts.append(Fact(f"logged-{number}", at, exchange_logged(exchange_id, author, way)))
        if is_withdrawn:
            back = exchange_withdrawn(exchange_id, author)
            facts.append(Fact(f"withdrawn-{number}", at + timedelta(minutes=5), back))
    return sorted(facts, key=lambda fact: fact.at)


@st.composite
def deliveries(draw: st.DrawFn) -> tuple[list[Fact], list[Fact]]:
    """A story, and what the broker may make of it: another order, some of it twice."""
    story = draw(stories().filter(bool))
    return story, draw(st.permutations([*story, *draw(st.lists(st.sampled_from(story), max_size=4))]))


@given(deliveries())
def test_what_is_known_does_not_depend_on_the_order_of_the_facts(delivered: tuple[list[Fact], list[Fact]]) -> None:
    story, order = delivered
    assert tell(order)[0].balance == tell(story)[0].balance


@given(deliveries())
def test_who_starts_none_is_told_once_in_every_order(delivered: tuple[list[Fact], list[Fact]]) -> None:
    story, order = delivered
    told = [sorted(one.cause.key for one in starts(tell(facts)[1])) for facts in (story, order)]
    assert told[0] == told[1]
    assert len(set(told[1])) == len(told[1])


def starts(told: list[Happened]) -> list[Happened]:
    return [one for one in told if one.moment and one.moment.occasion is Occasion.INITIATIVE_ONE_SIDED]


@given(stories())
def test_in_their_order_the_facts_show_what_counting_shows(story: list[Fact]) -> None:
    """Counted anew: runs of three by their first session, and the lines between two third sessions."""
    starters = [fact.data.initiator_id for fact in story if isinstance(fact.data, SessionHeld)]
    expected = []
    for first in range(len(starters) - 2):
        row = starters[first : first + 3]
        if set(row) in ({ADA}, {BOB}) and (first == 0 or starters[first - 1] != row[0]):
            expected.append(BOB if row[0] == ADA else ADA)
    told = tell(story)[1]
    moments = [one.moment for one in starts(told) if one.moment]
    assert [next(iter(moment.parts.values())) for moment in moments] == expected
    flips = [one for one in told if one.moment and one.moment.occasion is Occasion.FLOW_ONE_SIDED]
    assert len(flips) == sum(one_gave(story, number) for number in range(3, len(starters) + 1, 3))
    assert all(one.moment and set(one.moment.parts) == {Part.MENTOR, Part.MENTEE} for one in flips)


def one_gave(story: list[Fact], number: int) -> bool:
    """Just one of the two gave something in the three weeks up to this session, as far as was said by then."""
    until = START + timedelta(days=7 * number)
    since = until - timedelta(days=21) if number > 3 else START - timedelta(days=1)
    heard = [fact.data for fact in story if fact.at <= until]
    gone = {data.exchange_id for data in heard if isinstance(data, ExchangeWithdrawn)}
    givers = set()
    for fact in story:
        data = fact.data
        if isinstance(data, ExchangeLogged) and since < fact.at <= until and data.exchange_id not in gone:
            other = BOB if data.author_id == ADA else ADA
            givers.add(data.author_id if data.direction is Way.GAVE else other)
    return len(givers) == 1


def test_a_habit_that_goes_on_is_told_once() -> None:
    told = tell([Fact(f"s{number}", START, held(number, BOB)) for number in range(1, 10)])[1]
    (one,) = starts(told)
    assert one.cause.facts == ("s1", "s2", "s3")
    assert one.moment
    assert (one.moment.parts, one.moment.about.number) == ({Part.MENTOR: ADA}, 3)


def test_however_long_two_go_on_little_of_it_is_kept() -> None:
    pair = make_pair()
    for number in range(1, 200):
        pair = with_session(pair, held(number), f"s{number}")
        pair = with_exchange(pair, exchange_logged(f"line-{number}", ADA), START + timedelta(days=number), f"l{number}")
    assert len(pair.balance.met) == MOST_MET
    assert len(pair.balance.given) == MOST_GIVEN
    late = with_met(pair.balance, Met(1, START, "again", ADA))
    assert late == pair.balance, "what was forgotten does not come back"
    assert Balance() == make_pair().balance
