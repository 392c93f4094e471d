"""Somebody else after a pair: each is offered what they are likely to want next."""

from datetime import UTC, datetime
from typing import Any

import pytest

from libs.common.contracts.requests import Direction
from services.gateway.domain.people import Record
from services.gateway.use_cases.rematch import rematch
from services.gateway.views import PairView


def make_view(direction: str = "forward", **changes: Any) -> PairView:
    """Bob learned Python from Ada."""
    members = ({"person_id": "ada", "role": "mentor"}, {"person_id": "bob", "role": "mentee"})
    known: dict[str, Any] = {
        "org": "acme",
        "pair_id": "pair_1",
        "standing": "ended",
        "members": members,
        "topics": ("Python",),
    }
    return PairView(**known | {"direction": direction, "reasons": (), "formed_at": datetime.now(UTC)} | changes)


def make_record(person_id: str, *gets: Any) -> Record:
    fields = {"name": person_id.title(), "email": f"{person_id}@example.org", "gets": list(gets)}
    return Record("acme", person_id, fields)


@pytest.mark.parametrize("direction", ["forward", "reverse", "reciprocal", "flash"])
def test_who_learned_goes_on_with_the_same_the_same_way(direction: str) -> None:
    wanted = rematch(make_view(direction), make_record("bob", "Rust"), None, "req_1")
    assert (wanted.mentee_id, wanted.mentor_id, wanted.topics) == ("bob", None, ("Python",))
    assert wanted.direction == direction


def test_who_gave_is_offered_what_their_own_profile_wants() -> None:
    wanted = rematch(make_view("reverse"), make_record("ada", "Rust", {"topic": "Go", "level": 2}), None, "req_1")
    assert (wanted.mentee_id, wanted.topics, wanted.direction) == ("ada", ("Rust", "Go"), Direction.FORWARD)
    assert rematch(make_view("reciprocal"), make_record("ada", "Rust"), None, "req_1").direction == "reciprocal"


def test_who_wants_nothing_yet_is_offered_the_topics_of_the_pair_and_never_more_than_ten() -> None:
    assert rematch(make_view(), make_record("ada"), None, "req_1").topics == ("Python",)
    many = make_record("ada", *(f"Topic {number}" for number in range(12)))
    assert len(rematch(make_view(), many, None, "req_1").topics) == 10


def test_what_somebody_says_now_counts_before_all_else() -> None:
    assert rematch(make_view(), make_record("bob"), ("Go",), "req_1").topics == ("Go",)
