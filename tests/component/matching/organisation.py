"""An organisation that is about to change, with its pairs, requests and circles; and what brute force finds in it."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from libs.common.contracts import Service
from libs.common.contracts.conflicts import ConflictFound
from services.matching.domain.circles import Circle, CircleState, Invitation
from services.matching.domain.conflicts import Conflict
from services.matching.domain.directions import Direction
from services.matching.domain.pairs import Consent, Means, Member, Pair
from services.matching.domain.people import Person, Role
from services.matching.domain.requests import Request, RequestState
from services.matching.store import Store
from tests.support.running import Bench, Listener, eventually, tombstones_of

ORG_SIZE, PAIRS, REQUESTS, CIRCLES, MOVES = 5000, 4000, 2000, 800, 12
AT = datetime(2026, 11, 1, 9, tzinfo=UTC)


@dataclass
class Organisation:
    """A tree of people, some who are going to move, and pairs, requests and circles across it."""

    chance: random.Random
    level: int = 2
    """How far below the top those are who are going to move."""

    movers: int = MOVES
    managers: dict[str, str | None] = field(default_factory=dict)
    moves: dict[str, str | None] = field(default_factory=dict)
    twos: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Whom no line may connect, by the key of their conflict."""

    circles: list[Circle] = field(default_factory=list)

    def grow(self) -> None:
        """Everybody reports to somebody who came earlier; five to ten people to a manager."""
        names = [f"p{number:04}" for number in range(ORG_SIZE)]
        for number, name in enumerate(names):
            self.managers[name] = names[(number - 1) // self.chance.randint(5, 10)] if number else None
        self.moves = dict(self._moves())
        lines = (self.managers, self.managers | self.moves)
        for number in range(PAIRS + REQUESTS):
            kind = "pair" if number < PAIRS else "request"
            self.twos[f"{kind}/{kind}_{number}"] = self._two(names, lines[number % 2] if number % 3 else None)
        for number in range(CIRCLES):
            self._gather(f"circle_{number}", self._two(names, lines[number % 2]), names, is_led=bool(number % 3))

    def conflicts(self, managers: dict[str, str | None]) -> dict[str, str]:
        """Brute force: who of each two is above the other."""
        lines = {one: set(line(managers, one)) for one in managers}
        above = {
            key: one if one in lines[other] else other if other in lines[one] else None
            for key, (one, other) in self.twos.items()
        }
        return {key: who for key, who in above.items() if who}

    def _moves(self) -> Iterator[tuple[str, str]]:
        """People with many below them, none of them below another, and each to somebody who stays where they are."""
        level = [one for one in self.managers if len(line(self.managers, one)) == self.level][: self.movers]
        moving = {one for one in self.managers if {one, *line(self.managers, one)} & set(level)}
        stays = [one for one in self.managers if one not in moving]
        for one in level:
            yield one, self.chance.choice([other for other in stays if other != self.managers[one]])

    def _gather(self, circle_id: str, two: tuple[str, str], names: list[str], *, is_led: bool) -> None:
        """A circle of these two, of one line now or then, and of others; some have said yes and some are invited."""
        everybody = [*two, *self.chance.sample([one for one in names if one not in two], self.chance.randint(1, 6))]
        mentor_id = everybody[0] if is_led else None
        self.chance.shuffle(everybody)
        said = self.chance.randint(1, len(everybody))
        self.circles.append(circle_of(circle_id, mentor_id, everybody[:said], everybody[said:]))
        for number, one in enumerate(everybody):
            for other in everybody[:number]:
                if mentor_id in (None, one, other):
                    low, high = min(one, other), max(one, other)
                    self.twos[f"circle/{circle_id}/{low}/{high}"] = (low, high)

    def _two(self, names: list[str], managers: dict[str, str | None] | None) -> tuple[str, str]:
        """Anybody, or two of one line as it is before or after the moves, whoever gives."""
        one = self.chance.choice(names[1:])
        others = line(managers, one) if managers else [other for other in names if other != one]
        two = [one, self.chance.choice(others)]
        self.chance.shuffle(two)
        return two[0], two[1]


def line(managers: dict[str, str | None], one: str) -> list[str]:
    """Everybody above, by walking."""
    found: list[str] = []
    at = managers[one]
    while at is not None:
        found.append(at)
        at = managers[at]
    return found


async def keep(bench: Bench, organisation: Organisation) -> None:
    """The organisation as matching keeps it after a year, with what is known of it."""
    database = bench.database(Service.MATCHING)
    store = Store(database, tombstones_of(database))
    rows = [
        store.people.save(Person(org="acme", person_id=one, manager_id=boss))
        for one, boss in organisation.managers.items()
    ]
    await database["people"].insert_many([row.document for row in rows])
    pairs = [two_of(key, *two) for key, two in organisation.twos.items() if not key.startswith("circle/")]
    await database["circles"].insert_many([store.circles.save(one).document for one in organisation.circles])
    await database["pairs"].insert_many([store.pairs.save(one).document for one in pairs if isinstance(one, Pair)])
    requests = [store.requests.save(one).document for one in pairs if isinstance(one, Request)]
    await database["requests"].insert_many(requests)
    known = [
        Conflict(org="acme", conflict_key=key, above_id=who, found_at=AT)
        for key, who in organisation.conflicts(organisation.managers).items()
    ]
    await database["conflicts"].insert_many([store.conflicts.save(one).document for one in known])


def two_of(key: str, mentor_id: str, mentee_id: str) -> Pair | Request:
    kind, subject_id = key.split("/")
    if kind == "request":
        return Request(
            org="acme",
            request_id=subject_id,
            mentee_id=mentee_id,
            mentor_id=mentor_id,
            direction=Direction.FORWARD,
            topics=("Python",),
            correlation_id="story",
            state=RequestState.OPEN,
            opened_at=AT,
            sequence=1,
        )
    return Pair(
        org="acme",
        pair_id=subject_id,
        members=(Member(mentee_id, Role.MENTEE), Member(mentor_id, Role.MENTOR)),
        direction=Direction.FORWARD,
        topics=("Python",),
        consents=(Consent(mentee_id, Means.ASKED, AT), Consent(mentor_id, Means.ACCEPTED, AT)),
        formed_at=AT,
    )


def circle_of(circle_id: str, mentor_id: str | None, members: list[str], invited: list[str]) -> Circle:
    """Formed, where enough have said yes."""
    circle = Circle(
        org="acme",
        circle_id=circle_id,
        started_by=members[0],
        mentor_id=mentor_id,
        topics=("Python",),
        consents=tuple(Consent(one, Means.AGREED, AT) for one in members),
        invitations=tuple(Invitation(one, AT) for one in invited),
        proposed_at=AT,
        sequence=1,
    )
    return replace(circle, state=CircleState.FORMED, formed_at=AT) if circle.has_enough else circle


async def flagged(heard: Listener, count: int) -> dict[str, str]:
    """Who is above in each, by key, once so many are told; nobody twice."""

    async def so_many() -> bool:
        return len({event.id for event in heard.of(ConflictFound)}) >= count

    await eventually(so_many, what=f"{count} conflicts told")
    facts = {event.id: event.data for event in heard.of(ConflictFound)}.values()
    found = [(key_of(fact), fact.above_id) for fact in facts if isinstance(fact, ConflictFound)]
    assert max(Counter(key for key, _ in found).values()) == 1, "nothing twice"
    return dict(found)


def key_of(conflict: ConflictFound) -> str:
    if conflict.circle_id:
        return "/".join(("circle", conflict.circle_id, *sorted(conflict.concerns())))
    return f"pair/{conflict.pair_id}" if conflict.pair_id else f"request/{conflict.request_id}"
