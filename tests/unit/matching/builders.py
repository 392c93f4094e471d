"""People, requests and searches that are valid by default: a test names only what it is about."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from services.matching.domain.directions import Direction
from services.matching.domain.pairings import Pairing, compare
from services.matching.domain.people import Person
from services.matching.domain.reporting import ReportingLines
from services.matching.domain.requests import Request, open
from services.matching.domain.suggestions import Search
from services.matching.domain.topics import Topic

WINTER = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def topics(**levels: int) -> tuple[Topic, ...]:
    return tuple(Topic.of(label, level) for label, level in levels.items())


def make_person(person_id: str = "ada", **changes: Any) -> Person:
    return replace(Person(org="acme", person_id=person_id), **changes)


def make_mentee(**changes: Any) -> Person:
    """Wants Python at level 4 and gives Go at level 3."""
    defaults = {"person_id": "mia", "gives": topics(Go=3), "gets": topics(Python=4), "seniority": 2}
    return make_person(**{**defaults, **changes})


def make_mentor(person_id: str = "tom", **changes: Any) -> Person:
    """Gives Python at level 4 and wants Go at level 3: suits `make_mentee` without a flaw."""
    defaults = {
        "person_id": person_id,
        "gives": topics(Python=4),
        "gets": topics(Go=3),
        "seniority": 4,
        "capacity": 3,
    }
    return make_person(**{**defaults, **changes})


def make_search(mentee: Person | None = None, people: Iterable[Person] = (), **changes: Any) -> Search:
    mentee = mentee or make_mentee()
    search = Search(
        mentee=mentee,
        wanted=mentee.gets,
        direction=Direction.FORWARD,
        reporting=ReportingLines.of([mentee, *people]),
        at=WINTER,
    )
    return replace(search, **changes)


def make_pairing(mentee: Person | None = None, mentor: Person | None = None, **changes: Any) -> Pairing:
    mentee, mentor = mentee or make_mentee(), mentor or make_mentor()
    return replace(compare(mentee, mentor, mentee.gets, Direction.FORWARD, WINTER), **changes)


def make_request(**changes: Any) -> Request:
    """Worded and not yet made."""
    request = Request(
        org="acme",
        request_id="r1",
        mentee_id="mia",
        mentor_id="tom",
        direction=Direction.FORWARD,
        topics=("Python",),
        correlation_id="c1",
        asked_by_member=True,
    )
    return replace(request, **changes)


def make_open_request(**changes: Any) -> Request:
    return open(make_request(**changes), WINTER).request
