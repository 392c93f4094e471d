"""The work of the real handler: people, open requests, and mentors who say yes."""

from collections.abc import Sequence

from aio_pika import Message

from libs.common.contracts import AnyEvent, Service
from libs.common.contracts.people import PersonJoined, Skill
from libs.common.contracts.requests import Answer, MentorRequested, RequestAnswered
from tests.bench.filling import message_of
from tests.support.running import Bench

BOSSES = 20
PLACES = 50
"""Of every mentor: one for each round."""


def people(house: Bench, count: int) -> list[Message]:
    """`count` mentees and as many mentors, below two levels of managers."""
    everybody = [_person("chief", None)]
    everybody += [_person(f"boss-{n}", "chief") for n in range(BOSSES)]
    for n in range(count):
        everybody.append(_person(_mentee(n), f"boss-{n % BOSSES}"))
        everybody.append(_person(_mentor(n), f"boss-{(n + 1) % BOSSES}"))
    return [_message(house.event(one, one.person_id, sequence=1)) for one in everybody]


def requests(house: Bench, turn: int, count: int) -> list[Message]:
    """Each mentee asks a mentor of whom nobody else wants anything; another one each turn."""
    return [
        _message(
            house.event(
                MentorRequested(
                    request_id=_request(turn, n),
                    mentee_id=_mentee(n),
                    mentor_id=_mentor((n + turn) % count),
                    topics=("Python",),
                    confirmed=True,
                ),
                _request(turn, n),
                actorid=_mentee(n),
            )
        )
        for n in range(count)
    ]


def answers(house: Bench, turn: int, count: int, some: Sequence[int]) -> list[Message]:
    """The mentors' yes to some of a turn's requests."""
    return [
        _message(
            house.event(
                RequestAnswered(request_id=_request(turn, n), answer=Answer.ACCEPT),
                _request(turn, n),
                actorid=_mentor((n + turn) % count),
            )
        )
        for n in some
    ]


def _message(event: AnyEvent) -> Message:
    assert Service.GATEWAY in event.data.publishers
    return message_of(event)


def _person(person_id: str, manager_id: str | None) -> PersonJoined:
    return PersonJoined(
        person_id=person_id,
        name=person_id,
        email=f"{person_id}@example.org",
        manager_id=manager_id,
        gives=(Skill(topic="Python", level=4), Skill(topic="Leading a team", level=3)),
        gets=(Skill(topic="Rust", level=3), Skill(topic="Python", level=4)),
        languages=("en", "de"),
        time_zone="Europe/Berlin",
        seniority=4,
        capacity=PLACES,
        hours_per_month=4,
    )


def _mentee(n: int) -> str:
    return f"mentee-{n:05}"


def _mentor(n: int) -> str:
    return f"mentor-{n:05}"


def _request(turn: int, n: int) -> str:
    return f"req_{turn:03}_{n:05}"
