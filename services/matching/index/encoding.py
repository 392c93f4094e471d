"""A person as numbers: what a row of the index holds."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from services.matching.domain.lots import place
from services.matching.domain.people import Person, PersonState, Role
from services.matching.domain.suggestions import time_part
from services.matching.domain.topics import highest
from services.matching.index.kernels import COUNTING, COUNTS, LEVELS, SHARES, WISHES
from services.matching.index.numbers import Numbers
from services.matching.index.values import SENIORITIES

SIGNATURE_BITS = 64
LONGEST_REST = 2**32 - 1


@dataclass(frozen=True, slots=True)
class Row:
    """`gives` are topic and level, `gets` topic, wanted level and own level, each packed into one number.

    `need` and `credit` are as in the columns.
    """

    gives: list[int]
    gets: list[int]
    gives_signature: int
    gets_signature: int
    need: int
    credit: int
    seniority: int
    time: int
    ring: int
    rest: int
    spot: int


def encode(person: Person, topics: Numbers[str], spot: int) -> Row:
    offers = {topics.of(key): offer.level for key, offer in highest(person.gives).items()}
    wishes = {topics.of(key): wish.level for key, wish in highest(person.gets).items()}
    gets_signature = signature(wishes)
    counting, unseen = min(COUNTING, len(wishes)), min(COUNTING, spare(wishes, gets_signature))
    return Row(
        gives=[topic * LEVELS + level for topic, level in offers.items()],
        gets=[topic * WISHES + level * LEVELS + offers.get(topic, 0) for topic, level in wishes.items()],
        gives_signature=signature(offers),
        gets_signature=gets_signature,
        need=counting + COUNTS * unseen,
        credit=min(COUNTING, COUNTING - counting + unseen),
        seniority=min(person.seniority, SENIORITIES - 1),
        time=round(time_part(person.hours_per_month) * SHARES),
        ring=place(person.person_id),
        rest=rest(person.paused_until),
        spot=spot,
    )


def may_be_found(person: Person) -> bool:
    """The hard rules that concern one person alone."""
    is_open = person.is_shown and person.state is PersonState.ACTIVE and not person.is_full
    return is_open and Role.MENTOR in person.roles and bool(person.gives) and bool(person.gets)


def may_ask(person: Person) -> bool:
    """Whether somebody may look for others, and has something for both sides."""
    is_open = person.state is PersonState.ACTIVE and Role.MENTEE in person.roles and not person.is_suspended
    return is_open and bool(person.gives) and bool(person.gets)


def signature(topics: Collection[int]) -> int:
    """One bit a topic, shared by some: where two signatures have none in common, the two share no topic."""
    bits = 0
    for topic in topics:
        bits |= 1 << topic % SIGNATURE_BITS
    return bits


def spare(topics: Collection[int], signature: int) -> int:
    """How many topics have no bit of their own."""
    return len(topics) - signature.bit_count()


def rest(until: datetime | None) -> int:
    """The whole seconds up to the end of a pause. Who is found a moment early the domain leaves out."""
    return min(max(0, int(until.timestamp())), LONGEST_REST) if until else 0
